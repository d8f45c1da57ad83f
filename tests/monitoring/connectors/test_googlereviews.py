"""Reviews of Google, in the documented shapes."""

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
    Unexpected,
)
from monitoring.connectors.googlereviews import (
    ConsentWithdrawn,
    GoogleReviews,
    NoSuchLocation,
    ProjectNotApproved,
)
from tests.monitoring.api_server import Answer, ApiServer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REVIEWS = "/v4/accounts/1/locations/2/reviews"
GIVEN = {"client": "canary-id", "secret": "canary-secret", "refresh": "canary-refresh"}
FRESH = Answer({"access_token": "canary-access", "expires_in": 3599, "token_type": "Bearer"})


def review(number: str, stars: str = "TWO", *, ago: int = 60, **more: Any) -> dict[str, Any]:
    at = (NOW - timedelta(minutes=ago)).isoformat()
    return {
        "name": f"accounts/1/locations/2/reviews/{number}",
        "reviewId": number,
        "reviewer": {"displayName": "Carol", "isAnonymous": False},
        "starRating": stars,
        "comment": "Zu lange gewartet.",
        "createTime": at,
        "updateTime": at,
        **more,
    }


def fetch(api: ApiServer, given: dict[str, str] = GIVEN, **cursor: str) -> Batch:
    return GoogleReviews().fetch(f"{api.origin}{REVIEWS}", cursor, api.client(), NOW, given)


def test_stars_words_and_names_come_in(api: ApiServer) -> None:
    api.on("/token", FRESH)
    silent = review("B", "FIVE", reviewer={"displayName": "x", "isAnonymous": True})
    del silent["comment"]
    api.on(
        REVIEWS, Answer({"reviews": [review("A"), silent, review("C", "STAR_RATING_UNSPECIFIED")]})
    )
    batch = fetch(api)
    rows = {e.external_id[-1]: (e.rating, e.text, e.author_name, e.kind) for e in batch.entries}
    assert rows == {
        "A": (2, "Zu lange gewartet.", "Carol", "review"),
        "B": (5, "", "", "review"),
        "C": (None, "Zu lange gewartet.", "Carol", "review"),
    }
    assert all(entry.addressed_to_us and entry.site == "google.com" for entry in batch.entries)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("Gut.\n\n(Translated by Google)\nGood.", "Gut."),
        ("(Translated by Google) Good.\n\n(Original)\nGut.", "Gut."),
        ("Gut.", "Gut."),
    ],
    ids=["behind", "before", "plain"],
)
def test_only_what_was_written_is_kept_not_the_translation(
    api: ApiServer, comment: str, said: str
) -> None:
    api.on("/token", FRESH)
    api.on(REVIEWS, Answer({"reviews": [review("A", comment=comment)]}))
    assert fetch(api).entries[0].text == said


def test_the_token_is_kept_until_its_end_and_renewed_once_it_is_refused(api: ApiServer) -> None:
    api.on("/token", FRESH)
    refused = Answer({"error": {"status": "UNAUTHENTICATED"}}, 401)
    api.on(REVIEWS, Answer({}), Answer({}), refused, Answer({}))
    session = dict(fetch(api).session or {})
    assert session == {"access": "canary-access", "until": "2026-11-23T09:59:59+00:00"}
    assert fetch(api, {**GIVEN, **session}).session is None
    assert len(api.queries("/token")) == 1
    assert fetch(api, {**GIVEN, **session}).session == session
    assert len(api.queries("/token")) == 2
    assert {asked.headers.get("authorization") for asked in api.asked if asked.path == REVIEWS} == {
        "Bearer canary-access"
    }
    assert all("canary" not in str(asked.query) for asked in api.asked)


def test_they_are_asked_for_by_their_last_change_back_to_what_is_known(api: ApiServer) -> None:
    api.on("/token", FRESH)
    changed = review("A", ago=60 * 24 * 90) | {"updateTime": NOW.isoformat()}
    api.on(
        REVIEWS,
        Answer({"reviews": [changed], "nextPageToken": "P2"}),
        Answer({"reviews": [review("B", ago=90)], "nextPageToken": "P3"}),
    )
    batch = fetch(api, newest=(NOW - timedelta(hours=1)).isoformat())
    assert [query.get("pageToken") for query in api.queries(REVIEWS)] == [None, "P2"]
    assert {query["orderBy"] for query in api.queries(REVIEWS)} == {"updateTime desc"}
    (first,) = [entry for entry in batch.entries if entry.external_id.endswith("/A")]
    assert first.edited_at == NOW


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            Answer({"error": {"status": "PERMISSION_DENIED"}}, 403), ProjectNotApproved, id="403"
        ),
        pytest.param(Answer({"error": {"status": "NOT_FOUND"}}, 404), NoSuchLocation, id="404"),
        pytest.param(Answer({"error": {}}, 500), Transient, id="500"),
        pytest.param(Answer(b"<html>"), Unexpected, id="page"),
        pytest.param(Answer(b'{"reviews": ['), Unexpected, id="broken-off"),
        pytest.param(Answer(b"[" * 100_000), Unexpected, id="deep"),
    ],
)
def test_bad_answers_have_names(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on("/token", FRESH)
    api.on(REVIEWS, answer)
    with pytest.raises(expected) as raised:
        fetch(api)
    assert type(raised.value) is expected and "canary" not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer({"error": "invalid_grant"}, 400), ConsentWithdrawn, id="withdrawn"),
        pytest.param(Answer({"error": "invalid_client"}, 401), AuthError, id="client"),
        pytest.param(Answer({"expires_in": True}), AuthError, id="no-token"),
    ],
)
def test_a_refused_sign_in_has_a_name(
    api: ApiServer, answer: Answer, expected: type[ConnectorError]
) -> None:
    api.on("/token", answer)
    with pytest.raises(expected) as raised:
        fetch(api)
    assert type(raised.value) is expected


def test_the_allowance_of_a_minute_is_waited_for(api: ApiServer) -> None:
    api.on("/token", FRESH)
    api.on(REVIEWS, Answer({"error": {"status": "RESOURCE_EXHAUSTED"}}, 429))
    with pytest.raises(RateLimited) as limited:
        fetch(api)
    assert limited.value.until == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("row", [None, 5, {}, {"name": "../x"}, {"name": []}])
def test_hostile_reviews_cost_at_most_themselves(api: ApiServer, row: Any) -> None:
    api.on("/token", FRESH)
    api.on(REVIEWS, Answer({"reviews": [row, review("A", starRating=[])]}))
    assert [entry.rating for entry in fetch(api).entries] == [None]


def test_without_a_sign_in_nothing_is_asked(api: ApiServer) -> None:
    with pytest.raises(SignInMissing):
        fetch(api, {"client": "x"})
    assert api.asked == []


def test_the_location_stands_in_the_address() -> None:
    address = "https://mybusiness.googleapis.com/v4/accounts/1/locations/2/reviews"
    assert GoogleReviews().address_of({"location": " accounts/1/locations/2 "}) == address
    assert GoogleReviews().normalise_address(address) == address
    with pytest.raises(SettingRefused):
        GoogleReviews().address_of({"location": "Brauerei Lindner, Bamberg"})


def test_a_project_without_any_allowance_is_not_approved(api: ApiServer) -> None:
    """Google gives projects an allowance of nought until it approves them."""
    api.on("/token", FRESH)
    info = {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_limit_value": "0"}}
    error = {"status": "RESOURCE_EXHAUSTED", "details": [5, info]}
    api.on(REVIEWS, Answer({"error": error}, 429))
    with pytest.raises(ProjectNotApproved):
        fetch(api)
    info["metadata"] = {"quota_limit_value": "300"}
    with pytest.raises(RateLimited):
        fetch(api)
