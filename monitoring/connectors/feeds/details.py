"""What the fast parser leaves out and few feeds need: markup of titles, xml:base, xml:lang."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from monitoring.connectors.feeds.channel import XML, Channel, language, parse_leniently
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import Markup

MARKUPS: dict[str, Markup] = {
    "html": "html", "text/html": "html", "xhtml": "text", "application/xhtml+xml": "text",
    "text": "text", "text/plain": "text",
}  # fmt: skip
OWN = re.compile(rb"xml:(?:base|lang)")
DC_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


@dataclass(frozen=True, slots=True)
class Detail:
    """Of one item. ``title`` replaces the fast parser's where it is not None."""

    base: str
    lang: str
    markup: Markup
    title: str | None = None


def same_for_all(
    body: bytes, start: int, items: Sequence[Mapping[str, Any]], channel: Channel
) -> Detail | None:
    """One detail that fits every item, None where items have to be looked at one by one."""
    # One search for both: every pass over the body costs a tenth of reading it.
    if OWN.search(body, start):
        return None
    if channel.is_rdf and body.find(b"dc:language", start) >= 0:
        return None
    if not channel.is_atom:
        return Detail(channel.base, channel.lang, "unsaid")
    if not any(_is_open(item.get("title")) for item in items):
        return Detail(channel.base, channel.lang, "text")
    titles = body.count(b"<title", start)
    if body.count(b'<title type="html">', start) == titles:
        return Detail(channel.base, channel.lang, "html")
    if body.count(b"<title>", start) == titles:
        return Detail(channel.base, channel.lang, "text")
    return None


def of_each(body: bytes, items: int, channel: Channel, url: str) -> list[Detail]:
    """The details of every item in document order; alike for all if they cannot be counted."""
    root = parse_leniently(body)
    elements = [] if root is None else list(root.iter("{*}item", "{*}entry"))
    if len(elements) != items:
        return [Detail(channel.base, channel.lang, "unsaid")] * items
    return [_detail(element, channel, url) for element in elements]


def _detail(element: etree._Element, channel: Channel, url: str) -> Detail:
    own = element.get(f"{XML}lang") or element.findtext(DC_LANGUAGE)
    stated = language(own) or channel.lang
    title = element.find("{*}title")
    base = _base(element, channel, url)
    if title is None:
        return Detail(base, stated, "unsaid")
    unsaid: Markup = "text" if channel.is_atom else "unsaid"
    kind = title.get("type", "")
    inside = "".join(title.itertext()) if len(title) else None
    return Detail(base, stated, MARKUPS.get(kind, unsaid), inside)


def _base(element: etree._Element, channel: Channel, url: str) -> str:
    found = [parent.get(f"{XML}base") for parent in (element, *element.iterancestors())]
    stated = [base for base in found if base]
    if not stated:
        return channel.base
    base = url
    for step in reversed(stated):
        base = web_link(step, base) or base
    return base


def _is_open(title: object) -> bool:
    """Whether it matters how the title was marked up; an empty one may have been XHTML."""
    return not isinstance(title, str) or not title or "<" in title or "&" in title
