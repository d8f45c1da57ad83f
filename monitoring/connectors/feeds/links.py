"""Links of items: absolute, of the web, and without the detour over a search engine."""

import re
from urllib.parse import unquote, urljoin, urlsplit

MAX_LENGTH = 2_000
DETOUR = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/url\?")
TARGET = re.compile(r"[?&](?:url|q)=(https?(?::|%3A)[^&#]+)", re.IGNORECASE)
ODD = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]")


def web_link(raw: object, base: str) -> str:
    """``raw`` as an absolute http(s) address, "" where it is none.

    ``base`` is what relative links are relative to. ``javascript:`` and ``data:`` are dropped.
    """
    if not isinstance(raw, str) or not raw:
        return ""
    link = raw
    if not link.startswith(("https://", "http://")):
        link = _absolute(raw.strip(), base)
    if "/url?" in link and DETOUR.match(link):
        link = _unwrapped(link)
    if " " in link or not link.isprintable():
        link = ODD.sub(lambda odd: "%20" if odd[0] == " " else "", link.strip())
    return link if len(link) <= MAX_LENGTH else ""


def _absolute(raw: str, base: str) -> str:
    try:
        link = urljoin(base, ODD.sub("", raw) if ODD.search(raw) else raw)
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.netloc else ""


def _unwrapped(link: str) -> str:
    found = TARGET.search(link)
    return unquote(found[1]) if found else link
