"""Looking again where a token stands between us and the source: it may end, and nothing is gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitoring.connectors.base import Following, Kept, Seen
from monitoring.connectors.discourse import Discourse
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    Gone,
    PermissionDenied,
    RateLimited,
    SignInMissing,
    Transient,
)
from monitoring.connectors.facebook import Facebook
from monitoring.connectors.googlereviews import ConsentWithdrawn, GoogleReviews, NoSuchLocation
from monitoring.connectors.graph import TokenEnded
from monitoring.connectors.instagram import Instagram
from tests.monitoring.api_server import Answer, ApiServer, Asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AGO = (NOW - timedelta(hours=3)).isoformat()
NOT_FOUND = {"errors": ["It is not there."], "error_type": "not_found"}
REFUSED = {"errors": ["You may not."], "error_type": "invalid_access"}
GOOGLE = {
    "client": "id",
    "secret": "s",
    "refresh": "r",
    "access": "canary",
    "until": (NOW + timedelta(hours=1)).isoformat(),
}
PLACE = "/v4/accounts/1/locations/2/reviews"
REVIEW = "accounts/1/locations/2/reviews"
MISSING = {"error": {"code": 100, "error_subcode": 33, "message": "does not exist"}}


def look(connector: Following, address: str, api: ApiServer, ids: list[str], **given: str) -> Seen:
    kept = [Kept(each, each) for each in ids]
    return connector.recheck(f"{api.origin}{address}", kept, api.client(), NOW, given)


def said(seen: Seen) -> dict[str, str]:
    return {entry.external_id.rpartition("/")[2]: entry.html or entry.text for entry in seen.there}


# Discourse


def post(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "username": "carol",
        "cooked": "<p>Zu.</p>",
        "created_at": AGO,
        "updated_at": AGO,
        "post_number": 2,
        "topic_id": 5,
        **more,
    }


def forum(api: ApiServer, known: dict[int, Answer]) -> list[str]:
    def answer(asked: Asked) -> Answer:
        number = int(asked.path.rpartition("/")[2].removesuffix(".json"))
        return known.get(number, Answer(NOT_FOUND, 404))

    api.on("/posts/", answer)
    return [f"127.0.0.1:{api.port}:{number}" for number in range(1, 8)]


KNOWN = {
    1: Answer(post(1)),
    2: Answer(post(2, deleted_at=AGO)),
    3: Answer(post(3, user_deleted=True)),
    4: Answer(post(4, hidden=True)),
    5: Answer(NOT_FOUND, 410),
    6: Answer(REFUSED, 403),
}


def test_a_forum_says_what_was_deleted_hidden_or_is_not_there(api: ApiServer) -> None:
    ids = forum(api, KNOWN)
    seen = look(Discourse(), "/latest", api, ids, key="canary", user="u")
    assert said(seen) == {ids[0]: "<p>Zu.</p>"}
    assert seen.deleted == {ids[1], ids[2], ids[4]}
    assert seen.missing == {ids[3], ids[6]}
    assert {asked.headers["api-key"] for asked in api.asked} == {"canary"}


def test_a_post_of_a_search_is_not_taken_for_changed_because_it_is_whole(api: ApiServer) -> None:
    ids = forum(api, KNOWN)
    seen = look(Discourse(), "/search?q=bahn", api, ids[:2])
    assert (seen.there, seen.same, seen.deleted) == ((), {ids[0]}, {ids[1]})


@pytest.mark.parametrize("key", [{"key": "canary", "user": "u"}, {}], ids=["key", "public"])
def test_a_forum_that_lets_us_in_no_more_has_deleted_nothing(
    api: ApiServer, key: dict[str, str]
) -> None:
    api.on("/posts/", Answer(REFUSED, 403))
    with pytest.raises(AuthError):
        look(Discourse(), "/latest", api, ["x:1", "x:2"], **key)
    api.on("/posts/", Answer({"errors": ["x"], "error_type": "not_logged_in"}, 403))
    with pytest.raises(AuthError):
        look(Discourse(), "/latest", api, ["x:1"], **key)


def test_a_forums_limit_is_obeyed(api: ApiServer) -> None:
    slow = {"errors": ["x"], "error_type": "rate_limit", "extras": {"wait_seconds": 12}}
    api.on("/posts/", Answer(slow, 429))
    with pytest.raises(RateLimited) as limited:
        look(Discourse(), "/latest", api, ["x:1"])
    assert limited.value.until == NOW + timedelta(seconds=12)


# Google


def review(number: str, **more: Any) -> dict[str, Any]:
    row = {"name": f"{REVIEW}/{number}", "starRating": "TWO", "comment": "Zu.", "createTime": AGO}
    return {**row, "updateTime": AGO, **more}


def gone(status: str = "NOT_FOUND", code: int = 404) -> Answer:
    return Answer({"error": {"code": code, "status": status, "message": "x"}}, code)


def test_a_review_that_google_does_not_find_is_missing(api: ApiServer) -> None:
    api.on(f"{PLACE}/A", Answer(review("A", comment="Besser.")))
    api.on(f"{PLACE}/B", gone())
    seen = look(GoogleReviews(), PLACE, api, [f"{REVIEW}/A", f"{REVIEW}/B", "x"], **GOOGLE)
    assert (said(seen), seen.missing) == ({"A": "Besser."}, {f"{REVIEW}/B"})
    assert len(api.asked) == 2


def test_where_no_review_is_found_the_location_has_to_be_there(api: ApiServer) -> None:
    api.on(f"{PLACE}/", gone())
    api.on(PLACE, Answer({"reviews": []}))
    seen = look(GoogleReviews(), PLACE, api, [f"{REVIEW}/B"], **GOOGLE)
    assert seen.missing == {f"{REVIEW}/B"}
    api.on(PLACE, gone())
    with pytest.raises(NoSuchLocation):
        look(GoogleReviews(), PLACE, api, [f"{REVIEW}/B"], **GOOGLE)


def test_googles_ended_token_is_renewed_and_a_withdrawn_consent_deletes_nothing(
    api: ApiServer,
) -> None:
    api.on("/token", Answer({"access_token": "A2", "expires_in": 3600}))
    api.on(f"{PLACE}/", gone("UNAUTHENTICATED", 401), Answer(review("A")))
    seen = look(GoogleReviews(), PLACE, api, [f"{REVIEW}/A"], **GOOGLE)
    assert (said(seen), (seen.session or {})["access"]) == ({"A": "Zu."}, "A2")
    api.on("/token", Answer({"error": "invalid_grant"}, 400))
    api.on(f"{PLACE}/", gone("UNAUTHENTICATED", 401))
    with pytest.raises(ConsentWithdrawn):
        look(GoogleReviews(), PLACE, api, [f"{REVIEW}/A"], **GOOGLE)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (gone("PERMISSION_DENIED", 403), PermissionDenied),
        (gone("RESOURCE_EXHAUSTED", 429), RateLimited),
        (gone("INTERNAL", 500), Transient),
        (Answer(b"<html>Not found</html>", 404), Gone),
    ],
    ids=["permission", "limit", "broken", "page"],
)
def test_what_google_says_of_itself_is_no_deletion(
    api: ApiServer, answer: Answer, problem: type[ConnectorError]
) -> None:
    api.on(f"{PLACE}/", answer)
    with pytest.raises(problem):
        look(GoogleReviews(), PLACE, api, [f"{REVIEW}/A"], **GOOGLE)


# Meta


def words(number: str, text: str = "Zu.") -> dict[str, Any]:
    return {"id": number, "message": text, "text": text, "username": "carol"}


def meta(api: ApiServer, known: dict[str, dict[str, Any]], **lists: Any) -> None:
    """Objects by their numbers, and lists by their names; all else is not there."""

    def answer(asked: Asked) -> Answer:
        name = asked.path.rpartition("/")[2]
        if name in lists:
            return Answer({"data": lists[name]})
        return Answer(known[name]) if name in known else Answer(MISSING, 400)

    api.on("/v26.0/", answer)
    linked = {"id": "77", "username": "lindner_braeu"}
    api.on("/v26.0/me", Answer({"instagram_business_account": linked}))


CASES = [(Facebook(), "/lindner", "feed"), (Instagram(), "/lindner_braeu/", "media")]
BOTH = pytest.mark.parametrize(("connector", "path", "edge"), CASES, ids=["facebook", "instagram"])


@BOTH
def test_meta_is_asked_one_by_one(
    api: ApiServer, connector: Following, path: str, edge: str
) -> None:
    meta(api, {"11": words("11", "Neu."), "12": {"id": "12"}})
    seen = look(connector, path, api, ["11", "12", "13", "a hash"], token="canary")
    assert (said(seen), seen.same, seen.missing) == ({"11": "Neu."}, {"12"}, {"13"})
    assert {asked.headers["authorization"] for asked in api.asked} == {"Bearer canary"}
    assert not [asked for asked in api.asked if asked.path.endswith(edge)]


@BOTH
def test_nothing_is_missing_at_meta_where_nothing_else_is_read(
    api: ApiServer, connector: Following, path: str, edge: str
) -> None:
    """Of what a token may not see Meta says the same as of what was deleted."""
    meta(api, {}, **{edge: [{"id": "1"}]})
    assert look(connector, path, api, ["11"], token="canary") == Seen()
    meta(api, {}, **{edge: [{"id": "1", "comments": {"data": [words("14")]}}]})
    assert look(connector, path, api, ["11"], token="canary").missing == {"11"}


@BOTH
@pytest.mark.parametrize(
    ("code", "sub", "problem"),
    [
        (190, 463, TokenEnded),
        (190, 0, AuthError),
        (10, 0, PermissionDenied),
        (200, 0, PermissionDenied),
        (32, 0, RateLimited),
        (2, 0, Transient),
    ],
    ids=["ended", "token", "app", "permission", "limit", "passing"],
)
def test_a_token_that_meta_does_not_take_deletes_nothing(
    api: ApiServer, connector: Following, path: str, edge: str,
    code: int, sub: int, problem: type[ConnectorError],
) -> None:  # fmt: skip
    api.on("/v26.0/", Answer({"error": {"code": code, "error_subcode": sub}}, 400))
    with pytest.raises(problem):
        look(connector, path, api, ["11"], token="canary")
    with pytest.raises(SignInMissing):
        look(connector, path, api, ["11"])


RATED = {"created_time": AGO, "recommendation_type": "positive", "review_text": "Toll."}


def rating(story: str) -> dict[str, Any]:
    return {**RATED, "open_graph_story": {"id": story}}


LISTS = [
    (Facebook(), "/lindner/reviews", "ratings", rating),
    (Instagram(), "/lindner_braeu/tagged/", "tags",
     lambda number: {"id": number, "caption": "Toll.", "timestamp": AGO}),
]  # fmt: skip


@pytest.mark.parametrize(("connector", "path", "edge", "row"), LISTS, ids=["ratings", "tags"])
def test_what_a_list_read_to_its_end_does_not_hold_is_missing(
    api: ApiServer, connector: Following, path: str, edge: str, row: Any
) -> None:
    meta(api, {}, **{edge: [row("900"), row("901")]})
    seen = look(connector, path, api, ["900", "902"], token="canary")
    assert (said(seen), seen.missing) == ({"900": "Toll."}, {"902"})
    meta(api, {}, **{edge: []})
    assert look(connector, path, api, ["900"], token="canary").missing == frozenset()


def test_a_list_that_goes_on_and_on_says_nothing_about_what_is_not_in_it(api: ApiServer) -> None:
    more = {"cursors": {"after": "A"}, "next": "https://graph.facebook.com/x"}
    api.on("/v26.0/lindner/ratings", Answer({"data": [rating("900")], "paging": more}))
    seen = look(Facebook(), "/lindner/reviews", api, ["900", "902"], token="canary")
    assert (said(seen), seen.missing, len(api.asked)) == ({"900": "Toll."}, frozenset(), 10)


def test_posts_of_others_on_facebook_cannot_be_asked_for_again() -> None:
    rhythm = Facebook().rhythm
    addresses = [
        f"https://www.facebook.com/lindner{part}" for part in ("", "/reviews", "/mentions")
    ]
    assert [rhythm.serves(address) for address in addresses] == [True, True, False]
