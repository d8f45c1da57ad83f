"""The second parser, for documents the fast one gives up on: slow, and reads nearly anything."""

import io
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser
from billiard.exceptions import SoftTimeLimitExceeded

from monitoring.connectors.feeds.words import clean

# Its time grows with the square of a tag's length and fast with everything else.
MAX_BYTES = 2_000_000
LONG_TAG = re.compile(rb"<[^<>]{20000}[^<>]*>?")
UTF8 = {"content-type": "application/xml; charset=utf-8"}


def parse_patiently(body: bytes) -> list[dict[str, Any]] | None:
    """The items in fastfeedparser's shape; None where ``body`` is no feed at all.

    ``body`` is UTF-8. It is handed over as a file: given bytes or text, feedparser would open
    a local file of that name.
    """
    body = LONG_TAG.sub(b"", body[:MAX_BYTES])
    try:
        read = feedparser.parse(
            io.BytesIO(body),
            response_headers=UTF8,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        if not read.entries and not read.get("version"):
            return None
        return [_item(entry) for entry in read.entries]
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # A parser of broken documents may break in any way.
        return None


def _item(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "description": clean(entry.get("summary") or ""),
        "content": [
            {"type": one.get("type"), "value": clean(one.get("value") or "")}
            for one in _list(entry.get("content"))
        ],
        "author": entry.get("author"),
        "published": _date(entry.get("published_parsed")),
        "updated": _date(entry.get("updated_parsed")),
        "tags": entry.get("tags"),
        "enclosures": [{"url": one.get("href")} for one in _list(entry.get("enclosures"))],
        "comments": entry.get("slash_comments"),
    }


def _list(found: object) -> Iterable[Any]:
    return found if isinstance(found, list) else ()


def _date(parsed: Any) -> str | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
