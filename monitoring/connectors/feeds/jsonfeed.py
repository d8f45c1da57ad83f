"""JSON Feed 1.0 and 1.1."""

import json
from collections.abc import Mapping
from typing import Any

from monitoring.connectors.feeds.channel import Channel, language
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import clean, plain


def read_json(
    body: bytes, url: str, limit: int
) -> tuple[Channel, list[dict[str, Any]], int] | None:
    """The feed, its first items in fastfeedparser's shape and how many there are.

    None where it is no JSON Feed.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        return None
    home = document.get("home_page_url") or document.get("feed_url")
    channel = Channel(
        base=web_link(home, url) or url,
        title=plain(_text(document.get("title"))),
        lang=language(_text(document.get("language"))),
    )
    authors = _author(document)
    read = [_item(item, authors) for item in items[:limit] if isinstance(item, dict)]
    return channel, read, len(items)


def _item(item: Mapping[str, Any], feed_author: str) -> dict[str, Any]:
    html = _text(item.get("content_html"))
    text = _text(item.get("content_text"))
    body = {"type": "text/html", "value": html} if html else {"type": "text", "value": text}
    stated = item.get("id")
    return {
        "id": None if isinstance(stated, bool) else stated,
        "title": item.get("title"),
        "link": item.get("url") or item.get("external_url"),
        "description": _text(item.get("summary")),
        "content": [body],
        "author": _author(item) or feed_author,
        "published": _date(item.get("date_published")),
        "updated": _date(item.get("date_modified")),
        "tags": [{"term": tag} for tag in _list(item.get("tags"))],
        "enclosures": _list(item.get("attachments")),
        "lang": language(_text(item.get("language"))),
    }


def _author(holder: Mapping[str, Any]) -> str:
    candidates = [*_list(holder.get("authors")), holder.get("author")]
    for author in candidates:
        if isinstance(author, dict) and isinstance(author.get("name"), str) and author["name"]:
            return str(author["name"])
    return ""


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def _date(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
