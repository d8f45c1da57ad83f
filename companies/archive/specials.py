"""What is particular about some tables; the apps say so (``AppConfig.ready``).

Everything else follows from the models themselves: whatever is ``Owned`` is exported whole.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from companies.models import Company, Owned


@dataclass(frozen=True)
class FileColumn:
    """A stored file: the columns with its place, its SHA-256 (hex) and the name it came with."""

    place: str
    sha256: str
    name: str
    folder: str


@dataclass(frozen=True)
class Special:
    """What is particular about one table.

    ``left_out`` says why it is not exported at all, ``confidential`` why only the operator's own
    archives hold it. ``without`` are columns that others are computed from; ``computed`` fills
    them again. ``plain_json`` are JSON columns that hold no number of a row or a person.
    ``references`` are text columns that hold the key of another row: a function of the row's
    columns gives that row's table, empty for none. ``beyond`` (told how to read the rows of a
    table) gives a number that every new key is above, where texts hold old keys for good.
    ``first`` are values with which rows of a circle are inserted before the rest of it is there.
    ``rows`` makes the rows where the table does not hold all of them; ``leave_out_rows`` are
    values whose rows stay. ``random_key``: its primary key says nothing; rows stand in the order
    of their content.
    """

    left_out: str = ""
    confidential: str = ""
    without: frozenset[str] = frozenset()
    plain_json: frozenset[str] = frozenset()
    references: Mapping[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    beyond: Callable[[Callable[[str], Iterable[Mapping[str, Any]]]], int] | None = None
    first: Mapping[str, Any] = field(default_factory=dict)
    file: FileColumn | None = None
    rows: Callable[[Company], Iterable[Owned]] | None = None
    leave_out_rows: Mapping[str, Any] = field(default_factory=dict)
    computed: Callable[[Sequence[Owned]], None] | None = None
    random_key: bool = False


@dataclass(frozen=True)
class Outside:
    """A table that belongs to no company, whose rows are found again by what they are.

    ``arrive(rows, at)`` gives the primary key here of each row; ``columns`` are what it gets.
    """

    columns: tuple[str, ...]
    arrive: Callable[[Sequence[Mapping[str, Any]], datetime], list[int]]


Check = Callable[[Company], Iterable[str]]

_specials: dict[str, Special] = {}
_outside: dict[str, Outside] = {}
_checks: list[Check] = []
_guards: list[str] = []
PLAIN = Special()


def register(label: str, special: Special) -> None:
    """Say what is particular about a table (``"rollout.Stage"``)."""
    _specials[label] = special


def register_outside(label: str, outside: Outside) -> None:
    """Say how rows of a table without a company are found again."""
    _outside[label] = outside


def register_check(check: Check) -> None:
    """``check(company)`` names every promise that an imported company breaks."""
    if check not in _checks:
        _checks.append(check)


def register_guards(*uris: str) -> None:
    """Triggers that guard acts of people (``"rollout.Stage:name"``): off while rows are moved in.

    Constraints, composite keys and triggers judged at commit stay on.
    """
    _guards.extend(uri for uri in uris if uri not in _guards)


def special_of(label: str) -> Special:
    """What is particular about a table."""
    return _specials.get(label, PLAIN)


def outside_of(label: str) -> Outside | None:
    """How rows of a table without a company are found again; None if nobody has said."""
    return _outside.get(label)


def outside_labels() -> list[str]:
    """Every table without a company that rows may point to."""
    return sorted(_outside)


def checks() -> list[Check]:
    """Everything that is looked at before an imported company is kept."""
    return list(_checks)


def guards() -> list[str]:
    """The triggers that are off while rows are moved in."""
    return list(_guards)
