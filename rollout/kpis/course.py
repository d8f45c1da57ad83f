"""The straight way from the baseline to the target, and how far along it a figure is; pure (S2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from rollout.models import Kpi
from rollout.wording import Text

CENT = Decimal("0.01")


class Pace(StrEnum):
    """How a figure stands to its target."""

    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    TOO_SLOW = "too_slow"
    MISSED = "missed"
    UNKNOWN = "unknown"
    NO_TARGET = "no_target"

    @property
    def label(self) -> Text:
        """The same in words."""
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """The tone of its chip."""
        return _TONES[self]


_LABELS: dict[Pace, Text] = {
    Pace.REACHED: _("Reached"),
    Pace.ON_THE_WAY: _("On the way"),
    Pace.TOO_SLOW: _("Too slow"),
    Pace.MISSED: _("Not reached in time"),
    Pace.UNKNOWN: _("Unknown"),
    Pace.NO_TARGET: _("No target yet"),
}
_TONES = {
    Pace.REACHED: "ok",
    Pace.ON_THE_WAY: "ok",
    Pace.TOO_SLOW: "warn",
    Pace.MISSED: "stop",
    Pace.UNKNOWN: "unclear",
    Pace.NO_TARGET: "neutral",
}


@dataclass(frozen=True, slots=True)
class Course:
    """From where until when to where; values are in the KPI's unit."""

    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    direction: str

    def expected_on(self, day: date) -> Decimal:
        """The value of the straight line on a day; before and after it, its ends."""
        whole = (self.target_on - self.baseline_on).days
        gone = min(max((day - self.baseline_on).days, 0), whole)
        return self.baseline + (self.target - self.baseline) * gone / whole

    def is_as_good(self, value: Decimal, other: Decimal) -> bool:
        """Whether ``value`` is at least as good as ``other``."""
        return value >= other if self.direction == Kpi.Direction.UP else value <= other


def course_of(kpi: Kpi) -> Course | None:
    """The way a KPI is to go; None while baseline, target or one of their days is missing.

    Without a day of its own the target is to be reached on the day of the goal, which has to be
    loaded.
    """
    target_on = kpi.target_on or (kpi.goal.due_on if kpi.goal else None)
    if kpi.baseline is None or kpi.baseline_on is None or kpi.target is None or target_on is None:
        return None
    if target_on <= kpi.baseline_on:
        return None
    return Course(kpi.baseline, kpi.baseline_on, kpi.target, target_on, kpi.direction)


def pace(course: Course | None, value: Decimal | None, measured_on: date | None) -> Pace:
    """Whether the target is reached, or the value at least where the straight line is."""
    if course is None:
        return Pace.NO_TARGET
    if value is None or measured_on is None:
        return Pace.UNKNOWN
    if course.is_as_good(value, course.target):
        return Pace.REACHED
    if measured_on >= course.target_on:
        return Pace.MISSED
    # Compared as it is shown: nobody is too slow by a thousandth.
    expected = round(course.expected_on(measured_on), 2)
    return Pace.ON_THE_WAY if course.is_as_good(value, expected) else Pace.TOO_SLOW
