"""Where a server gives only so much, what lies behind it is said to be lost, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.asking import Asker
from monitoring.connectors.base import Batch, Entry
from monitoring.connectors.discourse import Discourse
from monitoring.connectors.facebook import Facebook
from monitoring.connectors.instagram import Instagram
from monitoring.connectors.reddit import Reddit
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KNOWN = {"newest": (NOW - timedelta(days=2)).isoformat()}
EARLY = NOW - timedelta(hours=5)
LOST = (NOW - timedelta(days=2), EARLY)
MINUTE = timedelta(minutes=1)


def entry(at: datetime) -> Entry:
    return Entry(at.isoformat(), "", "", "", at)


def walked(*pages: Page, **cursor: str) -> Batch:
    asker = Asker(Client(user_agent="Test"), NOW)
    return walk(lambda token: pages[int(token or 0)], asker, cursor, NOW)


def test_a_list_that_is_cut_loses_what_lies_behind() -> None:
    batch = walked(Page((entry(NOW),), "1"), Page((entry(EARLY),), cut=EARLY), **KNOWN)
    assert (batch.lost, batch.reaches_back) == (LOST, False)
    assert "gap" not in batch.cursor


def test_a_list_that_has_its_natural_end_loses_nothing() -> None:
    batch = walked(Page((entry(NOW),), "1"), Page((entry(EARLY),)), **KNOWN)
    assert (batch.lost, batch.reaches_back) == (None, True)


def test_a_cut_behind_what_is_known_is_none() -> None:
    old = NOW - timedelta(days=3)
    batch = walked(Page((entry(NOW), entry(old)), cut=old), **KNOWN)
    assert (batch.lost, batch.reaches_back) == (None, True)


def test_a_new_source_says_how_far_back_it_could_be_read() -> None:
    batch = walked(Page((entry(NOW), entry(EARLY)), cut=EARLY))
    assert batch.cursor["back"] == EARLY.isoformat()


def test_a_gap_that_is_given_up_is_lost() -> None:
    pages = [Page((entry(NOW - n * MINUTE),), str(n + 1)) for n in range(9)]
    floor = {"gap": "5", "gap_floor": KNOWN["newest"], "gap_left": "1"}
    batch = walked(*pages, newest=(NOW + MINUTE).isoformat(), **floor)
    assert batch.lost == (NOW - timedelta(days=2), NOW - 7 * MINUTE)
    assert "gap" not in batch.cursor


REDDIT = {
    "client": "id",
    "secret": "s",
    "user": "u",
    "access": "A",
    "until": (NOW + timedelta(hours=1)).isoformat(),
}


def things(kind: str, number: int, *, after: str | None) -> Answer:
    rows = [
        {"kind": kind, "data": {"name": f"{kind}_{n}", "body": "x", "selftext": "x",
                                "created_utc": (EARLY + n * MINUTE).timestamp()}}
        for n in range(number)
    ]  # fmt: skip
    return Answer({"data": {"after": after, "children": rows}})


@pytest.mark.parametrize(("number", "lost"), [(95, LOST), (40, None)], ids=["full", "its-end"])
def test_reddits_thousand_is_an_end_where_the_last_page_is_full(
    api: ApiServer, number: int, lost: Any
) -> None:
    api.on("/search", things("t3", number, after=None))
    search = Reddit().fetch(f"{api.origin}/search?q=x", KNOWN, api.client(), NOW, REDDIT)
    api.on("/r/alps/new", things("t3", 3, after=None))
    api.on("/r/alps/comments", things("t1", number, after=None))
    sub = Reddit().fetch(f"{api.origin}/r/alps/new", KNOWN, api.client(), NOW, REDDIT)
    assert (search.lost, sub.lost) == (lost, lost)


def test_a_forums_search_ends_at_its_tenth_page(api: ApiServer) -> None:
    def answer(asked: Asked) -> Answer:
        number = int(asked.query["page"][0])
        written = NOW - number * timedelta(minutes=30)
        post = {"id": number, "created_at": written.isoformat(), "topic_id": 5, "blurb": "x"}
        more = {"more_full_page_results": True}
        return Answer({"posts": [post], "topics": [], "grouped_search_result": more})

    api.on("/search.json", answer)
    cursor, asked = dict(KNOWN), 0
    for _visit in range(4):
        batch = Discourse().fetch(f"{api.origin}/search?q=x", cursor, api.client(), NOW)
        cursor, asked = batch.cursor, max(asked, *(int(q["page"]) for q in api.queries()))
        if batch.lost:
            break
    assert (asked, "gap" in cursor) == (10, False)
    floor = NOW - timedelta(days=2) - timedelta(minutes=10)
    assert batch.lost == (floor, NOW - timedelta(hours=5))


MORE = {"cursors": {"after": "A1"}, "next": "https://graph.facebook.com/x?access_token=canary"}


def comments(first: int, number: int, **more: Any) -> dict[str, Any]:
    def row(n: int) -> dict[str, Any]:
        at = (NOW - n * MINUTE).strftime("%Y-%m-%dT%H:%M:%S+0000")
        said = {"message": f"Nr. {n}", "text": f"Nr. {n}", "username": "carol"}
        return {"id": f"1_{n}" if more.get("is_page") else str(n), "created_time": at,
                "timestamp": at, **said}  # fmt: skip

    rows = [row(n) for n in range(first, first + number)]
    return {"data": rows, "paging": MORE if more.get("goes_on") else {}}


SOCIAL = [
    (Facebook(), "/lindner", "/v26.0/10/feed", {"page": "10"}, "10_1"),
    (Instagram(), "/lindner_braeu/", "/v26.0/77/media", {"account": "77"}, "900"),
]


@pytest.mark.parametrize(
    ("connector", "path", "edge", "known", "post"), SOCIAL, ids=["facebook", "instagram"]
)
def test_a_post_with_hundreds_of_new_comments_is_read_on(
    api: ApiServer, connector: Any, path: str, edge: str, known: dict[str, str], post: str
) -> None:
    is_page = post == "10_1"
    at = (NOW - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%S+0000")
    row = {"id": post, "created_time": at, "timestamp": at, "from": {"id": "10"}}
    first = comments(1, 100, goes_on=True, is_page=is_page)
    api.on(edge, Answer({"data": [row | {"comments": first}]}))
    second = comments(101, 100, goes_on=True, is_page=is_page)
    third = comments(201, 30, is_page=is_page)
    api.on(f"/v26.0/{post}/comments", Answer(second), Answer(third))
    given, cursor = {"token": "canary"}, {**KNOWN, **known}
    address = f"{api.origin}{path}"
    batch = connector.fetch(address, cursor, api.client(), NOW, given)
    assert len(batch.entries) == 230 and batch.lost is None
    below = api.queries(f"/v26.0/{post}/comments")
    assert [(query["after"], query["limit"]) for query in below] == [("A1", "100")] * 2
    endless = comments(101, 100, goes_on=True, is_page=is_page)
    api.on(f"/v26.0/{post}/comments", Answer(endless))
    batch = connector.fetch(address, cursor, api.client(), NOW, given)
    assert batch.lost == (NOW - timedelta(days=2), NOW - 200 * MINUTE)
    hour_ago = {**cursor, "newest": (NOW - timedelta(hours=1)).isoformat()}
    before = len(api.asked)
    connector.fetch(address, hour_ago, api.client(), NOW, given)
    assert len(api.asked) == before + 1
