"""From the company's wall clock to the moment it means, also in the nights the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from math import ceil, floor
from zoneinfo import ZoneInfo


@lru_cache(maxsize=8192)
def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC moment at which the clock in `zone` shows the naive `wall` for the first time.

    A time the clock jumps over is the moment of the jump. Later wall times therefore never give
    earlier moments, so that hours which do not overlap on paper do not overlap in truth.
    """
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return first
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _change_between(second, first, zone)


def _change_between(earlier: datetime, later: datetime, zone: ZoneInfo) -> datetime:
    """The whole second at which the offset changes, after `earlier` and not after `later`."""
    offset = earlier.astimezone(zone).utcoffset()
    before, after = floor(earlier.timestamp()), ceil(later.timestamp())
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return datetime.fromtimestamp(after, UTC)
