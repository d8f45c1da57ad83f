"""What the works council's word means for a publication (S4): pure."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Obstacle(StrEnum):
    """What stands between a draft and its publication where there is a works council."""

    NOT_HEARD = "not_heard"
    PENDING = "pending"
    CHANGED_SINCE = "changed_since"
    OBJECTED = "objected"


SENTENCES: dict[Obstacle, str | Promise] = {
    Obstacle.NOT_HEARD: _(
        "The works council has not been heard yet. Record what it says before you publish."
    ),
    Obstacle.PENDING: _(
        "The works council has not answered yet. Record its answer before you publish."
    ),
    Obstacle.CHANGED_SINCE: _(
        "The draft has changed since the works council read it. Show it once more and record the "
        "answer."
    ),
    Obstacle.OBJECTED: _(
        "The works council objects. A manager may publish all the same and says why; the reason "
        "is kept with the version."
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The last word on a draft; ``covers`` is whether the words are still those it was about."""

    outcome: str
    covers: bool


def obstacle_of(said: Said | None) -> Obstacle | None:
    """What is missing; None if it agrees to the words as they are."""
    if said is None:
        return Obstacle.NOT_HEARD
    if said.outcome == "pending":
        return Obstacle.PENDING
    if not said.covers:
        return Obstacle.CHANGED_SINCE
    return None if said.outcome == "agrees" else Obstacle.OBJECTED
