"""Working days, due times and counted time of one company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from companies.working_time.errors import InvalidWorkingTimeError, NeverOpenError
from companies.working_time.hours import Closure, Interval, checked_hours
from companies.working_time.local_time import moment
from companies.working_time.public_holidays import STATES, public_holidays

SEARCH_LIMIT = 731  # days: two years, one of them a leap year
SATURDAY = 5
ONE_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class WorkingTime:
    """When a company works. Days are the company's own; moments are aware, and returned in UTC.

    `time_zone` is an IANA name, `state` one of STATES, `hours` lists the intervals of each weekday
    (0 = Monday) in order; a weekday left out is closed. Raises InvalidWorkingTimeError.
    """

    time_zone: str
    state: str
    hours: Mapping[int, tuple[Interval, ...]] = field(hash=False)
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise InvalidWorkingTimeError(_("“%(state)s” is not a German state."), state=self.state)
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise InvalidWorkingTimeError(
                _("“%(time_zone)s” is not a known time zone."), time_zone=self.time_zone
            ) from unknown
        object.__setattr__(self, "hours", checked_hours(self.hours))
        object.__setattr__(self, "closures", tuple(self.closures))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.time_zone)

    # Days

    def is_working_day(self, day: date) -> bool:
        """Whether the company opens at all on this day."""
        return (
            day.weekday() in self.hours
            and day not in public_holidays(self.state, day.year)
            and not any(closure.covers(day) for closure in self.closures)
        )

    def why_closed(self, day: date, *, language: str) -> str | None:
        """The holiday, the closure or the missing hours, in `language` (de, en); None if open.

        A holiday is named before a closure, a closure before a weekend.
        """
        if holiday := public_holidays(self.state, day.year, language).get(day):
            return holiday
        for closure in self.closures:
            if closure.covers(day):
                return closure.name
        if day.weekday() in self.hours:
            return None
        with override(language):
            return str(_("Weekend") if day.weekday() >= SATURDAY else _("No opening hours"))

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`, never `day` itself. Raises NeverOpenError."""
        for distance in range(1, SEARCH_LIMIT + 1):
            candidate = day + distance * ONE_DAY
            if self.is_working_day(candidate):
                return candidate
        raise NeverOpenError

    def end_of_working_day(self, day: date) -> datetime:
        """The last closing of a working day. Raises ValueError for any other day."""
        if not self.is_working_day(day):
            raise ValueError(f"{day} is not a working day")
        return self._moment(day, self.hours[day.weekday()][-1].ends_after)

    def due_next_working_day(self, at: datetime) -> datetime:
        """When what came in at `at` must be answered at the latest (S3). Raises NeverOpenError.

        The end of the first working day after the calendar day, in the company's time zone, on
        which it came in. The hour does not matter: Friday at 8:00 and Friday at 23:00 are both due
        at the end of Monday, and so are Saturday and Sunday; Monday at 0:30 is due on Tuesday.
        """
        return self.end_of_working_day(self.next_working_day(self._day(at)))

    # Moments

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies in opening hours; the moment of closing does not."""
        day = self._day(at)
        spans = self._spans(day, day + ONE_DAY)
        return any(opens <= at < closes for opens, closes in spans)

    def next_opening(self, at: datetime) -> datetime:
        """The earliest open moment from `at` on: `at` itself while open. Raises NeverOpenError."""
        for opens, closes in self._spans_from(at):
            if at < closes:
                return max(opens, at.astimezone(UTC))
        raise NeverOpenError

    def add_working_time(self, at: datetime, amount: timedelta) -> datetime:
        """The earliest moment, open or just closing, by which `amount` of open time has passed.

        Breaks, nights, weekends, holidays and closures do not count. Open time is elapsed time: an
        interval over a clock change is an hour shorter or longer than on paper. `amount` must not
        be negative (ValueError). Raises NeverOpenError.
        """
        if amount < timedelta():
            raise ValueError("working time can only be added")
        remaining = amount
        for opens, closes in self._spans_from(at):
            begins = max(opens, at.astimezone(UTC))
            if remaining <= closes - begins:
                return begins + remaining
            remaining -= closes - begins
        raise NeverOpenError

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from `start` to `end`, as add_working_time counts it.

        Negative if `end` comes first; zero for a company that never opens.
        """
        if end < start:
            return -self.working_time_between(end, start)
        spans = self._spans(self._day(start), self._day(end) + ONE_DAY)
        return sum(
            (
                min(closes, end) - max(opens, start)
                for opens, closes in spans
                if opens < end and start < closes
            ),
            timedelta(),
        )

    # From the wall clock to moments

    def _day(self, at: datetime) -> date:
        if at.utcoffset() is None:
            raise ValueError(f"{at} has no time zone")
        return at.astimezone(self.zone).date()

    def _moment(self, day: date, after_midnight: timedelta) -> datetime:
        return moment(datetime.combine(day, time.min) + after_midnight, self.zone)

    def _spans_on(self, day: date) -> Iterator[Span]:
        if self.is_working_day(day):
            for interval in self.hours[day.weekday()]:
                opens = self._moment(day, interval.starts_after)
                closes = self._moment(day, interval.ends_after)
                if opens < closes:  # not so if the clock jumps over the whole interval
                    yield opens, closes

    def _spans(self, first: date, last: date) -> Iterator[Span]:
        # Callers ask for a day more than the clock shows: going back from 0:01 to 23:01, it shows
        # yesterday again while today's hours have begun.
        for distance in range((last - first).days + 1):
            yield from self._spans_on(first + distance * ONE_DAY)

    def _spans_from(self, at: datetime) -> Iterator[Span]:
        """Open spans that end at or after `at`, in order, until two years pass without one."""
        first = self._day(at) - ONE_DAY  # whose closing at 24:00 may be `at`
        latest = 0
        for distance in count():
            for opens, closes in self._spans_on(first + distance * ONE_DAY):
                latest = distance
                if at <= closes:
                    yield opens, closes
            if distance - latest > SEARCH_LIMIT:
                return
