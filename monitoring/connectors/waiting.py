"""Reading when a server wants to be asked again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST = timedelta(seconds=1)
LONGEST = timedelta(hours=24)
RESETS = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
# Larger numbers are points in time (seconds since 1970), smaller ones seconds from now.
EPOCH = 1_000_000_000


def when_again(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The time a server names: Retry-After, else a reset header in one of its three shapes.

    ``headers`` have lower-case names. Between a second and 24 hours from ``now``; None where
    nothing readable is said.
    """
    for name in ("retry-after", *RESETS):
        stated = _read(headers.get(name, "").strip(), now)
        if stated:
            return min(max(stated, now + SHORTEST), now + LONGEST)
    return None


def _read(value: str, now: datetime) -> datetime | None:
    try:
        seconds = float(value)
    except ValueError:
        return _read_date(value)
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds > EPOCH else now + _span(seconds)
    except (ValueError, OverflowError, OSError):
        return None


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=max(seconds, 0))


def _read_date(value: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if "T" in value[:12] else parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
