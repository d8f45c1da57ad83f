"""The connector against a real server on loopback."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    Gone,
    PermissionDenied,
    RateLimited,
    Transient,
)
from monitoring.connectors.feed import FeedConnector, moved_to
from monitoring.connectors.feeds.parse import NotAFeed
from monitoring.fetching import Client
from tests.monitoring.fetching.servers import RawServer, http, routes, saying, serving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = (
    b"<rss version='2.0'><channel><title>Alpenbote</title><ttl>30</ttl>"
    b"<item><guid>1</guid><title>a</title></item></channel></rss>"
)
ETAG = 'W/"caf\xe9-1"'
SINCE = "Fri,  20 Nov 2026 09:00:00 +0000"


def visit(server: RawServer, path: str = "feed", cursor: Mapping[str, str] | None = None) -> Batch:
    client = Client(user_agent="Etappe/1.0", loopback=server.open)
    return FeedConnector().fetch(server.url + path, cursor or {}, client, NOW)


def failure(answer: bytes, cursor: Mapping[str, str] | None = None) -> ConnectorError:
    with serving(saying(answer)) as server, pytest.raises(ConnectorError) as caught:
        visit(server, cursor=cursor)
    return caught.value


def test_it_is_registered_under_its_kind() -> None:
    assert isinstance(CONNECTORS["feed"], FeedConnector)
    assert all(kind == connector.kind for kind, connector in CONNECTORS.items())


def test_a_first_visit_brings_entries_and_a_cursor() -> None:
    headers = {"ETag": ETAG, "Last-Modified": SINCE, "Cache-Control": "max-age=3600"}
    with serving(saying(http(FEED, headers=headers))) as server:
        batch = visit(server)
    assert [entry.external_id for entry in batch.entries] == ["1"]
    assert (batch.title, batch.next_in) == ("Alpenbote", timedelta(hours=1))
    assert (batch.moved_to, batch.not_modified, batch.notes) == (None, False, ())
    assert set(batch.cursor) == {"etag", "last_modified", "digest"}
    assert (batch.cursor["etag"], batch.cursor["last_modified"]) == (ETAG, SINCE)
    request = server.requests[0].lower()
    assert b"accept: application/atom+xml, application/rss+xml" in request
    assert b"if-" not in request


def test_a_second_visit_sends_back_exactly_what_it_was_given() -> None:
    cursor = {"etag": ETAG, "last_modified": SINCE, "digest": "x"}
    not_modified = b"HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\n\r\n"
    with serving(saying(not_modified)) as server:
        batch = visit(server, cursor=cursor)
    assert batch == Batch(
        entries=(), cursor=cursor, next_in=timedelta(minutes=10), not_modified=True
    )
    assert f"if-none-match: {ETAG}\r\n".encode("latin-1") in server.requests[0]
    assert f"if-modified-since: {SINCE}\r\n".encode() in server.requests[0]


def test_the_same_bytes_again_are_nothing_new_even_without_an_etag() -> None:
    with serving(saying(http(FEED))) as server:
        first = visit(server)
        again = visit(server, cursor=first.cursor)
    assert (again.entries, again.not_modified, again.cursor) == ((), True, first.cursor)


def test_only_a_permanent_redirect_moves_a_feed() -> None:
    answers = {
        "/feed": http(status="301 Moved Permanently", headers={"Location": "/new"}),
        "/new": http(status="302 Found", headers={"Location": "/today"}),
        "/today": http(FEED),
    }
    with serving(routes(answers)) as server:
        assert visit(server).moved_to == server.url + "new"
        assert visit(server, "new").moved_to is None
    hops = ((308, "https://b.example/"), (301, "https://c.example/"), (307, "https://d.example/"))
    assert moved_to("https://a.example/", hops) == "https://c.example/"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("401 Unauthorized", AuthError),
        ("403 Forbidden", PermissionDenied),
        ("404 Not Found", Gone),
        ("406 Not Acceptable", BadRequest),
        ("410 Gone", Gone),
        ("500 Internal Server Error", Transient),
        ("304 Not Modified", Transient),
    ],
)
def test_a_bad_status_is_its_class(status: str, kind: type[ConnectorError]) -> None:
    problem = failure(http(b"" if "304" in status else b"<html>", status=status))
    assert type(problem) is kind


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_server_that_names_a_time_is_left_alone_until_then(status: str) -> None:
    problem = failure(http(status=status, headers={"Retry-After": "90"}))
    assert isinstance(problem, RateLimited)
    assert problem.until == NOW + timedelta(seconds=90)


def test_a_page_instead_of_a_feed_tells_where_the_feed_is() -> None:
    page = b'<html><head><link rel=alternate type="application/rss+xml" title=Alle href="/rss">'
    with serving(saying(http(page, headers={"Content-Type": "text/html"}))) as server:
        with pytest.raises(NotAFeed) as caught:
            visit(server)
        assert caught.value.candidates == [("Alle", server.url + "rss")]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"nonsense\r\n\r\n", Transient),
        (http(b"", headers={"Content-Encoding": "br"}), Transient),
        (http(b"x" * 10_000_001), BadRequest),
        (http(status="302 Found", headers={"Location": "http://10.0.0.1/"}), BadRequest),
        (http(status="302 Found", headers={"Location": "/feed"}), Transient),
        (http(b""), Transient),
    ],
)
def test_a_visit_without_an_answer_is_a_connector_error(
    answer: bytes, kind: type[ConnectorError]
) -> None:
    assert isinstance(failure(answer), kind)


def test_a_private_address_is_refused_for_good() -> None:
    with pytest.raises(BadRequest):
        FeedConnector().fetch("http://192.168.0.1/", {}, Client(user_agent="Etappe"), NOW)


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (" alps.example/feed \n", "https://alps.example/feed"),
        ("HTTP://Alps.Example:80/Feed#top", "http://alps.example/Feed"),
        ("feed://alps.example/feed", "https://alps.example/feed"),
        ("feed:https://alps.example/feed", "https://alps.example/feed"),
        ("http://127.0.0.1:9001/feed", "http://127.0.0.1:9001/feed"),
        ("https://bürger.example", "https://xn--brger-kva.example/"),
    ],
)
def test_an_address_is_stored_in_one_spelling(raw: str, address: str) -> None:
    assert FeedConnector().normalise_address(raw) == address
    assert FeedConnector().normalise_address(address) == address


@pytest.mark.parametrize("raw", ["", "Alpen Bote", "ftp://alps.example", "https://a:b@c.example"])
def test_what_is_no_address_is_a_bad_request(raw: str) -> None:
    with pytest.raises(BadRequest):
        FeedConnector().normalise_address(raw)
