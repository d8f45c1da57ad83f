"""Whoever is told no more is forgotten after a while, or at once; that they were told stays."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from companies import outbox
from companies.models import AuditEntry, Notice
from companies.postman import forget_words
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.models import AlarmContact, IncidentEvent
from monitoring.services.alarm import contacts, incidents
from monitoring.services.alarm.forgetting import forget_at_once, forget_contact, forget_contacts
from monitoring.tasks import forget_old_items
from tests.factories import MONDAY, make_company, make_member
from tests.tables import refusal, row_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINE, THEIRS = "rosa.graf@example.org", "presse@example.org"


class Room:
    """A company whose lead has added contacts, and an incident of which they were told."""

    def __init__(self) -> None:
        self.company = make_company()
        self.by = make_member(self.company, Role.LEAD, name="Lena Lead").user
        self.rosa = self.add("Rosa Graf", MINE)
        self.other = self.add("Pressestelle", THEIRS)

    def add(self, name, email, *, confirmed=True):
        contact = contacts.add_contact(
            company=self.company,
            name=name,
            email=email,
            language="de",
            from_level="watch",
            by=self.by,
            at=MONDAY,
        )
        if confirmed:
            contacts.confirm_contact(contact=contact, at=MONDAY)
        return contact

    def tell(self, by=None):
        incidents.open_by_hand(
            company=self.company,
            about="Das Festbier ist sauer.",
            level="crisis",
            scenario=None,
            by=by or make_member(self.company, Role.MANAGER).user,
            at=MONDAY,
        )

    def remove(self, contact):
        contacts.remove_contact(company=self.company, contact_id=contact.pk, by=self.by, at=MONDAY)

    def stored(self):
        rows = [
            list(model.of(self.company).values())
            for model in (AlarmContact, IncidentEvent, Notice, AuditEntry)
        ]
        return repr(rows)

    def told(self):
        return IncidentEvent.of(self.company).get(sort="told").detail["contacts"]


@pytest.fixture
def room(db):
    return Room()


def test_a_removed_contact_is_nowhere_left_after_thirty_days_and_the_others_are(room):
    room.tell()
    room.remove(room.rosa)
    assert forget_contacts(at=MONDAY + 30 * DAY - timedelta(seconds=1)) == 0
    assert "Rosa" in room.stored()
    assert forget_contacts(at=MONDAY + 30 * DAY) == 1
    assert "rosa" not in room.stored().lower()
    assert room.told() == ["Pressestelle", ""]
    assert AlarmContact.of(room.company).get(pk=room.other.pk).email == THEIRS
    assert forget_contacts(at=MONDAY + 31 * DAY) == 0


def test_whoever_unsubscribed_or_never_answered_is_forgotten_too(room):
    contacts.unsubscribe_contact(contact=room.rosa, at=MONDAY)
    silent = room.add("Sina Still", "sina@example.org", confirmed=False)
    assert forget_contacts(at=MONDAY + 30 * DAY) == 2
    silent.refresh_from_db()
    assert (silent.name, silent.email, silent.removed_at) == ("", "", MONDAY + 30 * DAY)
    assert "sina" not in room.stored().lower()
    assert "rosa" not in room.stored().lower()


def test_the_job_forgets_them(room):
    room.remove(room.rosa)
    AlarmContact.everywhere.update(removed_at=timezone.now() - 30 * DAY)
    forget_old_items()
    assert not AlarmContact.of(room.company).exclude(name="").exists()


def test_a_question_that_still_waits_in_the_outbox_does_not_go_to_whoever_was_removed(room):
    room.tell()
    assert Notice.of(room.company).filter(email=MINE, sent_at=None).count() == 2
    Notice.of(room.company).filter(email=MINE, template="alarm_contact").update(sent_at=MONDAY)
    room.remove(room.rosa)
    assert [each.template for each in Notice.of(room.company).filter(email=MINE)] == [
        "alarm_contact"
    ]
    contacts.unsubscribe_contact(contact=room.other, at=MONDAY)
    assert not Notice.of(room.company).filter(email=THEIRS).exists()


def test_old_mails_that_say_nothing_any_more_lose_their_address_too(room):
    room.tell()
    Notice.everywhere.update(sent_at=MONDAY)
    forget_words(before=MONDAY + 61 * DAY)
    room.remove(room.rosa)
    assert Notice.of(room.company).filter(email=MINE).count() == 2
    forget_contact(contact=room.rosa, at=MONDAY)
    assert not Notice.of(room.company).filter(email=MINE).exists()


def test_mails_to_a_member_of_the_same_address_stay(room):
    subject = {"template": "incident", "subject_key": "incident:99:1", "at": MONDAY}
    outbox.tell_address(room.company, MINE, language="de", **subject)
    room.remove(room.rosa)
    forget_contact(contact=room.rosa, at=MONDAY)
    assert [each.subject_key for each in Notice.of(room.company).filter(email=MINE)] == [
        "incident:99:1"
    ]


def test_at_once_on_request_by_an_editor_and_not_by_others(room):
    room.tell()
    given = {"company": room.company, "contact_id": room.rosa.pk, "at": MONDAY}
    forget_at_once(**given, by=room.by)
    assert "Rosa" in room.stored(), "somebody who is still told is removed first"
    room.remove(room.rosa)
    with pytest.raises(RefusedError):
        forget_at_once(**given, by=make_member(room.company, Role.MEMBER).user)
    forget_at_once(**given, by=room.by)
    assert "rosa" not in room.stored().lower()
    assert AuditEntry.of(room.company).latest("pk").act == "alarm.contact_forgotten"


def test_the_timeline_says_that_somebody_was_told_without_a_name(room):
    room.tell(by=room.by)
    room.remove(room.rosa)
    forget_contact(contact=room.rosa, at=MONDAY)
    client = Client()
    client.force_login(room.by)
    incident = IncidentEvent.of(room.company).first().incident_id
    page = client.get(f"/c/{room.company.slug}/incidents/{incident}/").content.decode()
    assert "Pressestelle, jemand ohne Zugang" in page


def test_the_person_removes_name_and_address_themselves(room):
    path = contacts.unsubscribe_path(room.rosa)
    client = Client()
    assert "forget" not in client.get(path).content.decode()
    done = client.post(path).content.decode()
    assert 'name="forget"' in done
    assert "30 Tage" in done
    gone = client.post(path, {"forget": "1"}).content.decode()
    assert "sind entfernt" in gone
    assert 'name="forget"' not in gone
    assert "rosa" not in room.stored().lower()
    assert client.get(path).status_code == 200


def test_the_page_lists_who_is_told_no_more_and_forgets_them(room):
    room.remove(room.rosa)
    client = Client()
    client.force_login(room.by)
    path = f"/c/{room.company.slug}/alarm/"
    assert MINE in client.get(path).content.decode()
    client.post(f"{path}contacts/{room.rosa.pk}/forget/")
    assert MINE not in client.get(path).content.decode()


def told_event(room):
    room.tell()
    return IncidentEvent.of(room.company).get(sort="told")


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"detail": {"contacts": ["Pressestelle", ""]}}, ""),
        ({"detail": {"contacts": ["Pressestelle", "Emil"]}}, "incident_event_stays"),
        ({"detail": {"contacts": ["Pressestelle"]}}, "incident_event_stays"),
        ({"detail": {"contacts": ["", ""], "people": ["Niemand"]}}, "incident_event_stays"),
        ({"text": "Niemand."}, "incident_event_stays"),
        ({"sort": "note", "text": "Niemand."}, "incident_event_stays"),
    ],
    ids=range(6),
)
def test_the_database_lets_a_name_go_and_nothing_else(room, change, answer):
    event = told_event(room)
    if "detail" in change:
        change = {"detail": {**event.detail, **change["detail"]}}
    rows = IncidentEvent.everywhere.filter(pk=event.pk)
    assert refusal(lambda: rows.update(**change)) == answer


def test_no_other_line_of_the_timeline_is_ever_changed_or_removed(room):
    told = IncidentEvent.everywhere.filter(pk=told_event(room).pk)
    assert refusal(told.delete) == "incident_event_stays"
    note = {"sort": "note", "text": "Da.", "detail": {"contacts": ["Rosa"]}}
    event = row_of(IncidentEvent, room.company, incident=told.get().incident, **note)
    rows = IncidentEvent.everywhere.filter(pk=event.pk)
    assert refusal(lambda: rows.update(detail={"contacts": [""]})) == "incident_event_stays"
    assert refusal(rows.delete) == "incident_event_stays"


def test_a_contact_is_forgotten_whole_or_not_at_all(room):
    rows = AlarmContact.everywhere.filter(pk=room.rosa.pk)
    given = {"forgotten_at": MONDAY, "removed_at": MONDAY}
    assert refusal(lambda: rows.update(**given)) == "alarm_contact_forgotten_whole"
    assert refusal(lambda: rows.update(forgotten_at=MONDAY, name="", email="")) == (
        "alarm_contact_forgotten_whole"
    )
    assert refusal(lambda: rows.update(**given, name="", email="")) == ""
