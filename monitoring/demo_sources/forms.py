"""The four forms in which feeds come: RSS 2.0, RDF (RSS 1.0), Atom as alerts use it, JSON Feed."""

import json
from collections.abc import Callable, Sequence
from email.utils import format_datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from monitoring.demo_sources.stories import Channel, Story

Writer = Callable[[Channel, Sequence[Story], str], str]


def write(channel: Channel, stories: Sequence[Story], base: str) -> tuple[str, str]:
    """The feed's text and its content type; ``base`` is the server's own address."""
    writer, content_type = FORMS[channel.form]
    return writer(channel, stories, base), content_type


def _link(channel: Channel, story: Story, base: str) -> str:
    # The same item lies on the same site at every asking.
    site = channel.sites[sum(story.key.encode()) % len(channel.sites)]
    return f"http://{site}.localhost:{base.rsplit(':', 1)[1]}/{story.key}"


def _rss(channel: Channel, stories: Sequence[Story], base: str) -> str:
    items = "".join(
        f"<item><title>{escape(story.title)}</title>"
        f"<link>{_link(channel, story, base)}</link>"
        f'<guid isPermaLink="false">{channel.path}#{story.key}</guid>'
        f"<dc:creator>{escape(story.author)}</dc:creator>"
        f"<pubDate>{format_datetime(story.published_at)}</pubDate>"
        f"<description>{escape(f'<p>{escape(story.text)}</p>')}</description></item>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(channel.title)}</title><link>{base}/</link><language>de</language>"
        f"<ttl>5</ttl>{items}</channel></rss>"
    )


def _rdf(channel: Channel, stories: Sequence[Story], base: str) -> str:
    items = "".join(
        f'<item rdf:about="{_link(channel, story, base)}"><title>{escape(story.title)}</title>'
        f"<link>{_link(channel, story, base)}</link>"
        f"<dc:creator>Redaktion</dc:creator><dc:date>{story.published_at.isoformat()}</dc:date>"
        f"<description>{escape(story.text)}</description></item>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>{escape(channel.title)}</title>'
        f"<link>{base}/</link></channel>{items}</rdf:RDF>"
    )


def _atom(channel: Channel, stories: Sequence[Story], base: str) -> str:
    entries = "".join(
        f"<entry><id>tag:alerts.example,2026:{channel.path}:{story.key}</id>"
        f'<title type="html">{escape(f"<b>{escape(story.title)}</b>")}</title>'
        f'<link href="{escape(_redirect(_link(channel, story, base)))}"/>'
        f"<published>{story.published_at.isoformat()}</published>"
        f"<updated>{story.published_at.isoformat()}</updated>"
        f"<author><name>{escape(story.author)}</name></author>"
        f'<content type="html">{escape(escape(story.text))}</content></entry>'
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>tag:alerts.example,2026:{channel.path}</id><title>{escape(channel.title)}</title>"
        f"{entries}</feed>"
    )


def _redirect(link: str) -> str:
    # Google Alerts lead through an address of their own; the product takes the real one.
    return f"https://www.google.com/url?rct=j&sa=t&url={quote(link, safe='')}&ct=ga"


def _json(channel: Channel, stories: Sequence[Story], base: str) -> str:
    items = [
        {
            "id": f"{channel.path}#{story.key}",
            "url": _link(channel, story, base),
            "title": story.title,
            "content_text": story.text,
            "date_published": story.published_at.isoformat(),
            "authors": [{"name": story.author}],
        }
        for story in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "language": "de",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False)


FORMS: dict[str, tuple[Writer, str]] = {
    "rss": (_rss, "application/rss+xml; charset=utf-8"),
    "rdf": (_rdf, "application/rdf+xml; charset=utf-8"),
    "atom": (_atom, "application/atom+xml; charset=utf-8"),
    "json": (_json, "application/feed+json; charset=utf-8"),
}
