"""A server on loopback that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from monitoring.fetching import Client


@dataclass(frozen=True)
class Asked:
    """One request that came in; of doubled keys of the query all values are kept."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What is answered: ``body`` as it is, anything but bytes as JSON."""

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Responder = Callable[[Asked], Answer]


class ApiServer:
    """Responders by path, found by the longest that the request's path begins with."""

    def __init__(self) -> None:
        self.responders: dict[str, Responder] = {}
        self.asked: list[Asked] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.port: int = self._http.server_address[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def client(self) -> Client:
        return Client(user_agent="Test", loopback=frozenset({("127.0.0.1", self.port)}))

    def on(self, path: str, *answers: Answer | Responder) -> None:
        """Give these answers in their order, the last one again and again."""
        rest = list(answers)

        def respond(asked: Asked) -> Answer:
            answer = rest.pop(0) if len(rest) > 1 else rest[0]
            return answer if isinstance(answer, Answer) else answer(asked)

        self.responders[path] = respond

    def queries(self, path: str = "/") -> list[dict[str, str]]:
        """What was asked for at a path, the last value of each key."""
        return [
            {key: values[-1] for key, values in asked.query.items()}
            for asked in self.asked
            if asked.path.startswith(path)
        ]

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        fitting = [path for path in self.responders if asked.path.startswith(path)]
        return self.responders[max(fitting, key=len)](asked) if fitting else Answer(status=404)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._respond(b"")

            def do_POST(self) -> None:
                self._respond(self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def _respond(self, body: bytes) -> None:
                parts = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                query = parse_qs(parts.query, keep_blank_values=True)
                asked = Asked(self.command, parts.path, query, headers, body)
                answer = server._answer(asked)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, *args: object) -> None:
                return None

        return Handler


@contextmanager
def api_server() -> Iterator[ApiServer]:
    server = ApiServer()
    try:
        yield server
    finally:
        server.stop()
