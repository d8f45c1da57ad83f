"""Discourse's interface, in its documented shapes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.discourse import Discourse, NoDiscourseThere
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
KEY = {"user": "system", "key": "canary-key"}


def post(number: int = 10, at: datetime = NOW - timedelta(hours=1), **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": "Carol",
        "username": "carol",
        "created_at": at.isoformat(),
        "updated_at": at.isoformat(),
        "cooked": "<p>Die Bahn steht.</p>",
        "post_number": 2,
        "post_type": 1,
        "reply_to_post_number": None,
        "topic_id": 5,
        "topic_slug": "lift-closed",
        "topic_title": "Lift closed",
        "user_id": 7,
        "hidden": False,
        "deleted_at": None,
        "user_deleted": False,
        **more,
    }


def fetch(
    api: ApiServer, path: str = "/latest", *, key: dict[str, str] | None = None, **cursor: str
) -> Batch:
    return Discourse().fetch(f"{api.origin}{path}", cursor, api.client(), NOW, key or {})


def test_a_post_comes_with_its_topic_author_and_link(api: ApiServer) -> None:
    api.on("/posts.json", Answer({"latest_posts": [post()]}), Answer({"latest_posts": []}))
    (entry,) = fetch(api).entries
    assert entry.external_id == f"127.0.0.1:{api.port}:10"
    assert entry.url == f"{api.origin}/t/lift-closed/5/2"
    assert (entry.title, entry.html) == ("Lift closed", "<p>Die Bahn steht.</p>")
    assert (entry.author_name, entry.author_url) == ("Carol", f"{api.origin}/u/carol")
    assert (entry.kind, entry.root_id) == ("reply", "5")


def test_older_posts_follow_by_the_id_of_the_last(api: ApiServer) -> None:
    posts = [post(number, NOW - timedelta(minutes=100 - number)) for number in range(99, 0, -1)]

    def respond(asked: Asked) -> Answer:
        before = int(asked.query.get("before", ["1000"])[0])
        return Answer({"latest_posts": [each for each in posts if each["id"] < before][:50]})

    api.on("/posts.json", respond)
    batch = fetch(api, newest=(NOW - timedelta(minutes=60)).isoformat())
    assert len(batch.entries) == 99
    assert [query.get("before") for query in api.queries()] == [None, "50"]


def test_a_search_joins_posts_with_their_topics(api: ApiServer) -> None:
    found = {
        "id": 11,
        "username": "carol",
        "created_at": NOW.isoformat(),
        "blurb": "Die <b>Bahn steht",
        "post_number": 1,
        "topic_id": 5,
    }
    more = {"more_full_page_results": True}
    api.on(
        "/search.json",
        Answer(
            {
                "posts": [found],
                "topics": [{"id": 5, "title": "Lift closed", "slug": "lift"}],
                "grouped_search_result": more,
            }
        ),
        Answer({"posts": [], "grouped_search_result": {"more_full_page_results": None}}),
    )
    (entry,) = fetch(api, "/search?q=Bahn").entries
    assert (entry.title, entry.text, entry.html) == ("Lift closed", "Die <b>Bahn steht", "")
    assert entry.url == f"{api.origin}/t/lift/5/1"
    assert entry.kind == "post"
    assert api.queries()[0] == {"q": "Bahn order:latest", "page": "1"}
    assert api.queries()[1]["page"] == "2"


def test_a_category_is_asked_for_by_its_name(api: ApiServer) -> None:
    api.on("/search.json", Answer({"posts": []}))
    fetch(api, "/c/alpen/lifte")
    assert api.queries()[0]["q"] == "#alpen/lifte order:latest"


@pytest.mark.parametrize(
    "taken",
    [{"post_type": 3}, {"post_type": 4}, {"hidden": True}, {"deleted_at": "x"}, {"id": "1; x"}],
    ids=str,
)
def test_acts_whispers_and_what_was_taken_away_stay_out(
    api: ApiServer, taken: dict[str, Any]
) -> None:
    rows = [post(**taken), None, 5]
    api.on("/posts.json", Answer({"latest_posts": rows}), Answer({"latest_posts": []}))
    assert fetch(api).entries == ()


def test_a_key_goes_into_headers_and_nowhere_else(api: ApiServer) -> None:
    api.on("/posts.json", Answer({"latest_posts": []}))
    fetch(api, key=KEY)
    (asked,) = api.asked
    assert (asked.headers["api-key"], asked.headers["api-username"]) == ("canary-key", "system")
    assert "canary" not in str(asked.query)


@pytest.mark.parametrize(
    ("answer", "key", "expected"),
    [
        pytest.param(
            Answer({"errors": ["x"], "error_type": "invalid_access"}, 403),
            None,
            SignInMissing,
            id="closed",
        ),
        pytest.param(Answer({"error_type": "invalid_access"}, 403), KEY, AuthError, id="wrong-key"),
        pytest.param(
            Answer({"error_type": "not_logged_in"}, 403), None, SignInMissing, id="members"
        ),
        pytest.param(Answer(b"<html>", 404), None, NoDiscourseThere, id="website"),
        pytest.param(Answer(b"<html>"), None, NoDiscourseThere, id="page"),
        pytest.param(Answer(b"", 500), None, Transient, id="broken"),
    ],
)
def test_bad_answers_have_names(
    api: ApiServer, answer: Answer, key: dict[str, str] | None, expected: type[ConnectorError]
) -> None:
    api.on("/posts.json", answer)
    with pytest.raises(expected) as raised:
        fetch(api, key=key)
    assert type(raised.value) is expected
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Answer({"error_type": "rate_limit", "extras": {"wait_seconds": 12}}, 429), 12),
        (Answer(b"Slow down, too many requests", 429, {"Retry-After": "40"}), 40),
        (Answer({"extras": {"wait_seconds": "soon"}}, 429), 300),
        (Answer({"extras": {"wait_seconds": 10**40}}, 429), 300),
    ],
    ids=["body", "header", "nonsense", "endless"],
)
def test_its_limit_is_read_from_header_or_body(
    api: ApiServer, answer: Answer, seconds: int
) -> None:
    api.on("/posts.json", answer)
    with pytest.raises(RateLimited) as limited:
        fetch(api)
    assert limited.value.until == NOW + timedelta(seconds=seconds)


def test_addresses_are_built_of_what_people_type() -> None:
    connector = Discourse()
    for query, address, described in (
        ("", "https://f.example/latest", "New posts on f.example"),
        ("#Alpen/Lifte", "https://f.example/c/alpen/lifte", "#alpen/lifte on f.example"),
        ("Bahn steht", "https://f.example/search?q=Bahn%20steht", "“Bahn steht” on f.example"),
    ):
        assert connector.address_of({"server": "f.example", "query": query}) == address
        assert connector.described(address) == described
        assert connector.normalise_address(address) == address


@pytest.mark.parametrize("query", ["#", "#a b", "#../admin", "#a/"])
def test_a_category_that_cannot_be_is_refused(query: str) -> None:
    with pytest.raises(SettingRefused):
        Discourse().address_of({"server": "f.example", "query": query})
