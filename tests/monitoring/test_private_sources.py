"""A source with a company's own sign-in: sealed, never shown, and of that company alone."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from companies.models import Company
from monitoring.connectors.base import NOTHING
from monitoring.credentials import credential_of, keep_session
from monitoring.intake.visit import visit_feed
from monitoring.models import Credential, Feed, Mention, Source
from monitoring.services.connected import add_connected_source, give_credential
from monitoring.services.sources import remove_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.listening import POLITE, look_for

pytestmark = pytest.mark.django_db
TOKEN = "canary-3f9a-token"
TAG = "/api/v1/timelines/tag/seilbahn"
POST = {
    "id": "1",
    "uri": "https://m.example/1",
    "url": "https://m.example/@c/1",
    "created_at": "2026-09-07T06:00:00Z",
    "visibility": "public",
    "content": "<p>Lindner braut.</p>",
    "account": {"acct": "carol"},
}


def watch_tag(company: Company, api: ApiServer, token: str = "") -> Source:
    return add_connected_source(
        company=company,
        kind="mastodon",
        settings={"server": api.origin, "query": "#seilbahn"},
        credential={"token": token} if token else NOTHING,
        name="",
        takes_everything=True,
        by=make_user(),
        at=MONDAY,
    )


def visit(api: ApiServer, source: Source, **when: Any) -> None:
    at = when.get("at", MONDAY)
    visit_feed(feed_id=source.feed_id, client=api.client(), at=at, jitter=1.0, manners=POLITE)


def test_without_a_sign_in_two_companies_share_one_visit(api: ApiServer) -> None:
    api.on(TAG, Answer([POST]), Answer([]))
    lindner, keller = make_company(), make_company("Keller KG")
    first, second = watch_tag(lindner, api), watch_tag(keller, api)
    assert first.feed_id == second.feed_id
    visit(api, first)
    assert Mention.of(lindner).count() == Mention.of(keller).count() == 1
    assert first.name.startswith("#seilbahn ")


def test_with_a_sign_in_each_company_is_alone(api: ApiServer) -> None:
    api.on(TAG, Answer([POST]), Answer([]))
    lindner, keller = make_company(), make_company("Keller KG")
    ours, theirs = watch_tag(lindner, api, TOKEN), watch_tag(keller, api, "theirs")
    shared = watch_tag(make_company("Brauerei Krone"), api)
    assert len({ours.feed_id, theirs.feed_id, shared.feed_id}) == 3
    visit(api, ours)
    assert {asked.headers["authorization"] for asked in api.asked} == {f"Bearer {TOKEN}"}
    assert Mention.of(lindner).count() == 1
    assert Mention.of(keller).count() == 0


def test_the_database_refuses_another_companys_private_feed(api: ApiServer) -> None:
    ours = watch_tag(make_company(), api, TOKEN)
    keller = make_company("Keller KG")
    theirs = watch_tag(keller, api)
    with pytest.raises(IntegrityError, match="belongs to another company"), transaction.atomic():
        Source.of(keller).update(feed=ours.feed_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.everywhere.update(company=keller)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Feed.objects.filter(pk=theirs.feed_id).update(private_to=keller)


def test_a_credential_is_sealed_for_its_row(api: ApiServer) -> None:
    source = watch_tag(make_company(), api, TOKEN)
    other = watch_tag(make_company("Keller KG"), api, "theirs")
    row = Credential.of(source.company).get()
    assert TOKEN not in row.sealed
    assert credential_of(source.feed) == {"token": TOKEN}
    Credential.everywhere.filter(feed=other.feed_id).update(sealed=row.sealed)
    assert credential_of(other.feed) == {}
    Credential.everywhere.filter(pk=row.pk).update(session=row.sealed)
    assert credential_of(source.feed) == {"token": TOKEN}


def test_a_session_is_kept_sealed_and_handed_back(api: ApiServer) -> None:
    source = watch_tag(make_company(), api, TOKEN)
    keep_session(source.feed, {"access": "canary-session"})
    assert "canary" not in Credential.of(source.company).get().session
    assert credential_of(source.feed) == {"token": TOKEN, "access": "canary-session"}
    keep_session(source.feed, {})
    assert credential_of(source.feed) == {"token": TOKEN}


def test_a_shared_feed_costs_no_query_for_a_credential(
    api: ApiServer, django_assert_num_queries: Any
) -> None:
    source = watch_tag(make_company(), api)
    with django_assert_num_queries(0):
        assert credential_of(source.feed) == {}


def test_a_credential_goes_with_its_source(api: ApiServer) -> None:
    company = make_company()
    source = watch_tag(company, api, TOKEN)
    remove_source(source=source, by=make_user(), at=MONDAY)
    assert Credential.of(company).count() == 0
    again = watch_tag(company, api, "new")
    assert again.feed_id == source.feed_id
    assert credential_of(again.feed) == {"token": "new"}


def test_a_new_sign_in_takes_the_place_of_the_old_and_is_tried(api: ApiServer) -> None:
    company = make_company()
    look_for(company, "Lindner")
    api.on(TAG, Answer({"error": "The access token is invalid"}, 401))
    source = watch_tag(company, api, "expired")
    visit(api, source)
    feed = Feed.objects.get(pk=source.feed_id)
    assert feed.last_error["code"] == "AuthError"
    keep_session(feed, {"access": "old"})
    api.on(TAG, Answer([POST]), Answer([]))
    later = MONDAY + timedelta(minutes=1)
    give_credential(source=source, credential={"token": TOKEN}, by=make_user(), at=later)
    assert credential_of(feed) == {"token": TOKEN}
    visit(api, source, at=later)
    assert Mention.of(company).count() == 1
    assert Feed.objects.get(pk=source.feed_id).failing_since is None


def test_a_shared_source_that_is_given_a_sign_in_becomes_the_companys_own(api: ApiServer) -> None:
    lindner, keller = make_company(), make_company("Keller KG")
    ours, theirs = watch_tag(lindner, api), watch_tag(keller, api)
    give_credential(source=ours, credential={"token": TOKEN}, by=make_user(), at=MONDAY)
    ours.refresh_from_db()
    assert ours.feed.private_to == lindner
    assert ours.feed.host == f"127.0.0.1:{api.port}/{lindner.pk}"
    assert ours.feed.site == "127.0.0.1"
    theirs.refresh_from_db()
    assert theirs.feed.private_to is None


def test_one_companys_limit_does_not_hold_back_another(api: ApiServer) -> None:
    ours = watch_tag(make_company(), api, TOKEN)
    theirs = watch_tag(make_company("Keller KG"), api, "theirs")
    api.on(TAG, Answer({}, 429, {"Retry-After": "600"}), Answer([]))
    visit(api, ours)
    visit(api, theirs)
    assert Feed.objects.get(pk=ours.feed_id).last_success_at is None
    assert Feed.objects.get(pk=theirs.feed_id).last_success_at == MONDAY


def test_the_secret_stands_in_no_log_and_no_row(
    api: ApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    company = make_company()
    answers = [
        Answer({"error": "x"}, 401),
        Answer(b"<html>", 500),
        Answer(b"{"),
        Answer({}, 429),
        Answer([POST]),
    ]
    with caplog.at_level(logging.DEBUG):
        source = watch_tag(company, api, TOKEN)
        for number, answer in enumerate(answers):
            api.on(TAG, answer)
            at = MONDAY + timedelta(days=2 * number)
            Feed.objects.filter(pk=source.feed_id).update(next_due_at=at)
            visit(api, source, at=at)
    assert len(api.asked) >= len(answers)
    assert TOKEN not in caplog.text
    assert TOKEN not in _everything_stored()


def _everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
            "AND table_type = 'BASE TABLE'"
        )
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" AS t')
            found += [text for (text,) in cursor.fetchall()]
    assert any("monitoring" in text or "sealed" in text for text in found)
    return "\n".join(found)
