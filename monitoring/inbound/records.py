"""One record with named fields becomes an entry, or says which field is in the way; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from companies.working_time.local_time import moment
from monitoring.connectors.base import Entry
from monitoring.connectors.feeds.words import clean, plain
from monitoring.inbound.why import Why

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST = 50_000
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MILLISECONDS = 10**11

GERMAN = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?Uhr)?)?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How records are read: ``now``, the company's zone, and whether 3/11 is in November.

    ``kind`` is what each of them is (monitoring.connectors.base.Entry).
    """

    now: datetime
    zone: ZoneInfo
    day_first: bool = True
    kind: str = "post"


class UnreadableRecordError(Exception):
    """A record that cannot become an entry, and why."""

    def __init__(self, field: str, sentence: "StrPromise", typed: object = "") -> None:
        super().__init__(f"{field}: {sentence}")
        self.why = Why(field, sentence, str(typed))


def entry_of(record: Mapping[str, Any], reading: Reading) -> Entry:
    """The entry of a record (keys: monitoring/inbound/fields.py); raises UnreadableRecordError.

    A record without a date counts as published now. Without a key of its own it is known by its
    date, author and text, so that the same record handed in twice is one entry.
    """
    text, title = _words(record, "text", LONGEST), plain(_words(record, "title", 500), "text")
    if not text and not title:
        raise UnreadableRecordError("text", _("There is neither a text nor a title."))
    stated = read_moment(record.get("published_at"), reading)
    author, url = plain(_words(record, "author", 200), "text", 200), _link(record, "url")
    key = _words(record, "id", 500) or _known_by(record.get("published_at"), author, title, text)
    return Entry(
        external_id=key,
        url=url,
        title=title,
        html="",
        text=text,
        published_at=min(stated or reading.now, reading.now),
        stated_at=stated,
        author_name=author,
        author_url=_link(record, "author_url"),
        lang=_words(record, "language", 8).lower(),
        rating=_rating(record.get("rating")),
        kind=reading.kind,
    )


def is_deleted(item: object) -> bool:
    """Whether a record says of itself that it was deleted where it stood: ``"deleted": true``."""
    return isinstance(item, dict) and item.get("deleted") in (True, "true")


def key_of(record: Mapping[str, Any]) -> str:
    """The key by which a deleted record is known; raises UnreadableRecordError."""
    if key := _words(record, "id", 500):
        return key
    raise UnreadableRecordError("id", _("What was deleted needs the key it came with."))


def _words(record: Mapping[str, Any], key: str, most: int) -> str:
    value = record.get(key)
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float):
        raise UnreadableRecordError(key, _("This is no text."))
    return clean(str(value)).strip()[:most]


def _link(record: Mapping[str, Any], key: str) -> str:
    typed = _words(record, key, 2001)
    if not typed:
        return ""
    if "://" not in typed and "." in typed.partition("/")[0] and " " not in typed:
        typed = f"https://{typed}"
    if not _is_web(typed):
        raise UnreadableRecordError(key, _("“%(typed)s” is no address of the web."), typed[:60])
    return typed


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    good = parts.scheme in ("http", "https") and bool(parts.hostname)
    return good and len(address) <= 2000 and not re.search(r"\s", address)


def _rating(value: Any) -> int | None:
    if value is None or value == "":
        return None
    found = re.fullmatch(r"([1-5])(?:[.,]0+)?(?: ?(?:/|von|of) ?5)?", str(value).strip())
    if isinstance(value, bool) or found is None:
        raise UnreadableRecordError(
            "rating", _("“%(typed)s” is no number of stars from 1 to 5."), str(value)[:40]
        )
    return int(found[1])


def _known_by(stated: Any, author: str, title: str, text: str) -> str:
    parts = (str(stated or ""), author, title, " ".join(text.split()))
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def read_moment(value: Any, reading: Reading) -> datetime | None:
    """A date in one of the usual spellings as aware UTC, None for none at all.

    ``20.11.2026 14:30`` and moments without a zone are in the company's; numbers are seconds or
    milliseconds since 1970. Raises UnreadableRecordError.
    """
    if value is None or value == "":
        return None
    try:
        found = _moment(value, reading)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None or not EARLIEST <= found < datetime(2100, 1, 1, tzinfo=UTC):
        raise UnreadableRecordError("published_at", _("“%(typed)s” is no date."), str(value)[:40])
    return found


def _moment(value: Any, reading: Reading) -> datetime | None:
    if isinstance(value, datetime):
        return _placed(value, reading)
    if isinstance(value, date):
        return moment(datetime.combine(value, time(12)), reading.zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000 if value > MILLISECONDS else value, UTC)
    typed = str(value).strip()
    if re.fullmatch(r"\d{9,13}", typed, re.ASCII):
        return _moment(int(typed), reading)
    if found := GERMAN.fullmatch(typed):
        return _written(found, reading)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed, re.ASCII):
        return _moment(date.fromisoformat(typed), reading)
    return _placed(datetime.fromisoformat(typed), reading)


def _written(found: re.Match[str], reading: Reading) -> datetime:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (first, second) if found[2] == "." or reading.day_first else (second, first)
    on = date(year + 2000 if year < 100 else year, month, day)
    clock = time(int(found[5]), int(found[6]), int(found[7] or 0)) if found[5] else time(12)
    return moment(datetime.combine(on, clock), reading.zone)


def _placed(value: datetime, reading: Reading) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else moment(value, reading.zone)
