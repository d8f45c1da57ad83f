"""``python -m monitoring.demo_sources --port N``: serve the demo's feeds on 127.0.0.1."""

import argparse
import hashlib
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from monitoring.demo_sources.forms import write
from monitoring.demo_sources.stories import CHANNELS, stories

HOST = "127.0.0.1"
BY_PATH = {f"/{channel.path}": channel for channel in CHANNELS}
BREAKS = "/forum/garten.rss"
BREAKS_AFTER = timedelta(minutes=3)
"""One source works at first and then fails, so that one sees how a blind source is shown."""


class Handler(BaseHTTPRequestHandler):
    """Answers with feeds, conditionally; with a small page for everything a feed links to."""

    started_at = datetime.now(UTC)

    def do_GET(self) -> None:
        """Answer one request."""
        channel = BY_PATH.get(self.path)
        now = datetime.now(UTC)
        if self.path == BREAKS and now - self.started_at > BREAKS_AFTER:
            self._answer(503, b"out of order", "text/plain")
        elif channel is None:
            page = f"<!doctype html><title>Demo</title><p>Demo: {escape(self.path)}"
            self._answer(200, page.encode(), "text/html; charset=utf-8")
        else:
            told = stories(channel, started_at=self.started_at, now=now)
            text, content_type = write(channel, told, f"http://{self.headers.get('Host', HOST)}")
            self._answer(200, text.encode(), content_type)

    def _answer(self, status: int, body: bytes, content_type: str) -> None:
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the worker tells what it fetched."""


def main() -> None:
    """Serve until the process is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    server = ThreadingHTTPServer((HOST, parser.parse_args().port), Handler)
    server.serve_forever()


if __name__ == "__main__":
    main()
