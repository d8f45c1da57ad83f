"""Whether a window is unusual, and how serious that is (S4); pure.

Two windows end with the hour at hand: three hours for what breaks out, a day for what grows. A
number is unusual if chance would bring it less than once in a million such windows, and it
never rings below the company's minimum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitoring.alarm.hours import NOTHING, History, Hour, SourceHours
from monitoring.alarm.levels import Kind, Level
from monitoring.alarm.rhythm import Rhythm, Rhythms
from monitoring.alarm.tails import unusual_from

WINDOWS = (3, 24)
RARE = 1e-6
AT_LEAST = {Level.WATCH: 1, Level.SERIOUS: 2, Level.CRISIS: 4}
"""Each level wants so many times the minimum: five mentions are never a crisis."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """From when on a level is reached: times the usual number, and percent of criticism."""

    times: float
    percent: int


USUAL_TRIGGERS = {
    Level.WATCH: Trigger(2.0, 30),
    Level.SERIOUS: Trigger(4.0, 45),
    Level.CRISIS: Trigger(8.0, 60),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a company has set; the cooldowns are hours."""

    minimum: int = 5
    triggers: Mapping[Level, Trigger] = field(default_factory=lambda: USUAL_TRIGGERS)
    cooldown: int = 48
    rising: int = 3

    def least(self, level: Level) -> int:
        """Fewer never reach a level."""
        return self.minimum * AT_LEAST[level]


@dataclass(frozen=True, slots=True)
class Window:
    """What was said in some hours beside what is usual in them.

    ``unusual_from`` and ``unusual_negatives``: from so many on it is no chance any more.
    """

    hours: int
    ends: Hour
    number: int
    negative: int
    expected: float
    expected_negative: float
    unusual_from: int
    unusual_negatives: int

    @property
    def starts(self) -> Hour:
        """Its first hour."""
        return self.ends - self.hours + 1

    @property
    def percent(self) -> int:
        """The share of criticism, rounded down."""
        return 100 * self.negative // self.number if self.number else 0


@dataclass(frozen=True, slots=True)
class Signal:
    """Something rings; ``source`` is the id of the one that speaks more, None for all."""

    kind: Kind
    level: Level
    window: Window
    source: int | None = None

    @property
    def weight(self) -> tuple[int, bool, int]:
        """The heavier of two says more."""
        return (self.level.rank, self.kind is Kind.NEGATIVE, -self.window.hours)


def signals(history: History, rhythms: Rhythms, hour: Hour, said: Thresholds) -> list[Signal]:
    """What rings at the end of an hour, the most serious first, one of each kind at most.

    A single source is told of only where all together do not ring.
    """
    found = [
        signal
        for length in WINDOWS
        for signal in _of_all(window(history, rhythms, hour, length), said)
    ]
    if not any(signal.kind is Kind.VOLUME for signal in found):
        found += [
            signal
            for length in WINDOWS
            for signal in _of_sources(history, rhythms, hour, length, said)
        ]
    best: dict[Kind, Signal] = {}
    for signal in sorted(found, key=lambda each: each.weight, reverse=True):
        best.setdefault(signal.kind, signal)
    return list(best.values())


def window(history: History, rhythms: Rhythms, hour: Hour, length: int) -> Window:
    """All known sources together, in the hours up to and with ``hour``."""
    sources = [history.sources[key] for key in rhythms.sources]
    return _window(sources, rhythms.number, rhythms.negative, hour, length, RARE)


def volume_level(found: Window, said: Thresholds) -> Level | None:
    """How serious the number is. A crisis wants criticism, too: praise by the dozen is none."""
    if found.number < found.unusual_from:
        return None
    return _highest(
        level
        for level, trigger in said.triggers.items()
        if found.number >= said.least(level)
        and found.number >= trigger.times * found.expected
        and (level is not Level.CRISIS or found.negative >= said.least(Level.SERIOUS))
    )


def negative_level(found: Window, said: Thresholds) -> Level | None:
    """How serious the criticism is: its number beside the usual one, and its share."""
    if found.negative < found.unusual_negatives:
        return None
    return _highest(
        level
        for level, trigger in said.triggers.items()
        if found.negative >= said.least(level)
        and found.negative >= trigger.times * found.expected_negative
        and 100 * found.negative >= trigger.percent * found.number
    )


def _highest(levels: Iterable[Level]) -> Level | None:
    return max(levels, key=_rank, default=None)


def _of_all(found: Window, said: Thresholds) -> list[Signal]:
    levels = (
        (Kind.VOLUME, volume_level(found, said)),
        (Kind.NEGATIVE, negative_level(found, said)),
    )
    return [Signal(kind, level, found) for kind, level in levels if level]


def _of_sources(
    history: History, rhythms: Rhythms, hour: Hour, length: int, said: Thresholds
) -> list[Signal]:
    """Sources that multiply by themselves; the more there are, the rarer it has to be."""
    if len(rhythms.sources) < 2:
        return []
    found = []
    for key, rhythm in rhythms.sources.items():
        source = history.sources[key]
        alone = _window([source], rhythm, None, hour, length, RARE / len(rhythms.sources))
        level = volume_level(alone, said)
        if level:
            found.append(Signal(Kind.SOURCE, min(level, Level.SERIOUS, key=_rank), alone, key))
    return found


def _rank(level: Level) -> int:
    return level.rank


def _window(
    sources: Sequence[SourceHours],
    rhythm: Rhythm,
    negatives: Rhythm | None,
    hour: Hour,
    length: int,
    rare: float,
) -> Window:
    hours = range(hour - length + 1, hour + 1)
    tallies = [source.counts.get(each, NOTHING) for source in sources for each in hours]
    usual = rhythm.expected(hours)
    bad = negatives.expected(hours) if negatives else 0.0
    return Window(
        hours=length,
        ends=hour,
        number=sum(each.number for each in tallies),
        negative=sum(each.negative for each in tallies),
        expected=usual,
        expected_negative=bad,
        unusual_from=_first_unusual(usual, rhythm, length, rare),
        unusual_negatives=_first_unusual(bad, negatives, length, rare) if negatives else 0,
    )


def _first_unusual(usual: float, rhythm: Rhythm, length: int, rare: float) -> int:
    # Rounded, so that the same question is answered once (tails.py keeps its answers).
    return unusual_from(max(round(usual, 2), 0.01), round(rhythm.spreads[length], 2), rare)
