"""What the fast parser leaves out and few feeds need: markup of titles, xml:base, xml:lang."""

import re
from base64 import b64decode
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
# Said of a title in base64, by the second and by the first Atom.
PACKED = (b"octet-stream", b"base64")
ATOM_03 = b"http://purl.org/atom/ns#"
NOT_SHOWN = etree.XPath("descendant::*[local-name()='script' or local-name()='style']")
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
    if _is_odd(body, start):
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


def _is_odd(body: bytes, start: int) -> bool:
    """Whether titles of the first item's kind are not what the fast parser takes for them.

    It takes the first that is called so, be it ``media:title`` or ``itunes:title``.
    """
    own = body.find(b"<title", start)
    own = own if own >= 0 else len(body)
    tag = body[own : own + 200].partition(b">")[0]
    return (
        body.find(b":title>", start, own) >= 0
        or any(word in tag for word in PACKED)
        or body.find(ATOM_03, 0, start) >= 0
    )


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
    first = element.find("{*}title")
    base = _base(element, channel, url)
    if first is None:
        return Detail(base, stated, "unsaid")
    title = element.find(f"{{{etree.QName(element).namespace or ''}}}title")
    title = first if title is None else title
    kind = title.get("type", "")
    if kind == "application/octet-stream" or title.get("mode") == "base64":
        return Detail(base, stated, "html", _unpacked(title.text or ""))
    unsaid: Markup = "text" if channel.is_atom else "unsaid"
    inside = _inside(title) if len(title) or title is not first else None
    return Detail(base, stated, MARKUPS.get(kind, unsaid), inside)


def _inside(title: etree._Element) -> str:
    for hidden in NOT_SHOWN(title):
        hidden.text = ""
    return "".join(title.itertext())


def _unpacked(title: str) -> str:
    try:
        return b64decode(title).decode("utf-8", "replace")
    except ValueError:
        return title


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
