"""Parsing a feed completely, against feedparser and against the bare tree of lxml.

Run: python -m benchmarks.parse_feeds
Demanded: at least 22 times feedparser's items per CPU second, at most 2.5 times the time lxml
needs to build the tree of the same bytes. Times count only once all have found the same items
with the same titles, links and dates. Medians of interleaved rounds, CPU time of the process.
"""

import io
import statistics
import time
from calendar import timegm
from collections.abc import Callable
from datetime import UTC, datetime

import feedparser
from lxml import etree

from monitoring.connectors.feeds.parse import Feed, parse

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "https://alps.example/feed"
ROUNDS = 9
AGAINST_FEEDPARSER = 22.0
AGAINST_TREE = 2.5

SENTENCE = "Die Seilbahn am Gletscher stand am Vormittag wieder still, berichten Gäste. "
PARAGRAPH = f'<p>{SENTENCE * 3}<a href="https://alps.example/a?b=1">mehr</a></p>\n'


def rss(items: int, paragraphs: int) -> bytes:
    """As WordPress writes it: a summary and the whole text."""
    entries = "".join(
        f"<item>\n<title>Störung {i} &#8211; Gäste warten</title>\n"
        f"<link>https://alps.example/p/{i}/</link>\n<dc:creator><![CDATA[Carla]]></dc:creator>\n"
        f"<pubDate>Fri, 20 Nov 2026 09:{i % 60:02}:00 +0000</pubDate>\n"
        f"<category><![CDATA[Seilbahn]]></category><category><![CDATA[Presse]]></category>\n"
        f'<guid isPermaLink="false">https://alps.example/?p={i}</guid>\n'
        f"<description><![CDATA[<p>{SENTENCE}</p>]]></description>\n"
        f"<content:encoded><![CDATA[{PARAGRAPH * paragraphs}]]></content:encoded>\n</item>\n"
        for i in range(items)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Alpenbote</title>'
        f"<link>https://alps.example/</link><language>de</language>{entries}</channel></rss>"
    ).encode()


def short_rss(items: int) -> bytes:
    """As news sites write it: a teaser, escaped, with a picture and much around it."""
    entries = "".join(
        f"    <item>\n      <title>Meldung {i}: {SENTENCE[:40]}</title>\n"
        f"      <link>https://alps.example/regional/meldung-{i}.html?ref=rss</link>\n"
        f"      <description>&lt;p&gt;{SENTENCE * 2}&lt;/p&gt;</description>\n"
        f'      <guid isPermaLink="true">https://alps.example/regional/{i}.html</guid>\n'
        f"      <pubDate>Fri, 20 Nov 2026 10:{i % 60:02}:00 +0100</pubDate>\n"
        f"      <dc:creator>Redaktion</dc:creator>\n      <category>Region</category>\n"
        f'      <media:content url="https://alps.example/{i}.jpg" medium="image" width="640">\n'
        f"        <media:credit>Foto: Alpenbote</media:credit>\n      </media:content>\n"
        f"    </item>\n"
        for i in range(items)
    )
    head = "<title>Kurz</title>\n    <link>https://alps.example/</link>\n    <ttl>15</ttl>"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/">\n  <channel>\n'
        f"    {head}\n{entries}  </channel>\n</rss>"
    ).encode()


def atom(items: int, paragraphs: int) -> bytes:
    """As blogs write it: escaped HTML, categories, two dates."""
    text = (PARAGRAPH * paragraphs).replace("&", "&amp;").replace("<", "&lt;")
    entries = "".join(
        f"<entry><id>tag:alps.example,2026:{i}</id><title>Eintrag {i}</title>"
        f'<link rel="alternate" type="text/html" href="https://alps.example/e/{i}"/>'
        f"<published>2026-11-19T08:{i % 60:02}:00Z</published>"
        f"<updated>2026-11-20T08:{i % 60:02}:00Z</updated><author><name>Jo</name></author>"
        f'<category term="Berg"/><content type="html">{text}</content></entry>\n'
        for i in range(items)
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blog</title>'
        f'<link href="https://alps.example/"/><id>x</id>{entries}</feed>'
    ).encode()


def alerts(items: int) -> bytes:
    """As Google Alerts writes it: titles with tags, links by a detour."""
    entries = "".join(
        f"<entry><id>tag:google.com,2013:googlealerts/feed:{i}</id>"
        f'<title type="html">&lt;b&gt;Seilbahn&lt;/b&gt; steht {i}</title>'
        f'<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://alps.example/lokales/gletscher/seilbahn-steht-wieder-{i}.html'
        f"&amp;ct=ga&amp;cd=CAEYACoUMTE4NDIxNTk5NjQ1ODkyMTk4MDMyGjQ3ZmYxZDM5&amp;usg=AOvVaw0"
        f'"></link>\n<published>2026-11-20T08:{i % 60:02}:00Z</published>'
        f"<updated>2026-11-20T08:{i % 60:02}:00Z</updated>"
        f'<content type="html">Am Gletscher steht die &lt;b&gt;Seilbahn&lt;/b&gt;. {SENTENCE}'
        f"&amp;nbsp;...</content>\n<author>\n  <name></name>\n</author></entry>\n"
        for i in range(items)
    )
    head = "<title>Google Alert - Seilbahn</title>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'.encode()


CORPUS = {
    "RSS, whole texts, 10 items": rss(10, 12),
    "RSS, whole texts, 50 items": rss(50, 8),
    "RSS, teasers, 100 items": short_rss(100),
    "Atom, whole texts, 25 items": atom(25, 8),
    "Google Alerts, 20 items": alerts(20),
}

Summary = list[tuple[str, str, int]]


def ours(body: bytes) -> Feed:
    return parse(body, url=URL, now=NOW)


def theirs(body: bytes) -> feedparser.FeedParserDict:
    return feedparser.parse(io.BytesIO(body))


def tree(body: bytes) -> etree._Element:
    return etree.fromstring(body)


def summary_of_ours(feed: Feed) -> Summary:
    return [(e.external_id, e.title, int(e.published_at.timestamp())) for e in feed.entries]


def summary_of_theirs(feed: feedparser.FeedParserDict) -> Summary:
    return [
        (e.id, e.title.replace("<b>", "").replace("</b>", ""), timegm(e.published_parsed))
        for e in feed.entries
    ]


def check(name: str, body: bytes) -> int:
    """The number of items, once both parsers agree on all of them."""
    found, expected = summary_of_ours(ours(body)), summary_of_theirs(theirs(body))
    assert found == expected, f"{name}: {found[:2]} is not {expected[:2]}"
    items = len(tree(body).xpath("//*[local-name()='item' or local-name()='entry']"))
    assert items == len(found), name
    return items


def seconds(work: Callable[[bytes], object], body: bytes, times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        work(body)
    return (time.process_time() - begun) / times


def main() -> None:
    """Print a row per feed and the two ratios over all of them."""
    total = {"ours": 0.0, "feedparser": 0.0, "tree": 0.0}
    print(f"{'':30} {'items/s':>9} {'x feedparser':>13} {'x tree':>7}")
    for name, body in CORPUS.items():
        items = check(name, body)
        rounds = [
            (seconds(ours, body, 20), seconds(theirs, body, 1), seconds(tree, body, 20))
            for _ in range(ROUNDS)
        ]
        own, other, floor = (statistics.median(column) for column in zip(*rounds, strict=True))
        for key, spent in zip(total, (own, other, floor), strict=True):
            total[key] += spent
        print(f"{name:30} {items / own:9,.0f} {other / own:13.1f} {own / floor:7.2f}")
    faster, slower = total["feedparser"] / total["ours"], total["ours"] / total["tree"]
    print(f"{'all':30} {'':9} {faster:13.1f} {slower:7.2f}")
    print(f"demanded: at least {AGAINST_FEEDPARSER} x feedparser, at most {AGAINST_TREE} x tree")


if __name__ == "__main__":
    main()
