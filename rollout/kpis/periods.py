"""Weeks, months and quarters, in which figures are counted; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rollout.models import Kpi

ONE_DAY = timedelta(days=1)
MONTHS = {Kpi.Rhythm.MONTHLY: 1, Kpi.Rhythm.QUARTERLY: 3}
DAYS = {Kpi.Rhythm.WEEKLY: 7, Kpi.Rhythm.MONTHLY: 31, Kpi.Rhythm.QUARTERLY: 92}
"""How many days at most lie between two figures that come on time."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both counted."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def days(self) -> Iterator[date]:
        """Every day of it."""
        for number in range((self.ends_on - self.starts_on).days + 1):
            yield self.starts_on + timedelta(days=number)


def period_of(rhythm: str, day: date) -> Period:
    """The week (from Monday), month or quarter a day lies in."""
    if rhythm == Kpi.Rhythm.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = MONTHS[Kpi.Rhythm(rhythm)]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, _months_on(first, months) - ONE_DAY)


def periods(rhythm: str, starts_on: date, ends_on: date) -> tuple[Period, ...]:
    """Those that lie wholly between two days, both counted, in their order."""
    found = []
    period = period_of(rhythm, starts_on)
    while period.ends_on <= ends_on:
        if period.starts_on >= starts_on:
            found.append(period)
        period = period_of(rhythm, period.ends_on + ONE_DAY)
    return tuple(found)


def last_period(rhythm: str, on: date) -> Period:
    """The newest one that is over on the day ``on``, which itself is still running."""
    return period_of(rhythm, period_of(rhythm, on).starts_on - ONE_DAY)


def back(rhythm: str, on: date, number: int) -> date:
    """The first day of the period ``number`` periods before the newest one that is over."""
    period = last_period(rhythm, on)
    for _step in range(number):
        period = period_of(rhythm, period.starts_on - ONE_DAY)
    return period.starts_on


def _months_on(first: date, months: int) -> date:
    later = first.month - 1 + months
    return date(first.year + later // 12, later % 12 + 1, 1)
