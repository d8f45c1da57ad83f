"""What a feed brought, as plain words, written down once for all companies."""

import html
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from billiard.exceptions import SoftTimeLimitExceeded

from monitoring.connectors.base import Entry
from monitoring.intake.batches import array, one_by_one_if_need_be, texts
from monitoring.intake.hiding import names_of
from monitoring.intake.prepared import rows_of
from monitoring.pipeline.judge import Given, Read, read_entries
from monitoring.pipeline.text import scrub
from monitoring.query.document import Document

log = logging.getLogger(__name__)

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
RATINGS = range(1, 6)

INSERT = """
INSERT INTO monitoring_item (
    feed_id, external_id, url, title, text, author, author_url, site, language,
    published_at, fetched_at, rating, addressed_to_us, reach
)
SELECT %s::bigint, external_id, url, title, text, author, author_url, site, language,
    published_at, %s, rating, addressed_to_us, reach
FROM unnest(
    %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::text[], %s::timestamptz[], %s::smallint[], %s::boolean[], %s::integer[]
) AS brought (
    external_id, url, title, text, author, author_url, site, language,
    published_at, rating, addressed_to_us, reach
)
ON CONFLICT (feed_id, external_id) DO NOTHING
RETURNING id, external_id, (SELECT kind FROM monitoring_feed AS feed WHERE feed.id = %s::bigint)
"""
KNOWN = """
SELECT external_id FROM monitoring_item
WHERE feed_id = %s::bigint AND external_id = ANY(%s::text[])
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """One entry as plain words, not stored yet."""

    entry: Entry
    words: Read
    site: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What is needed of a stored item to make mentions of it."""

    id: int
    external_id: str
    published_at: datetime
    document: Document
    addressed_to_us: bool = False
    rating: int | None = None


def read(entries: Iterable[Entry], *, site: str) -> list[Brought]:
    """The entries as plain words; ``site`` where an entry has no link of its own.

    An entry that cannot be read is left out and logged: its neighbours are not lost.
    """
    listed = list(entries)
    try:
        return _read(listed, site)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        return [brought for entry in listed for brought in _read_alone(entry, site)]


def _read_alone(entry: Entry, site: str) -> list[Brought]:
    try:
        return _read([entry], site)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        log.exception("an entry could not be read: %.100r", entry.external_id)
        return []


def _read(entries: Sequence[Entry], site: str) -> list[Brought]:
    words = read_entries(
        [
            Given(each.title, each.html or html.escape(each.text), each.lang, each.rating)
            for each in entries
        ]
    )
    return [
        Brought(entry, one, site_of(entry.url) or entry.site[:255] or site)
        for entry, one in zip(entries, words, strict=True)
    ]


def site_of(url: str) -> str:
    """The host of an address without ``www.``; empty where it is none of the web."""
    if not is_link(url):
        return ""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")[:255]
    except ValueError:
        return ""


def is_link(url: str) -> bool:
    """Whether an address may stand in a link: http or https, of a length that is stored."""
    return url[:8].lower().startswith(("http://", "https://")) and len(url) <= 2000


def unknown(feed_id: int, entries: Sequence[Entry]) -> list[Entry]:
    """The entries not seen before, nor seen and forgotten."""
    if not entries:
        return []
    named = [names_of([entry.external_id]) for entry in entries]
    names = texts(name for both in named for name in both)
    known = {name for (name,) in rows_of(KNOWN, [feed_id, names])}
    if not known:
        return list(entries)
    return [each for each, both in zip(entries, named, strict=True) if known.isdisjoint(both)]


def store_items(feed_id: int, brought: Sequence[Brought], *, at: datetime) -> list[Stored]:
    """Write items down, inside the caller's transaction; what was there already is left alone."""
    ids: dict[str, tuple[int, str]] = {}

    def write(rows: Sequence[tuple[Any, ...]]) -> None:
        columns = zip(AS_ARRAYS, zip(*rows, strict=True), strict=True)
        given = [feed_id, at, *(array_of(column) for array_of, column in columns), feed_id]
        ids.update((external_id, (pk, kind)) for pk, external_id, kind in rows_of(INSERT, given))

    one_by_one_if_need_be([_row(each, at) for each in brought], write)
    stored = {each.entry.external_id: each for each in brought}
    return [_stored(pk, stored[external_id], at, kind) for external_id, (pk, kind) in ids.items()]


def _published(entry: Entry, at: datetime) -> datetime:
    return min(max(entry.published_at, EARLIEST), at)


def _author(entry: Entry) -> str:
    return scrub(entry.author_name or entry.author_handle)[:200]


def _row(brought: Brought, at: datetime) -> tuple[Any, ...]:
    entry, words = brought.entry, brought.words
    return (
        entry.external_id,
        scrub(entry.url) if is_link(entry.url) else "",
        words.title,
        words.text,
        _author(entry),
        scrub(entry.author_url) if is_link(entry.author_url) else "",
        brought.site,
        words.language[:8],
        _published(entry, at).isoformat(),
        entry.rating if entry.rating in RATINGS else None,
        entry.addressed_to_us,
        entry.reach,
    )


AS_ARRAYS: tuple[Callable[[Iterable[Any]], str], ...] = (*[texts] * 8, *[array] * 4)
"""How the columns of a row are written, in their order."""


def _stored(pk: int, brought: Brought, at: datetime, kind: str) -> Stored:
    entry, words = brought.entry, brought.words
    return Stored(
        pk,
        entry.external_id,
        _published(entry, at),
        Document(words.text, words.title, _author(entry), brought.site, words.language, kind),
        entry.addressed_to_us,
        entry.rating,
    )


ROW = (
    "id",
    "external_id",
    "published_at",
    "title",
    "text",
    "author",
    "site",
    "language",
    "addressed_to_us",
    "rating",
    "feed__kind",
)


def from_row(row: dict[str, Any]) -> Stored:
    """A stored item, read back from the columns ROW."""
    words = (row["text"], row["title"], row["author"], row["site"], row["language"])
    return Stored(
        row["id"],
        row["external_id"],
        row["published_at"],
        Document(*words, row["feed__kind"]),
        row["addressed_to_us"],
        row["rating"],
    )
