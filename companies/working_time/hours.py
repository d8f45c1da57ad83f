"""The facts a company enters: opening hours per weekday, and closures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from companies.working_time.errors import InvalidWorkingTimeError

Hours = Mapping[int, Sequence["Interval"]]


@dataclass(frozen=True, order=True)
class Interval:
    """One stretch of opening hours on the wall clock; a break is the gap between two of them.

    `closes` of 00:00 is midnight at the end of the day (24:00), which `time` cannot say. Work
    past midnight is entered as two intervals on two weekdays.
    """

    opens: time
    closes: time

    @property
    def starts_after(self) -> timedelta:
        """Wall-clock time from the day's midnight to opening."""
        return _since_midnight(self.opens)

    @property
    def ends_after(self) -> timedelta:
        """Wall-clock time from the day's midnight to closing, at most 24 hours."""
        return _since_midnight(self.closes) or timedelta(hours=24)

    def __str__(self) -> str:
        closes = "24:00" if self.closes == time.min else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}–{closes}"


@dataclass(frozen=True)
class Closure:
    """Days on which nobody works although it is not a holiday; both ends are closed too."""

    starts_on: date
    ends_on: date
    name: str

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise InvalidWorkingTimeError(
                _("The closure “%(name)s” ends before it begins."), name=self.name
            )

    def covers(self, day: date) -> bool:
        """Whether `day` is one of the closed days."""
        return self.starts_on <= day <= self.ends_on


def checked_hours(hours: Hours) -> dict[int, tuple[Interval, ...]]:
    """A copy without empty weekdays.

    Raises InvalidWorkingTimeError naming the first weekday whose intervals end before they begin,
    are out of order or overlap. Intervals may touch.
    """
    for weekday, intervals in sorted(hours.items()):
        _check_weekday(weekday, intervals)
    return {weekday: tuple(hours[weekday]) for weekday in sorted(hours) if hours[weekday]}


def _check_weekday(weekday: int, intervals: Sequence[Interval]) -> None:
    if weekday not in WEEKDAYS:
        raise ValueError(f"{weekday} is not a weekday from 0 (Monday) to 6 (Sunday)")
    for interval in intervals:
        if interval.ends_after <= interval.starts_after:
            raise InvalidWorkingTimeError(
                _("%(weekday)s: %(hours)s ends before it begins."),
                on=weekday,
                weekday=WEEKDAYS[weekday],
                hours=interval,
            )
    for earlier, later in pairwise(intervals):
        if later.starts_after < earlier.ends_after:
            raise InvalidWorkingTimeError(
                _(
                    "%(weekday)s: %(later)s begins before %(earlier)s has ended. "
                    "Please enter the hours in order and without overlap."
                ),
                on=weekday,
                weekday=WEEKDAYS[weekday],
                later=later,
                earlier=earlier,
            )


def _since_midnight(clock: time) -> timedelta:
    return datetime.combine(date.min, clock) - datetime.combine(date.min, time.min)
