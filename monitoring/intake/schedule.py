"""When a feed is asked next; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DEFAULT = timedelta(minutes=15)
SHORTEST = timedelta(minutes=5)
QUIET = timedelta(hours=1)
"""A feed that asks for nothing and brings nothing is asked at least this often."""
LONGEST = timedelta(hours=24)
GROWTH = 1.25
SPREAD = 0.2
"""Failing feeds are spread over this share of their pause, so that they do not return at once."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one instance of the product asks; ``fixed`` overrules hints (demo, tests)."""

    fixed: timedelta | None = None


PACE = Pace()


def interval_after(
    previous: timedelta, *, hint: timedelta | None, brought: int, pace: Pace = PACE
) -> timedelta:
    """The pause after a success: short while a feed brings things, longer while it does not.

    ``hint`` is what the source asks for; it is never undercut, nor are five minutes. ``brought``
    counts new items.
    """
    if pace.fixed is not None:
        return pace.fixed
    base = min(max(hint or DEFAULT, SHORTEST), LONGEST)
    if brought or previous < base:
        return base
    return min(max(base, previous * GROWTH), max(base, QUIET))


def pause_after_failure(
    failures: int,
    *,
    interval: timedelta,
    jitter: float,
    most: timedelta = LONGEST,
    pace: Pace = PACE,
) -> timedelta:
    """The pause before the next try: doubled with each failure in a row, ``most`` at most.

    A feed that is asked less often than that anyway keeps its own pace. ``failures`` counts this
    one too; ``jitter`` from 0 to 1 spreads the tries.
    """
    base = pace.fixed or max(interval, SHORTEST)
    doubled: timedelta = base * 2 ** min(failures - 1, 20)
    longest = min(max(most, base), LONGEST)
    grown = min(doubled, longest)
    return min(grown * (1 - SPREAD + SPREAD * jitter), longest)


def next_in_time(at: datetime, pause: timedelta, *, not_before: datetime | None) -> datetime:
    """``at`` plus the pause, and not before what the server named."""
    due = at + pause
    return max(due, not_before) if not_before else due
