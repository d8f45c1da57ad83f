"""Where a figure is heading if it goes on as of late: a straight line, no more; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

NEEDED = 4
LOOKED_AT = 8
"""The newest figures count; what was long ago says little about what comes."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The straight line of least squares through figures; exact until it is written down."""

    begins_on: date
    start: Fraction
    per_day: Fraction

    def on(self, day: date) -> Decimal:
        """The value of the line on a day, in hundredths."""
        value = self.start + self.per_day * (day - self.begins_on).days
        hundredths = round(value * 100)
        return Decimal(hundredths).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values a figure can lie; None where there is no end."""

    lowest: Decimal | None = None
    highest: Decimal | None = None

    def hold(self, value: Decimal) -> Decimal:
        """The value, or the end it would cross."""
        if self.lowest is not None:
            value = max(value, self.lowest)
        return value if self.highest is None else min(value, self.highest)


def trend(figures: Sequence[tuple[date, Decimal]]) -> Trend | None:
    """The line through the newest figures; None if there are fewer than four.

    ``figures`` come in the order of their days, one a day.
    """
    newest = figures[-LOOKED_AT:]
    if len(newest) < NEEDED:
        return None
    first = newest[0][0]
    days = [Fraction((day - first).days) for day, _value in newest]
    values = [Fraction(value) for _day, value in newest]
    number = len(newest)
    nothing = Fraction(0)
    middle, height = sum(days, nothing) / number, sum(values, nothing) / number
    spread = sum(((day - middle) ** 2 for day in days), nothing)
    pairs = zip(days, values, strict=True)
    per_day = sum(((day - middle) * (value - height) for day, value in pairs), nothing) / spread
    return Trend(first, height - per_day * middle, per_day)
