"""Whether a signal rings, or belongs to a peak that has rung already; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitoring.alarm.hours import DAY, Hour, Span
from monitoring.alarm.levels import Kind, Level
from monitoring.alarm.rules import Signal, Thresholds

AFTERMATH = DAY
"""Hours after a peak that are no part of the rhythm."""


@dataclass(frozen=True, slots=True)
class Rung:
    """An earlier peak: its kind and level, the hours of its window.

    ``places`` are the names of those it is known to have come from.
    """

    kind: Kind
    level: Level
    starts: Hour
    hour: Hour
    places: frozenset[str] = frozenset()

    @property
    def disturbed(self) -> Span:
        """The hours that tell nothing of what is usual."""
        return (self.starts, self.hour + AFTERMATH)


def rings(signal: Signal, earlier: Iterable[Rung], said: Thresholds) -> bool:
    """Whether the quiet time since the last peak of its kind is over (shorter if it got worse)."""
    last = max(
        (each for each in earlier if each.kind is signal.kind),
        key=lambda each: each.hour,
        default=None,
    )
    if last is None:
        return True
    wait = said.rising if signal.level.rank > last.level.rank else said.cooldown
    return signal.window.ends - last.hour >= wait


def ringing(found: Sequence[Signal], earlier: Sequence[Rung], said: Thresholds) -> list[Signal]:
    """The signals that ring, the most serious first."""
    return [signal for signal in found if rings(signal, earlier, said)]


def rung(signal: Signal) -> Rung:
    """What a signal is to those after it."""
    return Rung(signal.kind, signal.level, signal.window.starts, signal.window.ends)
