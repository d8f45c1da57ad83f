"""Whether something else has begun while an incident is open; pure.

The quiet time after a peak is meant for what goes on. A second conflict, on another platform or
about something that another search finds, would be swallowed by it. So the places that carried
the peaks are left out, and what is left is held against its own rhythm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitoring.alarm.hours import NOTHING, History, Hour
from monitoring.alarm.levels import Kind
from monitoring.alarm.rhythm import Rhythms, learn
from monitoring.alarm.ringing import Rung
from monitoring.alarm.rules import WINDOWS, Signal, Thresholds, signals

CARRIES = 0.2
"""The share of what was unusual from which on a place carries a peak."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What rings without the places of the earlier peaks; ``places`` are those it comes from."""

    signal: Signal
    history: History
    rhythms: Rhythms
    places: tuple[str, ...]


def elsewhere(
    history: History, hour: Hour, earlier: Sequence[Rung], said: Thresholds
) -> list[Elsewhere]:
    """What rings at the end of an hour in other places than ``earlier``, one of each kind at most.

    ``history`` may hold sources or searches. Empty if nothing rang before: then nothing is quiet.
    """
    rhythms = learn(history, hour, WINDOWS)
    known = frozenset(
        key
        for each in earlier
        for key in _carriers(history, rhythms, each.kind, range(each.starts, each.hour + 1))
    )
    # Beside a greater peak a small one carries nothing, and would ring each hour anew.
    told = frozenset(name for each in earlier for name in each.places)
    rest = {
        key: place
        for key, place in history.sources.items()
        if key not in known and place.name not in told
    }
    if not known or not rest:
        return []
    others = replace(history, sources=rest)
    usual = learn(others, hour, WINDOWS)
    if usual is None:
        return []
    return [
        Elsewhere(signal, others, usual, _places(others, usual, signal))
        for signal in signals(others, usual, hour, said)
    ]


def _places(history: History, rhythms: Rhythms, signal: Signal) -> tuple[str, ...]:
    if signal.source is not None:
        return (history.sources[signal.source].name,)
    hours = range(signal.window.starts, signal.window.ends + 1)
    carriers = _carriers(history, rhythms, signal.kind, hours)
    return tuple(sorted(history.sources[key].name for key in carriers))


def _carriers(
    history: History, rhythms: Rhythms | None, kind: Kind, hours: range
) -> frozenset[int]:
    """The places from which a fifth or more of what was unusual in these hours came."""
    more = _more_than_usual(history, rhythms, kind, hours)
    whole = sum(each for each in more.values() if each > 0)
    return frozenset(key for key, each in more.items() if each > 0 and each >= CARRIES * whole)


def _more_than_usual(
    history: History, rhythms: Rhythms | None, kind: Kind, hours: range
) -> Mapping[int, float]:
    found = {}
    for key, place in history.sources.items():
        tallies = [place.counts.get(hour, NOTHING) for hour in hours]
        if kind is Kind.NEGATIVE:
            found[key] = float(sum(each.negative for each in tallies))
            continue
        usual = rhythms.sources[key].expected(hours) if rhythms and key in rhythms.sources else 0.0
        found[key] = sum(each.number for each in tallies) - usual
    return found
