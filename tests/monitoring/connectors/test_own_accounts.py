"""What is addressed to the company's own account, on Mastodon and Bluesky."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from companies.models import Company
from monitoring.connectors.base import Batch
from monitoring.connectors.bluesky_own import OwnBluesky
from monitoring.connectors.errors import AuthError, RateLimited, SettingRefused, SignInMissing
from monitoring.connectors.mastodon_own import NotificationsForbidden, OwnMastodon, TokenOfAnother
from monitoring.intake.visit import visit_feed
from monitoring.models import Feed, Item, Mention
from monitoring.services.connected import add_connected_source
from monitoring.services.profiles import add_profile, end_profile
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.listening import POLITE, search_what_is_stored

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTICES, WHO = "/api/v1/notifications", "/api/v1/accounts/verify_credentials"
TOKEN = {"token": "canary-token"}
LIST = "/xrpc/app.bsky.notification.listNotifications"
SESSION = {"password": "canary-pass", "access": "A1", "refresh": "R1"}


def notice(number: int, *, at: datetime = NOW, **status: Any) -> dict[str, Any]:
    said = {
        "id": str(100 + number),
        "uri": f"https://m.example/{number}",
        "url": f"https://m.example/@carol/{number}",
        "created_at": at.isoformat(),
        "visibility": "public",
        "content": "<p>@lindner wann öffnet ihr?</p>",
        "account": {"acct": "carol"},
        **status,
    }
    return {"id": str(number), "type": "mention", "created_at": at.isoformat(), "status": said}


def mastodon(api: ApiServer, **cursor: str) -> Batch:
    return OwnMastodon().fetch(f"{api.origin}/@lindner", cursor, api.client(), NOW, TOKEN)


def bluesky(api: ApiServer, **cursor: str) -> Batch:
    address = f"{api.origin}/notifications?account=lindner.example"
    return OwnBluesky().fetch(address, cursor, api.client(), NOW, SESSION)


def told(reason: str, key: str = "3n2v") -> dict[str, Any]:
    return {
        "uri": f"at://did:plc:abc/app.bsky.feed.post/{key}",
        "author": {"did": "did:plc:abc", "handle": "carol.test", "displayName": "Carol"},
        "reason": reason,
        "record": {"text": "@lindner offen?", "createdAt": NOW.isoformat()},
        "indexedAt": NOW.isoformat(),
    }


def test_public_mentions_come_in_addressed_to_us_and_private_ones_do_not(api: ApiServer) -> None:
    api.on(WHO, Answer({"username": "Lindner"}))
    api.on(
        NOTICES,
        Answer(
            [
                notice(3, visibility="direct"),
                notice(2, visibility="private"),
                {**notice(4), "type": "favourite"},
                notice(1, in_reply_to_id="9"),
                5,
            ]
        ),
        Answer([]),
    )
    batch = mastodon(api)
    (entry,) = batch.entries
    assert (entry.external_id, entry.kind) == ("https://m.example/1", "reply")
    assert entry.addressed_to_us
    asked = api.asked[1]
    assert asked.query["types[]"] == ["mention"]
    assert asked.headers["authorization"] == "Bearer canary-token"
    mastodon(api, **batch.cursor)
    assert len(api.queries(WHO)) == 1


def test_what_comes_late_from_another_server_is_not_missed(api: ApiServer) -> None:
    api.on(WHO, Answer({}, 403))
    late = notice(2, at=NOW)
    late["status"]["created_at"] = (NOW - timedelta(hours=5)).isoformat()
    api.on(NOTICES, Answer([late, notice(1, at=NOW - timedelta(hours=2))]))
    batch = mastodon(api, newest=(NOW - timedelta(hours=1)).isoformat())
    assert {entry.external_id[-1] for entry in batch.entries} == {"1", "2"}
    assert len(api.queries(NOTICES)) == 1


def test_the_token_of_another_account_and_one_without_permission_are_named(api: ApiServer) -> None:
    api.on(WHO, Answer({"username": "other"}))
    with pytest.raises(TokenOfAnother):
        mastodon(api)
    api.on(WHO, Answer({"username": "lindner"}))
    api.on(NOTICES, Answer({"error": "outside the authorized scopes"}, 403))
    with pytest.raises(NotificationsForbidden):
        mastodon(api)
    api.on(NOTICES, Answer({"error": "The access token is invalid"}, 401))
    with pytest.raises(AuthError) as refused:
        mastodon(api)
    assert type(refused.value) is AuthError


def test_bluesky_brings_mentions_answers_and_quotes_and_nothing_else(api: ApiServer) -> None:
    rows = [told("mention", "a"), told("reply", "b"), told("quote", "c"), told("like", "d"), 5]
    api.on(LIST, Answer({"notifications": rows, "cursor": "C2"}), Answer({"notifications": []}))
    batch = bluesky(api)
    assert sorted(entry.external_id[-1] for entry in batch.entries) == ["a", "b", "c"]
    assert all(entry.addressed_to_us for entry in batch.entries)
    assert [query.get("cursor") for query in api.queries(LIST)] == [None, "C2"]


def test_an_ended_session_is_renewed_with_the_handle_of_the_address(api: ApiServer) -> None:
    api.on(LIST, Answer({"error": "ExpiredToken"}, 400), Answer({"notifications": []}))
    api.on("/xrpc/com.atproto.server.refreshSession", Answer({"error": "ExpiredToken"}, 400))
    fresh = {"accessJwt": "A2", "refreshJwt": "R2"}
    api.on("/xrpc/com.atproto.server.createSession", Answer(fresh))
    assert bluesky(api).session == {"access": "A2", "refresh": "R2"}
    assert b'"identifier": "lindner.example"' in api.asked[2].body


def test_limits_are_obeyed_and_without_a_sign_in_nothing_is_asked(api: ApiServer) -> None:
    api.on(LIST, Answer({"error": "RateLimitExceeded"}, 429, {"retry-after": "60"}))
    with pytest.raises(RateLimited) as limited:
        bluesky(api)
    assert limited.value.until == NOW + timedelta(seconds=60)
    asked = len(api.asked)
    for connector in (OwnMastodon(), OwnBluesky()):
        with pytest.raises(SignInMissing):
            connector.fetch(f"{api.origin}/@x", {}, api.client(), NOW)
    assert len(api.asked) == asked


@pytest.mark.parametrize(
    "typed", ["@Lindner@m.example", "lindner@m.example", "https://m.example/@lindner"]
)
def test_an_account_on_mastodon_is_what_people_write(typed: str) -> None:
    assert OwnMastodon().address_of({"account": typed}) == "https://m.example/@lindner"
    assert (
        OwnMastodon().normalise_address("https://m.example/@lindner")
        == "https://m.example/@lindner"
    )


@pytest.mark.parametrize(
    "typed", ["", "lindner", "@a b@m.example", "@@m.example", "@x@", "@../@m.example"]
)
def test_what_is_no_account_on_mastodon_is_refused(typed: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        OwnMastodon().address_of({"account": typed})
    assert refused.value.field == "account"


def test_an_account_on_bluesky_is_its_handle() -> None:
    address = "https://bsky.social/notifications?account=lindner.example"
    assert OwnBluesky().address_of({"account": "@Lindner.example"}) == address
    assert OwnBluesky().normalise_address(address) == address
    with pytest.raises(SettingRefused):
        OwnBluesky().address_of({"account": "Lindner Bräu"})


def listening(api: ApiServer) -> tuple[Company, Feed]:
    company = make_company()
    source = add_connected_source(
        company=company, kind="mastodon-own", settings={"account": f"{api.origin}/@lindner"},
        credential=TOKEN, name="", by=make_user(), at=MONDAY,
    )  # fmt: skip
    return company, source.feed


@pytest.mark.django_db
def test_what_is_addressed_to_us_is_a_mention_whatever_the_searches_find(api: ApiServer) -> None:
    api.on(WHO, Answer({"username": "lindner"}))
    api.on(NOTICES, Answer([notice(1, at=MONDAY - timedelta(hours=1))]), Answer([]))
    company, feed = listening(api)
    profile = add_profile(
        company=company, name="Andere", kind="competitor", query="öffnet", by=make_user(), at=MONDAY
    )
    visit_feed(feed_id=feed.pk, client=api.client(), at=MONDAY, jitter=1.0, manners=POLITE)
    mention = Mention.of(company).get()
    assert (mention.addressed_to_us, mention.is_own, mention.kind) == (True, True, "question")
    assert Item.objects.get().addressed_to_us
    # Whatever becomes of the search: it stays about us.
    end_profile(profile=profile, by=make_user(), at=MONDAY)
    search_what_is_stored(at=MONDAY)
    assert Mention.of(company).get().is_own


def test_who_is_shown_only_to_the_signed_in_is_read_where_they_address_us(api: ApiServer) -> None:
    label = {"val": "!no-unauthenticated", "src": "did:plc:abc"}
    asked = told("mention")
    asked["author"]["labels"] = [label]
    api.on(LIST, Answer({"notifications": [asked]}))
    (entry,) = bluesky(api).entries
    assert (entry.addressed_to_us, entry.text) == (True, "@lindner offen?")
