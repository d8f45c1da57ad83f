"""Lemmy's interface in both generations, in its documented shapes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    ConnectorError,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
)
from monitoring.connectors.lemmy import Lemmy, NoLemmyThere, NoSuchCommunity
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SITE = Answer({"version": "0.19.5"})


def comment(number: int = 1, at: datetime = NOW - timedelta(hours=1)) -> dict[str, Any]:
    return {
        "comment": {
            "id": number,
            "post_id": 3,
            "content": "**Die** Bahn steht. <script>alert(1)</script>",
            "removed": False,
            "deleted": False,
            "published": at.isoformat(),
            "ap_id": f"https://l.example/comment/{number}",
            "path": f"0.24.{number}",
        },
        "creator": {
            "id": 2,
            "name": "carol",
            "display_name": None,
            "actor_id": "https://l.example/u/carol",
        },
        "post": {"id": 3, "name": "Seilbahn", "ap_id": "https://l.example/post/3"},
        "counts": {"score": 2},
    }


def post(number: int = 1, at: datetime = NOW - timedelta(hours=1)) -> dict[str, Any]:
    return {
        "post": {
            "id": number,
            "name": "Seilbahn",
            "body": "Sie *steht*.",
            "published_at": at.isoformat(),
            "ap_id": f"https://l.example/post/{number}",
        },
        "creator": {"name": "carol", "display_name": "Carol C."},
    }


def fetch(api: ApiServer, path: str = "/search?q=bahn&type=All&sort=New", **cursor: str) -> Batch:
    return Lemmy().fetch(f"{api.origin}{path}", cursor, api.client(), NOW)


def old(api: ApiServer) -> None:
    api.on("/api/v4/", Answer({"error": "unknown"}, 404))
    api.on("/api/v3/site", SITE)


def test_the_older_generation_is_recognised_and_searched(api: ApiServer) -> None:
    old(api)
    api.on("/api/v3/search", Answer({"comments": [comment()], "posts": [post(at=NOW)]}))
    batch = fetch(api)
    found = {entry.kind: entry for entry in batch.entries}
    said = found["comment"]
    assert (said.external_id, said.url) == ("https://l.example/comment/1",) * 2
    assert said.title == "Seilbahn"
    assert said.html == (
        "<p><strong>Die</strong> Bahn steht. &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )
    assert (said.author_name, said.author_url) == ("carol", "https://l.example/u/carol")
    assert (said.parent_id, said.root_id) == ("24", "3")
    assert found["post"].html == "<p>Sie <em>steht</em>.</p>\n"
    assert batch.cursor["version"] == "3"
    assert api.queries("/api/v3/search") == [
        {
            "q": "bahn",
            "type_": "All",
            "listing_type": "All",
            "sort": "New",
            "page": "1",
            "limit": "50",
        }
    ]


def test_the_newer_generation_is_recognised_and_searched(api: ApiServer) -> None:
    api.on("/api/v4/site", Answer({"version": "1.0.0"}))
    answers = [
        Answer({"posts": [post()], "comments": [], "next_page": "P1/+x"}),
        Answer({"posts": [], "comments": [comment(2)], "next_page": None}),
    ]
    api.on("/api/v4/search", *answers)
    batch = fetch(api)
    assert {entry.kind for entry in batch.entries} == {"post", "comment"}
    assert batch.entries[0].published_at == NOW - timedelta(hours=1)
    first, second = api.queries("/api/v4/search")
    assert first == {"search_term": "bahn", "type_": "all", "listing_type": "all", "limit": "50"}
    assert second["page_cursor"] == "P1/+x"
    asked = len(api.asked)
    api.on("/api/v4/search", Answer({"posts": []}))
    fetch(api, **batch.cursor)
    assert len(api.asked) == asked + 1


def test_a_busy_list_beside_a_quiet_one_is_read_to_the_floor(api: ApiServer) -> None:
    old(api)
    comments = [comment(n, NOW - timedelta(minutes=n)) for n in range(1, 121)]
    posts = [post(n, NOW - timedelta(days=n)) for n in range(1, 120)]

    def pages(rows: list[dict[str, Any]], name: str) -> Any:
        def respond(asked: Asked) -> Answer:
            start = (int(asked.query["page"][0]) - 1) * 50
            return Answer({name: rows[start : start + 50]})

        return respond

    api.on("/api/v3/comment/list", pages(comments, "comments"))
    api.on("/api/v3/post/list", pages(posts, "posts"))
    batch = fetch(
        api, "/c/alpen?dataType=All&sort=New", newest=(NOW - timedelta(minutes=85)).isoformat()
    )
    ids = {entry.external_id for entry in batch.entries if entry.kind == "comment"}
    assert {f"https://l.example/comment/{n}" for n in range(1, 96)} <= ids
    assert {query["community_name"] for query in api.queries("/api/v3/post")} == {"alpen"}


def test_communities_of_the_newer_generation_keep_both_places(api: ApiServer) -> None:
    api.on("/api/v4/site", Answer({"version": "1.0.0"}))
    api.on("/api/v4/post/list", Answer({"items": [post()], "next_page": None}))
    api.on(
        "/api/v4/comment/list",
        Answer({"items": [comment(1)], "next_page": "a b"}),
        Answer({"items": [comment(2)], "next_page": None}),
    )
    batch = fetch(api, "/c/alpen?dataType=All&sort=New")
    assert len(batch.entries) == 3
    assert len(api.queries("/api/v4/post/list")) == 1
    assert [q.get("page_cursor") for q in api.queries("/api/v4/comment/list")] == [None, "a b"]


@pytest.mark.parametrize("taken", [{"removed": True}, {"deleted": True}, {"ap_id": None}], ids=str)
def test_what_was_taken_away_stays_out(api: ApiServer, taken: dict[str, Any]) -> None:
    old(api)
    gone = comment()
    gone["comment"] |= taken
    api.on("/api/v3/search", Answer({"comments": [gone, comment(2)], "posts": [5, {"post": "x"}]}))
    assert [entry.external_id for entry in fetch(api).entries] == ["https://l.example/comment/2"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer({"error": "rate_limit_error"}, 400), RateLimited, id="0.19-limit"),
        pytest.param(Answer({"error": "too_many_requests"}, 429), RateLimited, id="1.0-limit"),
        pytest.param(Answer({"error": "instance_is_private"}, 400), SignInMissing, id="private"),
        pytest.param(Answer({"error": "couldnt_find_community"}, 404), NoSuchCommunity, id="gone"),
        pytest.param(Answer(b"<html>", 404), NoLemmyThere, id="website"),
        pytest.param(Answer(b"<html>"), NoLemmyThere, id="page"),
        pytest.param(Answer(b"", 502), Transient, id="gateway"),
    ],
)
def test_bad_answers_have_names(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on("/api/v3/search", answer)
    with pytest.raises(expected) as raised:
        fetch(api, version="3")
    assert type(raised.value) is expected


def test_the_older_limit_says_no_time_and_is_given_ten_minutes(api: ApiServer) -> None:
    api.on("/api/v3/search", Answer({"error": "rate_limit_error"}, 400))
    with pytest.raises(RateLimited) as limited:
        fetch(api, version="3")
    assert limited.value.until == NOW + timedelta(minutes=10)


def test_a_server_that_is_no_lemmy_is_said_to_be_none(api: ApiServer) -> None:
    with pytest.raises(NoLemmyThere):
        fetch(api)


def test_addresses_are_built_of_what_people_type() -> None:
    connector = Lemmy()
    there = connector.address_of(
        {"server": "feddit.org", "query": "!Alpen@lemmy.world", "type": ""}
    )
    assert there == "https://feddit.org/c/alpen@lemmy.world?dataType=All&sort=New"
    assert connector.described(there) == "!alpen@lemmy.world on feddit.org"
    assert connector.normalise_address(there) == there
    search = connector.address_of({"server": "feddit.org", "query": "Lift", "type": "Comments"})
    assert search == "https://feddit.org/search?q=Lift&type=Comments&sort=New"
    assert connector.normalise_address(search) == search


@pytest.mark.parametrize("query", ["!", "!a/b", "!a b", "!../x", "!a@b@c"])
def test_a_community_that_cannot_be_is_refused(query: str) -> None:
    with pytest.raises(SettingRefused):
        Lemmy().address_of({"server": "feddit.org", "query": query, "type": "All"})


def test_a_server_that_has_moved_to_the_newer_generation_is_read_on(api: ApiServer) -> None:
    api.on("/", Answer(b"<html>", 404))
    api.on("/api/v4/site", Answer({"version": "1.0.0"}))
    api.on("/api/v4/search", Answer({"posts": [post()], "comments": []}))
    batch = fetch(api, version="3")
    assert (len(batch.entries), batch.cursor["version"]) == (1, "4")


def test_a_server_that_is_none_any_more_is_asked_only_once_more(api: ApiServer) -> None:
    api.on("/", Answer(b"<html>", 404))
    with pytest.raises(NoLemmyThere):
        fetch(api, version="3")
    assert len(api.asked) == 3
