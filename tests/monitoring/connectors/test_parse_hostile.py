"""Promise: bad input is answered, never with anything but a ConnectorError, and soon."""

import random
import time
from datetime import UTC, datetime

import pytest

from monitoring.connectors.errors import ConnectorError
from monitoring.connectors.feeds.parse import Feed, parse

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
            odd = (b"<![CDATA[", b"]]>", b"&#0;", b"&#xD800;", b"<!--", b"\xff", b"<item>", b"\x00",
                   b"&lt", b"<a b=c d='>", b"<!DOCTYPE x [", b"\xed\xa0\x80", b"{", b'\\ud800"')  # fmt: skip
            data[at:at] = chance.choice(odd)
    return bytes(data)


@pytest.mark.parametrize("kind", SEEDS)
def test_hundreds_of_accidents_end_in_entries_or_in_a_connector_error(kind: str) -> None:
    chance = random.Random(f"etappe {kind}")
    read, slowest = 0, 0.0
    for round_ in range(250):
        encoding = chance.choice(["utf-8", "utf-8", "utf-8", "cp1252", "utf-16", "utf-7"])
        header = chance.choice(["", "text/xml; charset=iso-8859-1", "text/html; charset=utf-16"])
        body = mutated(SEEDS[kind].encode(encoding, "replace"), chance)
        begun = time.process_time()
        feed = survive(body, header)
        slowest = max(slowest, time.process_time() - begun)
        read += feed is not None
        for entry in feed.entries if feed else ():
            text = entry.external_id + entry.url + entry.title + entry.html + entry.author_name
            text.encode()
            assert "\x00" not in text + entry.text, round_
            assert entry.published_at <= NOW
            assert entry.url.startswith(("http://", "https://", ""))
    assert read > {"rss": 80, "atom": 80, "json": 15}[kind]
    assert slowest < 2


def repeated(piece: bytes, size: int = 2_000_000) -> bytes:
    return piece * (size // len(piece))


ITEM = b"<item><title>a</title></item>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(HEAD.encode() + repeated(b"<item>"), id="items inside items"),
        pytest.param(HEAD.encode() + repeated(ITEM), id="endless items"),
        pytest.param(HEAD.encode() + ITEM + repeated(b"<x>"), id="depth"),
        pytest.param(HEAD.encode() + ITEM + b"<x" + repeated(b" a='1'"), id="one tag of attributes"),
        pytest.param(
            HEAD.encode() + ITEM + b"<x" + b"".join(b" a%d='1'" % i for i in range(150_000)) + b"/>",
            id="different attributes",
        ),
        pytest.param(HEAD.encode() + ITEM + repeated(b"<"), id="open brackets"),
        pytest.param(HEAD.encode() + ITEM + repeated(b"&"), id="ampersands"),
        pytest.param(HEAD.encode() + ITEM + repeated(b"<!--"), id="open comments"),
        pytest.param(HEAD.encode() + ITEM + repeated(b"<![CDATA["), id="open sections"),
        pytest.param(repeated(b"<!DOCTYPE a["), id="open doctypes"),
        pytest.param(repeated(b"<!DOCTYPE a>"), id="doctypes"),
        pytest.param(repeated(b"<!-- -->") + RSS.encode(), id="comments before"),
        pytest.param(HEAD.encode() + b"<item><title>" + repeated(b"&lt;b") + b"</title></item>", id="title"),
        pytest.param(HEAD.encode() + b"<item><title>" + repeated(b" ") + b"</title></item>", id="spaces"),
        pytest.param(HEAD.encode() + b"<item><title>&amp;" + repeated(b"&lt;br &lt;!--") + b"</title></item>", id="tags in title"),
        pytest.param(HEAD.encode() + b"<item><link>" + repeated(b"a/../") + b"</link></item>", id="link"),
        pytest.param(HEAD.encode() + b"<item><pubDate>" + repeated(b"1 ") + b"</pubDate></item>", id="date"),
        pytest.param(HEAD.encode() + b"<item><author>" + repeated(b"a@") + b"</author></item>", id="author"),
        pytest.param(HEAD.encode() + b"<item>" + repeated(b"<category>a</category>") + b"</item>", id="tags"),
        pytest.param(b"{\"items\": " + repeated(b"["), id="json depth"),
        pytest.param(b'{"items": [{"id": ' + repeated(b"9") + b"}]}", id="json number"),
        pytest.param(b'{"items": [' + repeated(b"{},") + b"{}]}", id="json items"),
        pytest.param(repeated(b"\xc3\x28"), id="broken utf-8"),
        pytest.param(b"<html>" + repeated(b"<link rel=alternate>"), id="page of links"),
        pytest.param(b"<html>" + repeated(b"<div>"), id="page of depth"),
    ],
)  # fmt: skip
def test_a_document_made_to_hurt_is_answered_soon(body: bytes) -> None:
    begun = time.process_time()
    survive(body)
    assert time.process_time() - begun < 5


def test_the_good_items_beside_a_bad_one_are_read() -> None:
    bad = '{"id": {"a": 1}, "title": ["x"], "tags": [null, {}], "authors": "y", "url": 5}'
    good = '{"id": "1", "title": "a"}'
    feed = survive(f'{{"items": [{bad}, {good}, {bad}]}}'.encode())
    assert feed is not None
    assert [entry.title for entry in feed.entries if entry.external_id == "1"] == ["a"]
