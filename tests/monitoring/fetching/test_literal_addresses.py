"""An address of digits is not looked up, and checked like any that a name leads to."""

import socket

import pytest

from monitoring.fetching import Client, RefusedAddress, Unreachable


class Internet:
    """Writes down what is asked and dialled; no name is known and nobody answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.dialled: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return ["93.184.216.34"]

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append(address)
        raise ConnectionRefusedError

    def client(self) -> Client:
        return Client(user_agent="Etappe", resolve=self.resolve, dial=self.dial)


@pytest.mark.parametrize(
    ("url", "dialled"),
    [
        ("http://93.184.216.34/", "93.184.216.34"),
        ("https://[2a00:1450:0:0::1]/", "2a00:1450::1"),
    ],
)
def test_a_public_one_is_dialled_as_it_stands(url: str, dialled: str) -> None:
    internet = Internet()
    with pytest.raises(Unreachable):
        internet.client().get(url)
    assert (internet.asked, internet.dialled) == ([], [dialled])


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://169.254.169.254/", "http://[::1]/", "http://[::ffff:10.0.0.1]/"],
)
def test_any_other_is_refused(url: str) -> None:
    internet = Internet()
    with pytest.raises(RefusedAddress):
        internet.client().get(url)
    assert (internet.asked, internet.dialled) == ([], [])
