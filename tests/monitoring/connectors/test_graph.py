"""Facebook pages and Instagram accounts, in Meta's documented shapes."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    PermissionDenied,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
    Unexpected,
)
from monitoring.connectors.facebook import Facebook
from monitoring.connectors.graph import (
    AccountHeld,
    AppNotApproved,
    NoSuchPage,
    TokenEnded,
    TokenWithdrawn,
)
from monitoring.connectors.instagram import Instagram, OtherAccount
from tests.monitoring.api_server import Answer, ApiServer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = {"token": "canary-token"}
PAGE = Answer({"id": "10"})
FEED, RATINGS, TAGGED = "/v26.0/10/feed", "/v26.0/10/ratings", "/v26.0/10/tagged"
LINKED = Answer({"instagram_business_account": {"id": "77", "username": "Lindner_Braeu"}})
MEDIA = "/v26.0/77/media"


def meta(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def comment(number: str, said: str, *, ago: int = 60, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "message": said,
        "created_time": meta(NOW - timedelta(minutes=ago)),
        "permalink_url": f"https://www.facebook.com/10/posts/1?comment_id={number}",
        "from": {"id": "55", "name": "Carol"},
        **more,
    }


def post(number: str, *comments: Any, ago: int = 120, **more: Any) -> dict[str, Any]:
    own = {"from": {"id": "10", "name": "Lindner"}, **more}
    return comment(number, "Wir brauen.", ago=ago, **own) | {"comments": {"data": list(comments)}}


def facebook(api: ApiServer, path: str = "/lindner", **cursor: str) -> Batch:
    return Facebook().fetch(f"{api.origin}{path}", cursor, api.client(), NOW, TOKEN)


def instagram(api: ApiServer, path: str = "/lindner_braeu/", **cursor: str) -> Batch:
    return Instagram().fetch(f"{api.origin}{path}", cursor, api.client(), NOW, TOKEN)


def test_comments_and_visitors_posts_come_in_and_our_own_words_do_not(api: ApiServer) -> None:
    answer_of_ours = comment("1_3", "Danke!", **{"from": {"id": "10"}})
    nameless = comment("1_4", "Gut.", parent={"id": "1_2"})
    del nameless["from"]
    api.on("/v26.0/lindner", PAGE)
    rows = [
        post("10_1", comment("1_2", "Schal."), answer_of_ours, nameless),
        comment("10_9", "Wann offen?"),
    ]
    api.on(FEED, Answer({"data": rows}))
    batch = facebook(api)
    said = {
        entry.external_id: (entry.kind, entry.text, entry.author_name) for entry in batch.entries
    }
    assert said == {
        "1_2": ("comment", "Schal.", "Carol"),
        "1_4": ("reply", "Gut.", ""),
        "10_9": ("post", "Wann offen?", "Carol"),
    }
    assert all(entry.addressed_to_us for entry in batch.entries)
    assert batch.entries[0].published_at == NOW - timedelta(minutes=60)
    assert batch.cursor["page"] == "10"
    facebook(api, **batch.cursor)
    assert len(api.queries("/v26.0/lindner")) == 1


def test_the_token_stands_in_a_header_and_in_no_address(api: ApiServer) -> None:
    api.on("/v26.0/lindner", PAGE)
    api.on(FEED, Answer({"data": []}))
    signed = {**TOKEN, "secret": "app-secret"}
    Facebook().fetch(f"{api.origin}/lindner", {}, api.client(), NOW, signed)
    proof = hmac.new(b"app-secret", b"canary-token", hashlib.sha256).hexdigest()
    for asked in api.asked:
        assert asked.headers["authorization"] == "Bearer canary-token"
        assert asked.query["appsecret_proof"] == [proof]
        assert "canary" not in str(asked.query) and "app-secret" not in str(asked.query)


def test_pages_follow_by_their_cursor_as_far_back_as_need_be(api: ApiServer) -> None:
    api.on("/v26.0/lindner", PAGE)
    more = {"cursors": {"after": "A1"}, "next": "https://graph.facebook.com/x?access_token=canary"}
    old = post("10_2", comment("2_1", "Alt.", ago=60 * 24 * 20), ago=60 * 24 * 31)
    api.on(
        FEED,
        Answer({"data": [post("10_1", comment("1_2", "Neu."))], "paging": more}),
        Answer({"data": [old], "paging": more}),
    )
    batch = facebook(api)
    assert [entry.text for entry in batch.entries] in (["Neu.", "Alt."], ["Alt.", "Neu."])
    assert [query.get("after") for query in api.queries(FEED)] == [None, "A1"]
    assert "gap" not in batch.cursor


def test_new_comments_below_old_posts_do_not_hide_anything(api: ApiServer) -> None:
    api.on("/v26.0/lindner", PAGE)
    api.on(FEED, Answer({"data": [post("10_1", comment("1_2", "Neu.", ago=1), ago=60 * 24 * 10)]}))
    known = (NOW - timedelta(hours=1)).isoformat()
    batch = facebook(api, newest=known)
    assert [entry.text for entry in batch.entries] == ["Neu."]
    assert len(api.queries(FEED)) == 1


def test_recommendations_become_stars(api: ApiServer) -> None:
    api.on("/v26.0/lindner", PAGE)
    rows = [
        {"created_time": meta(NOW), "recommendation_type": "positive", "review_text": "Toll.",
         "reviewer": {"id": "5", "name": "Carol"}, "open_graph_story": {"id": "900"}},
        {"created_time": meta(NOW), "recommendation_type": "negative", "review_text": "Zäh."},
        {"created_time": meta(NOW), "rating": 3, "review_text": ""},
    ]  # fmt: skip
    api.on(RATINGS, Answer({"data": rows}))
    batch = facebook(api, "/lindner/reviews")
    assert sorted((entry.rating or 0, entry.text) for entry in batch.entries) == [
        (1, "Zäh."), (3, ""), (5, "Toll."),
    ]  # fmt: skip
    assert {entry.kind for entry in batch.entries} == {"review"}
    assert len({entry.external_id for entry in batch.entries}) == 3


def test_posts_that_name_the_page_come_in(api: ApiServer) -> None:
    api.on("/v26.0/lindner", PAGE)
    api.on(TAGGED, Answer({"data": [comment("55_1", "Bei Lindner gewesen.")]}))
    (entry,) = facebook(api, "/lindner/mentions").entries
    assert (entry.kind, entry.text) == ("post", "Bei Lindner gewesen.")


def test_instagram_brings_comments_with_replies_and_leaves_ours_and_hidden_ones(
    api: ApiServer,
) -> None:
    def said(number: str, words: str, who: str = "carol", **more: Any) -> dict[str, Any]:
        return {"id": number, "text": words, "timestamp": meta(NOW), "username": who, **more}

    ours = said("3", "Danke!", "lindner_braeu")
    replies = {"data": [ours, said("4", "Gern.", parent_id="2")]}
    rows = [
        {
            "id": "1",
            "timestamp": meta(NOW - timedelta(hours=3)),
            "permalink": "https://www.instagram.com/p/x/",
            "comments": {"data": [said("2", "Wo?", replies=replies), said("5", "x", hidden=True)]},
        }
    ]
    api.on("/v26.0/me", LINKED)
    api.on(MEDIA, Answer({"data": rows}))
    batch = instagram(api)
    assert {entry.external_id: (entry.kind, entry.text) for entry in batch.entries} == {
        "2": ("comment", "Wo?"),
        "4": ("reply", "Gern."),
    }
    assert {entry.author_url for entry in batch.entries} == {"https://www.instagram.com/carol/"}
    assert batch.cursor["account"] == "77"
    api.on("/v26.0/me", Answer({"instagram_business_account": {"id": "78", "username": "other"}}))
    with pytest.raises(OtherAccount):
        instagram(api)


def problem(code: int, sub: int = 0, status: int = 400, **headers: str) -> Answer:
    error = {"message": "canary-token", "type": "OAuthException", "code": code}
    return Answer({"error": {**error, "error_subcode": sub}}, status, headers)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(problem(190, 463), TokenEnded, id="ended"),
        pytest.param(problem(190, 460), TokenWithdrawn, id="password"),
        pytest.param(problem(190, 458), TokenWithdrawn, id="app-removed"),
        pytest.param(problem(190, 459), AccountHeld, id="checkpoint"),
        pytest.param(problem(190), AuthError, id="token"),
        pytest.param(problem(10, 0, 403), AppNotApproved, id="permission"),
        pytest.param(problem(230, 0, 403), AppNotApproved, id="permission-200s"),
        pytest.param(problem(100, 33), NoSuchPage, id="missing"),
        pytest.param(problem(803, 0, 404), NoSuchPage, id="alias"),
        pytest.param(problem(100), BadRequest, id="parameter"),
        pytest.param(problem(368), PermissionDenied, id="blocked"),
        pytest.param(problem(2, 0, 500), Transient, id="passing"),
        pytest.param(Answer(b"<html>", 503), Transient, id="down"),
        pytest.param(Answer(b"<html>"), Unexpected, id="page"),
        pytest.param(Answer(b'{"data": ['), Unexpected, id="broken-off"),
        pytest.param(Answer(b"[" * 100_000), Unexpected, id="deep"),
        pytest.param(
            Answer({"error": {"code": "x", "error_subcode": []}}, 400), BadRequest, id="odd"
        ),
    ],
)
def test_metas_codes_have_names(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on("/v26.0/lindner", answer)
    with pytest.raises(expected) as raised:
        facebook(api)
    assert type(raised.value) is expected
    assert "canary" not in str(raised.value)


def usage(**numbers: int) -> dict[str, str]:
    rows = {"10": [{"type": "pages", "call_count": 5, **numbers}]}
    return {"X-Business-Use-Case-Usage": json.dumps(rows)}


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80001, 80002])
def test_limits_are_slept_through_as_long_as_meta_says(api: ApiServer, code: int) -> None:
    api.on("/v26.0/lindner", problem(code, 0, 403))
    with pytest.raises(RateLimited) as limited:
        facebook(api)
    assert limited.value.until == NOW + timedelta(hours=1)
    headers = usage(estimated_time_to_regain_access=17)
    api.on("/v26.0/lindner", Answer({"error": {"code": code}}, 400, headers))
    with pytest.raises(RateLimited) as limited:
        facebook(api)
    assert limited.value.until == NOW + timedelta(minutes=17)


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"X-App-Usage": '{"call_count":28,"total_time":25,"total_cputime":25}'}, None),
        ({"X-App-Usage": '{"call_count":81,"total_time":25,"total_cputime":25}'}, 60),
        (usage(total_cputime=95), 60),
        (usage(estimated_time_to_regain_access=5), 5),
        ({"X-App-Usage": "nonsense"}, None),
        ({"X-App-Usage": "[" * 10_000}, None),
        ({"X-App-Usage": '{"call_count":1e999}'}, 60),
    ],
    ids=["low", "calls", "time", "regain", "words", "deep", "endless"],
)
def test_a_nearly_used_up_allowance_is_spared(
    api: ApiServer, headers: dict[str, str], pause: int | None
) -> None:
    api.on("/v26.0/lindner", PAGE)
    api.on(FEED, Answer({"data": []}, 200, headers))
    assert facebook(api).next_in == (timedelta(minutes=pause) if pause else None)


@pytest.mark.parametrize(
    "row",
    [None, 5, {}, {"id": "../x", "message": "x"}, {"comments": 5}, {"comments": {"data": {}}}],
)
def test_hostile_rows_cost_at_most_themselves(api: ApiServer, row: Any) -> None:
    api.on("/v26.0/lindner", PAGE)
    api.on(FEED, Answer({"data": [row, post("10_1", row, comment("1_2", "Gut."))]}))
    assert [entry.text for entry in facebook(api).entries] == ["Gut."]


def test_without_a_token_nothing_is_asked(api: ApiServer) -> None:
    for connector in (Facebook(), Instagram()):
        with pytest.raises(SignInMissing):
            connector.fetch(f"{api.origin}/lindner", {}, api.client(), NOW)
    assert api.asked == []


@pytest.mark.parametrize(
    ("typed", "part", "address"),
    [
        ("Lindner.Braeu", "comments", "https://www.facebook.com/lindner.braeu"),
        (
            "https://m.facebook.com/Lindner/posts/1",
            "reviews",
            "https://www.facebook.com/lindner/reviews",
        ),
        ("facebook.com/profile.php?id=100", "tagged", "https://www.facebook.com/100/mentions"),
    ],
)
def test_a_page_is_what_people_paste(typed: str, part: str, address: str) -> None:
    assert Facebook().address_of({"page": typed, "part": part}) == address
    assert Facebook().normalise_address(address) == address


@pytest.mark.parametrize(
    ("typed", "part", "address"),
    [
        ("@Lindner_Braeu", "comments", "https://www.instagram.com/lindner_braeu/"),
        (
            "instagram.com/lindner_braeu?x=1",
            "tagged",
            "https://www.instagram.com/lindner_braeu/tagged/",
        ),
    ],
)
def test_an_account_is_what_people_paste(typed: str, part: str, address: str) -> None:
    assert Instagram().address_of({"account": typed, "part": part}) == address
    assert Instagram().normalise_address(address) == address


@pytest.mark.parametrize("typed", ["", "https://evil.example/lindner", "two words", "facebook.com"])
def test_what_is_no_page_is_refused(typed: str) -> None:
    with pytest.raises(SettingRefused):
        Facebook().address_of({"page": typed})


@pytest.mark.parametrize("typed", ["", "https://evil.example/x", "two words", "a-b"])
def test_what_is_no_account_is_refused(typed: str) -> None:
    with pytest.raises(SettingRefused):
        Instagram().address_of({"account": typed})
