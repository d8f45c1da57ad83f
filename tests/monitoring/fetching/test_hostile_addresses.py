"""Promise: no connection to an address that is not public, however it is written."""

import socket

import pytest

from monitoring.fetching import Client, RefusedAddress, Unreachable, UnsupportedAddress
from tests.monitoring.fetching.hostile import hostile_urls
from tests.monitoring.fetching.servers import http, saying, serving

ANSWERS = {
    "internal.example": ["10.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "127.0.0.1.hostile.example": ["127.0.0.1"],
    "mixed.example": ["93.184.216.34", "192.168.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "zone.example": ["fe80::1%eth0"],
}


def lenient(host: str, port: int) -> list[str]:
    """As forgiving as the system's resolver with numbers, and every name leads astray."""
    try:
        answers = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    except OSError:
        return ANSWERS.get(host, ["127.0.0.1", "::1"])
    return [str(answer[4][0]) for answer in answers]


def test_there_are_several_hundred_of_them() -> None:
    assert len(hostile_urls()) > 500


def test_no_hostile_address_is_ever_connected_to() -> None:
    dialled: list[str] = []

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        dialled.append(address)
        raise OSError("not in a test")

    client = Client(user_agent="Etappe", resolve=lenient, dial=dial)
    outcomes = {url: _outcome(client, url) for url in hostile_urls()}
    assert dialled == []
    assert set(outcomes.values()) <= {RefusedAddress, UnsupportedAddress, Unreachable}


def _outcome(client: Client, url: str) -> type[Exception]:
    with pytest.raises((RefusedAddress, UnsupportedAddress, Unreachable)) as caught:
        client.get(url)
    return type(caught.value)


def test_no_redirect_leads_to_one_either() -> None:
    dialled: list[int] = []

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        dialled.append(port)
        return socket.create_connection(("127.0.0.1", port), seconds)

    with serving(saying(b"")) as server:
        client = Client(user_agent="Etappe", loopback=server.open, resolve=lenient, dial=dial)
        # One of each kind is enough: the way from here on is the one tested above.
        urls = [url for url in hostile_urls()[::7] if url.isprintable() and "://" in url]
        for url in urls:
            location = url.encode().decode("latin-1")
            server.answer = saying(http(status="302 Found", headers={"Location": location}))
            _outcome(client, server.url)
    assert len(urls) > 50
    assert set(dialled) == {server.port}
