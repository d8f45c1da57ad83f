"""Each format as its specification has it, whole entries compared."""

from datetime import UTC, datetime, timedelta

from monitoring.connectors.base import Entry
from monitoring.connectors.feeds.parse import Feed, parse

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


def read(body: str) -> Feed:
    return parse(body.encode(), url="https://alps.example/feed", now=NOW)


def test_rss_2() -> None:
    feed = read("""<?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
    <channel><title>Alpenbote</title><link>https://alps.example/</link><language>de-DE</language>
    <atom:link rel="self" href="https://alps.example:8443/feed"/><ttl>45</ttl>
    <item><title>Lift steht</title><link>https://alps.example/p/1</link>
     <guid isPermaLink="false">post-1</guid><description>kurz</description>
     <content:encoded><![CDATA[<p>Der <b>Lift</b> steht.</p>]]></content:encoded>
     <dc:creator>Carol</dc:creator><pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate>
     <category>Lift</category><category>Berg</category><slash:comments>3</slash:comments>
     <enclosure url="https://alps.example/1.mp3" type="audio/mpeg" length="9"/></item>
    <item><guid>https://alps.example/p/2</guid><author>jo@alps.example (Jo)</author>
     <description>Nur &lt;i&gt;Text&lt;/i&gt;</description></item>
    </channel></rss>""")
    assert (feed.title, feed.pause, feed.notes) == ("Alpenbote", timedelta(minutes=45), ())
    assert feed.entries == (
        Entry(
            external_id="post-1",
            url="https://alps.example/p/1",
            title="Lift steht",
            html="<p>Der <b>Lift</b> steht.</p>",
            published_at=NINE,
            stated_at=NINE,
            author_name="Carol",
            lang="de-DE",
            tags=("Lift", "Berg"),
            media=("https://alps.example/1.mp3",),
            metrics={"comments": 3},
        ),
        Entry(
            external_id="https://alps.example/p/2",
            url="https://alps.example/p/2",
            title="",
            html="Nur <i>Text</i>",
            published_at=NOW,
            author_name="Jo",
            lang="de-DE",
        ),
    )


def test_rss_091_with_its_dtd_and_html_entities() -> None:
    feed = read("""<?xml version="1.0"?>
    <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
     "http://my.netscape.com/publish/formats/rss-0.91.dtd">
    <rss version="0.91"><channel><title>B&uuml;rger</title><link>https://alps.example/</link>
    <item><title>M&uuml;ller &amp; S&ouml;hne &LT; &unknown;</title>
    <link>https://alps.example/p/1</link><description>Gr&uuml;&szlig;e</description></item>
    </channel></rss>""")
    assert feed.title == "Bürger"
    assert [(e.external_id, e.title, e.html) for e in feed.entries] == [
        ("https://alps.example/p/1", "Müller & Söhne < &unknown;", "Grüße")
    ]


def test_rdf() -> None:
    feed = read("""<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel rdf:about="https://alps.example/"><title>RDF</title><link>https://alps.example/</link>
     <dc:language>de</dc:language><sy:updatePeriod>daily</sy:updatePeriod>
     <sy:updateFrequency>4</sy:updateFrequency>
     <items><rdf:Seq><rdf:li rdf:resource="https://alps.example/1"/></rdf:Seq></items></channel>
    <item rdf:about="https://alps.example/1"><title>Eins</title><link>https://alps.example/1</link>
     <description>Text</description><dc:date>2026-11-20T10:00:00+01:00</dc:date>
     <dc:creator>Carol</dc:creator><dc:subject>Lift</dc:subject></item>
    <item rdf:about="https://alps.example/2"><title>Two</title><link>https://alps.example/2</link>
     <dc:language>en</dc:language></item></rdf:RDF>""")
    assert (feed.title, feed.pause) == ("RDF", timedelta(hours=6))
    assert feed.entries == (
        Entry(
            external_id="https://alps.example/1",
            url="https://alps.example/1",
            title="Eins",
            html="Text",
            published_at=NINE,
            stated_at=NINE,
            author_name="Carol",
            lang="de",
            tags=("Lift",),
        ),
        Entry(
            external_id="https://alps.example/2",
            url="https://alps.example/2",
            title="Two",
            html="",
            published_at=NOW,
            lang="en",
        ),
    )


def test_atom_with_every_kind_of_text() -> None:
    feed = read("""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"
     xml:base="https://alps.example/blog/">
    <title type="html">Der &lt;i&gt;Blog&lt;/i&gt;</title><link href="/"/><id>x</id>
    <entry><id>tag:1</id><title type="html">&lt;b&gt;Lift&lt;/b&gt; &amp;amp; Bahn</title>
     <link rel="alternate" href="p/1"/><link rel="edit" href="edit/1"/>
     <published>2026-11-20T09:00:00Z</published><updated>2026-11-21T09:00:00Z</updated>
     <author><name>Carol</name></author><category term="lift" label="Lift"/>
     <content type="html">&lt;p&gt;Hallo&lt;/p&gt;</content></entry>
    <entry xml:lang="en"><id>tag:2</id><title>5 &lt; 6 &amp;amp; more</title><link href="p/2"/>
     <updated>2026-11-20T09:00:00Z</updated><content type="text">5 &lt; 6</content></entry>
    <entry xml:base="sub/"><id>tag:3</id><title type="xhtml">
      <div xmlns="http://www.w3.org/1999/xhtml">Ein <b>dicker</b> Titel</div></title>
     <link href="p/3"/><updated>2026-11-20T09:00:00Z</updated><content type="xhtml">
      <div xmlns="http://www.w3.org/1999/xhtml">Ein <b>Text</b></div></content></entry>
    </feed>""")
    assert feed.title == "Der Blog"
    first, second, third = feed.entries
    assert first == Entry(
        external_id="tag:1",
        url="https://alps.example/blog/p/1",
        title="Lift & Bahn",
        html="<p>Hallo</p>",
        published_at=NINE,
        stated_at=NINE,
        edited_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
        author_name="Carol",
        lang="de",
        tags=("lift",),
    )
    assert second == Entry(
        external_id="tag:2",
        url="https://alps.example/blog/p/2",
        title="5 < 6 &amp; more",
        html="",
        text="5 < 6",
        published_at=NINE,
        stated_at=NINE,
        lang="en",
    )
    assert (third.url, third.title) == ("https://alps.example/blog/sub/p/3", "Ein dicker Titel")
    assert "Ein <b>Text</b>" in third.html
    assert "<content" not in third.html


def test_a_google_alert() -> None:
    feed = read("""<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id>
    <title>Google Alert - Seilbahn</title>
    <entry><id>tag:google.com,2013:googlealerts/feed:17</id>
     <title type="html">Die &lt;b&gt;Seilbahn&lt;/b&gt; steht &amp;#39;still&amp;#39;</title>
     <link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://b.example/a&amp;ct=ga"/>
     <published>2026-11-20T09:00:00Z</published><updated>2026-11-20T09:00:00Z</updated>
     <content type="html">Am Gletscher &lt;b&gt;...&lt;/b&gt;</content>
     <author><name></name></author></entry></feed>""")
    assert feed.entries == (
        Entry(
            external_id="tag:google.com,2013:googlealerts/feed:17",
            url="https://b.example/a",
            title="Die Seilbahn steht 'still'",
            html="Am Gletscher <b>...</b>",
            published_at=NINE,
            stated_at=NINE,
        ),
    )


def test_json_feed_11_and_10() -> None:
    feed = read("""{"version": "https://jsonfeed.org/version/1.1", "title": "Demo",
     "home_page_url": "https://b.example/", "language": "de", "authors": [{"name": "Redaktion"}],
     "items": [
      {"id": "https://b.example/p/1", "url": "/p/1", "title": "Auf &amp; zu",
       "content_html": "<p>Auf</p>", "date_published": "2026-11-20T10:00:00+01:00",
       "date_modified": "2026-11-21T09:00:00Z", "authors": [{"name": "Carol"}],
       "tags": ["alps", 5], "attachments": [{"url": "https://b.example/1.mp3"}, null]},
      {"id": 2, "external_url": "https://c.example/2", "content_text": "5 < 6",
       "author": {"name": "Jo"}, "language": "en", "date_published": "soon"},
      {"summary": "kurz\\u0000\\ud800"}, null, "x", 5]}""")
    assert feed.title == "Demo"
    assert feed.entries == (
        Entry(
            external_id="https://b.example/p/1",
            url="https://b.example/p/1",
            title="Auf & zu",
            html="<p>Auf</p>",
            published_at=NINE,
            stated_at=NINE,
            edited_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
            author_name="Carol",
            lang="de",
            tags=("alps",),
            media=("https://b.example/1.mp3",),
        ),
        Entry(
            external_id="2",
            url="https://c.example/2",
            title="",
            html="",
            text="5 < 6",
            published_at=NOW,
            author_name="Jo",
            lang="en",
        ),
        Entry(
            external_id=feed.entries[2].external_id,
            url="",
            title="",
            html="kurz",
            published_at=NOW,
            author_name="Redaktion",
            lang="de",
        ),
    )
    assert feed.entries[2].external_id.startswith("sha256:")
