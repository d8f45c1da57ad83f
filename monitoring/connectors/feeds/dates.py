"""Dates of items: aware, in UTC, and none that cannot be."""

from datetime import UTC, datetime

# Older than any feed: a clock that was never set.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def read_date(value: object) -> datetime | None:
    """An ISO 8601 date as aware UTC; without a zone it counts as UTC. None for nonsense."""
    if not value or not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
        if read.tzinfo is not UTC:
            read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return read if read >= EARLIEST else None
