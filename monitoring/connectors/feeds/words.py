"""Titles, names and tags as plain text."""

import re
from html import unescape
from typing import Literal

Markup = Literal["text", "html", "unsaid"]

ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Where nobody says whether a title is HTML, only these count as tags: "a <b" stays.
KNOWN_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|p|q|s|small|"
    r"span|strike|strong|sub|sup|tt|u|ul|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ANY_TAG = re.compile(r"<(?:[/!]\s*)?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
NOT_SHOWN = re.compile(
    r"<(script|style)\b[^<>]{0,500}>.{0,1000}?</\1\s{0,20}>", re.IGNORECASE | re.DOTALL
)
BREAKING = re.compile(r"</?(?:br|p|div|li|h[1-6])\b", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def plain(title: str, markup: Markup = "unsaid", limit: int = 1_000) -> str:
    """One line of plain text, at most ``limit`` characters."""
    unmarked = markup == "text" or not ("<" in title or "&" in title)
    if unmarked and title.isprintable() and len(title) <= limit:
        return title.strip()
    if not unmarked:
        title = _without_markup(title[: limit * 20], markup)
    return clean(" ".join(title[: limit * 4].split()))[:limit]


def clean(text: str) -> str:
    """``text`` without what PostgreSQL refuses or a screen cannot show."""
    return text if text.isprintable() else ODD.sub("", text)


def author_name(raw: str) -> str:
    """The name in ``carol@alps.example (Carol)`` or ``Carol <carol@alps.example>``."""
    name = plain(raw, limit=200)
    if "@" not in name:
        return name
    bracketed = re.fullmatch(r"[^\s()<>]{1,100}@[^\s()<>]{1,100}\s*\(([^()]{1,100})\)", name)
    trailing = re.fullmatch(r"([^<>]{1,100}?)\s*<[^<>]{1,100}>", name)
    found = bracketed or trailing
    return found[1].strip(" \"'") if found else name


def _without_markup(title: str, markup: Markup) -> str:
    tags = ANY_TAG if markup == "html" else KNOWN_TAG
    if "<" in title:
        title = NOT_SHOWN.sub("", title) if markup == "html" else title
        title = tags.sub("", BREAKING.sub(r" \g<0>", title))
    return ENTITY.sub(_unescaped, title) if "&" in title else title


def _unescaped(entity: re.Match[str]) -> str:
    return unescape(entity[0])
