"""From a parsed item, whichever parser read it, to an entry."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from monitoring.connectors.base import NOTHING, Entry
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.details import Detail
from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import author_name, clean, plain

MAX_BODY = 500_000
MAX_TAGS = 50
MAX_MEDIA = 20
WRAPPER = re.compile(r"\A\s*<(content|summary)\b[^<>]*>(.*)</\1>\s*\Z", re.DOTALL)


def build(item: Mapping[str, Any], detail: Detail, now: datetime) -> Entry:
    """One entry. ``item`` has the keys of fastfeedparser; any of them may be missing or odd."""
    get = item.get
    raw_title = detail.title if detail.title is not None else get("title")
    title = plain(raw_title, detail.markup) if isinstance(raw_title, str) else ""
    url = web_link(get("link"), detail.base)
    html, text = _body(get("content"), get("description"))
    published = get("published")
    stated = read_date(published)
    changed = get("updated")
    edited = read_date(changed) if changed and changed != published else None
    stated = stated or edited
    author = get("author")
    tags, media, comments = get("tags"), get("enclosures"), get("comments")
    return Entry(
        external_id(
            _id(get("id"), get("link")), url, title, str(published or changed or ""), html or text
        ),
        url,
        title,
        html,
        now if stated is None or stated > now else stated,
        stated,
        edited if edited is None or edited <= now else now,
        text,
        author_name(author) if isinstance(author, str) and author else "",
        lang=detail.lang,
        tags=_tags(tags) if tags else (),
        media=_media(media, detail.base) if media else (),
        metrics=_metrics(comments) if comments else NOTHING,
        raw=NOTHING,
    )


def _id(stated: object, link: object) -> str:
    if isinstance(stated, str):
        # Parsers put the link where the id is missing; a relative one is no id.
        if stated == link and not stated.startswith("http"):
            return ""
        return clean(stated.strip())
    return str(stated) if isinstance(stated, int | float) else ""


def _body(contents: object, description: object) -> tuple[str, str]:
    """(html, text): the full content, else the summary. The type is "text" only in Atom."""
    if isinstance(contents, list) and contents:
        content = contents[0]
        value, kind = content.get("value"), content.get("type")
        if isinstance(value, str) and value.strip():
            value = value[:MAX_BODY]
            if kind in ("text", "text/plain"):
                return "", value
            if kind in ("xhtml", "application/xhtml+xml"):
                wrapped = WRAPPER.match(value)
                return (wrapped[2] if wrapped else value), ""
            return value, ""
    return (description[:MAX_BODY], "") if isinstance(description, str) else ("", "")


def _tags(tags: Iterable[Any]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for tag in tags:
        term = (tag.get("term") or tag.get("label")) if isinstance(tag, dict) else None
        if isinstance(term, str) and term:
            found[_tag(term[:200])] = None
    found.pop("", None)
    return tuple(found)[:MAX_TAGS]


@lru_cache(maxsize=2_000)
def _tag(term: str) -> str:
    """The same few tags stand on every item of a feed."""
    return plain(term, limit=100)


def _media(media: Iterable[Any], base: str) -> tuple[str, ...]:
    links = (web_link(one.get("url"), base) for one in media if isinstance(one, dict))
    return tuple(dict.fromkeys(link for link in links if link))[:MAX_MEDIA]


def _metrics(comments: object) -> Mapping[str, int]:
    if isinstance(comments, str) and re.fullmatch(r"[0-9]{1,9}", comments):
        return {"comments": int(comments)}
    return NOTHING
