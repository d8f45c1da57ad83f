"""Asking an interface that answers in JSON; every bad answer becomes a ConnectorError."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from monitoring.connectors.base import NOTHING
from monitoring.connectors.errors import (
    ConnectorError,
    Insecure,
    Unexpected,
    from_answer,
    from_fetch,
)
from monitoring.connectors.waiting import when_again
from monitoring.fetching import FEED, PAGE, Client, FetchError, Response

REMAINING = ("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining")
FEW = 2.0
"""So few requests left, and the rest is kept for later."""

Explain = Callable[[Response, Any], ConnectorError | None]
Spare = Callable[[Mapping[str, str]], timedelta | None]
"""How long the headers of an answer ask to be left alone, said in a way of their own."""


def _as_said(_headers: Mapping[str, str]) -> timedelta | None:
    return None


def _as_usual(_response: Response, _answer: Any) -> ConnectorError | None:
    return None


class Asker:
    """Requests of one visit. ``pause`` is how long the server wants to be left alone after them.

    ``secret`` are headers with a credential: sent over https or to this machine only, dropped
    by the client on the way to another server. ``explain`` may name an answer's error before
    its status does; ``spare`` reads limits that stand in headers of another kind.
    """

    def __init__(
        self,
        client: Client,
        now: datetime,
        *,
        secret: Mapping[str, str] = NOTHING,
        explain: Explain = _as_usual,
        spare: Spare = _as_said,
    ) -> None:
        self._client = client
        self._now = now
        self._secret = secret
        self._explain = explain
        self._spare = spare
        self.pause: timedelta | None = None

    def get(self, url: str, **asked: str | Sequence[str]) -> Any:
        """The JSON at ``url``; what is asked for and empty is left out. Raises ConnectorError."""
        query = urlencode({key: value for key, value in asked.items() if value}, doseq=True)
        return self._ask("GET", f"{url}?{query}" if query else url, b"", {})

    def post(self, url: str, payload: Mapping[str, Any] | None) -> Any:
        """The JSON answer to a JSON object, or to nothing at all. Raises ConnectorError."""
        if payload is None:
            return self._ask("POST", url, b"", {})
        content = json.dumps(payload).encode()
        return self._ask("POST", url, content, {"Content-Type": "application/json"})

    def post_form(self, url: str, payload: Mapping[str, str]) -> Any:
        """The JSON answer to a form. Raises ConnectorError."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(payload).encode(), kind)

    def _ask(self, method: str, url: str, content: bytes, more: Mapping[str, str]) -> Any:
        if (self._secret or content) and not _is_secure(url):
            raise Insecure("a credential over http")
        headers = {"Accept": "application/json", **more, **self._secret}
        limits = FEED if method == "GET" else PAGE
        try:
            response = self._client.request(
                method, url, content=content, headers=headers, limits=limits
            )
        except FetchError as problem:
            raise from_fetch(problem) from problem
        return self._read(response)

    def _read(self, response: Response) -> Any:
        answer = _parsed(response.body)
        problem = self._explain(response, answer) or from_answer(response, now=self._now)
        if problem:
            raise problem
        if answer is None:
            raise Unexpected(f"no JSON from {response.url}")
        self._heed(response.headers)
        return answer

    def _heed(self, headers: Mapping[str, str]) -> None:
        left = next((_number(headers[name]) for name in REMAINING if name in headers), None)
        again = when_again(headers, self._now) if left is not None and left < FEW else None
        wished = [again - self._now] if again else []
        if spared := self._spare(headers):
            wished.append(spared)
        if wished:
            self.pause = max([self.pause or timedelta(0), *wished])


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _is_secure(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in THIS_MACHINE


THIS_MACHINE = frozenset({"127.0.0.1", "localhost"})
