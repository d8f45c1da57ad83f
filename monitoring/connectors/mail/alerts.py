"""What a mail of Google Alerts lists: three shapes, tried from the most telling to the plainest."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree
from lxml import html as markup

from monitoring.connectors.feeds.links import DETOUR, web_link
from monitoring.connectors.shapes import objects, text

MOST_MARKUP = 1_000_000
MOST_WORDS = 5_000
SCRIPTS = 20
"""Looked into for data; an alert has one."""
PLAIN_LINK = re.compile(r"<(https?://[^<>\s]{1,4000})>")
NEVER_LISTED = re.compile(r"https?://(?:www\.|support\.)?google\.[a-z.]{2,6}/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One page an alert found. ``words`` is HTML, as everything of a source not made safe."""

    url: str
    title: str
    words: str
    place: str = ""


def found_in(html: str, plain_text: str) -> list[Found]:
    """What the mail lists, each page once, by its own address; empty where nothing is listed."""
    page = html[:MOST_MARKUP]
    for listed in (_data, _links):
        found = _once(listed(page))
        if found:
            return found
    return _once(_lines(plain_text[:MOST_MARKUP]))


def _once(found: Iterator[Found]) -> list[Found]:
    pages = {each.url: each for each in reversed(list(found))}
    return list(reversed(pages.values()))


def _target(link: str) -> str:
    """Where a link leads in the end; empty for those of the alert itself."""
    found = web_link(link, "")
    return "" if NEVER_LISTED.match(found) else found


def _data(page: str) -> Iterator[Found]:
    """What the mail says in JSON for the mail program to show."""
    for block in _scripts(page):
        try:
            data = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for card in objects(data, "cards"):
            for row in objects(card, "widgets"):
                url = _target(text(row, "url"))
                if url and text(row, "title"):
                    said = escape(text(row, "description"))
                    yield Found(url, escape(text(row, "title")), said)


def _scripts(page: str) -> Iterator[str]:
    """What stands in scripts that are data. Searched forward only, whatever the page."""
    place = 0
    for _number in range(SCRIPTS):
        start = page.find("<script", place)
        body = page.find(">", start) + 1
        end = page.find("</script>", body)
        if start < 0 or not body or end < 0:
            return
        if "application/json" in page[start:body]:
            yield page[body:end]
        place = end


def _links(page: str) -> Iterator[Found]:
    """The links over Google's redirector, with the words that stand near them."""
    try:
        tree = markup.document_fromstring(page) if page.strip() else None
    except (etree.LxmlError, ValueError):
        return
    if tree is None:
        return
    url, title, said = "", "", {"description": "", "publisher": ""}
    for element in tree.iter(etree.Element):
        prop = element.get("itemprop", "")
        if prop in said and not said[prop]:
            said[prop] = escape(_text_of(element))
        target = _behind(element)
        words = _text_of(element) if target else ""
        if not words or target == url:
            continue
        if url:
            yield Found(url, title, said["description"], said["publisher"])
        url, title, said = target, escape(words), {"description": "", "publisher": ""}
    if url:
        yield Found(url, title, said["description"], said["publisher"])


def _behind(element: markup.HtmlElement) -> str:
    """Where a link over the redirector leads; empty for anything else."""
    link = element.get("href", "") if element.tag == "a" else ""
    return _target(link) if DETOUR.match(link) else ""


def _text_of(element: markup.HtmlElement) -> str:
    return " ".join(str(element.text_content())[:MOST_WORDS].split())


def _lines(words: str) -> Iterator[Found]:
    """Title, excerpt and link of the plain text, a blank line between the pages."""
    for block in re.split(r"\n\s*\n", words.replace("\r", "")):
        link = PLAIN_LINK.search(block)
        url = _target(link[1]) if link and DETOUR.match(link[1]) else ""
        lines = block[: link.start()].split("\n") if link else []
        said = [line.strip() for line in lines if line.strip(" =_-")]
        if url and said:
            yield Found(url, escape(said[0]), escape(" ".join(said[1:])))
