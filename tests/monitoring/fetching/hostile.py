"""Several hundred ways to write an address that nobody on the internet should be sent to."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address

from monitoring.fetching.addresses import FORBIDDEN_IPV4

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")

IPV6 = (
    "::", "::1", "0:0:0:0:0:0:0:1", "0000::0001", "fe80::1", "fe80::1%25lo", "fe80::1%lo",
    "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001::1", "2001:db8::1", "100::1", "3fff::1",
    "4000::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2a00:1450::5efe:7f00:1",
    "2a00:1450::200:5efe:a00:1",
)  # fmt: skip

NAMES = (
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "loopback",
    "internal.example", "metadata.google.internal", "127.0.0.1.hostile.example", "ⓛocalhost",
    "mixed.example", "mapped.example", "zone.example",
)  # fmt: skip


def hostile_urls() -> list[str]:
    """Every spelling with the schemes, ports and disguises around it; no duplicates."""
    urls = dict.fromkeys(_urls())
    return list(urls)


def _urls() -> Iterator[str]:
    for network in FORBIDDEN_IPV4:
        for spelling in _spellings(_inside(network)):
            yield f"http://{spelling}/"
    for host in (*(f"[{address}]" for address in IPV6), *NAMES):
        yield f"http://{host}/"
        yield f"https://{host}:8443/feed"
    for host in ("127.0.0.1", "169.254.169.254", "[::1]", "localhost"):
        yield from _disguises(host)


def _inside(network: IPv4Network) -> IPv4Address:
    return network[network.num_addresses // 2 + 1]


def _spellings(address: IPv4Address) -> Iterator[str]:
    number, octets = int(address), str(address).split(".")
    a, b, c, d = (int(octet) for octet in octets)
    yield from (str(address), f"{address}.", f"{address}..", str(number), hex(number))
    yield from (f"0{number:o}", hex(number).upper(), f"{number + (1 << 32)}")
    yield ".".join(hex(int(octet)) for octet in octets)
    yield ".".join(f"0{int(octet):o}" for octet in octets)
    yield ".".join(octet.zfill(4) for octet in octets)
    yield f"{a}.{(b << 16) + (c << 8) + d}"
    yield f"{a}.{b}.{(c << 8) + d}"
    yield f"0x{a:x}.{b}.0{c:o}.{d}"
    yield str(address).translate(FULL_WIDTH)
    yield str(address).translate(CIRCLED)
    yield from (str(address).replace(".", "。"), str(address).replace(".", "．"))
    yield "".join(f"%{ord(sign):02x}" for sign in str(address))
    yield from (f"[::ffff:{address}]", f"[::{address}]", f"[64:ff9b::{address}]")
    yield f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"
    yield f"[{IPv6Address((0x2A001450 << 96) + (0x5EFE << 32) + number)}]"


def _disguises(host: str) -> Iterator[str]:
    for scheme in ("http", "https", "HTTP", "file", "ftp", "gopher", "dict", "ldap", "unix", "ws"):
        yield f"{scheme}://{host}/"
    for port in ("22", "25", "6379", "5432", "11211", "0", "65536", "080", "8080", "443"):
        yield f"http://{host}:{port}/"
    yield from (f"http://alps.example@{host}/", f"http://alps.example:80@{host}/")
    yield from (f"http://{host}#@alps.example/", f"http://{host}?@alps.example/")
    yield from (f"http://{host}\\@alps.example/", f"http://alps.example\\@{host}/")
    yield from (f"http:/{host}/", f"http:///{host}/", f"http:{host}", f"//{host}/", host)
    yield from (f"http://{host}\t/", f"http://\n{host}/", f" http://{host}/", f"http://{host}\x00/")
    yield from (f"http://{host}\u3002/", f"http://\u200b{host}/", f"http://{host}%00.alps.example/")
