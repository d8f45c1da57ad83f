"""How it would have rung: the same rules, hour by hour over a history; pure.

What is usual is learned anew on each local day, from what lay before it. Only hours whose window
holds the minimum are looked at: no others can ring.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitoring.alarm.hours import NOTHING, History, Hour, Span, day_of
from monitoring.alarm.rhythm import Rhythms, learn
from monitoring.alarm.ringing import Rung, ringing, rung
from monitoring.alarm.rules import WINDOWS, Signal, Thresholds, signals

MONTH = 30 * 24


@dataclass(frozen=True, slots=True)
class Ring:
    """The alarm would have rung at the end of an hour, for these reasons.

    ``raises``: not for the first time, but because it got worse.
    """

    hour: Hour
    signals: tuple[Signal, ...]
    raises: bool = False

    @property
    def first(self) -> Signal:
        """The most serious of them."""
        return self.signals[0]


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it; ``learned`` counts the hours of which something was known."""

    rings: tuple[Ring, ...]
    learned: int

    @property
    def begun(self) -> int:
        """How many incidents there would have been."""
        return sum(not ring.raises for ring in self.rings)

    @property
    def per_month(self) -> float:
        """The same in 30 days of which something was known."""
        return self.begun * MONTH / self.learned if self.learned else 0.0


def replay(
    history: History, first: Hour, end: Hour, said: Thresholds, expected: Sequence[Span] = ()
) -> Replay:
    """Ring through the hours from ``first`` up to ``end``; announced ones ring nobody.

    They still begin a quiet time, as in life.
    """
    rings: list[Ring] = []
    earlier: list[Rung] = []
    learned = 0
    for hours, rhythms in _days(history, first, end, earlier):
        learned += len(hours) if rhythms else 0
        if rhythms is None:
            continue
        for hour in _loud(history, hours, said.minimum):
            found = ringing(signals(history, rhythms, hour, said), earlier, said)
            earlier += [rung(signal) for signal in found]
            if found and not any(begin <= hour < stop for begin, stop in expected):
                rings += _heard(rings, Ring(hour, tuple(found)), said)
    return Replay(tuple(rings), learned)


def _heard(rings: Sequence[Ring], ring: Ring, said: Thresholds) -> list[Ring]:
    """What people would hear of it: while something is open, only that it got worse."""
    lately = [each for each in rings if ring.hour - each.hour < said.cooldown]
    if not lately:
        return [ring]
    highest = max(each.first.level.rank for each in lately)
    return [replace(ring, raises=True)] if ring.first.level.rank > highest else []


def _days(
    history: History, first: Hour, end: Hour, earlier: list[Rung]
) -> Iterator[tuple[range, Rhythms | None]]:
    start = first
    while start < end:
        day = day_of(start, history.zone)
        stop = start + 1
        while stop < end and day_of(stop, history.zone) == day:
            stop += 1
        spans = [*history.disturbed, *(each.disturbed for each in earlier)]
        yield range(start, stop), learn(replace(history, disturbed=spans), start, WINDOWS)
        start = stop


def _loud(history: History, hours: range, minimum: int) -> list[Hour]:
    """The hours whose longest window holds at least so many mentions."""
    longest = max(WINDOWS)
    sums = {
        hour: sum(source.counts.get(hour, NOTHING).number for source in history.sources.values())
        for hour in range(hours.start - longest + 1, hours.stop)
    }
    running = sum(sums[hour] for hour in range(hours.start - longest + 1, hours.start))
    loud = []
    for hour in hours:
        running += sums[hour]
        if running >= minimum:
            loud.append(hour)
        running -= sums[hour - longest + 1]
    return loud
