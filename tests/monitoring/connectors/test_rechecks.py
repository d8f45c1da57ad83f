"""Looking again at what was read, in the documented shapes of each server."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Following, Kept, Seen
from monitoring.connectors.bluesky import Bluesky
from monitoring.connectors.bluesky_own import OwnBluesky
from monitoring.connectors.errors import AuthError, ConnectorError, RateLimited, SignInMissing
from monitoring.connectors.hackernews import HackerNews
from monitoring.connectors.lemmy import Lemmy
from monitoring.connectors.mastodon import Mastodon
from monitoring.connectors.mastodon_own import OwnMastodon
from monitoring.connectors.reddit import Reddit
from monitoring.connectors.youtube import YouTube
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLIENT = {"client": "id", "secret": "canary", "user": "lindner"}
TOKEN = {"access": "A1", "until": (NOW + timedelta(hours=1)).isoformat()}
SESSION = {"identifier": "a.example", "password": "canary", "access": "A1", "refresh": "R1"}


def look(connector: Following, address: str, api: ApiServer, ids: list[str], **given: str) -> Seen:
    kept = [Kept(*each.split("|")) if "|" in each else Kept(each, each) for each in ids]
    return connector.recheck(f"{api.origin}{address}", kept, api.client(), NOW, given)


def texts(seen: Seen) -> dict[str, str]:
    return {entry.external_id: entry.text or entry.html for entry in seen.there}


def thing(name: str, **more: Any) -> dict[str, Any]:
    row = {"name": name, "author": "carol", "created_utc": NOW.timestamp(), "body": "Zu."}
    return {"kind": name[:2], "data": {**row, **more}}


def test_reddit_is_asked_for_a_hundred_at_once_and_says_what_was_taken_away(api: ApiServer) -> None:
    children = [
        thing("t1_a", body="Offen."),
        thing("t1_b", body="[deleted]", author="[deleted]"),
        thing("t1_c", body="[removed]"),
        thing("t3_d", selftext="x", title="T", removed_by_category="moderator"),
        thing("t1_e", author="[deleted]"),
        thing("t1_zz", body="Fremd."),
        5,
    ]
    api.on("/api/info", Answer({"data": {"children": children}}))
    ids = ["t1_a", "t1_b", "t1_c", "t3_d", "t1_e", "t1_f"]
    seen = look(Reddit(), "/r/alpen/new", api, ids, **CLIENT, **TOKEN)
    assert api.queries("/api/info") == [{"id": ",".join(ids), "raw_json": "1"}]
    assert texts(seen) == {"t1_a": "Offen.", "t1_e": "Zu.", "t1_zz": "Fremd."}
    assert {entry.author_name for entry in seen.there if entry.external_id == "t1_e"} == {""}
    assert (seen.deleted, seen.missing) == ({"t1_b", "t1_c", "t3_d"}, {"t1_f"})


def test_reddits_token_is_renewed_and_its_limit_obeyed(api: ApiServer) -> None:
    fresh = Answer({"access_token": "A2", "expires_in": 3600})
    api.on("/api/v1/access_token", fresh)
    api.on("/api/info", Answer({}, 401), Answer({"data": {"children": []}}), Answer({}, 429))
    seen = look(Reddit(), "/r/alpen/new", api, ["t1_a"], **CLIENT, **TOKEN)
    assert (seen.session or {})["access"] == "A2" and seen.missing == {"t1_a"}
    with pytest.raises(RateLimited):
        look(Reddit(), "/r/alpen/new", api, ["t1_a"], **CLIENT, **TOKEN)


def test_youtube_renews_fifty_comments_in_one_request(api: ApiServer) -> None:
    said = {"textDisplay": "Neu.", "publishedAt": NOW.isoformat(), "authorDisplayName": "@c"}
    rows = [{"id": "Ug1", "snippet": said}, {"id": "Ug1.r", "snippet": said}, {"id": 5}]
    api.on("/youtube/v3/comments", Answer({"items": rows}))
    seen = look(YouTube(), "/@lindner", api, ["Ug1", "Ug1.r", "Ug2"], key="canary")
    assert {entry.external_id: entry.kind for entry in seen.there} == {
        "Ug1": "comment",
        "Ug1.r": "reply",
    }
    assert seen.missing == {"Ug2"}
    assert api.queries()[0]["id"] == "Ug1,Ug1.r,Ug2"
    assert api.asked[0].headers["x-goog-api-key"] == "canary"


def status(number: str) -> dict[str, Any]:
    return {
        "id": number,
        "uri": f"https://m.example/{number}",
        "created_at": NOW.isoformat(),
        "visibility": "public",
        "content": "<p>Zu.</p>",
        "account": {"acct": "carol"},
    }


@pytest.mark.parametrize("connector", [Mastodon(), OwnMastodon()], ids=["tag", "own"])
def test_mastodon_is_asked_one_by_one_under_its_own_numbers(
    api: ApiServer, connector: Following
) -> None:
    def answer(asked: Asked) -> Answer:
        number = asked.path.rpartition("/")[2]
        return {"1": Answer(status("1")), "2": Answer({"error": "x"}, 404)}.get(
            number, Answer({"error": "x"}, 410)
        )

    api.on("/api/v1/statuses/", answer)
    ids = [f"https://m.example/{number}|{number}" for number in (1, 2, 3)]
    seen = look(connector, "/tags/seilbahn", api, ids, token="canary")
    assert texts(seen) == {"https://m.example/1": "<p>Zu.</p>"}
    assert (seen.deleted, seen.missing) == ({"https://m.example/3"}, {"https://m.example/2"})
    assert {asked.headers["authorization"] for asked in api.asked} == {"Bearer canary"}


def test_mastodon_is_left_alone_once_its_allowance_runs_out(api: ApiServer) -> None:
    headers = {"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "2026-11-23T09:05:00Z"}
    api.on("/api/v1/statuses/", Answer(status("1"), 200, headers))
    ids = [f"https://m.example/{number}|{number}" for number in (1, 2)]
    seen = look(Mastodon(), "/tags/seilbahn", api, ids)
    assert len(api.asked) == 1
    assert (len(seen.there), seen.deleted, seen.missing) == (1, set(), set())


@pytest.mark.parametrize(
    ("connector", "address"),
    [(Bluesky(), "/search?q=x"), (OwnBluesky(), "/notifications?account=a.example")],
    ids=["search", "own"],
)
def test_bluesky_is_asked_for_twenty_five_at_once(
    api: ApiServer, connector: Following, address: str
) -> None:
    def post(key: str, **more: Any) -> dict[str, Any]:
        return {
            "uri": f"at://did:plc:abc/app.bsky.feed.post/{key}",
            "author": {"did": "did:plc:abc", "handle": "carol.test"},
            "record": {"text": "Zu.", "createdAt": NOW.isoformat()},
            **more,
        }

    hidden = post("b", labels=[{"val": "!takedown"}])
    api.on("/xrpc/app.bsky.feed.getPosts", Answer({"posts": [post("a"), hidden, 5]}))
    ids = [post(key)["uri"] for key in "abc"]
    seen = look(connector, address, api, ids, **SESSION)
    assert api.asked[0].query["uris"] == ids
    assert list(texts(seen)) == [ids[0]]
    assert (seen.deleted, seen.missing) == ({ids[1]}, {ids[2]})


@pytest.mark.parametrize("version", ["3", "4"])
def test_lemmy_says_what_was_deleted_or_removed(api: ApiServer, version: str) -> None:
    def view(number: int, **more: Any) -> dict[str, Any]:
        row = {"id": number, "ap_id": f"https://l.example/comment/{number}", "content": "Zu."}
        return {"comment_view": {"comment": {**row, **more}, "creator": {"name": "carol"}}}

    def answer(asked: Asked) -> Answer:
        number = int(asked.query["id"][0])
        views = {1: view(1), 2: view(2, deleted=True), 3: view(3, removed=True)}
        known = views.get(number)
        return Answer(known) if known else Answer({"error": "couldnt_find_comment"}, 404)

    api.on(f"/api/v{version}/site", Answer({}))
    api.on(f"/api/v{version}/comment", answer)
    ids = [f"https://l.example/comment/{number}|comment {number}" for number in (1, 2, 3, 4)]
    seen = look(Lemmy(), "/c/alpen", api, [*ids, "https://l.example/post/9|nonsense"])
    assert list(texts(seen)) == ["https://l.example/comment/1"]
    assert seen.deleted == {"https://l.example/comment/2", "https://l.example/comment/3"}
    assert seen.missing == {"https://l.example/comment/4"}


def test_hacker_news_says_what_is_deleted_or_dead(api: ApiServer) -> None:
    items = {
        "1": Answer({"id": 1, "type": "comment", "by": "carol", "text": "Zu.", "time": 1795165200}),
        "2": Answer({"id": 2, "type": "comment", "deleted": True}),
        "3": Answer({"id": 3, "type": "story", "title": "x", "dead": True}),
        "4": Answer(b"null"),
    }
    api.on("/v0/item/", lambda asked: items[asked.path.rpartition("/")[2].removesuffix(".json")])
    seen = look(HackerNews(), "/?query=x&type=all", api, ["1", "2", "3", "4", "x"])
    assert texts(seen) == {"1": "Zu."}
    assert (seen.deleted, seen.missing) == ({"2", "3"}, {"4"})


FOLLOWING = [each for each in CONNECTORS.values() if isinstance(each, Following)]


@pytest.mark.parametrize("connector", FOLLOWING, ids=lambda each: each.kind)
@pytest.mark.parametrize(
    "body", [b"<html>", b'{"posts": [', b"[" * 100_000, b'{"data": 5}'],
    ids=["page", "broken-off", "deep", "odd"],
)  # fmt: skip
def test_an_answer_that_cannot_be_understood_takes_nothing_away(
    api: ApiServer, connector: Following, body: bytes
) -> None:
    given = {**CLIENT, **TOKEN, **SESSION, "token": "t", "key": "k", "refresh": "r"}
    ids = ["1|post 1", "t1_a", "x:7", "accounts/1/locations/2/reviews/A"]
    for status in (200, 404, 410):
        api.on("/", Answer(body, status))
        with suppress(ConnectorError):
            seen = look(connector, "/tags/x?account=a.example", api, ids, **given)
            assert seen.deleted | seen.missing == frozenset()


@pytest.mark.parametrize(
    "connector",
    [each for each in FOLLOWING if getattr(each, "needs_credential", False)],
    ids=lambda each: each.kind,
)
def test_without_a_sign_in_nothing_is_asked(api: ApiServer, connector: Following) -> None:
    api.on("/", Answer({"error": "x"}, 401))
    with pytest.raises((SignInMissing, AuthError)):
        look(connector, "/x?account=a.example", api, ["t1_a"])
