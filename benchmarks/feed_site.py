"""Ninety feeds on loopback, served by a process of its own: believable German posts, with ETags.

Short ones and whole texts, in the shapes that benchmarks/parse_feeds.py reads. There are two kinds
of site: on the one every post is made of the very words that the searches are made of, on the other
one in four is, and the rest is the talk of a region that nobody looks for.

`python -m benchmarks.feed_site` prints its port and serves until it is ended.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from benchmarks.match_profiles import item

OFTEN, SELDOM = 100, 25
"""So many posts of a hundred are written in the words of the searches."""

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
FEEDS = 90
SEED = 11


@contextmanager
def site() -> Iterator[int]:
    """The port of a running server."""
    command = [sys.executable, "-m", "benchmarks.feed_site"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def addresses(port: int, looked_for: int = OFTEN) -> list[str]:
    """Of all feeds of one kind of site."""
    return [f"http://127.0.0.1:{port}{path(number, looked_for)}" for number in range(FEEDS)]


def path(number: int, looked_for: int) -> str:
    """Where a feed lies."""
    return f"/{looked_for}/feed{number}"


def document(number: int, looked_for: int = OFTEN) -> bytes:
    """One feed, the newest post first: in turns as papers and blogs of three kinds write it."""
    chance, other = random.Random(SEED + number), random.Random(-SEED - number)
    write, posts, times = SHAPES[number % len(SHAPES)]
    texts = [" ".join(item(chance).text for _ in range(times)) for _place in range(posts)]
    kept = [
        text if other.randrange(100) < looked_for else " ".join(_talk(other) for _ in range(times))
        for text in texts
    ]
    return write(number, kept).encode()


def _talk(chance: random.Random) -> str:
    """Three to six sentences about what no search looks for."""
    return " ".join(
        sentence.format(
            name=chance.choice(STRANGERS),
            town=chance.choice(ELSEWHERE),
            subject=chance.choice(SUBJECTS),
            number=chance.randrange(2, 150),
        )
        for sentence in chance.sample(TALK, chance.randint(3, 6))
    )


def _teasers(feed: int, texts: list[str]) -> str:
    """A paper: a few sentences, a picture, a category."""
    posts = "".join(
        f"<item>\n<title>Meldung {place}: {escape(text[:50])}</title>\n"
        f"<link>https://blog{feed}.example/{place}.html</link>\n<dc:creator>Autor</dc:creator>\n"
        f"<description>{escape(_html(text))}</description>\n"
        f'<guid isPermaLink="true">https://blog{feed}.example/{place}.html</guid>\n'
        f"<pubDate>{format_datetime(_written(place))}</pubDate>\n<category>Region</category>\n"
        f'<media:content url="https://blog{feed}.example/{place}.jpg" medium="image" width="640">'
        f"<media:credit>Foto: Autor</media:credit></media:content>\n</item>\n"
        for place, text in enumerate(texts)
    )
    return _rss(feed, 'xmlns:media="http://search.yahoo.com/mrss/"', posts)


def _whole_texts(feed: int, texts: list[str]) -> str:
    """WordPress: a summary and the whole text."""
    posts = "".join(
        f"<item>\n<title>Beitrag {place} von Blog {feed}</title>\n"
        f"<link>https://blog{feed}.example/{place}/</link>\n"
        f"<dc:creator><![CDATA[Autor {feed}]]></dc:creator>\n"
        f"<pubDate>{format_datetime(_written(place))}</pubDate>\n"
        f"<category><![CDATA[Region]]></category><category><![CDATA[Handel]]></category>\n"
        f'<guid isPermaLink="false">https://blog{feed}.example/?p={place}</guid>\n'
        f"<description><![CDATA[<p>{text[:300]}</p>]]></description>\n"
        f"<content:encoded><![CDATA[{_html(text)}]]></content:encoded>\n</item>\n"
        for place, text in enumerate(texts)
    )
    return _rss(feed, 'xmlns:content="http://purl.org/rss/1.0/modules/content/"', posts)


def _atom(feed: int, texts: list[str]) -> str:
    """A blog of another make: escaped HTML and two dates."""
    posts = "".join(
        f"<entry><id>tag:blog{feed}.example,2026:{place}</id><title>Eintrag {place}</title>"
        f'<link rel="alternate" type="text/html" href="https://blog{feed}.example/{place}"/>'
        f"<published>{_written(place).isoformat()}</published>"
        f"<updated>{_written(place).isoformat()}</updated>"
        f"<author><name>Autor {feed}</name></author>"
        f'<category term="Region"/><content type="html">{escape(_html(text))}</content></entry>\n'
        for place, text in enumerate(texts)
    )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blog {feed}</title>'
        f'<link href="https://blog{feed}.example/"/><id>x{feed}</id>{posts}</feed>'
    )


STRANGERS = (
    "Ostermann Petersen Lindemann Behrens Nowak Yilmaz Kowalski Hinrichs Rademacher Thiele Wenzel "
    "Ulbrich Feldmann Grabowski Jansen Kirchner Lechner Mertens Naumann Oswald Pfister Quandt "
    "Riedel Sander Tietz Urban Vollmer Wiegand Zander Adler Brinkmann Clausen"
).split()
ELSEWHERE = (
    "Husum Goslar Wismar Görlitz Meißen Eichstätt Lindau Meppen Soest Detmold Uelzen Stade Emden "
    "Plauen Suhl Zittau Prenzlau Güstrow Eutin Rinteln Bingen Idar Calw Horb Murrhardt Füssen "
    "Mühldorf Zwiesel Kronach Selb"
).split()
SUBJECTS = (
    "das Freibad|die Umgehungsstraße|der Radweg|die Grundschule|das Stadtarchiv|die Feuerwehr|"
    "der Haushalt|die Bücherei|das Schützenfest|der Kunstrasen|die Orgel|der Bahnübergang|"
    "das Hochwasser|die Mülltonne|der Mietspiegel|die Kita|das Pokalspiel|der Wolf|die Windkraft"
).split("|")
TALK = (
    "In {town} hat der Rat mit {number} zu drei Stimmen über {subject} entschieden.",
    "Gestern Abend lief ein langer Film über {town}, den habe ich nicht zu Ende gesehen.",
    "Wer morgen nach {town} fährt, muss sich wegen der Baustelle auf Umwege gefasst machen.",
    "Für {subject} fehlt seit Jahren das Geld, sagte Bürgermeisterin {name} am Rande der Sitzung.",
    "Nach der Halbzeit traf {name} noch zweimal, am Ende stand es drei zu eins für {town}.",
    "Ehrlich gesagt verstehe ich die Aufregung um {subject} überhaupt nicht.",
    "Rund {number} Leute kamen zur Versammlung und hörten dem Vortrag von Frau {name} zu.",
    "Am Sonntag soll es regnen, trotzdem wollen wir mit den Kindern raus – mal sehen!",
    "Weiß jemand, wann in {town} die Bauarbeiten an der Brücke endlich aufhören?",
    "Der Verein „{name} hilft“ sammelt am Wochenende wieder für {subject}.",
    "Das Rezept meiner Oma braucht {number} Minuten im Ofen und eine Handvoll Mandeln 😋",
    "Ein Zeuge aus {town} meldete sich bei der Polizei, verletzt wurde niemand.",
)

Shape = Callable[[int, list[str]], str]
# Who writes it, how many posts stand in it, of how many times three to six sentences.
SHAPES: tuple[tuple[Shape, int, int], ...] = (
    (_teasers, 100, 1),
    (_whole_texts, 10, 8),
    (_whole_texts, 50, 5),
    (_atom, 25, 5),
)


def _rss(feed: int, space: str, posts: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {space} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Blog {feed}</title><link>https://blog{feed}.example/</link>"
        f"<language>de</language>{posts}</channel></rss>"
    )


def _html(text: str) -> str:
    sentences = text.split(". ")
    parts = (". ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
    link = '<a href="https://alps.example/a?b=1">mehr</a>'
    return "".join(f"<p>{escape(part)} {link}</p>\n" for part in parts)


def _written(place: int) -> datetime:
    return MONDAY - timedelta(minutes=place * 40 + 5)


def items() -> int:
    """How many posts stand in all feeds."""
    return sum(SHAPES[number % len(SHAPES)][1] for number in range(FEEDS))


def main() -> None:
    """Serve until ended."""
    bodies = {
        path(number, looked_for): document(number, looked_for)
        for looked_for in (OFTEN, SELDOM)
        for number in range(FEEDS)
    }
    tags = {at: f'"{sha256(body).hexdigest()[:16]}"' for at, body in bodies.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # Headers and body leave together.

        def do_GET(self) -> None:
            body, tag = bodies.get(self.path, b""), tags.get(self.path, "")
            is_known = self.headers.get("If-None-Match") == tag
            self.send_response(304 if is_known else 200 if body else 404)
            self.send_header("ETag", tag)
            if self.close_connection:
                self.send_header("Connection", "close")
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            if not is_known:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not is_known:
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
