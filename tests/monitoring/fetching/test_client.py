"""The guarded client: what comes back, and how it ends with servers that answer badly."""

import gzip
import socket
import threading
import time

import pytest

from monitoring.fetching import Client, Limits, MalformedAnswer, TooLarge, TooSlow, Unreachable
from tests.monitoring.fetching.asking import AGENT, QUICK, SMALL, client_for, redirect
from tests.monitoring.fetching.servers import Answer, http, saying, serving
from tests.patience import patience


def test_a_page_comes_back_with_everything_that_was_said_about_it() -> None:
    body = gzip.compress(b"Gr\xc3\xbc\xc3\x9fe")
    headers = {"Content-Encoding": "gzip", "ETag": 'W/"a"', "Link": "<a>", "link": "<b>"}
    with serving(saying(http(body, headers=headers))) as server:
        response = client_for(server).get(server.url + "feed?a=1#b", headers={"X-Own": "1"})
    assert (response.url, response.status) == (server.url + "feed?a=1", 200)
    assert response.body.decode() == "Grüße"
    assert response.headers["etag"] == 'W/"a"'
    assert response.headers["link"] == "<a>, <b>"
    assert response.redirects == ()
    assert 0 < response.elapsed < Limits().seconds
    head = server.requests[0].decode().lower().split("\r\n")
    assert head[0] == "get /feed?a=1 http/1.1"
    assert set(head[1:-2]) == {
        f"host: 127.0.0.1:{server.port}",
        f"user-agent: {AGENT.lower()}",
        "accept-encoding: gzip, deflate",
        "connection: close",
        "x-own: 1",
    }


def test_something_is_posted() -> None:
    with serving(saying(http(b"ok", status="202 Accepted"))) as server:
        response = client_for(server).post(
            server.url, content=b'{"a": 1}', headers={"Content-Type": "application/json"}
        )
    assert (response.status, response.body) == (202, b"ok")
    assert server.requests[0].endswith(b'\r\n\r\n{"a": 1}')
    assert b"content-length: 8\r\n" in server.requests[0].lower()


def drip(head: bytes, piece: bytes, pause: float) -> Answer:
    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return answer


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(drip(b"", b"", 0.05), id="silence"),
        pytest.param(drip(b"H", b"T", 0.05), id="status line, byte by byte"),
        pytest.param(drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.05), id="headers"),
        pytest.param(drip(b"", b"HTTP/1.1 103 Early\r\n\r\n", 0.05), id="endless early hints"),
        pytest.param(drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05), id="body without an end"),
        pytest.param(
            drip(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", b"x", 0.05), id="body"
        ),
        pytest.param(drip(CHUNKED, b"1\r\nx\r\n", 0.05), id="chunks"),
    ],
)
def test_a_dripping_server_is_left_when_the_time_is_up(answer: Answer) -> None:
    with serving(answer) as server:
        begun = time.monotonic()
        with patience(), pytest.raises(TooSlow):
            client_for(server).get(server.url, limits=QUICK)
    assert time.monotonic() - begun > 0.5


def test_time_is_counted_over_all_redirects_together() -> None:
    def slowly(connection: socket.socket, request: bytes) -> None:
        time.sleep(0.25)
        connection.sendall(redirect(request.split(b" ")[1].decode() + "x"))

    with serving(slowly) as server, patience(), pytest.raises(TooSlow):
        client_for(server).get(server.url, limits=QUICK)


def test_a_look_up_that_hangs_is_left_when_the_time_is_up() -> None:
    over = threading.Event()

    def never(host: str, port: int) -> list[str]:
        over.wait()
        return ["93.184.216.34"]

    with patience(), pytest.raises(TooSlow):
        Client(user_agent=AGENT, resolve=never).get("http://slow.example/", limits=QUICK)
    over.set()


def test_a_secure_handshake_that_hangs_is_left_when_the_time_is_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        client = Client(user_agent=AGENT, loopback=frozenset({("127.0.0.1", port)}))
        with patience(), pytest.raises(TooSlow):
            client.get(f"https://127.0.0.1:{port}/", limits=QUICK)


def endless(head: bytes, piece: bytes) -> Answer:
    return drip(head, piece, 0)


GZIPPED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
BOMB = http(gzip.compress(bytes(100_000_000), 1), headers={"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(saying(BOMB), id="gzip bomb"),
        pytest.param(endless(CHUNKED, b"2000\r\n" + b"x" * 8192 + b"\r\n"), id="endless chunks"),
        pytest.param(endless(CHUNKED, b"1;" + b"e" * 9000 + b"\r\nx\r\n"), id="chunk extensions"),
        pytest.param(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 8192), id="endless body"),
        pytest.param(endless(b"", b"HTTP/1.1 103 Early\r\n\r\n" * 100), id="endless hints"),
        pytest.param(endless(GZIPPED, gzip.compress(b"") * 400), id="endless empty members"),
        pytest.param(
            saying(http(b"", headers={f"X-{i}": "y" * 900 for i in range(80)})), id="large headers"
        ),
    ],
)
def test_an_answer_beyond_its_limit_is_too_large(answer: Answer) -> None:
    with serving(answer) as server, pytest.raises(TooLarge):
        client_for(server).get(server.url, limits=SMALL)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"<html>no headers</html>\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
        CHUNKED + b"zz\r\nabc\r\n",
        CHUNKED + b"5\r\nab",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 200_000,
        http(b"x", headers={"Content-Encoding": "br"}),
        http(b"plain", headers={"Content-Encoding": "gzip"}),
    ],
)
def test_an_answer_that_is_no_http_is_malformed(answer: bytes) -> None:
    with serving(saying(answer)) as server, pytest.raises(MalformedAnswer):
        client_for(server).get(server.url, limits=SMALL)


def test_a_connection_that_breaks_off_or_is_refused_is_unreachable() -> None:
    def reset(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00" + bytes(4))

    with serving(reset) as server, pytest.raises(Unreachable):
        client_for(server).get(server.url, limits=SMALL)
    with pytest.raises(Unreachable):
        client_for(server).get(server.url, limits=SMALL)


def test_an_unknown_name_is_unreachable() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Unreachable) as caught:
        Client(user_agent=AGENT, resolve=nowhere).get("http://gone.example/feed")
    assert caught.value.url == "http://gone.example/feed"


@pytest.mark.parametrize(
    "key",
    [" geheim", "geheim\n", "ge\nheim", "ge\0heim", "ge\rheim", "geheim秘"],
    ids=["space", "line", "lines", "nul", "return", "beyond"],
)
def test_a_key_that_cannot_be_sent_is_not_repeated(key: str) -> None:
    with serving(saying(http(b"{}"))) as server, pytest.raises(MalformedAnswer) as problem:
        client_for(server).get(server.url, headers={"Api-Key": key})
    assert str(problem.value) == "the header api-key cannot be sent"
    assert problem.value.__cause__ is None
