"""What is usual: learned from the same weekday and hour of the last 28 days, smoothed.

A source's rate in a slot of the week is its mean rate, bent by weekday and by hour of the day, bent
again by what the slot and its neighbours showed; each step counts as much as it has seen. The last
day before the one at hand is left out, so that no window is held against itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitoring.alarm.hours import (
    DAY,
    NOTHING,
    WEEK,
    History,
    Hour,
    SourceHours,
    Tally,
    day_before,
    lies_in,
    slot_of,
)

LEARNED = 4 * WEEK
YOUNG = WEEK
"""Hours a source has to be watched before anything it brings can ring."""

ALMOST_NOTHING = 0.5  # mentions that a silent source is taken to have had in the time
BY_HOUR, BY_DAY, BY_SLOT = 6.0, 48.0, 8.0  # hours of sight that weigh as much as what lies above
SPREAD, SPREAD_WEIGHT, WIDEST = 0.25, 1.0, 4.0

Measure = Callable[[Tally], int]


def number(tally: Tally) -> int:
    """All mentions."""
    return tally.number


def negative(tally: Tally) -> int:
    """The critical ones."""
    return tally.negative


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is usual of one or several sources: so many in each slot of the week.

    ``spreads`` are, by length of window, how much more it varies than chance alone.
    """

    zone: ZoneInfo
    rates: tuple[float, ...]
    spreads: Mapping[int, float]

    def expected(self, hours: Sequence[Hour]) -> float:
        """So many are usual in these hours."""
        return sum(self.rates[slot_of(hour, self.zone)] for hour in hours)


@dataclass(frozen=True, slots=True)
class Rhythms:
    """What is usual for a company on one day; ``sources`` are those it knows long enough."""

    number: Rhythm
    negative: Rhythm
    sources: Mapping[int, Rhythm]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The hours of a source that are part of its rhythm."""

    source: SourceHours
    hours: frozenset[Hour]
    sums: tuple[float, ...]
    sight: tuple[int, ...]
    rates: tuple[float, ...]


def learn(history: History, hour: Hour, windows: Sequence[int]) -> Rhythms | None:
    """The rhythms as known on the day of ``hour``; None while no source is known long enough."""
    until = day_before(hour, history.zone)
    known = {
        key: source
        for key, source in history.sources.items()
        if source.since <= until - YOUNG and any(True for each in _hours(source, history, until))
    }
    if not known:
        return None
    all_of = {key: _seen(each, history, until, number) for key, each in known.items()}
    bad = [_seen(each, history, until, negative) for each in known.values()]
    return Rhythms(
        number=_together(list(all_of.values()), number, until, history.zone, windows),
        negative=_together(bad, negative, until, history.zone, windows),
        sources={
            key: _together([each], number, until, history.zone, windows)
            for key, each in all_of.items()
        },
    )


def _hours(source: SourceHours, history: History, until: Hour) -> "list[Hour]":
    first = max(source.since, until - LEARNED)
    left_out = [*source.unseen, *history.disturbed]
    return [hour for hour in range(first, until) if not lies_in(hour, left_out)]


def _seen(source: SourceHours, history: History, until: Hour, measure: Measure) -> _Seen:
    hours = _hours(source, history, until)
    sums, sight = [0.0] * WEEK, [0] * WEEK
    for hour in hours:
        slot = slot_of(hour, history.zone)
        sums[slot] += measure(source.counts.get(hour, NOTHING))
        sight[slot] += 1
    return _Seen(source, frozenset(hours), tuple(sums), tuple(sight), _rates(sums, sight))


def _rates(sums: Sequence[float], sight: Sequence[int]) -> tuple[float, ...]:
    mean = (sum(sums) + ALMOST_NOTHING) / max(sum(sight), 1)
    by_hour = [_bent(sums, sight, range(h, WEEK, DAY), mean, BY_HOUR) for h in range(DAY)]
    by_day = [_bent(sums, sight, range(d * DAY, d * DAY + DAY), mean, BY_DAY) for d in range(7)]
    rates = []
    for slot in range(WEEK):
        usual = by_hour[slot % DAY] * by_day[slot // DAY] / mean
        near = ((slot - 1) % WEEK, slot, slot, (slot + 1) % WEEK)
        rates.append(_bent(sums, sight, near, usual, BY_SLOT))
    return tuple(rates)


def _bent(
    sums: Sequence[float], sight: Sequence[int], slots: Sequence[int], usual: float, weight: float
) -> float:
    """The rate in these slots, drawn towards the usual one by what ``weight`` hours would say."""
    said, seen = sum(sums[slot] for slot in slots), sum(sight[slot] for slot in slots)
    return (said + weight * usual) / (seen + weight)


def _together(
    parts: Sequence[_Seen], measure: Measure, until: Hour, zone: ZoneInfo, windows: Sequence[int]
) -> Rhythm:
    rates = tuple(sum(part.rates[slot] for part in parts) for slot in range(WEEK))
    first = until - LEARNED
    said, usual = [0.0] * LEARNED, [0.0] * LEARNED
    for part in parts:
        for hour in part.hours:
            said[hour - first] += measure(part.source.counts.get(hour, NOTHING))
            usual[hour - first] += part.rates[slot_of(hour, zone)]
    doubt = 1 / (1 + sum(said) / 4)
    return Rhythm(zone, rates, {each: doubt + _spread(said, usual, each) for each in windows})


def _spread(said: Sequence[float], usual: Sequence[float], window: int) -> float:
    """How much more the windows of the time varied than a Poisson distribution does."""
    more, weight = SPREAD * SPREAD_WEIGHT, SPREAD_WEIGHT
    for start in range(0, len(said) - window + 1, window):
        seen, expected = sum(said[start : start + window]), sum(usual[start : start + window])
        more += (seen - expected) ** 2 - expected
        weight += expected**2
    return min(max(more / weight, 0.0), WIDEST)
