import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.fetching import (
    Client,
    FetchError,
    Limits,
    MalformedAnswer,
    RedirectLoop,
    RefusedAddress,
    TlsProblem,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    UnsupportedAddress,
)
from tests.monitoring.fetching.servers import (
    Answer,
    RawServer,
    certificate,
    http,
    routes,
    saying,
    serving,
)
from tests.patience import patience

AGENT = "Etappe/1.0 (+https://etappe.example/)"
QUICK = Limits(body=1_000_000, seconds=0.6)
SMALL = Limits(body=1_000_000)


def client_for(*servers: RawServer, **options: object) -> Client:
    opened = frozenset().union(*(server.open for server in servers))
    return Client(user_agent=AGENT, loopback=opened, **options)  # type: ignore[arg-type]


def redirect(location: str, status: str = "302 Found") -> bytes:
    return http(status=status, headers={"Location": location})


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


def test_redirects_are_followed_and_told() -> None:
    answers = {
        "/": redirect("/a", "301 Moved Permanently"),
        "/a": redirect("b?x=1", "307 Temporary Redirect"),
        "/b?x=1": http(b"here"),
    }
    with serving(routes(answers)) as server:
        response = client_for(server).get(server.url)
    assert response.body == b"here"
    assert response.url == server.url + "b?x=1"
    assert response.redirects == ((301, server.url + "a"), (307, server.url + "b?x=1"))


@pytest.mark.parametrize("hops", [5, 6])
def test_the_sixth_redirect_is_one_too_many(hops: int) -> None:
    answers = {f"/{i}": redirect(f"/{i + 1}") for i in range(hops)} | {f"/{hops}": http(b"here")}
    with serving(routes(answers)) as server:
        client = client_for(server)
        if hops == 5:
            assert client.get(server.url + "0").body == b"here"
        else:
            with pytest.raises(TooManyRedirects):
                client.get(server.url + "0")
            assert server.connections == 6


def test_a_redirect_back_to_itself_is_a_loop() -> None:
    answer = routes({"/": redirect("/a"), "/a": redirect("/")})
    with serving(answer) as server, pytest.raises(RedirectLoop):
        client_for(server).get(server.url)
    assert server.connections == 2


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://10.0.0.1/", RefusedAddress),
        ("http://169.254.169.254/latest/meta-data/", RefusedAddress),
        ("//[::1]/", RefusedAddress),
        ("http://2130706433/", RefusedAddress),
        ("http://127.0.0.1/", RefusedAddress),
        ("http://127.0.0.1:22/", UnsupportedAddress),
        ("file:///etc/passwd", UnsupportedAddress),
        ("ftp://alps.example/", UnsupportedAddress),
        ("javascript:alert(1)", UnsupportedAddress),
        ("http://carol@alps.example/", UnsupportedAddress),
        ("http://[::1", UnsupportedAddress),
    ],
)
def test_a_redirect_is_checked_like_any_address(location: str, error: type[FetchError]) -> None:
    with serving(saying(redirect(location))) as server, pytest.raises(error):
        client_for(server).get(server.url, limits=SMALL)
    assert server.connections == 1


def test_a_posted_body_is_never_sent_on() -> None:
    with serving(saying(redirect("/elsewhere", "307 Temporary Redirect"))) as server:
        response = client_for(server).post(server.url, content=b"{}")
    assert (response.status, server.connections) == (307, 1)


def test_credentials_stay_with_the_origin_they_were_meant_for() -> None:
    sent = {"Authorization": "Bearer canary", "Cookie": "canary", "X-Api-Key": "canary"}
    with serving(saying(b"")) as home, serving(saying(b"")) as away:
        home.answer = routes(
            {"/": redirect("/second"), "/second": redirect(away.url), "/back": http(b"done")}
        )
        away.answer = saying(redirect(home.url + "back"))
        response = client_for(home, away).get(
            home.url, headers=sent | {"If-None-Match": '"a"', "Accept": "text/xml"}
        )
    assert response.body == b"done"
    assert [request.count(b"canary") for request in home.requests] == [3, 3, 0]
    assert [request.count(b"canary") for request in away.requests] == [0]
    assert b'if-none-match: "a"' in away.requests[0]


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
