"""YouTube's interface for comments, in its documented shapes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    PermissionDenied,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
    Unexpected,
)
from monitoring.connectors.youtube import CommentsOff, NoSuchPlace, YouTube
from tests.monitoring.api_server import Answer, ApiServer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CHANNEL = "UC" + "a" * 22
VIDEO = "abcdefghijk"
THREADS = "/youtube/v3/commentThreads"
KEY = {"key": "canary-key"}


def comment(number: str, at: datetime = NOW - timedelta(hours=1), **more: Any) -> dict[str, Any]:
    snippet = {
        "videoId": VIDEO,
        "textDisplay": "Schon wieder zu.",
        "authorDisplayName": "@carol",
        "authorChannelId": {"value": CHANNEL},
        "publishedAt": at.isoformat(),
        "updatedAt": at.isoformat(),
        **more,
    }
    return {"id": number, "snippet": snippet}


def thread(number: str, at: datetime = NOW - timedelta(hours=1), *replies: Any) -> dict[str, Any]:
    return {
        "id": number,
        "snippet": {"videoId": VIDEO, "topLevelComment": comment(number, at)},
        "replies": {"comments": list(replies)},
    }


def problem(status: int, reason: str, message: str = "x") -> Answer:
    error = {"code": status, "message": message, "errors": [{"reason": reason}]}
    return Answer({"error": error}, status)


def fetch(
    api: ApiServer, path: str = f"/channel/{CHANNEL}", key: dict[str, str] = KEY, **cursor: str
) -> Batch:
    return YouTube().fetch(f"{api.origin}{path}", cursor, api.client(), NOW, key)


def test_comments_and_replies_come_with_video_and_author(api: ApiServer) -> None:
    reply = comment("Ug1.r", parentId="Ug1", authorChannelId=None)
    api.on(THREADS, Answer({"items": [thread("Ug1", NOW - timedelta(hours=1), reply)]}))
    first, second = sorted(fetch(api).entries, key=lambda entry: entry.external_id)
    assert (first.external_id, first.kind) == ("Ug1", "comment")
    assert first.url == f"https://www.youtube.com/watch?v={VIDEO}&lc=Ug1"
    assert first.text == "Schon wieder zu."
    assert first.author_url == f"https://www.youtube.com/channel/{CHANNEL}"
    assert (second.kind, second.parent_id, second.root_id) == ("reply", "Ug1", "Ug1")
    assert second.author_url == ""


def test_the_key_stands_in_a_header_and_in_no_address(api: ApiServer) -> None:
    api.on(THREADS, Answer({"items": []}))
    fetch(api)
    (asked,) = api.asked
    assert asked.headers["x-goog-api-key"] == "canary-key"
    assert api.queries() == [
        {
            "part": "id,snippet,replies",
            "order": "time",
            "maxResults": "100",
            "textFormat": "plainText",
            "allThreadsRelatedToChannelId": CHANNEL,
        }
    ]


def test_a_late_reply_does_not_hide_older_threads(api: ApiServer) -> None:
    known = (NOW - timedelta(minutes=30)).isoformat()
    old_reply = comment("Ug1.r", NOW - timedelta(days=90), parentId="Ug1")
    pages = [
        Answer({"items": [thread("Ug1", NOW, old_reply)], "nextPageToken": "P2"}),
        Answer({"items": [thread("Ug2", NOW - timedelta(minutes=20))], "nextPageToken": "P3"}),
        Answer({"items": [thread("Ug3", NOW - timedelta(minutes=50))], "nextPageToken": "P4"}),
    ]
    api.on(THREADS, *pages)
    batch = fetch(api, newest=known)
    assert {entry.external_id for entry in batch.entries} == {"Ug1", "Ug1.r", "Ug2", "Ug3"}
    assert [query.get("pageToken") for query in api.queries()] == [None, "P2", "P3"]
    assert "gap" not in batch.cursor


def test_the_number_behind_a_name_is_asked_for_once(api: ApiServer) -> None:
    api.on("/youtube/v3/channels", Answer({"items": [{"id": CHANNEL}]}))
    api.on(THREADS, Answer({"items": []}))
    batch = fetch(api, "/@lindner")
    assert api.queries("/youtube/v3/channels") == [{"part": "id", "forHandle": "@lindner"}]
    fetch(api, "/@lindner", **batch.cursor)
    assert len(api.queries("/youtube/v3/channels")) == 1
    api.on("/youtube/v3/channels", Answer({}))
    with pytest.raises(NoSuchPlace):
        fetch(api, "/@nobody")


def test_one_video_is_asked_for_by_its_number(api: ApiServer) -> None:
    api.on(THREADS, Answer({"items": []}))
    fetch(api, f"/watch?v={VIDEO}")
    assert api.queries()[0]["videoId"] == VIDEO


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(problem(403, "commentsDisabled"), CommentsOff, id="off"),
        pytest.param(problem(403, "forbidden"), PermissionDenied, id="forbidden"),
        pytest.param(problem(404, "videoNotFound"), NoSuchPlace, id="video"),
        pytest.param(problem(400, "keyInvalid"), AuthError, id="key"),
        pytest.param(problem(400, "badRequest", "API key not valid."), AuthError, id="key-new"),
        pytest.param(problem(401, "authError"), AuthError, id="auth"),
        pytest.param(problem(400, "processingFailure"), Transient, id="processing"),
        pytest.param(Answer(b"<html>", 503), Transient, id="down"),
        pytest.param(Answer(b'{"items": ['), Unexpected, id="broken-off"),
    ],
)
def test_bad_answers_have_names(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on(THREADS, answer)
    with pytest.raises(expected) as raised:
        fetch(api)
    assert type(raised.value) is expected
    assert "canary" not in str(raised.value)


def test_a_used_up_day_is_slept_through_until_midnight_in_california(api: ApiServer) -> None:
    api.on(THREADS, problem(403, "quotaExceeded"))
    with pytest.raises(RateLimited) as limited:
        fetch(api)
    assert limited.value.until == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_without_a_key_nothing_is_asked(api: ApiServer) -> None:
    with pytest.raises(SignInMissing):
        fetch(api, key={})
    assert api.asked == []


@pytest.mark.parametrize(
    "item",
    [None, 5, {}, {"id": "x", "snippet": 5}, thread("../x"), {"snippet": {"topLevelComment": []}}],
    ids=["null", "number", "empty", "flat", "path", "list"],
)
def test_hostile_items_cost_at_most_themselves(api: ApiServer, item: Any) -> None:
    api.on(THREADS, Answer({"items": [item, thread("Ug1")]}))
    assert [entry.external_id for entry in fetch(api).entries] == ["Ug1"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("@Lindner.Braeu", "https://www.youtube.com/@lindner.braeu"),
        ("https://m.youtube.com/@Lindner/videos", "https://www.youtube.com/@lindner"),
        (CHANNEL, f"https://www.youtube.com/channel/{CHANNEL}"),
        (f"youtube.com/channel/{CHANNEL}/about", f"https://www.youtube.com/channel/{CHANNEL}"),
        (f"https://youtu.be/{VIDEO}?t=3", f"https://www.youtube.com/watch?v={VIDEO}"),
        (f"https://www.youtube.com/shorts/{VIDEO}", f"https://www.youtube.com/watch?v={VIDEO}"),
        (f"youtube.com/watch?v={VIDEO}&t=1", f"https://www.youtube.com/watch?v={VIDEO}"),
    ],
)
def test_addresses_are_built_of_what_people_paste(typed: str, address: str) -> None:
    assert YouTube().address_of({"query": typed}) == address
    assert YouTube().normalise_address(address) == address


@pytest.mark.parametrize(
    "typed",
    ["", "Lindner", "https://evil.example/@lindner", "youtube.com", "youtube.com/watch?v=x"],
)
def test_what_is_no_place_on_youtube_is_refused(typed: str) -> None:
    with pytest.raises(SettingRefused):
        YouTube().address_of({"query": typed})
