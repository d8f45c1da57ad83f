"""Reddit's interface, in its documented shapes."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
)
from monitoring.connectors.reddit import NoSuchSubreddit, PrivateSubreddit, Reddit
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = "/api/v1/access_token"
GIVEN = {"client": "cl1ent", "secret": "canary-secret", "user": "firma"}
KEPT = {"access": "A1", "until": (NOW + timedelta(minutes=30)).isoformat()}
SUB, SEARCH = "/r/alps/new", "/search?q=Seilbahn&sort=new"


def post(number: str = "1abc", at: datetime = NOW - timedelta(hours=1), **more: Any) -> Any:
    data = {
        "name": f"t3_{number}",
        "title": "Lift closed again",
        "selftext": "Schon wieder.",
        "author": "carol",
        "author_fullname": "t2_x",
        "permalink": "/r/alps/comments/1abc/lift_closed_again/",
        "created_utc": at.timestamp(),
        "edited": False,
        "removed_by_category": None,
        **more,
    }
    return {"kind": "t3", "data": data}


def comment(number: str = "c1", at: datetime = NOW - timedelta(hours=1)) -> Any:
    data = {
        "name": f"t1_{number}",
        "body": "Stimmt.",
        "link_title": "Lift closed again",
        "author": "[deleted]",
        "permalink": "/r/alps/comments/1abc/x/c1/",
        "created_utc": at.timestamp(),
        "parent_id": "t3_1abc",
        "link_id": "t3_1abc",
    }
    return {"kind": "t1", "data": data}


def listing(*children: Any, after: str | None = None) -> Answer:
    return Answer({"kind": "Listing", "data": {"after": after, "children": list(children)}})


def fetch(
    api: ApiServer, path: str = SEARCH, given: dict[str, str] | None = None, **cursor: str
) -> Batch:
    credential = {**GIVEN, **KEPT} if given is None else given
    return Reddit().fetch(f"{api.origin}{path}", cursor, api.client(), NOW, credential)


def test_posts_come_with_author_and_link(api: ApiServer) -> None:
    api.on("/search", listing(post()))
    batch = fetch(api)
    (entry,) = batch.entries
    assert (entry.external_id, entry.kind) == ("t3_1abc", "post")
    assert entry.url == "https://www.reddit.com/r/alps/comments/1abc/lift_closed_again/"
    assert (entry.title, entry.text) == ("Lift closed again", "Schon wieder.")
    assert entry.author_url == "https://www.reddit.com/user/carol"
    assert entry.published_at == NOW - timedelta(hours=1)
    assert batch.session is None
    (asked,) = api.asked
    assert asked.headers["authorization"] == "Bearer A1"
    assert asked.headers["user-agent"] == "web:etappe.cl1ent:v1 (by /u/firma)"


def test_a_subreddit_brings_its_comments_too(api: ApiServer) -> None:
    api.on("/r/alps/new", listing(post()))
    api.on("/r/alps/comments", listing(comment(), {"kind": "more", "data": {"name": "t1__"}}))
    said = {entry.kind: entry for entry in fetch(api, SUB).entries}
    assert said["comment"].title == "Lift closed again"
    assert (said["comment"].author_name, said["comment"].author_url) == ("", "")
    assert (said["comment"].parent_id, said["comment"].root_id) == ("t3_1abc", "t3_1abc")


def test_many_comments_beside_few_posts_are_read_to_the_floor(api: ApiServer) -> None:
    comments = [comment(f"c{n}", NOW - timedelta(minutes=n)) for n in range(250)]

    def pages(asked: Asked) -> Answer:
        start = int(asked.query.get("after", ["t1_0"])[0].removeprefix("t1_"))
        return listing(*comments[start : start + 100], after=f"t1_{start + 100}")

    api.on("/r/alps/new", listing(post("1", NOW - timedelta(days=300)), after=None))
    api.on("/r/alps/comments", pages)
    batch = fetch(api, SUB, newest=(NOW - timedelta(minutes=180)).isoformat())
    assert {f"t1_c{n}" for n in range(190)} <= {entry.external_id for entry in batch.entries}
    assert len(api.queries("/r/alps/new")) == 1
    assert "gap" not in batch.cursor


def test_the_first_visit_asks_for_a_token_that_is_kept(api: ApiServer) -> None:
    api.on(TOKEN, Answer({"access_token": "A9", "token_type": "bearer", "expires_in": 3600}))
    api.on("/search", listing(post()))
    batch = fetch(api, given=GIVEN)
    assert batch.session == {
        "access": "A9",
        "until": (NOW + timedelta(hours=1)).isoformat(),
    }
    pair = base64.b64encode(b"cl1ent:canary-secret").decode()
    assert api.asked[0].headers["authorization"] == f"Basic {pair}"
    assert api.asked[0].body == b"grant_type=client_credentials"
    assert api.asked[1].headers["authorization"] == "Bearer A9"


@pytest.mark.parametrize("until", ["2026-11-23T09:01:00+00:00", "nonsense", ""])
def test_a_token_near_its_end_is_replaced_before(api: ApiServer, until: str) -> None:
    api.on(TOKEN, Answer({"access_token": "A9", "expires_in": "x"}))
    api.on("/search", listing())
    assert (fetch(api, given={**GIVEN, "access": "A1", "until": until}).session or {})[
        "access"
    ] == "A9"


def test_a_token_that_is_no_longer_taken_is_replaced_once(api: ApiServer) -> None:
    api.on("/search", Answer(b"<html>Unauthorized", 401))
    api.on(TOKEN, Answer({"access_token": "A9", "expires_in": 3600}))
    with pytest.raises(AuthError):
        fetch(api)
    assert len(api.asked) == 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            Answer({"reason": "private", "error": 403}, 403), PrivateSubreddit, id="private"
        ),
        pytest.param(Answer({"reason": "banned", "error": 404}, 404), NoSuchSubreddit, id="banned"),
        pytest.param(Answer({"message": "Too Many Requests"}, 429), RateLimited, id="limit"),
        pytest.param(Answer(b"<html>", 429), RateLimited, id="limit-page"),
        pytest.param(Answer(b"<html>", 503), Transient, id="down"),
    ],
)
def test_bad_answers_have_names(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on("/search", answer)
    with pytest.raises(expected) as raised:
        fetch(api)
    assert type(raised.value) is expected


def test_a_name_that_leads_to_the_search_of_subreddits_is_unknown(api: ApiServer) -> None:
    api.on("/r/alps/new", Answer(b"", 302, {"Location": "/subreddits/search"}))
    api.on("/subreddits/search", listing())
    with pytest.raises(NoSuchSubreddit):
        fetch(api, SUB)


@pytest.mark.parametrize(
    "answer", [Answer(b"<html>", 401), Answer({"error": "invalid_grant"})], ids=["page", "refused"]
)
def test_a_refused_client_is_named_and_its_secret_is_not_told(
    api: ApiServer, answer: Answer
) -> None:
    api.on(TOKEN, answer)
    with pytest.raises(AuthError) as raised:
        fetch(api, given=GIVEN)
    assert "canary" not in f"{raised.value!r}"


def test_the_rest_of_an_allowance_is_kept(api: ApiServer) -> None:
    headers = {"x-ratelimit-remaining": "1.0", "x-ratelimit-reset": "400"}
    body = {"data": {"after": "t3_2", "children": [post()]}}
    api.on("/search", Answer(body, headers=headers))
    assert fetch(api).next_in == timedelta(seconds=400)
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    "child",
    [
        None,
        {"data": None},
        post(selftext="[removed]"),
        post(removed_by_category="moderator"),
        post("../x"),
        {"kind": "more", "data": {"id": "_"}},
    ],
    ids=["null", "empty", "removed", "moderated", "path", "more"],
)
def test_what_was_taken_away_and_hostile_rows_stay_out(api: ApiServer, child: Any) -> None:
    api.on("/search", listing(child, post("2")))
    assert [entry.external_id for entry in fetch(api).entries] == ["t3_2"]


def test_a_link_that_leads_elsewhere_is_none(api: ApiServer) -> None:
    api.on("/search", listing(post(permalink="@evil.example/"), post("2", created_utc=10**300)))
    first, second = sorted(fetch(api).entries, key=lambda entry: entry.external_id)
    assert first.url == ""
    assert second.published_at == NOW


def test_without_a_client_nothing_is_asked(api: ApiServer) -> None:
    with pytest.raises(SignInMissing):
        fetch(api, given={"client": "x"})
    assert api.asked == []


def test_addresses_are_built_of_what_people_type() -> None:
    connector = Reddit()
    there = connector.address_of({"query": "/r/Alps/"})
    assert there == "https://www.reddit.com/r/alps/new"
    assert connector.described(there) == "r/alps on Reddit"
    assert connector.normalise_address(there) == there
    search = connector.address_of({"query": "Lift zu"})
    assert search == "https://www.reddit.com/search?q=Lift%20zu&sort=new"
    assert connector.normalise_address(search) == search
    for wrong in ("r/", "r/a b", "r/../x"):
        with pytest.raises(SettingRefused):
            connector.address_of({"query": wrong})
