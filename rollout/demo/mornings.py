"""Nine in the morning, where the demo's companies are."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def morning(at: datetime) -> datetime:
    """The morning of that day."""
    return datetime.combine(at.astimezone(BERLIN).date(), time(9), BERLIN)
