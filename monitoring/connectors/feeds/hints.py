"""How long a feed asks to be left alone."""

import re
from collections.abc import Mapping
from datetime import timedelta

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
NOT_CACHED = re.compile(r"no-store|no-cache", re.IGNORECASE)


def next_visit(headers: Mapping[str, str], pause: timedelta | None) -> timedelta | None:
    """The longer of what the server and the feed itself ask for, from 5 minutes to 24 hours.

    ``pause`` is what the document says (``ttl`` or ``sy:updatePeriod``). None without any hint.
    """
    hints = [hint for hint in (_max_age(headers.get("cache-control", "")), pause) if hint]
    return min(max(max(hints), SHORTEST), LONGEST) if hints else None


def _max_age(value: str) -> timedelta | None:
    found = MAX_AGE.search(value)
    if not found or NOT_CACHED.search(value):
        return None
    return timedelta(seconds=int(found[1]))
