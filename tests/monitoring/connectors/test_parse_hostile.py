"""Promise: bad input is answered, never with anything but a ConnectorError, and in the end."""

import random
from datetime import UTC, datetime

import pytest

from monitoring.connectors.errors import ConnectorError
from monitoring.connectors.feeds.parse import Feed, parse
from tests.patience import patience

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xml:base="https://a.example/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>Grüße</title><link>https://a.example/</link>"
)
RSS = HEAD + "".join(
    f"<item><title>Größe {i} &amp; mehr</title><link>https://a.example/{i}</link>"
    f"<guid>https://a.example/{i}</guid><pubDate>Fri, 20 Nov 2026 09:0{i}:00 GMT</pubDate>"
    f"<content:encoded><![CDATA[<p>Übung {i}</p>]]></content:encoded></item>"
    for i in range(5)
) + "</channel></rss>"  # fmt: skip
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>x</title>' + "".join(
    f'<entry xml:lang="de"><id>tag:{i}</id><title type="html">&lt;b&gt;Größe&lt;/b&gt; {i}</title>'
    f'<link href="/{i}"/><updated>2026-11-20T09:00:0{i}Z</updated><content type="xhtml">'
    f'<div xmlns="http://www.w3.org/1999/xhtml">Übung {i}</div></content></entry>' for i in range(5)
) + "</feed>"  # fmt: skip
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [' + ", ".join(
        f'{{"id": "{i}", "url": "https://a.example/{i}", "title": "Größe", "content_html": "<p>"}}'
        for i in range(5)
    ) + "]}"
)  # fmt: skip
SEEDS = {"rss": RSS, "atom": ATOM, "json": JSON}


def survive(body: bytes, content_type: str = "") -> Feed | None:
    try:
        return parse(body, url="https://a.example/feed", content_type=content_type, now=NOW)
    except ConnectorError:
        return None


ODD = (
    b"<![CDATA[", b"]]>", b"&#0;", b"&#xD800;", b"<!--", b"\xff", b"<item>", b"\x00", b"&lt",
    b"<a b=c d='>", b"<!DOCTYPE x [", b"\xed\xa0\x80", b"{", b'\\ud800"',
)  # fmt: skip


def mutated(body: bytes, chance: random.Random) -> bytes:
    """One to four accidents: cut, flipped bits, a part twice, left out, swapped or foreign."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        accident = chance.randrange(6)
        if accident == 0:
            del data[at:]
        elif accident == 1:
            for _ in range(chance.randint(1, 20)):
                if data:
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif accident == 2:
            data[at:at] = data[at:end]
        elif accident == 3:
            del data[at : min(end, at + 200)]
        elif accident == 4:
            data[at:at] = chance.randbytes(chance.randint(1, 40))
        else:
            data[at:at] = chance.choice(ODD)
    return bytes(data)


@pytest.mark.parametrize("kind", SEEDS)
def test_hundreds_of_accidents_end_in_entries_or_in_a_connector_error(kind: str) -> None:
    chance = random.Random(f"etappe {kind}")
    read = 0
    for round_ in range(250):
        encoding = chance.choice(["utf-8", "utf-8", "utf-8", "cp1252", "utf-16", "utf-7"])
        header = chance.choice(["", "text/xml; charset=iso-8859-1", "text/html; charset=utf-16"])
        body = mutated(SEEDS[kind].encode(encoding, "replace"), chance)
        with patience():
            feed = survive(body, header)
        read += feed is not None
        for entry in feed.entries if feed else ():
            text = entry.external_id + entry.url + entry.title + entry.html + entry.author_name
            text.encode()
            assert "\x00" not in text + entry.text, round_
            assert entry.published_at <= NOW
            assert entry.url.startswith(("http://", "https://", ""))
    assert read > {"rss": 80, "atom": 80, "json": 15}[kind]


def repeated(piece: bytes, size: int = 2_000_000) -> bytes:
    return piece * (size // len(piece))


ITEM = b"<item><title>a</title></item>"


def holding(name: bytes, content: bytes) -> bytes:
    return START + b"<item><" + name + b">" + content + b"</" + name + b"></item>"


START = HEAD.encode()
NUMBERED = b"".join(b" a%d='1'" % number for number in range(150_000))
MADE_TO_HURT = {
    "items inside items": START + repeated(b"<item>"),
    "endless items": START + repeated(ITEM),
    "depth": START + ITEM + repeated(b"<x>"),
    "one attribute again and again": START + ITEM + b"<x" + repeated(b" a='1'"),
    "different attributes": START + ITEM + b"<x" + NUMBERED + b"/>",
    "open brackets": START + ITEM + repeated(b"<"),
    "ampersands": START + ITEM + repeated(b"&"),
    "references": START + ITEM + repeated(b"&uuml;&#150;"),
    "open comments": START + ITEM + repeated(b"<!--"),
    "open sections": START + ITEM + repeated(b"<![CDATA["),
    "open doctypes": repeated(b"<!DOCTYPE a["),
    "doctypes": repeated(b"<!DOCTYPE a>"),
    "comments before": repeated(b"<!-- -->") + RSS.encode(),
    "title of open tags": holding(b"title", repeated(b"&lt;b")),
    "title of spaces": holding(b"title", repeated(b" ")),
    "title of tags": holding(b"title", repeated(b"&lt;br &lt;!--")),
    "link": holding(b"link", repeated(b"a/../")),
    "date": holding(b"pubDate", repeated(b"1 ")),
    "author": holding(b"author", repeated(b"a@")),
    "tags": START + b"<item>" + repeated(b"<category>a</category>") + b"</item>",
    "json depth": b'{"items": ' + repeated(b"["),
    "json number": b'{"items": [{"id": ' + repeated(b"9") + b"}]}",
    "json items": b'{"items": [' + repeated(b"{},") + b"{}]}",
    "broken utf-8": repeated(b"\xc3\x28"),
    "page of links": b"<html>" + repeated(b"<link rel=alternate>"),
    "page of depth": b"<html>" + repeated(b"<div>"),
}


@pytest.mark.parametrize("body", MADE_TO_HURT.values(), ids=MADE_TO_HURT.keys())
def test_the_reading_of_a_document_made_to_hurt_comes_to_an_end(body: bytes) -> None:
    with patience():
        survive(body)


def test_the_good_items_beside_a_bad_one_are_read() -> None:
    bad = '{"id": {"a": 1}, "title": ["x"], "tags": [null, {}], "authors": "y", "url": 5}'
    good = '{"id": "1", "title": "a"}'
    feed = survive(f'{{"items": [{bad}, {good}, {bad}]}}'.encode())
    assert feed is not None
    assert [entry.title for entry in feed.entries if entry.external_id == "1"] == ["a"]
