"""Contacts without an account: asked first, told after their yes, gone with one click."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from companies.mails import letter_of
from companies.models import Notice
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.alarm.levels import Level
from monitoring.models import AlarmContact
from monitoring.selectors.incidents import audience_of
from monitoring.services.alarm import contacts, incidents
from tests.factories import MONDAY, make_company, make_member

pytestmark = pytest.mark.django_db


class Room:
    """A company and its lead, who adds contacts."""

    def __init__(self) -> None:
        self.company = make_company()
        self.by = make_member(self.company, Role.LEAD, name="Lena Lead").user

    def add(self, email="presse@example.org", at=MONDAY, language="de"):
        return contacts.add_contact(
            company=self.company,
            name="Pressestelle",
            email=email,
            language=language,
            from_level="watch",
            by=self.by,
            at=at,
        )

    def told(self):
        found = audience_of(self.company, Level.CRISIS, on=MONDAY.date())
        return [each.email for each in found.contacts]


@pytest.fixture
def room(db):
    return Room()


def link(contact, act):
    token = contacts.token_of(contact, act)
    return f"/told/{token}/" if act == contacts.CONFIRM else f"/told/{token}/end/"


def page(path, *, click=False):
    client = Client()
    return client.post(path) if click else client.get(path)


def test_nothing_but_one_question_is_sent_before_the_yes(room):
    contact = room.add(" Presse@Example.org ")
    notice = Notice.of(room.company).get()
    assert (notice.template, notice.email) == ("alarm_contact", "presse@example.org")
    assert room.told() == []
    letter = letter_of(notice)
    assert letter.subject == f"Darf der Alarm von {room.company} Ihnen schreiben?"
    assert link(contact, contacts.CONFIRM) in letter.body


def test_a_visit_alone_agrees_to_nothing_and_a_click_does(room):
    contact = room.add(at=timezone.now())
    path = link(contact, contacts.CONFIRM)
    answer = page(path)
    assert answer.status_code == 200
    assert "Ja, sagen Sie mir Bescheid" in answer.content.decode()
    assert room.told() == []
    assert "Vielen Dank" in page(path, click=True).content.decode()
    assert room.told() == ["presse@example.org"]
    assert "Vielen Dank" in page(path, click=True).content.decode()


def test_the_question_runs_out_after_two_weeks(room):
    contact = room.add()
    later = MONDAY + timedelta(days=14)
    assert contacts.confirm_contact(contact=contact, at=later - timedelta(seconds=1))
    other = room.add("zwei@example.org")
    assert not contacts.confirm_contact(contact=other, at=later)
    assert AlarmContact.of(room.company).get(pk=other.pk).confirmed_at is None


def test_one_click_ends_the_mails_without_an_account(room):
    contact = room.add(at=timezone.now())
    page(link(contact, contacts.CONFIRM), click=True)
    path = link(contact, contacts.UNSUBSCRIBE)
    assert "Soll der Alarm" in page(path).content.decode()
    assert room.told() == ["presse@example.org"]
    assert "schreibt Ihnen nicht mehr" in page(path, click=True).content.decode()
    assert room.told() == []
    assert "nicht mehr offen" in page(link(contact, contacts.CONFIRM), click=True).content.decode()
    assert room.told() == []


@pytest.mark.parametrize("act", [contacts.CONFIRM, contacts.UNSUBSCRIBE])
def test_a_link_for_one_act_does_not_do_another_and_a_forged_one_leads_nowhere(room, act):
    contact = room.add(at=timezone.now())
    other = {contacts.CONFIRM: contacts.UNSUBSCRIBE, contacts.UNSUBSCRIBE: contacts.CONFIRM}[act]
    token = contacts.token_of(contact, other)
    path = f"/told/{token}/" if act == contacts.CONFIRM else f"/told/{token}/end/"
    assert page(path).status_code == 404
    assert page("/told/forged/end/", click=True).status_code == 404


def test_the_same_address_is_not_asked_twice_in_a_day(room):
    contact = room.add()
    Notice.everywhere.update(sent_at=MONDAY)
    with pytest.raises(RefusedError, match="schon ein Kontakt"):
        room.add()
    contacts.remove_contact(company=room.company, contact_id=contact.pk, by=room.by, at=MONDAY)
    with pytest.raises(RefusedError, match="innerhalb des letzten Tages"):
        room.add()
    room.add(at=MONDAY + timedelta(days=1))
    assert Notice.of(room.company).count() == 2


def test_a_removed_contact_is_told_no_more_and_their_links_lead_nowhere(room):
    contact = room.add()
    contacts.confirm_contact(contact=contact, at=MONDAY)
    contacts.remove_contact(company=room.company, contact_id=contact.pk, by=room.by, at=MONDAY)
    assert room.told() == []
    assert page(link(contact, contacts.CONFIRM), click=True).status_code == 404


def test_a_contact_with_an_account_of_the_company_is_told_once(room):
    room.by.email = "presse@example.org"
    room.by.save()
    contact = room.add()
    contacts.confirm_contact(contact=contact, at=MONDAY)
    assert room.told() == []


SUBJECTS = {
    "opened": "Brauerei: Alarm (Ernst)",
    "raised": "Brauerei: Der Vorfall wird schlimmer (Ernst)",
    "goes_on": "Brauerei: Der Vorfall dauert an (Ernst)",
    "closed": "Brauerei: Der Vorfall ist vorbei",
}


@pytest.mark.parametrize("news", sorted(SUBJECTS))
@pytest.mark.parametrize("unsubscribe_path", ["", "/told/abc/end/"], ids=["member", "contact"])
def test_each_mail_says_what_happened_and_where_to_go_on(room, news, unsubscribe_path):
    notice = Notice(
        company=room.company,
        email="presse@example.org",
        language="de",
        template="incident",
        context={
            "news": news,
            "name": "Pressestelle",
            "level": "Ernst",
            "sentence": "In 3 Stunden kamen 12 Erwähnungen.",
            "company_name": "Brauerei",
            "company_slug": "brauerei",
            "incident": 7,
            "unsubscribe_path": unsubscribe_path,
        },
    )
    letter = letter_of(notice)
    assert letter.subject == SUBJECTS[news]
    assert "Pressestelle" in letter.body
    assert "In 3 Stunden kamen 12 Erwähnungen." in letter.body
    assert "/c/brauerei/incidents/7/" in letter.body
    way_out = unsubscribe_path or "/c/brauerei/alarm/"
    assert letter.body.rstrip().endswith(way_out)


def test_what_somebody_typed_is_not_told_to_people_without_an_account(room):
    contact = room.add()
    contacts.confirm_contact(contact=contact, at=MONDAY)
    manager = make_member(room.company, Role.MANAGER, name="Max Manager").user
    incidents.open_by_hand(
        company=room.company,
        about="Frau Graf schreibt, das Bier sei sauer.",
        level="crisis",
        scenario=None,
        by=room.by,
        at=MONDAY,
    )
    letters = {
        notice.email: letter_of(notice).body
        for notice in Notice.of(room.company).filter(template="incident")
    }
    assert "Frau Graf" in letters[manager.email]
    assert "Frau Graf" not in letters[contact.email]
    assert "Jemand im Unternehmen hat ihn von Hand eröffnet." in letters[contact.email]
