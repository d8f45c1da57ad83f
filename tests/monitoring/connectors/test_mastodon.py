"""Mastodon's interface, in its documented shapes and those of its relatives."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    Insecure,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
    Unexpected,
)
from monitoring.connectors.mastodon import (
    Mastodon,
    NoMastodonThere,
    PreviewClosed,
    SearchSignInMissing,
)
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TAG = "/api/v1/timelines/tag/"
SEARCH = "/api/v2/search"
STATUS: dict[str, Any] = {
    "id": "115590000000000001",
    "uri": "https://m.example/users/carol/statuses/1",
    "url": "https://m.example/@carol/1",
    "created_at": "2026-11-23T08:00:00.000Z",
    "edited_at": None,
    "visibility": "public",
    "language": "de",
    "spoiler_text": "",
    "content": '<p>Die <a href="https://m.example/tags/seilbahn">#<span>Seilbahn</span></a> steht.'
    ' <a href="https://b.example/x"><span class="invisible">https://</span>b.example/x</a></p>',
    "in_reply_to_id": None,
    "reblog": None,
    "account": {
        "id": "42",
        "acct": "carol@other.example",
        "display_name": "Carol",
        "url": "https://other.example/@carol",
    },
}


def fetch(api: ApiServer, path: str = "/tags/seilbahn", *, token: str = "", **cursor: str) -> Batch:
    credential = {"token": token} if token else {}
    return Mastodon().fetch(f"{api.origin}{path}", cursor, api.client(), NOW, credential)


def status(number: int, at: datetime) -> dict[str, Any]:
    uri = f"https://m.example/statuses/{number}"
    return {**STATUS, "id": str(number), "uri": uri, "created_at": at.isoformat()}


def test_a_post_comes_with_its_author_language_and_link(api: ApiServer) -> None:
    api.on(TAG, Answer([STATUS]), Answer([]))
    (entry,) = fetch(api).entries
    assert entry.external_id == "https://m.example/users/carol/statuses/1"
    assert entry.url == "https://m.example/@carol/1"
    assert (entry.author_name, entry.author_handle) == ("Carol", "carol@other.example")
    assert (entry.lang, entry.kind) == ("de", "post")
    assert entry.published_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert "https://b.example/x</a>" in entry.html
    assert [asked.path for asked in api.asked] == [f"{TAG}seilbahn", f"{TAG}seilbahn"]
    assert "authorization" not in api.asked[0].headers


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"reblog": STATUS}, id="boost"),
        pytest.param({"visibility": "direct"}, id="direct"),
        pytest.param({"visibility": "private"}, id="private"),
        pytest.param({"uri": None, "url": None, "id": None}, id="nameless"),
    ],
)
def test_boosts_and_what_is_not_public_stay_out(api: ApiServer, changed: dict[str, Any]) -> None:
    api.on(TAG, Answer([{**STATUS, **changed}]))
    assert fetch(api).entries == ()


def test_older_pages_follow_by_the_id_of_the_last(api: ApiServer) -> None:
    posts = [status(1000 - number, NOW - timedelta(minutes=number)) for number in range(90)]

    def respond(asked: Asked) -> Answer:
        before = int(asked.query.get("max_id", ["99999"])[0])
        return Answer([each for each in posts if int(each["id"]) < before][:40])

    api.on(TAG, respond)
    batch = fetch(api, newest=(NOW - timedelta(minutes=60)).isoformat())
    assert len(batch.entries) == 80
    assert [query.get("max_id") for query in api.queries()] == [None, "961"]
    assert batch.cursor == {"newest": NOW.isoformat()}


def test_a_search_is_signed_and_needs_a_token(api: ApiServer) -> None:
    api.on(SEARCH, Answer({"statuses": [STATUS], "accounts": []}), Answer({"statuses": []}))
    batch = fetch(api, "/search?q=Seilbahn%20Tal", token="secret-token")
    assert len(batch.entries) == 1
    assert api.asked[0].headers["authorization"] == "Bearer secret-token"
    assert api.queries()[0] == {"q": "Seilbahn Tal", "type": "statuses", "limit": "40"}
    with pytest.raises(SearchSignInMissing):
        fetch(api, "/search?q=Seilbahn")


def test_a_token_never_travels_unencrypted(api: ApiServer) -> None:
    with pytest.raises(Insecure):
        Mastodon().fetch(
            "http://m.example/tags/x", {}, api.client(), NOW, {"token": "secret-token"}
        )


def test_a_token_is_not_sent_on_to_another_server(api: ApiServer) -> None:
    elsewhere = f"http://localhost:{api.port}/stolen"
    api.on(TAG, Answer(b"", 302, {"Location": elsewhere}))
    api.on("/stolen", Answer([]))
    from monitoring.fetching import Client

    client = Client(
        user_agent="Test",
        loopback=frozenset({("127.0.0.1", api.port), ("localhost", api.port)}),
    )
    Mastodon().fetch(f"{api.origin}/tags/x", {}, client, NOW, {"token": "secret-token"})
    stolen = [asked for asked in api.asked if asked.path == "/stolen"]
    assert stolen and "authorization" not in stolen[0].headers


def test_mastodons_own_limit_is_obeyed_to_the_second(api: ApiServer) -> None:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-23T09:05:00.019685Z"}
    api.on(TAG, Answer({"error": "Too many requests"}, 429, headers))
    with pytest.raises(RateLimited) as limited:
        fetch(api)
    assert limited.value.until == datetime(2026, 11, 23, 9, 5, 0, 19685, tzinfo=UTC)


def test_the_last_request_of_an_allowance_is_followed_by_a_pause(api: ApiServer) -> None:
    headers = {"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "2026-11-23T09:15:00Z"}
    api.on(TAG, Answer([status(1, NOW)], headers=headers))
    batch = fetch(api)
    assert batch.next_in == timedelta(minutes=15)
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("answer", "token", "expected"),
    [
        pytest.param(Answer({"error": "x"}, 401), "", SignInMissing, id="closed"),
        pytest.param(Answer({"error": "x"}, 403), "", SignInMissing, id="forbidden"),
        pytest.param(Answer({"error": "x"}, 422), "", SignInMissing, id="preview-off"),
        pytest.param(
            Answer({"error": "The access token is invalid"}, 401), "t", AuthError, id="expired"
        ),
        pytest.param(Answer(b"Invalid Bearer token", 400), "t", AuthError, id="takahe"),
        pytest.param(Answer(b"<html>Not found", 404), "", NoMastodonThere, id="website"),
        pytest.param(Answer(b"<html>Hello"), "", NoMastodonThere, id="page"),
        pytest.param(Answer(b"<html>Overloaded", 503), "", Transient, id="overloaded"),
        pytest.param(Answer({"error": "x"}, 400), "", BadRequest, id="bad"),
    ],
)
def test_bad_answers_have_names(
    api: ApiServer, answer: Answer, token: str, expected: type[ConnectorError]
) -> None:
    api.on(TAG, answer)
    with pytest.raises(expected) as raised:
        fetch(api, token=token)
    assert type(raised.value) is expected
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "answer",
    [{}, {"error": 5}, [5, None, "x", []], [{"uri": "a", "account": 5, "content": {}}], "x"],
    ids=["object", "error", "odd", "half", "text"],
)
def test_hostile_shapes_do_no_harm(api: ApiServer, answer: Any) -> None:
    api.on(TAG, Answer(answer), Answer([]))
    for entry in fetch(api).entries:
        assert (entry.html, entry.author_name) == ("", "")


def test_half_an_answer_is_none(api: ApiServer) -> None:
    api.on(TAG, Answer(b'[{"id": "1", "uri"'))
    with pytest.raises((Unexpected, NoMastodonThere)):
        fetch(api)


def test_addresses_are_built_of_what_people_type() -> None:
    connector = Mastodon()
    tag = connector.address_of({"server": "Mastodon.Social/explore", "query": " #Seilbahn "})
    assert tag == "https://mastodon.social/tags/seilbahn"
    assert connector.described(tag) == "#seilbahn on mastodon.social"
    assert connector.normalise_address(tag) == tag
    search = connector.address_of({"server": "http://mastodon.social", "query": "Lift zu"})
    assert search == "https://mastodon.social/search?q=Lift%20zu"
    assert connector.described(search) == "“Lift zu” on mastodon.social"
    assert connector.normalise_address(search) == search
    umlaut = connector.address_of({"server": "m.example", "query": "#Käse"})
    assert connector.described(umlaut) == "#käse on m.example"
    assert connector.normalise_address(umlaut) == umlaut


@pytest.mark.parametrize(
    ("given", "query", "field"),
    [
        ("", "#a", "server"),
        ("user:pw@m.example", "#a", "server"),
        ("javascript:alert(1)", "#a", "server"),
        ("m.example", "", "query"),
        ("m.example", "#two words", "query"),
        ("m.example", "#../admin", "query"),
        ("m.example", "#2024", "query"),
    ],
    ids=str,
)
def test_settings_that_cannot_be_are_refused_at_their_field(
    given: str, query: str, field: str
) -> None:
    with pytest.raises(SettingRefused) as refused:
        Mastodon().address_of({"server": given, "query": query})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("shown", "is_open"),
    [
        ({"local": "authenticated", "remote": "disabled"}, False),
        ({"local": "public", "remote": "authenticated"}, True),
        ({}, True),
        (5, True),
    ],
    ids=["closed", "half", "silent", "odd"],
)
def test_an_empty_list_of_a_closed_server_is_not_taken_for_silence(
    api: ApiServer, shown: Any, is_open: bool
) -> None:
    api.on(TAG, Answer([]))
    access = {"timelines_access": {"hashtag_feeds": shown}}
    api.on("/api/v2/instance", Answer({"version": "4.5.0", "configuration": access}))
    if is_open:
        assert fetch(api).entries == ()
    else:
        with pytest.raises(PreviewClosed):
            fetch(api)
    assert fetch(api, token="canary").entries == ()
    api.on("/api/v2/instance", Answer(b"<html>", 404))
    assert fetch(api).entries == ()


def test_people_who_want_to_be_left_out_of_searches_are(api: ApiServer) -> None:
    hidden = {**STATUS, "account": {**STATUS["account"], "noindex": True}}
    api.on(TAG, Answer([hidden, status(7, NOW)]), Answer([]))
    assert [entry.external_id for entry in fetch(api).entries] == ["https://m.example/statuses/7"]
