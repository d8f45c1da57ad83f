"""Hours as whole numbers since 1970 (UTC), and the weekday and hour each of them is locally."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Hour = int
DAY = 24
WEEK = 7 * DAY
SECONDS = 3600


def hour_of(at: datetime) -> Hour:
    """The hour a moment lies in."""
    return int(at.timestamp()) // SECONDS


def moment_of(hour: Hour) -> datetime:
    """When an hour begins."""
    return datetime.fromtimestamp(hour * SECONDS, UTC)


@lru_cache(maxsize=65536)
def slot_of(hour: Hour, zone: ZoneInfo) -> int:
    """0 for Monday between 0 and 1 o'clock by the clock on the wall, up to 167."""
    local = moment_of(hour).astimezone(zone)
    return local.weekday() * DAY + local.hour


def day_of(hour: Hour, zone: ZoneInfo) -> date:
    """The local day an hour lies in."""
    return moment_of(hour).astimezone(zone).date()


def begin_of(day: date, zone: ZoneInfo) -> Hour:
    """The first hour of a local day."""
    return hour_of(datetime.combine(day, time(), zone))


def day_before(hour: Hour, zone: ZoneInfo) -> Hour:
    """The first hour of the local day before the one an hour lies in."""
    return begin_of(day_of(hour, zone) - timedelta(days=1), zone)


@dataclass(frozen=True, slots=True)
class Tally:
    """Mentions of one source in one hour, and how many of them are critical."""

    number: int = 0
    negative: int = 0


NOTHING = Tally()
Span = tuple[Hour, Hour]
"""From the first hour up to the second, which is not in it."""


@dataclass(frozen=True, slots=True)
class SourceHours:
    """What one source brought, hour by hour; ``since`` is the first hour it was watched.

    ``unseen`` are times in which it could not be seen: nothing there says nothing.
    """

    name: str
    since: Hour
    counts: Mapping[Hour, Tally]
    unseen: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What was said about a company: its sources by id, and the clock of its place.

    ``disturbed`` are hours that are no part of its rhythm: peaks and the day after them.
    """

    zone: ZoneInfo
    sources: Mapping[int, SourceHours]
    disturbed: Sequence[Span] = field(default=())


def lies_in(hour: Hour, spans: Sequence[Span]) -> bool:
    """Whether an hour is in one of several times."""
    return any(first <= hour < end for first, end in spans)
