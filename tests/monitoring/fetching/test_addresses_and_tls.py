"""The connection goes to the address that was checked, securely or not at all."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.fetching import Client, RefusedAddress, TlsProblem
from tests.monitoring.fetching.asking import AGENT, SMALL
from tests.monitoring.fetching.servers import RawServer, certificate, http, saying, serving


@pytest.fixture
def public_server() -> Iterator[RawServer]:
    with serving(saying(http(b"public"))) as server:
        yield server


class Wire:
    """Stands for the internet: every checked address ends at one server on loopback."""

    def __init__(self, server: RawServer, *answers: list[str]) -> None:
        self.port = server.port
        self.answers = list(answers)
        self.asked: list[str] = []
        self.dialled: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append(f"{address} {port}")
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def client(self, **options: object) -> Client:
        return Client(user_agent=AGENT, resolve=self.resolve, dial=self.dial, **options)  # type: ignore[arg-type]


def test_the_connection_goes_to_the_address_that_was_checked(public_server: RawServer) -> None:
    wire = Wire(public_server, ["93.184.216.34"], ["127.0.0.1"])
    assert wire.client().get("http://rebinding.example/").body == b"public"
    assert wire.asked == ["rebinding.example"]
    assert wire.dialled == ["93.184.216.34 80"]
    with pytest.raises(RefusedAddress):
        wire.client().get("http://rebinding.example/")
    assert wire.dialled == ["93.184.216.34 80"]


@pytest.mark.parametrize(
    "answers",
    [["93.184.216.34", "10.0.0.1"], ["2a00:1450::1", "::1"], ["93.184.216.34", "fe80::1%eth0"]],
)
def test_one_private_answer_among_public_ones_refuses_the_name(
    public_server: RawServer, answers: list[str]
) -> None:
    wire = Wire(public_server, answers)
    with pytest.raises(RefusedAddress):
        wire.client().get("http://mixed.example/")
    assert wire.dialled == []


def test_an_opened_loopback_name_may_still_not_lead_anywhere_else(
    public_server: RawServer,
) -> None:
    wire = Wire(public_server, ["192.168.0.1"])
    with pytest.raises(RefusedAddress):
        wire.client(loopback=frozenset({("demo.localhost", 9000)})).get(
            "http://demo.localhost:9000"
        )
    assert wire.dialled == []


def test_the_next_address_is_tried_when_the_first_is_down(public_server: RawServer) -> None:
    wire = Wire(public_server, ["2a00:1450::1", "93.184.216.34"])

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        if ":" in address:
            wire.dialled.append(f"{address} {port}")
            raise OSError("Network is unreachable")
        return wire.dial(address, port, seconds)

    client = Client(user_agent=AGENT, resolve=wire.resolve, dial=dial)
    assert client.get("http://two.example:8080/").body == b"public"
    assert wire.dialled == ["2a00:1450::1 8080", "93.184.216.34 8080"]


def test_a_name_with_a_valid_certificate_is_read_securely(tmp_path: Path) -> None:
    server_tls, trusted = certificate(tmp_path, name="alps.example")
    with serving(saying(http(b"secure")), server_tls) as server:
        wire = Wire(server, ["93.184.216.34"])
        assert wire.client(tls=trusted).get("https://alps.example/").body == b"secure"
    assert wire.dialled == ["93.184.216.34 443"]


@pytest.mark.parametrize("fault", ["unknown issuer", "other name", "expired"])
def test_a_wrong_certificate_ends_the_request(tmp_path: Path, fault: str) -> None:
    name = "valley.example" if fault == "other name" else "alps.example"
    tls, trusted = certificate(tmp_path, name=name, days=-1 if fault == "expired" else 1)
    trust: ssl.SSLContext | None = None if fault == "unknown issuer" else trusted
    with serving(saying(http(b"secret")), tls) as server:
        client = Wire(server, ["93.184.216.34"]).client(tls=trust)
        with pytest.raises(TlsProblem):
            client.get("https://alps.example/", limits=SMALL)
    assert (server.connections, server.requests) == (1, [])


def test_a_server_that_speaks_no_tls_is_a_problem_of_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 mail.example ESMTP ready\r\n")
                connection.recv(1000)

        threading.Thread(target=greet, daemon=True).start()
        port = listener.getsockname()[1]
        client = Client(user_agent=AGENT, loopback=frozenset({("127.0.0.1", port)}))
        with pytest.raises(TlsProblem):
            client.get(f"https://127.0.0.1:{port}/", limits=SMALL)
