"""Bluesky's interface, in its documented shapes and those seen on its own server."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.bluesky import Bluesky, NoServerThere, SecondFactorAsked
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
)
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIGN_IN = "/xrpc/com.atproto.server.createSession"
REFRESH = "/xrpc/com.atproto.server.refreshSession"
SEARCH = "/xrpc/app.bsky.feed.searchPosts"
GIVEN = {"identifier": "firma.bsky.social", "password": "canary-pass"}
KEPT = {"access": "A1", "refresh": "R1"}
POST: dict[str, Any] = {
    "uri": "at://did:plc:abc/app.bsky.feed.post/3n2v",
    "cid": "bafy",
    "author": {"did": "did:plc:abc", "handle": "carol.test", "displayName": "Carol"},
    "record": {
        "text": "Danke @bahn.test",
        "langs": ["de"],
        "createdAt": "2026-11-23T08:00:00.000Z",
        "reply": {"root": {"uri": "at://r"}, "parent": {"uri": "at://p"}},
    },
    "embed": {"external": {"uri": "https://x", "title": "Lift", "description": "zu"}},
    "indexedAt": "2026-11-23T08:00:01.000Z",
    "labels": [],
}


def fetch(api: ApiServer, given: dict[str, str] | None = None, **cursor: str) -> Batch:
    credential = {**GIVEN, **KEPT} if given is None else given
    address = f"{api.origin}/search?q=Seilbahn"
    return Bluesky().fetch(address, cursor, api.client(), NOW, credential)


def asked_for(api: ApiServer) -> list[Asked]:
    """All but the reach of the authors (tests/monitoring/intake/test_reach.py)."""
    return [asked for asked in api.asked if not asked.path.endswith("getProfiles")]


def paths(api: ApiServer) -> list[str]:
    return [asked.path.rpartition(".")[2] for asked in asked_for(api)]


def bearer(api: ApiServer) -> list[str]:
    return [asked.headers.get("authorization", "") for asked in asked_for(api)]


def test_a_post_comes_with_its_author_card_and_link(api: ApiServer) -> None:
    api.on(SEARCH, Answer({"posts": [POST]}))
    batch = fetch(api)
    (entry,) = batch.entries
    assert entry.external_id == "at://did:plc:abc/app.bsky.feed.post/3n2v"
    assert entry.url == "https://bsky.app/profile/did:plc:abc/post/3n2v"
    assert entry.text == "Danke @bahn.test\n\nLift\n\nzu"
    assert (entry.author_name, entry.author_handle) == ("Carol", "carol.test")
    assert (entry.lang, entry.kind) == ("de", "reply")
    assert entry.published_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert (entry.parent_id, entry.root_id) == ("at://p", "at://r")
    assert (batch.session, paths(api), bearer(api)) == (None, ["searchPosts"], ["Bearer A1"])
    assert api.queries(SEARCH) == [{"q": "Seilbahn", "sort": "latest", "limit": "100"}]


def test_the_first_visit_signs_in_and_the_session_is_to_be_kept(api: ApiServer) -> None:
    api.on(SIGN_IN, Answer({"accessJwt": "A9", "refreshJwt": "R9", "did": "did:plc:x"}))
    api.on(SEARCH, Answer({"posts": [POST]}))
    batch = fetch(api, GIVEN)
    assert batch.session == {"access": "A9", "refresh": "R9"}
    assert json.loads(api.asked[0].body) == GIVEN
    assert bearer(api) == ["", "Bearer A9"]


@pytest.mark.parametrize("error", ["ExpiredToken", "InvalidToken"])
def test_an_ended_session_is_renewed_without_the_password(api: ApiServer, error: str) -> None:
    def search(asked: Asked) -> Answer:
        ended = asked.headers["authorization"] != "Bearer A2"
        return Answer({"error": error}, 400) if ended else Answer({"posts": [POST]})

    api.on(SEARCH, search)
    api.on(REFRESH, Answer({"accessJwt": "A2", "refreshJwt": "R2"}))
    batch = fetch(api)
    assert batch.session == {"access": "A2", "refresh": "R2"}
    assert bearer(api) == ["Bearer A1", "Bearer R1", "Bearer A2"]
    assert api.asked[1].body == b""


def test_where_that_fails_too_the_password_is_used_once(api: ApiServer) -> None:
    def search(asked: Asked) -> Answer:
        ended = asked.headers["authorization"] != "Bearer A3"
        return Answer({"error": "ExpiredToken"}, 400) if ended else Answer({"posts": []})

    api.on(SEARCH, search)
    api.on(REFRESH, Answer({"error": "ExpiredToken"}, 400))
    api.on(SIGN_IN, Answer({"accessJwt": "A3", "refreshJwt": "R3"}))
    assert fetch(api).session == {"access": "A3", "refresh": "R3"}
    assert paths(api) == ["searchPosts", "refreshSession", "createSession", "searchPosts"]


def test_a_server_that_never_takes_a_session_is_not_asked_for_ever(api: ApiServer) -> None:
    api.on(SEARCH, Answer({"error": "ExpiredToken"}, 400))
    api.on(REFRESH, Answer({"accessJwt": "A2", "refreshJwt": "R2"}))
    with pytest.raises(AuthError):
        fetch(api)
    assert len(api.asked) == 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer({"error": "AuthenticationRequired"}, 401), AuthError, id="wrong"),
        pytest.param(
            Answer({"error": "AuthFactorTokenRequired"}, 401), SecondFactorAsked, id="2fa"
        ),
        pytest.param(Answer({"error": "AccountTakedown"}, 400), AuthError, id="taken-down"),
        pytest.param(Answer({"error": "RateLimitExceeded"}, 429), RateLimited, id="limit"),
        pytest.param(Answer(b"<html>"), NoServerThere, id="page"),
        pytest.param(Answer({"accessJwt": []}), NoServerThere, id="no-token"),
        pytest.param(Answer({"error": "UpstreamFailure"}, 502), Transient, id="upstream"),
    ],
)
def test_a_refused_sign_in_has_a_name_and_tells_no_password(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on(SIGN_IN, answer)
    with pytest.raises(expected) as raised:
        fetch(api, GIVEN)
    assert type(raised.value) is expected
    assert "canary" not in f"{raised.value!r} {raised.value.sentence}"


def test_its_own_limit_is_obeyed(api: ApiServer) -> None:
    headers = {"retry-after": "289", "ratelimit-reset": "1795420000"}
    api.on(SEARCH, Answer({"error": "RateLimitExceeded"}, 429, headers))
    with pytest.raises(RateLimited) as limited:
        fetch(api)
    assert limited.value.until == NOW + timedelta(seconds=289)


def test_without_a_sign_in_nothing_is_asked(api: ApiServer) -> None:
    with pytest.raises(SignInMissing):
        fetch(api, {})
    assert api.asked == []


@pytest.mark.parametrize(
    "changed",
    [
        {"uri": "https://evil.example/"},
        {"uri": "at://did:plc:abc/app.bsky.feed.post/3<script>"},
        {"author": {"did": "javascript:alert(1)"}},
        {"author": None},
        {"labels": [{"val": "!hide"}]},
    ],
    ids=["no-at", "key", "did", "nobody", "hidden"],
)
def test_hostile_and_hidden_posts_stay_out(api: ApiServer, changed: dict[str, Any]) -> None:
    api.on(SEARCH, Answer({"posts": [{**POST, **changed}, None, "x"]}))
    assert fetch(api).entries == ()


def test_a_date_its_author_made_up_does_not_count(api: ApiServer) -> None:
    record = {**POST["record"], "createdAt": "2031-01-01T00:00:00Z", "langs": [5]}
    api.on(SEARCH, Answer({"posts": [{**POST, "record": record}]}))
    (entry,) = fetch(api).entries
    assert entry.published_at == datetime(2026, 11, 23, 8, 0, 1, tzinfo=UTC)
    assert entry.lang == ""


def test_pages_follow_by_the_servers_cursor(api: ApiServer) -> None:
    later = [{**POST, "uri": f"at://did:plc:abc/app.bsky.feed.post/{n}"} for n in range(3)]
    api.on(SEARCH, *(Answer({"posts": [each], "cursor": f"c{n}"}) for n, each in enumerate(later)))
    batch = fetch(api)
    assert [query.get("cursor") for query in api.queries(SEARCH)] == [None, "c0", "c1"]
    assert (len(batch.entries), batch.cursor["gap"]) == (3, "c2")


def test_addresses_are_built_of_what_people_type() -> None:
    connector = Bluesky()
    usual = connector.address_of({"query": "Lift zu", "server": ""})
    assert usual == "https://bsky.social/search?q=Lift%20zu"
    assert connector.described(usual) == "“Lift zu” on Bluesky"
    assert connector.normalise_address(usual) == usual
    own = connector.address_of({"query": "Lift", "server": "pds.example"})
    assert connector.described(own) == "“Lift” on Bluesky (pds.example)"
    with pytest.raises(SettingRefused):
        connector.address_of({"query": ""})


@pytest.mark.parametrize(
    ("label", "is_read"),
    [
        ({"val": "!no-unauthenticated", "src": "did:plc:abc"}, False),
        ({"val": "!no-unauthenticated"}, False),
        ({"val": "!no-unauthenticated", "src": "did:plc:somebody-else"}, True),
        ({"val": "!no-promote", "src": "did:plc:abc"}, True),
        ("!no-unauthenticated", True),
    ],
    ids=["said by its author", "by whom is not said", "said by another", "another", "no label"],
)
def test_who_wishes_to_be_shown_only_to_the_signed_in_is_not_read_by_a_search(
    api: ApiServer, label: Any, is_read: bool
) -> None:
    author = {**POST["author"], "labels": [label]}
    other = {**POST, "uri": "at://did:plc:abc/app.bsky.feed.post/3n2w"}
    api.on(SEARCH, Answer({"posts": [{**POST, "author": author}, other]}))
    names = [entry.external_id.rpartition("/")[2] for entry in fetch(api).entries]
    assert sorted(names) == (["3n2v", "3n2w"] if is_read else ["3n2w"])
