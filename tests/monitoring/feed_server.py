"""A real feed server on loopback: conditional answers, and whatever else a test scripts."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from xml.sax.saxutils import escape

from monitoring.fetching import Client


@dataclass(frozen=True)
class Post:
    """One item of a feed."""

    id: str
    title: str
    text: str
    at: datetime
    author: str = ""

    def xml(self) -> str:
        return (
            f"<item><guid isPermaLink='false'>{escape(self.id)}</guid>"
            f"<title>{escape(self.title)}</title>"
            f"<link>https://blog.example/{escape(self.id)}</link>"
            f"<description>{escape(self.text)}</description>"
            f"<author>{escape(self.author)}</author>"
            f"<pubDate>{format_datetime(self.at)}</pubDate></item>"
        )


@dataclass(frozen=True)
class Scripted:
    """An answer to give once instead of the feed."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    at: float
    status: int


class FeedServer:
    """Feeds by path; ``script`` puts other answers before them."""

    def __init__(self) -> None:
        self.posts: dict[str, list[Post]] = defaultdict(list)
        self.scripts: dict[str, list[Scripted]] = defaultdict(list)
        self.always: dict[str, Scripted] = {}
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.port: int = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str = "/feed") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def client(self) -> Client:
        return Client(user_agent="Test", loopback=frozenset({("127.0.0.1", self.port)}))

    def publish(self, *posts: Post, path: str = "/feed") -> None:
        with self._lock:
            self.posts[path][:0] = posts

    def script(self, *answers: Scripted, path: str = "/feed") -> None:
        self.scripts[path].extend(answers)

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def statuses(self, path: str = "/feed") -> list[int]:
        return [asked.status for asked in self.asked if asked.path == path]

    def answer(self, path: str, headers: dict[str, str]) -> Scripted:
        with self._lock:
            if self.scripts[path]:
                return self.scripts[path].pop(0)
            if path in self.always:
                return self.always[path]
            if path not in self.posts:
                return Scripted(404)
            body = document(self.posts[path])
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if headers.get("if-none-match") == etag:
            return Scripted(304, {"ETag": etag})
        return Scripted(200, {"ETag": etag, "Content-Type": "application/rss+xml"}, body)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = server.answer(self.path, headers)
                server.asked.append(Asked(self.path, headers, monotonic(), answer.status))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *args: object) -> None:
                return None

        return Handler


def document(posts: list[Post]) -> bytes:
    items = "".join(post.xml() for post in posts)
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
        f"<title>Der Blog</title><link>https://blog.example/</link>{items}</channel></rss>"
    ).encode()


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    server = FeedServer()
    try:
        yield server
    finally:
        server.stop()
