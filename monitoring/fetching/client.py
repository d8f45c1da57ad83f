"""The one client for everything outgoing: feeds, interfaces of networks, webhooks, pictures."""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2

from monitoring.fetching.decoding import ACCEPTED, read_body
from monitoring.fetching.errors import (
    FetchError,
    MalformedAnswer,
    RedirectLoop,
    TooLarge,
    TooManyRedirects,
    Unreachable,
    UnsupportedAddress,
)
from monitoring.fetching.network import (
    Deadline,
    Dial,
    GuardedBackend,
    Resolve,
    system_dial,
    system_resolve,
)
from monitoring.fetching.urls import Target, join, read_url
from monitoring.fetching.wire import Wire

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOLLOWED = frozenset({"GET", "HEAD"})
# Only these go along to another origin; a token may stand in a header of any other name.
HARMLESS = frozenset({"accept", "accept-language", "if-none-match", "if-modified-since"})
UNSENT = frozenset("\r\n\0")
# Chunk sizes and headers around a body that just fits.
WIRE_ALLOWANCE = 512 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request. Bytes are counted after unpacking; seconds are the total."""

    body: int = 10_000_000
    headers: int = 64_000
    seconds: float = 20.0
    redirects: int = 5


FEED = Limits()
PAGE = Limits(body=2_000_000)
WEBHOOK = Limits(body=64_000, redirects=0)
MAIL = Limits(body=40_000_000, seconds=60.0)
MAIL_PORTS = frozenset({143, 993})


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. Header names are lower case; ``redirects`` are the (status, address) followed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    redirects: tuple[tuple[int, str], ...]
    elapsed: float


class Client:
    """Sends requests to the public internet and nowhere else.

    ``loopback`` opens named (host, port) pairs on this machine, for the demo and for tests.
    ``tls`` replaces the trusted certificates; ``resolve`` and ``dial`` the look-up of names
    and the connecting. Safe to share between threads: no connection outlives its request.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        loopback: frozenset[tuple[str, int]] = frozenset(),
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        resolve: Resolve = system_resolve,
        dial: Dial = system_dial,
    ) -> None:
        self._user_agent = user_agent
        self._loopback = loopback
        self._tls = tls
        self._clock = clock
        self._resolve = resolve
        self._dial = dial

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, limits: Limits = FEED
    ) -> Response:
        """GET ``url``, following redirects. Raises FetchError."""
        return self.request("GET", url, headers=headers, limits=limits)

    def post(
        self,
        url: str,
        *,
        content: bytes,
        headers: Mapping[str, str] | None = None,
        limits: Limits = WEBHOOK,
    ) -> Response:
        """POST ``content``; a redirect is returned, never followed. Raises FetchError."""
        return self.request("POST", url, content=content, headers=headers, limits=limits)

    def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        limits: Limits = FEED,
    ) -> Response:
        """Send one request and read the whole answer. Raises FetchError, nothing else."""
        deadline = Deadline(limits.seconds, self._clock)
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        target = self._read(url)
        followed, seen = list[tuple[int, str]](), {target.url}
        while True:
            with _explained(target.url):
                status, received, body = self._send(method, target, sent, content, deadline, limits)
            location = received.get("location")
            if status not in REDIRECTS or not location or method not in FOLLOWED:
                found = tuple(followed)
                return Response(target.url, status, received, body, found, deadline.elapsed())
            origin, target = target.origin, self._read(join(target, location))
            # What was dropped once stays dropped, also when the way leads back.
            sent = sent if target.origin == origin else _harmless(sent)
            followed.append((status, target.url))
            _check_hops(target.url, seen, len(followed), limits)

    def connect(self, host: str, port: int, *, tls: bool, limits: Limits = MAIL) -> Wire:
        """A connection to a mail server, encrypted at once or (``upgrade``) later.

        ``limits`` hold for all of it. Raises FetchError.
        """
        if port not in MAIL_PORTS and (host, port) not in self._loopback:
            raise UnsupportedAddress(f"port {port}", url=host)
        deadline = Deadline(limits.seconds, self._clock)
        backend = GuardedBackend(deadline, limits.body, self._loopback, self._resolve, self._dial)
        with _explained(host):
            wire = Wire(backend, host, port)
            if tls:
                self.upgrade(wire)
            return wire

    def upgrade(self, wire: Wire) -> None:
        """Encrypt a connection that began in the open. Raises FetchError."""
        with _explained(wire.host):
            wire.secure(self._certificates())

    def _read(self, url: str) -> Target:
        return read_url(url, open_ports=self._loopback)

    def _send(
        self,
        method: str,
        target: Target,
        headers: Mapping[str, str],
        content: bytes,
        deadline: Deadline,
        limits: Limits,
    ) -> tuple[int, dict[str, str], bytes]:
        address = httpcore2.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        backend = GuardedBackend(
            deadline, limits.body + WIRE_ALLOWANCE, self._loopback, self._resolve, self._dial
        )
        request = httpcore2.Request(
            method,
            address,
            headers=self._headers(method, target, headers, content),
            content=content,
        )
        with httpcore2.HTTPConnection(
            address.origin, ssl_context=self._context(target), network_backend=backend
        ) as connection:
            answer = connection.handle_request(request)
            received = _headers(answer, limits)
            if answer.status in REDIRECTS and method in FOLLOWED:
                return answer.status, received, b""
            encoding = received.get("content-encoding", "")
            return (
                answer.status,
                received,
                read_body(answer.iter_stream(), encoding=encoding, limit=limits.body),
            )

    def _headers(
        self, method: str, target: Target, given: Mapping[str, str], content: bytes
    ) -> list[tuple[bytes, bytes]]:
        headers = {
            "host": target.authority,
            "user-agent": self._user_agent,
            "accept-encoding": ACCEPTED,
            "connection": "close",
            **given,
        }
        if content or method not in FOLLOWED:
            headers["content-length"] = str(len(content))
        return [(name.encode("ascii"), _value(name, value)) for name, value in headers.items()]

    def _context(self, target: Target) -> ssl.SSLContext | None:
        return self._certificates() if target.scheme == "https" else None

    def _certificates(self) -> ssl.SSLContext:
        # Reading the certificates takes longer than many a request, so it happens once.
        if self._tls is None:
            self._tls = httpcore2.default_ssl_context()
        return self._tls


def _harmless(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name in HARMLESS}


def _value(name: str, value: str) -> bytes:
    # An ETag goes back exactly as it came, and bytes beyond ASCII came as latin-1. What cannot be
    # sent may be a key: the log names the header and not what stands in it.
    if value != value.strip() or not UNSENT.isdisjoint(value):
        raise MalformedAnswer(f"the header {name} cannot be sent")
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        raise MalformedAnswer(f"the header {name} cannot be sent") from None


def _headers(answer: httpcore2.Response, limits: Limits) -> dict[str, str]:
    if sum(len(name) + len(value) for name, value in answer.headers) > limits.headers:
        raise TooLarge("the headers are too large")
    headers: dict[str, str] = {}
    for raw_name, raw_value in answer.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _check_hops(url: str, seen: set[str], followed: int, limits: Limits) -> None:
    if url in seen:
        raise RedirectLoop(f"{url} again", url=url)
    if followed > limits.redirects:
        raise TooManyRedirects(f"more than {limits.redirects} redirects", url=url)
    seen.add(url)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Whatever httpcore raises becomes one of ours, and every error knows its address."""
    try:
        yield
    except FetchError as problem:
        problem.url = problem.url or url
        raise
    except (httpcore2.ProtocolError, ValueError) as problem:
        raise MalformedAnswer(str(problem), url=url) from problem
    except (httpcore2.NetworkError, httpcore2.TimeoutException, OSError) as problem:
        raise Unreachable(str(problem), url=url) from problem
