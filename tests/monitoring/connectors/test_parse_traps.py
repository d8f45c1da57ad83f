"""What feeds in the wild do that no specification has."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitoring.connectors.feeds.discover import discover
from monitoring.connectors.feeds.hints import next_visit
from monitoring.connectors.feeds.parse import MAX_ITEMS, Feed, NotAFeed, parse

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://alps.example/blog/feed"


def read(body: bytes | str, content_type: str = "") -> Feed:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, url=URL, content_type=content_type, now=NOW)


def rss(items: str, channel: str = "", version: str = "2.0") -> str:
    return f'<rss version="{version}"><channel><title>T</title>{channel}{items}</channel></rss>'


def titles(feed: Feed) -> list[str]:
    return [entry.title for entry in feed.entries]


def ids(feed: Feed) -> list[str]:
    return [entry.external_id for entry in feed.entries]


@pytest.mark.parametrize(
    ("date", "stated", "shown"),
    [
        ("Fri, 20 Nov 2026 09:00:00 GMT", datetime(2026, 11, 20, 9, tzinfo=UTC), None),
        ("Fri, 20 Nov 2026 09:00:00", datetime(2026, 11, 20, 9, tzinfo=UTC), None),
        ("20 Nov 26 09:00 EST", datetime(2026, 11, 20, 14, tzinfo=UTC), None),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC), None),
        ("Mon, 01 Jan 2035 00:00:00 GMT", datetime(2035, 1, 1, tzinfo=UTC), NOW),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, NOW),
        ("gestern", None, NOW),
        ("", None, NOW),
        ("Fri, 31 Feb 2026 09:00:00 GMT", None, NOW),
        ("1" * 5_000, None, NOW),
    ],
)
def test_a_date_is_never_in_the_future_and_what_was_stated_is_kept(
    date: str, stated: datetime | None, shown: datetime | None
) -> None:
    (entry,) = read(rss(f"<item><title>a</title><pubDate>{date}</pubDate></item>")).entries
    assert (entry.stated_at, entry.published_at) == (stated, shown or stated)


def test_a_relative_link_is_relative_to_the_feeds_link_before_its_address() -> None:
    item = "<item><title>a</title><link>p/1</link></item>"
    with_link = read(rss(item, "<link>https://valley.example/news/</link>"))
    assert with_link.entries[0].url == "https://valley.example/news/p/1"
    assert read(rss(item)).entries[0].url == "https://alps.example/blog/p/1"


def test_a_link_that_would_run_is_dropped_and_the_item_kept() -> None:
    feed = read(rss("<item><title>a</title><link>javascript:alert(1)</link></item>"))
    assert [(entry.title, entry.url) for entry in feed.entries] == [("a", "")]


def test_without_an_id_the_link_counts_and_without_a_link_title_and_date() -> None:
    link = "<link>https://alps.example/1</link>"
    date = "<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate>"
    feed = read(rss(
        f"<item><title>a</title>{link}</item><item><title>b</title>{date}</item>"
        "<item><title>b</title></item><item><title>c</title></item>"
    ))  # fmt: skip
    assert ids(feed)[0] == "https://alps.example/1"
    assert all(found.startswith("sha256:") for found in ids(feed)[1:])
    assert len(set(ids(feed))) == 4
    assert ids(feed) == ids(read(rss(
        f"<item><title>a</title>{link}</item><item><title>b</title>{date}</item>"
        "<item><title>b</title></item><item><title>c</title></item>"
    )))  # fmt: skip


def test_two_notes_without_anything_but_text_are_two() -> None:
    notes = "".join(f"<item><description>{word}</description></item>" for word in ("a", "b", "a"))
    assert [entry.html for entry in read(rss(notes)).entries] == ["a", "b"]


def same_guid(*days: int) -> str:
    return rss("".join(
        f"<item><guid isPermaLink='false'>x</guid><title>Day {day}</title>"
        f"<pubDate>{day} Nov 2026 09:00:00 GMT</pubDate></item>" for day in days
    ))  # fmt: skip


def test_different_items_under_one_id_are_told_apart_and_stay_so() -> None:
    before, after = ids(read(same_guid(19, 18))), ids(read(same_guid(20, 19, 18)))
    assert before[1] == after[2] == "x"
    assert before[0] == after[1]
    assert len(set(after)) == 3
    assert all(found.startswith("x#") for found in after[:2])


def test_the_same_item_twice_is_one() -> None:
    assert ids(read(same_guid(19, 19))) == ["x"]


def test_an_id_as_long_as_a_book_is_shortened_and_stays_unique() -> None:
    items = "".join(f"<item><guid>{'g' * 9_000}{i}</guid></item>" for i in range(2))
    found = ids(read(rss(items)))
    assert len(set(found)) == 2
    assert max(map(len, found)) <= 500


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + rss("<item><title>a</title></item>").encode(),
        b"\n\n  " + rss("<item><title>a</title></item>").encode(),
        b'\n<?xml version="1.0"?>' + rss("<item><title>a</title></item>").encode(),
        b"<br/>Warning: x in y.php\n" + rss("<item><title>a</title></item>").encode(),
        b"<!-- a < b --><?xml-stylesheet?>" + rss("<item><title>a</title></item>").encode(),
        rss("<item><title>a</title></item>").encode() + b"<!-- cached --><script>x</script>",
        rss("<item><title>a</title><description>x & y < z</description></item>").encode(),
        rss("<item><title>a</title><description><p>open<br></description></item>").encode(),
        rss("<item><title>a</title><odd:thing>x</odd:thing></item>").encode(),
        rss("<item><title>a</title><description>\x00\x01\x0b&#0;&#1;&#x0B;&#xFFFF;&#xD800;&#57343;</description></item>").encode(),
        rss("<item><title>a</title></item>").encode()[:-12],
        rss("<item><title>a</title><description>cut of").encode()[:-16],
        rss("<item><title>a</title></item>", version="0.92").encode("utf-16"),
    ],
)  # fmt: skip
def test_a_feed_that_is_broken_in_a_common_way_is_read(body: bytes) -> None:
    for content_type in ("", "text/html; charset=utf-8", "application/octet-stream"):
        feed = read(body, content_type)
        assert titles(feed) == ["a"]
        assert feed.entries[0].html.isprintable()


def test_numbers_that_windows_means_otherwise_are_read_its_way() -> None:
    item = "<title>&#132;so&#147; &#x96; &#8211;</title><description>&#146;</description>"
    assert [(entry.title, entry.html) for entry in read(rss(f"<item>{item}</item>")).entries] == [
        ("„so“ – –", "’")
    ]


def test_a_number_after_a_capital_x_is_read_as_it_is_meant() -> None:
    item = "<item><title>&#X41;&#X2013;&#XE4;&#X96;&#X1;&#XD800;&#XFFFFFF;</title></item>"
    assert titles(read(rss(item))) == ["A–ä–"]


@pytest.mark.parametrize("before", ["media", "itunes", "dc"])
def test_a_title_of_something_else_before_the_items_own_is_not_taken_for_it(before: str) -> None:
    spaces = f'<rss version="2.0" xmlns:{before}="https://a.example/"><channel>'
    items = "".join(
        f"<item><{before}:title>Bild</{before}:title><title>{title}</title></item>"
        for title in ("Lift &amp; Bahn", "", "<![CDATA[<b>Still</b>]]>")
    )
    assert titles(read(f"{spaces}{items}</channel></rss>")) == ["Lift & Bahn", "", "Still"]


def test_a_title_of_something_else_stands_in_where_there_is_none() -> None:
    spaces = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    item = "<item><media:title>Bild</media:title><link>https://a.example/1</link></item>"
    assert titles(read(f"{spaces}{item}</channel></rss>")) == ["Bild"]


@pytest.mark.parametrize(
    ("feed", "title"),
    [
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
            '<title mode="base64">TGlmdCA8Yj5zdGVodDwvYj4=</title></entry></feed>',
            "Lift steht",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type='
            '"application/octet-stream"> TGlmdCA8Yj5zdGVodDwvYj4= </title></entry></feed>',
            "Lift steht",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type='
            '"application/octet-stream">kein base64!</title></entry></feed>',
            "kein base64!",
        ),
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
            "<title>Lift <b>steht</b> still</title></entry></feed>",
            "Lift steht still",
        ),
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="xml">'
            "<div>Lift<script>geh();</script> steht</div></title></entry></feed>",
            "Lift steht",
        ),
    ],
    ids=["base64 of 0.3", "base64 of 1.0", "not base64", "naked markup", "a script inside"],
)
def test_titles_of_old_and_odd_atom_are_read(feed: str, title: str) -> None:
    assert titles(read(feed)) == [title]


def test_quoted_items_in_an_article_are_no_items() -> None:
    quoted = "<item><title>a</title><description><![CDATA[<item><title>b</title></item>]]></description></item>"  # noqa: E501
    assert titles(read(rss(quoted))) == ["a"]


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss("")).entries == ()
    assert read('{"version": "https://jsonfeed.org/version/1", "items": []}').entries == ()


def test_more_items_than_anyone_reads_are_cut_and_noted() -> None:
    items = "".join(f"<item><guid>g{i}</guid></item>" for i in range(MAX_ITEMS + 500))
    feed = read(rss(items))
    assert ids(feed) == [f"g{i}" for i in range(MAX_ITEMS)]
    assert feed.notes == (f"only the first {MAX_ITEMS} of about {MAX_ITEMS + 500} items were read",)


ENTITIES = [
    '<!ENTITY x SYSTEM "file://{path}">',
    '<!ENTITY % p SYSTEM "file://{path}"> %p;',
    '<!ENTITY a "{path}"><!ENTITY x "&a;&a;&a;">',
    '<!entity x SYSTEM "file://{path}">',
    '<!ENTITY x "]>"><!ENTITY y SYSTEM "file://{path}">',
]


@pytest.mark.parametrize("declaration", ENTITIES)
@pytest.mark.parametrize("before", ["", "<!-- x -->", "<?xml version='1.0'?>\n", "junk "])
def test_a_declared_entity_is_never_resolved(tmp_path: Path, declaration: str, before: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    dtd = f"<!DOCTYPE rss [{declaration.format(path=secret)}]>"
    item = "<item><title>a &x; b</title><description>&x;&y;</description></item>"
    for encoding in ("utf-8", "utf-16"):
        body = (before + dtd + rss(item)).encode(encoding)
        for entry in read(body).entries:
            assert "canary" not in repr(entry)
            assert str(secret) not in repr(entry)


def test_a_bomb_of_entities_does_not_go_off() -> None:
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    body = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]>' + rss(
        "<item><title>a&l11;</title></item>"
    )
    assert all(len(title) < 100 for title in titles(read(body)))


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/dev/zero", "file:///etc/passwd", "http://10.0.0.1/"]
)
def test_a_body_that_is_a_path_opens_nothing(path: str) -> None:
    with pytest.raises(NotAFeed):
        read(path)


PAGE = """<!DOCTYPE html><html><head><base href="https://alps.example/de/">
<link rel="stylesheet" href="x.css">
<link rel="alternate" type="application/rss+xml" title="Alle Beiträge" href="feed/">
<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="/atom.xml">
<link rel="alternate" type="application/rss+xml" href="feed/">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" hreflang="en" href="/en/"><title>Alpen</title></head>
<body>Hallo</body></html>"""


def test_a_page_says_where_its_feeds_are() -> None:
    expected = [
        ("Alle Beiträge", "https://alps.example/de/feed/"),
        ("", "https://alps.example/atom.xml"),
    ]
    assert discover(PAGE.encode(), URL) == expected
    assert discover(PAGE.encode("cp1252"), URL, "text/html; charset=iso-8859-1") == expected
    with pytest.raises(NotAFeed) as caught:
        read(PAGE)
    assert caught.value.candidates == expected


@pytest.mark.parametrize(
    "body",
    ["", " ", "hello", "<html>", "<html><body>404</body></html>", "{", "[]", '{"error": "x"}', "{}",
     '<?xml version="1.0"?>', "<opml><body/></opml>", "<urlset><url><loc>x</loc></url></urlset>",
     "\x89PNG\r\n\x1a\n", "%PDF-1.7", "PK\x03\x04"],
)  # fmt: skip
def test_what_is_no_feed_is_called_so(body: str) -> None:
    with pytest.raises(NotAFeed) as caught:
        read(body)
    assert caught.value.candidates == []


@pytest.mark.parametrize(
    ("cache", "pause", "expected"),
    [
        ("max-age=1800", None, 30),
        ("public, MAX-AGE=1800, must-revalidate", timedelta(hours=1), 60),
        ("max-age=10", None, 5),
        ("max-age=999999999", None, 1440),
        ("no-cache, max-age=1800", None, None),
        ("max-age=0", None, None),
        ("s-maxage=1800", None, None),
        ("", timedelta(days=30), 1440),
        ("", None, None),
    ],
)
def test_the_next_visit_is_when_server_and_feed_like_it(
    cache: str, pause: timedelta | None, expected: int | None
) -> None:
    found = next_visit({"cache-control": cache}, pause)
    assert found == (None if expected is None else timedelta(minutes=expected))
