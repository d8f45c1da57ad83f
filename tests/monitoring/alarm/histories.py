"""Made-up hours of mentions: as usual, with something on top."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from monitoring.alarm.hours import DAY, WEEK, History, Hour, SourceHours, Span, Tally, slot_of

BERLIN = ZoneInfo("Europe/Berlin")
START = 493_176  # Monday 2026-04-06, an hour in UTC
NOW = START + 5 * WEEK + 2 * DAY + 10
"""A Wednesday at noon, five weeks later."""


def usual(
    *,
    per_day: float = 8.0,
    critical: int = 8,
    start: Hour = START,
    end: Hour = NOW + 1,
    zone: ZoneInfo = BERLIN,
    unseen: tuple[Span, ...] = (),
) -> SourceHours:
    """The same number on each day between nine and five o'clock; every nth is critical."""
    counts: dict[Hour, Tally] = {}
    said = 0.0
    for hour in range(start, end):
        if 9 <= slot_of(hour, zone) % DAY < 17:
            said += per_day / 8
        whole, said = int(said), said - int(said)
        if whole:
            counts[hour] = Tally(whole, whole // critical)
    return SourceHours("Forum", start, counts, unseen)


def with_more(source: SourceHours, more: Mapping[Hour, Tally]) -> SourceHours:
    """Something on top of what a source brought."""
    counts = dict(source.counts)
    for hour, tally in more.items():
        was = counts.get(hour, Tally())
        counts[hour] = Tally(was.number + tally.number, was.negative + tally.negative)
    return SourceHours(source.name, source.since, counts, source.unseen)


def history(*sources: SourceHours, disturbed: tuple[Span, ...] = ()) -> History:
    return History(BERLIN, dict(enumerate(sources, start=1)), disturbed)
