"""From the bytes of a feed to entries: nothing that comes in makes it fail in an unplanned way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import fastfeedparser
from billiard.exceptions import SoftTimeLimitExceeded
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from lxml import etree

from monitoring.connectors.base import Entry
from monitoring.connectors.errors import Transient
from monitoring.connectors.feeds import details
from monitoring.connectors.feeds.build import build
from monitoring.connectors.feeds.channel import (
    ITEM,
    Channel,
    count_items,
    first_item,
    read_channel,
)
from monitoring.connectors.feeds.charset import to_utf8
from monitoring.connectors.feeds.details import Detail
from monitoring.connectors.feeds.discover import discover
from monitoring.connectors.feeds.identity import told_apart
from monitoring.connectors.feeds.jsonfeed import read_json
from monitoring.connectors.feeds.patient import parse_patiently
from monitoring.connectors.feeds.prolog import has_giant_tag, root_name, settle
from monitoring.connectors.feeds.tombstones import buried

MAX_ITEMS = 2_000
FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})

Items = list[dict[str, Any]]


class NotAFeed(Transient):
    """The answer is something else; ``candidates`` are (title, address) of feeds it offers.

    Transient, since a site under maintenance answers with a page too.
    """

    sentence = _("There is no feed at this address.")

    def __init__(self, detail: str, candidates: list[tuple[str, str]]) -> None:
        if candidates:
            offered = _("This address is a web page. Its feed is at {address}")
            super().__init__(detail, sentence=format_lazy(offered, address=candidates[0][1]))
        else:
            super().__init__(detail)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Feed:
    """A whole feed. ``pause`` is how long it asks to be left alone, ``deleted`` the ids of entries
    that it says were deleted."""

    entries: tuple[Entry, ...]
    title: str
    pause: timedelta | None
    notes: tuple[str, ...] = ()
    deleted: frozenset[str] = frozenset()


def parse(body: bytes, *, url: str, content_type: str = "", now: datetime) -> Feed:
    """Every item that can be read, at most 2,000. ``now`` bounds dates.

    Raises NotAFeed and nothing else.
    """
    text = to_utf8(body, content_type).lstrip()
    if text.startswith(b"{"):
        return _json(text, url, now)
    text = settle(text, first_item(text))
    start = first_item(text)
    seen = count_items(text, start)
    text = _shortened(text) if seen > MAX_ITEMS else text
    is_page = not seen and root_name(text) == "html"
    items = None if is_page else _items(text, min(seen, MAX_ITEMS))
    if items is None:
        found = discover(body, url, content_type) if root_name(text) not in FEED_ROOTS else []
        raise NotAFeed(f"no feed but {root_name(text) or 'no'} element at {url}", found)
    items = items[:MAX_ITEMS]
    channel, each = _surroundings(text, items, start, url)
    feed = _feed(channel, zip(items, each, strict=True), now, seen)
    # What stands there again was published anew.
    gone = buried(text) - {entry.external_id for entry in feed.entries}
    return replace(feed, deleted=gone) if gone else feed


def _surroundings(text: bytes, items: Items, start: int, url: str) -> tuple[Channel, list[Detail]]:
    """The channel and what it says about each item; a broken head never loses the items."""
    try:
        channel = read_channel(text, start, url)
        same = details.same_for_all(text, start, items, channel)
        if same is not None:
            return channel, [same] * len(items)
        return channel, details.of_each(text, len(items), channel, url)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # lxml recovers trees from noise that it then cannot read itself.
        channel = Channel(base=url)
        return channel, [Detail(url, "", "unsaid")] * len(items)


def _json(text: bytes, url: str, now: datetime) -> Feed:
    read = read_json(text, url, MAX_ITEMS)
    if read is None:
        raise NotAFeed(f"JSON but no JSON Feed at {url}", [])
    channel, items, seen = read
    same = Detail(channel.base, channel.lang, "unsaid")
    each = [replace(same, lang=item["lang"]) if item["lang"] else same for item in items]
    return _feed(channel, zip(items, each, strict=True), now, seen)


def _feed(
    channel: Channel, items: Iterable[tuple[Mapping[str, Any], Detail]], now: datetime, seen: int
) -> Feed:
    entries: list[Entry] = []
    notes: list[str] = []
    for item, detail in items:
        try:
            entries.append(build(item, detail, now))
        except SoftTimeLimitExceeded:
            raise
        except Exception as problem:  # One bad item never loses the good ones beside it.
            notes.append(f"an item was left out: {problem!r}"[:300])
    if seen > MAX_ITEMS:
        notes.append(f"only the first {MAX_ITEMS} of about {seen} items were read")
    return Feed(told_apart(entries), channel.title, channel.pause, tuple(notes[:20]))


def _items(text: bytes, expected: int) -> Items | None:
    fast = _quickly(text)
    if fast is not None and len(fast) >= expected:
        return fast
    # Items quoted in an article are counted too, which is no reason to read all again.
    if fast and _is_well_formed(text):
        return fast
    patient = parse_patiently(text)
    return max((found for found in (fast, patient) if found is not None), key=len, default=None)


def _quickly(text: bytes) -> Items | None:
    if has_giant_tag(text):
        return None
    try:
        read = fastfeedparser.parse(text, include_media=False)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # A parser of broken documents may break in any way.
        return None
    entries: Items = read["entries"]
    return entries


def _is_well_formed(text: bytes) -> bool:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(text, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _shortened(text: bytes) -> bytes:
    """``text`` up to the item after the last one that is read."""
    beyond = next(islice(ITEM.finditer(text), MAX_ITEMS, None), None)
    return text[: beyond.start()] if beyond else text
