"""Redirects are followed, counted, and checked like any address."""

import pytest

from monitoring.fetching import (
    FetchError,
    RedirectLoop,
    RefusedAddress,
    TooManyRedirects,
    UnsupportedAddress,
)
from tests.monitoring.fetching.asking import SMALL, client_for, redirect
from tests.monitoring.fetching.servers import http, routes, saying, serving


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
