"""Whoever is erased is nowhere left: every table of the database is looked through."""

from datetime import timedelta

import pytest
from django.apps import apps

from companies.models import Company, Notice
from companies.postman import forget_words
from companies.roles import Role
from monitoring.digest.sending import write_digest
from monitoring.intake.authors import forget_authors
from monitoring.models import AlarmContact, Mention, SavedView
from monitoring.selectors.persons import voices
from monitoring.services.alarm import contacts
from monitoring.services.alarm.forgetting import forget_contact
from monitoring.services.desk.assigning import assign_case
from monitoring.services.desk.noting import add_note
from monitoring.services.desk.opening import put_on_desk
from monitoring.services.desk.watching import watch_desk
from monitoring.services.mentions import correct_tone, mark_answered
from monitoring.services.persons import erase_person, record_export
from tests.factories import MONDAY, make_member
from tests.monitoring.api_server import ApiServer
from tests.monitoring.intake.test_following import status, visit, watching

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "Bei Lindner steht die Seilbahn, sagt das Murmeltier. Wann fährt sie?"
TRACES = ("carol", "murmeltier")


def everything() -> dict[str, str]:
    """What each table of ours holds, in small letters."""
    names = ("companies", "guidelines", "monitoring", "publishing", "rollout")
    models = [model for name in names for model in apps.get_app_config(name).get_models()]
    return {model._meta.label: repr(list(model._base_manager.values())).lower() for model in models}


def traces() -> set[str]:
    return {
        f"{table}: {trace}"
        for table, content in everything().items()
        for trace in TRACES
        if trace in content
    }


def much_is_made_of(api: ApiServer, company: Company) -> None:
    """Read, put on the desk, noted, mailed, answered, corrected, filtered for, handed out."""
    lead = make_member(company, Role.LEAD)
    visit(api, status(1, WORDS), at=MONDAY)
    mention = Mention.of(company).get()
    case = mention.cases.first() or put_on_desk(mention=mention, by=lead.user, at=MONDAY)
    add_note(case=case, text="Carol ruft morgen an.", by=lead.user, at=MONDAY)
    assign_case(case=case, to=make_member(company, Role.MANAGER), by=lead.user, at=MONDAY)
    watch_desk(company, at=MONDAY + DAY)
    write_digest(company, at=MONDAY + 7 * DAY)
    mention.refresh_from_db()
    correct_tone(mention=mention, tone="negative", by=lead.user, at=MONDAY + DAY)
    url = "https://m.example/@carol/1#antwort"
    mark_answered(mention=mention, url=url, by=lead.user, at=MONDAY + DAY)
    SavedView.everywhere.create(
        company=company, page="mentions", name="Eine Stimme", query="author=Carol",
        created_by=lead.user, created_at=MONDAY,
    )  # fmt: skip
    found = {"asked": "carol", "keys": [each.key for each in voices(company, "carol")]}
    record_export(company=company, by=lead.user, at=MONDAY + DAY, **found)


def erase(company: Company) -> None:
    erase_person(
        company=company,
        asked="Carol",
        keys=[each.key for each in voices(company, "Carol")],
        ground="Art. 17",
        confirmed=True,
        by=make_member(company, Role.LEAD).user,
        at=MONDAY + 8 * DAY,
    )


def test_an_erased_author_is_in_no_table_of_the_database(api: ApiServer) -> None:
    company = watching(api)
    much_is_made_of(api, company)
    held = {trace.partition(":")[0] for trace in traces()}
    assert held >= {
        "companies.Notice",
        "monitoring.CaseEvent",
        "monitoring.Followed",
        "monitoring.Item",
        "monitoring.Mention",
        "monitoring.SavedView",
    }
    erase(company)
    assert traces() == set()


def test_nor_is_whoever_was_forgotten_before_and_asks_afterwards(api: ApiServer) -> None:
    company = watching(api)
    much_is_made_of(api, company)
    forget_authors(at=MONDAY + 365 * DAY)
    erase(company)
    assert traces() == set()


def test_after_its_days_a_handle_stands_only_where_somebody_here_has_typed_it(
    api: ApiServer,
) -> None:
    company = watching(api)
    much_is_made_of(api, company)
    Notice.everywhere.update(sent_at=MONDAY)
    forget_authors(at=MONDAY + 365 * DAY)
    forget_words(before=MONDAY + 365 * DAY)
    left = {trace for trace in traces() if trace.endswith("carol")}
    assert left == {"monitoring.CaseEvent: carol", "monitoring.SavedView: carol"}


def test_a_forgotten_contact_of_the_alarm_is_in_no_table_of_the_database(api: ApiServer) -> None:
    company = watching(api)
    by = make_member(company, Role.LEAD).user
    contact = contacts.add_contact(
        company=company, name="Carol Murmeltier", email="carol@example.org", language="de",
        from_level="watch", by=by, at=MONDAY,
    )  # fmt: skip
    contacts.confirm_contact(contact=contact, at=MONDAY)
    contacts.unsubscribe_contact(contact=contact, at=MONDAY)
    assert "carol@example.org" in everything()["monitoring.AlarmContact"]
    forget_contact(contact=AlarmContact.everywhere.get(pk=contact.pk), at=MONDAY)
    assert traces() == set()
