"""Hacker News by the interface of Algolia, in its documented shapes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import BadRequest, RateLimited, Transient, Unexpected
from monitoring.connectors.hackernews import HackerNews
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BACK = "2026-10-24T08:50:00+00:00"
"""Thirty days before, and ten minutes of overlap."""
PATH = "/api/v1/search_by_date"
COMMENT = {
    "objectID": "42",
    "created_at": "2026-11-23T08:00:00Z",
    "created_at_i": 1795420800,
    "author": "carol",
    "title": None,
    "comment_text": "I used &quot;Seilbahn&quot;&#x27;s API<p>second",
    "story_id": 40,
    "story_title": "Show HN: X",
    "parent_id": 41,
    "_tags": ["comment", "author_carol", "story_40"],
}


def fetch(api: ApiServer, cursor: dict[str, str] | None = None, **asked: str) -> Batch:
    address = f"{api.origin}/?query=seilbahn&sort=byDate&type={asked.get('type', 'all')}"
    return HackerNews().fetch(address, cursor or {}, api.client(), NOW)


def story(number: int, at: datetime) -> dict[str, Any]:
    seconds = int(at.timestamp())
    return {"objectID": str(number), "title": "Seilbahn", "created_at_i": seconds, "author": "a"}


def test_a_comment_comes_with_its_story_author_and_place(api: ApiServer) -> None:
    api.on(PATH, Answer({"hits": [COMMENT]}))
    batch = fetch(api)
    (entry,) = batch.entries
    assert (entry.external_id, entry.kind) == ("42", "comment")
    assert entry.url == "https://news.ycombinator.com/item?id=42"
    assert entry.title == "Show HN: X"
    assert entry.html == COMMENT["comment_text"]
    assert (entry.author_name, entry.author_url) == (
        "carol",
        "https://news.ycombinator.com/user?id=carol",
    )
    assert entry.published_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert (entry.parent_id, entry.root_id) == ("41", "40")
    assert batch.cursor == {"newest": "2026-11-23T08:00:00+00:00", "back": BACK}
    assert batch.reaches_back is True


def test_words_are_asked_for_exactly_and_newest_first(api: ApiServer) -> None:
    api.on(PATH, Answer({"hits": []}))
    fetch(api, type="comment")
    (asked,) = api.queries(PATH)
    assert asked == {
        "query": '"seilbahn"',
        "advancedSyntax": "true",
        "tags": "comment",
        "hitsPerPage": "100",
    }


def test_everything_since_the_last_visit_is_read_over_several_pages(api: ApiServer) -> None:
    hits = [story(number, NOW - timedelta(minutes=number)) for number in range(1, 251)]

    def respond(asked: Asked) -> Answer:
        until = asked.query.get("numericFilters", ["created_at_i<=99999999999"])[0]
        latest = int(until.partition("<=")[2])
        return Answer({"hits": [hit for hit in hits if hit["created_at_i"] <= latest][:100]})

    api.on(PATH, respond)
    batch = fetch(api, {"newest": (NOW - timedelta(minutes=230)).isoformat()})
    ids = {int(entry.external_id) for entry in batch.entries}
    assert ids == set(range(1, 251))
    assert len(api.asked) == 3
    assert "gap" not in batch.cursor


def test_what_does_not_fit_into_one_visit_is_read_in_the_next(api: ApiServer) -> None:
    hits = [story(number, NOW - timedelta(minutes=number)) for number in range(1, 601)]

    def respond(asked: Asked) -> Answer:
        until = asked.query.get("numericFilters", ["created_at_i<=99999999999"])[0]
        latest = int(until.partition("<=")[2])
        return Answer({"hits": [hit for hit in hits if hit["created_at_i"] <= latest][:100]})

    api.on(PATH, respond)
    seen: set[int] = set()
    cursor: dict[str, str] = {}
    for visits in range(1, 10):  # noqa: B007
        batch = fetch(api, cursor)
        seen |= {int(entry.external_id) for entry in batch.entries}
        cursor = batch.cursor
        if "gap" not in cursor:
            break
        assert batch.next_in == timedelta(minutes=5)
        assert batch.reaches_back is False
    assert seen == set(range(1, 601))
    assert visits == 3
    assert cursor == {"newest": (NOW - timedelta(minutes=1)).isoformat(), "back": BACK}


def test_a_place_busier_than_the_overlap_is_read_to_its_end(api: ApiServer) -> None:
    hits = [story(number, NOW - timedelta(seconds=number)) for number in range(1, 501)]

    def respond(asked: Asked) -> Answer:
        until = asked.query.get("numericFilters", ["created_at_i<=99999999999"])[0]
        latest = int(until.partition("<=")[2])
        return Answer({"hits": [hit for hit in hits if hit["created_at_i"] <= latest][:100]})

    api.on(PATH, respond)
    first = fetch(api)
    second = fetch(api, first.cursor)
    assert "gap" in first.cursor and "gap" not in second.cursor
    assert len({entry.external_id for entry in (*first.entries, *second.entries)}) == 500


def test_a_server_that_never_ends_is_left_after_some_pages(api: ApiServer) -> None:
    def respond(asked: Asked) -> Answer:
        earlier = len(api.asked)
        return Answer(
            {
                "hits": [
                    story(earlier * 100 + n, NOW - timedelta(seconds=earlier)) for n in range(100)
                ]
            }
        )

    api.on(PATH, respond)
    batch = fetch(api)
    assert len(api.asked) == 3
    assert len(batch.entries) == 300
    later = fetch(api, batch.cursor | {"gap_left": "1"})
    assert "gap" not in later.cursor
    assert len(api.asked) == 9


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer({"message": "too many"}, 429), RateLimited, id="limit"),
        pytest.param(Answer({"message": "bad", "status": 400}, 400), BadRequest, id="bad"),
        pytest.param(Answer(b"<html>Bad gateway", 502), Transient, id="gateway"),
        pytest.param(Answer(b"<html>Hello"), Unexpected, id="page"),
        pytest.param(Answer(b'{"hits": [{"objectID": "4'), Unexpected, id="broken-off"),
        pytest.param(Answer(b"[" * 100_000), Unexpected, id="deep"),
    ],
)
def test_bad_answers_have_names(api: ApiServer, answer: Answer, expected: type[Exception]) -> None:
    api.on(PATH, answer)
    with pytest.raises(expected):
        fetch(api)


def test_a_server_that_names_a_time_is_left_alone_until_then(api: ApiServer) -> None:
    api.on(PATH, Answer(b"", 429, {"Retry-After": "120"}))
    with pytest.raises(RateLimited) as limited:
        fetch(api)
    assert limited.value.until == NOW + timedelta(seconds=120)


@pytest.mark.parametrize(
    "hit",
    [
        pytest.param({"objectID": None}, id="no-number"),
        pytest.param({"objectID": {"a": 1}}, id="object"),
        pytest.param({"objectID": "1/../../x"}, id="path"),
        pytest.param("text", id="text"),
        pytest.param(None, id="null"),
        pytest.param(
            {"objectID": "7", "created_at_i": 10**400, "author": ["x"], "comment_text": 5},
            id="huge",
        ),
        pytest.param({"objectID": "7", "created_at_i": True, "title": "\ud800\x00"}, id="half"),
    ],
)
def test_a_hostile_hit_costs_at_most_itself(api: ApiServer, hit: Any) -> None:
    api.on(PATH, Answer({"hits": [hit, COMMENT]}))
    batch = fetch(api)
    assert "42" in {entry.external_id for entry in batch.entries}
    for entry in batch.entries:
        (entry.title + entry.author_name + entry.html).encode()
        assert "\0" not in entry.title
        assert entry.published_at <= NOW


@pytest.mark.parametrize("answer", [[], "x", 5, {"hits": 5}, {"hits": {"a": 1}}, {}], ids=str)
def test_answers_of_another_shape_are_empty(api: ApiServer, answer: Any) -> None:
    api.on(PATH, Answer(answer))
    assert fetch(api).entries == ()


def test_the_same_settings_have_one_address() -> None:
    connector = HackerNews()
    address = connector.address_of({"query": "  Seilbahn   Allgäu ", "type": "all"})
    assert address == "https://hn.algolia.com/?query=Seilbahn%20Allg%C3%A4u&sort=byDate&type=all"
    assert connector.normalise_address(address) == address
    assert connector.normalise_address("https://evil.example/?query=x") == (
        "https://hn.algolia.com/?query=x&sort=byDate&type=all"
    )
    assert connector.described(address) == "“Seilbahn Allgäu” on Hacker News"


@pytest.mark.parametrize(
    ("settings", "field"),
    [({"query": " "}, "query"), ({}, "query"), ({"query": "x", "type": "y"}, "type")],
    ids=["blank", "nothing", "unknown"],
)
def test_settings_that_cannot_be_are_refused_at_their_field(
    settings: dict[str, str], field: str
) -> None:
    from monitoring.connectors.errors import SettingRefused

    with pytest.raises(SettingRefused) as refused:
        HackerNews().address_of(settings)
    assert refused.value.field == field
