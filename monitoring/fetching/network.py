"""The network under the client: checks where a name leads and keeps the total time.

httpcore's own timeouts are per operation, so a server that drips one byte a second holds a
worker for ever. Here every read, write, handshake and look-up gets what is left of one deadline.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore2

from monitoring.fetching.addresses import is_literal, is_loopback, is_public
from monitoring.fetching.errors import (
    MalformedAnswer,
    RefusedAddress,
    TlsProblem,
    TooLarge,
    TooSlow,
    Unreachable,
)

Resolve = Callable[[str, int], Sequence[str]]
"""A host name and a port to the IP addresses it stands for; raises OSError."""

Dial = Callable[[str, int, float], socket.socket]
"""Connect to an IP address and port within seconds; raises OSError."""

MAX_TRIED = 4
CONNECT_SECONDS = 6.0
MAX_LOOKUPS = 64
_lookups = threading.BoundedSemaphore(MAX_LOOKUPS)


def system_resolve(host: str, port: int) -> list[str]:
    """Every address the system's resolver gives, in its order."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def system_dial(address: str, port: int, seconds: float) -> socket.socket:
    """A TCP connection to an address that was already checked."""
    connection = socket.create_connection((address, port), timeout=seconds)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


class Deadline:
    """A point in time that ends the whole request, redirects included."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.started = clock()
        self._end = self.started + seconds

    def left(self) -> float:
        """Seconds left; raises TooSlow when there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise TooSlow("the deadline passed")
        return left

    def elapsed(self) -> float:
        """Seconds since the request began."""
        return self._clock() - self.started


@dataclass(frozen=True, slots=True)
class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves once, refuses if any answer is not public, connects to what was checked."""

    deadline: Deadline
    wire_bytes: int
    loopback: frozenset[tuple[str, int]]
    resolve: Resolve
    dial: Dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """The only place where a connection begins."""
        addresses = self._checked(host, port)
        return GuardedStream(self._connect(addresses, port), self.deadline, self.wire_bytes)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Never: nothing outgoing goes through a file."""
        raise RefusedAddress("a unix socket")

    def _checked(self, host: str, port: int) -> list[str]:
        addresses = self._addresses(host, port)
        if not addresses:
            raise Unreachable(f"{host} has no address")
        allowed = is_loopback if (host, port) in self.loopback else is_public
        refused = [address for address in addresses if not allowed(address)]
        if refused:
            raise RefusedAddress(f"{host} leads to {', '.join(refused)}")
        return addresses

    def _addresses(self, host: str, port: int) -> list[str]:
        if is_literal(host):
            return [host]
        return list(look_up(host, port, resolve=self.resolve, seconds=self.deadline.left()))

    def _connect(self, addresses: list[str], port: int) -> socket.socket:
        problem: OSError | None = None
        for address in addresses[:MAX_TRIED]:
            try:
                return self.dial(address, port, min(CONNECT_SECONDS, self.deadline.left()))
            except OSError as error:
                problem = error
        raise Unreachable(f"no connection to {', '.join(addresses[:MAX_TRIED])}: {problem}")


def look_up(host: str, port: int, *, resolve: Resolve, seconds: float) -> Sequence[str]:
    """``resolve`` with an end: the system's resolver has none, so it waits in a thread.

    Raises Unreachable for an unknown name, TooSlow when ``seconds`` pass.
    """
    answer: list[Sequence[str]] = []
    problem: list[Exception] = []

    def ask() -> None:
        try:
            answer.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            problem.append(error)
        finally:
            _lookups.release()

    if not _lookups.acquire(timeout=seconds):
        raise TooSlow(f"too many look-ups at once to ask for {host}")
    thread = threading.Thread(target=ask, name="etappe-lookup", daemon=True)
    thread.start()
    thread.join(seconds)
    if answer:
        return answer[0]
    if problem:
        raise Unreachable(f"{host} is unknown: {problem[0]}") from problem[0]
    raise TooSlow(f"looking up {host} took too long")


class GuardedStream(httpcore2.NetworkStream):
    """A connection whose every operation gets what is left of the deadline."""

    def __init__(self, connection: socket.socket, deadline: Deadline, wire_bytes: int) -> None:
        self._socket = connection
        self._deadline = deadline
        self._wire_left = wire_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to ``max_bytes``; raises TooSlow, TooLarge, MalformedAnswer or Unreachable."""
        self._socket.settimeout(self._deadline.left())
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError as problem:
            raise TooSlow("the answer dripped in too slowly") from problem
        except ssl.SSLError as problem:
            raise MalformedAnswer(f"the secure connection broke: {problem}") from problem
        except OSError as problem:
            raise Unreachable(f"the connection broke: {problem}") from problem
        self._wire_left -= len(data)
        if self._wire_left < 0:
            raise TooLarge("more bytes than the limit allows, packed as they are")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of ``buffer``; raises TooSlow or Unreachable."""
        view = memoryview(buffer)
        try:
            while view:
                self._socket.settimeout(self._deadline.left())
                view = view[self._socket.send(view) :]
        except TimeoutError as problem:
            raise TooSlow("the server did not take the request") from problem
        except OSError as problem:
            # A server may refuse early and still have answered: httpcore reads on after this.
            raise httpcore2.WriteError(str(problem)) from problem

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The same connection, secured; raises TlsProblem, TooSlow or Unreachable."""
        self._socket.settimeout(self._deadline.left())
        try:
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except TimeoutError as problem:
            self.close()
            raise TooSlow("the secure connection took too long") from problem
        except (ssl.SSLError, ValueError) as problem:
            self.close()
            raise TlsProblem(str(problem)) from problem
        except OSError as problem:
            self.close()
            raise Unreachable(f"the connection broke: {problem}") from problem
        return GuardedStream(secured, self._deadline, self._wire_left)

    def get_extra_info(self, info: str) -> Any:
        """Only what httpcore asks for to decide between HTTP/1.1 and HTTP/2: nothing."""
        return None
