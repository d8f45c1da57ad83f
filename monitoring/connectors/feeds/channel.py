"""What a feed says about itself, read from what stands before its first item."""

import re
from dataclasses import dataclass
from datetime import timedelta

from lxml import etree

from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import clean, plain

XML = "{http://www.w3.org/XML/1998/namespace}"
SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
OPENED = {b"item": re.compile(rb"<item"), b"entry": re.compile(rb"<entry")}
PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
ITEM = re.compile(rb"<(item|entry)[\s>]")
MAX_HEAD = 256_000


@dataclass(frozen=True, slots=True)
class Channel:
    """``base`` is what links of items are relative to; ``pause`` what the feed asks for."""

    base: str
    title: str = ""
    lang: str = ""
    pause: timedelta | None = None
    is_atom: bool = False
    is_rdf: bool = False


def first_item(body: bytes) -> int:
    """Where the first item begins; the length of ``body`` where none does."""
    found = ITEM.search(body)
    return found.start() if found else len(body)


def count_items(body: bytes, start: int) -> int:
    """How many items seem to begin from the first one on; quoted ones are counted too."""
    found = ITEM.match(body, start)
    # Not bytes.count, which takes half as long again here.
    return len(OPENED[found[1]].findall(body, start)) if found else 0


def read_channel(body: bytes, start: int, url: str) -> Channel:
    """The head of ``body`` up to ``start``; whatever is missing stays empty."""
    root = parse_leniently(body[: min(start, MAX_HEAD)])
    if root is None:
        return Channel(base=url)
    lang = root.get(f"{XML}lang") or ""
    title = link = ""
    minutes, period, times = 0.0, 0, 1
    # Feeds put channel and its properties one or two levels below the root.
    for element in (*root.iterchildren(etree.Element), *root.iterfind("*/*")):
        name = _local(element).lower()
        text = (element.text or "").strip()
        if name == "title" and not title:
            title = "".join(element.itertext()) if len(element) else text
        elif name == "link" and not link:
            link = text or (element.get("href", "") if _is_alternate(element) else "")
        elif name == "language" and text:
            lang = text
        elif name == "ttl":
            minutes = max(minutes, _number(text))
        elif element.tag == f"{SYNDICATION}updatePeriod":
            period = PERIODS.get(text.lower(), 0)
        elif element.tag == f"{SYNDICATION}updateFrequency":
            times = max(1, int(_number(text)))
    minutes = max(minutes, period / times)
    return Channel(
        base=_base(root, link, url),
        title=plain(title),
        lang=language(lang),
        pause=timedelta(minutes=minutes) if minutes else None,
        is_atom=_local(root) == "feed",
        is_rdf=_local(root) == "RDF",
    )


def language(stated: str | None) -> str:
    """A language tag as stated, "" where it is none."""
    found = LANGUAGE.fullmatch(clean(stated or "").strip())
    return found[0].replace("_", "-") if found else ""


def parse_leniently(body: bytes) -> etree._Element | None:
    """The tree of ``body`` (UTF-8), however broken; no entity, no network, no DTD."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(body, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_alternate(element: etree._Element) -> bool:
    return bool(element.get("rel", "alternate") == "alternate")


def _base(root: etree._Element, link: str, url: str) -> str:
    """xml:base, else the feed's link, else the address it was read from."""
    for element in (root, *root.iterchildren(etree.Element)):
        stated = element.get(f"{XML}base")
        if stated:
            return web_link(stated, url) or url
    return web_link(link, url) or url


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,7}", text) else 0.0
