"""Reading an address once, strictly, so that what was checked is what is asked for."""

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from monitoring.fetching.errors import RefusedAddress, UnsupportedAddress

DEFAULT_PORTS = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8080, 8443})
MAX_LENGTH = 4_000

# Whitespace, controls and backslashes are read differently by different programs.
AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff\ud800-\udfff]")
HOST = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Everything RFC 3986 allows in a path or query, and the percent sign itself.
SAFE = "/?:@!$&'()*+,;=-._~%[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """One address, taken apart. ``host`` is lower case, ASCII and without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """What decides whether credentials may be sent along."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """The Host header: brackets around IPv6, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its one spelling."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_url(
    raw: str, *, open_ports: frozenset[tuple[str, int]] = frozenset(), any_port: bool = False
) -> Target:
    """Take ``raw`` apart, or refuse it.

    ``open_ports`` names (host, port) pairs that are exempt from the list of ports; ``any_port``
    exempts all, for reading an address that is not asked for yet.
    Raises UnsupportedAddress or RefusedAddress; resolves nothing.
    """
    if len(raw) > MAX_LENGTH or AMBIGUOUS.search(raw):
        raise UnsupportedAddress("too long, or characters that do not belong there", url=raw[:200])
    parts, port = _split(raw)
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise UnsupportedAddress(f"scheme {scheme[:20]!r}", url=raw)
    if "@" in parts.netloc:
        raise UnsupportedAddress("user name or password in the address", url=raw)
    host = _host(parts.netloc, raw)
    port = DEFAULT_PORTS[scheme] if port is None else port
    if not any_port and port not in PORTS and (host, port) not in open_ports:
        raise UnsupportedAddress(f"port {port}", url=raw)
    path = quote(parts.path or "/", safe=SAFE)
    query = f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
    return Target(scheme, host, port, path + query)


def join(base: Target, location: str) -> str:
    """The address a redirect names, made absolute; checked by ``read_url`` afterwards.

    ``location`` is the header as latin-1; bytes beyond ASCII and spaces in it are common.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base.url, location.strip(" \t").replace(" ", "%20"))
    except ValueError as problem:
        raise UnsupportedAddress("redirect to an unreadable address", url=base.url) from problem


def _split(raw: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(raw)
        return parts, parts.port
    except ValueError as problem:
        raise UnsupportedAddress(str(problem), url=raw) from problem


def _host(netloc: str, raw: str) -> str:
    if netloc.startswith("["):
        return _ipv6(netloc, raw)
    name = netloc.partition(":")[0]
    if not name or "%" in name or netloc.count(":") > 1:
        raise UnsupportedAddress("no readable host", url=raw)
    name = _ascii(name, raw).removesuffix(".")
    if not HOST.fullmatch(name):
        raise UnsupportedAddress("no readable host", url=raw)
    if NUMERIC_LABEL.fullmatch(name.rpartition(".")[2]):
        return _ipv4(name, raw)
    return name


def _ascii(name: str, raw: str) -> str:
    if name.isascii():
        return name.lower()
    try:
        return idna.encode(name, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as problem:
        raise UnsupportedAddress("no readable host", url=raw) from problem


def _ipv4(name: str, raw: str) -> str:
    # 2130706433, 0x7f.1 and 017700000001 all mean 127.0.0.1 to some resolver.
    try:
        return str(IPv4Address(name))
    except AddressValueError as problem:
        raise RefusedAddress("a number that is not a plain IPv4 address", url=raw) from problem


def _ipv6(netloc: str, raw: str) -> str:
    literal, bracket, rest = netloc[1:].partition("]")
    if not bracket or (rest and not re.fullmatch(r":\d*", rest)):
        raise UnsupportedAddress("no readable host", url=raw)
    try:
        address = IPv6Address(literal)
    except AddressValueError as problem:
        raise RefusedAddress("not a plain IPv6 address", url=raw) from problem
    if address.scope_id is not None:
        raise RefusedAddress("an IPv6 address with a zone", url=raw)
    return str(address)
