"""Which feeds a web page offers, for somebody who entered the page's address."""

from lxml import etree

from monitoring.connectors.feeds.charset import to_utf8
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import plain

TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml",
    "application/feed+json", "application/json", "application/xml", "text/xml",
})  # fmt: skip
MAX_BYTES = 512_000
MAX_FOUND = 10


def discover(body: bytes, url: str, content_type: str = "") -> list[tuple[str, str]]:
    """(title, address) of every feed named in the page's head, in the page's order."""
    page = to_utf8(body[:MAX_BYTES], content_type)
    parser = etree.HTMLParser(recover=True, no_network=True, encoding="utf-8", huge_tree=False)
    try:
        root = etree.fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    base = next((web_link(one.get("href"), url) for one in root.iter("base")), "") or url
    found: dict[str, str] = {}
    for link in root.iter("link"):
        relation = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        address = web_link(link.get("href"), base)
        if "alternate" in relation and kind in TYPES and address:
            found.setdefault(address, plain(link.get("title") or "", limit=200))
    return [(title, address) for address, title in found.items()][:MAX_FOUND]
