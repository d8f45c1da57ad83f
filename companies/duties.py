"""What somebody holds in a company, so that it can be handed over when they leave.

The apps register what they know (``AppConfig.ready``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from companies.models import Membership

Text = str | Promise


@dataclass(frozen=True)
class Duty:
    """One thing somebody has to see to.

    ``key`` begins with the name of its room (``condition.12``). ``about`` says what it belongs to,
    ``path`` is the page about it. ``stays`` says why nobody else can take it over now.
    """

    key: str
    title: Text
    about: Text
    path: str
    due_on: date | None = None
    stays: Text = ""


@dataclass(frozen=True)
class Room:
    """Duties of one sort: which somebody holds, and how another takes one over.

    ``hand_over(key, to)`` runs after the membership has ended, in the same transaction; it raises
    RefusedError if ``to`` cannot take it.
    """

    held: Callable[[Membership], Iterable[Duty]]
    hand_over: Callable[[str, Membership], None]


_rooms: dict[str, Room] = {}


def register(name: str, room: Room) -> None:
    """Let an app hand its duties over."""
    _rooms[name] = room


def duties_of(membership: Membership) -> list[Duty]:
    """Everything somebody holds, the soonest first."""
    found = [duty for room in _rooms.values() for duty in room.held(membership)]
    return sorted(found, key=lambda duty: (duty.due_on or date.max, duty.key))


def hand_over(duty: Duty, to: Membership) -> None:
    """Another member takes a duty; raises RefusedError if they cannot."""
    _rooms[duty.key.split(".")[0]].hand_over(duty.key, to)
