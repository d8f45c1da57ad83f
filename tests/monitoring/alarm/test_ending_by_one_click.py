"""RFC 8058: the mailbox of somebody without an account may end the mails of the alarm for them."""

from email import message_from_bytes

import pytest
from django.conf import settings
from django.test import Client

from companies.mails import message_of
from companies.models import Notice
from companies.roles import Role
from monitoring.models import AlarmContact
from monitoring.services.alarm import contacts
from tests.factories import MONDAY, make_company, make_member

pytestmark = pytest.mark.django_db
SAID = {
    "news": "opened",
    "level": "Ernst",
    "sentence": "12 von 12 sind Kritik.",
    "name": "Pressestelle",
    "company_name": "Brauerei",
    "company_slug": "brauerei",
    "incident": 1,
}


@pytest.fixture
def contact() -> AlarmContact:
    company = make_company()
    made = contacts.add_contact(
        company=company,
        name="Pressestelle",
        email="presse@example.org",
        language="de",
        from_level="watch",
        by=make_member(company, Role.LEAD).user,
        at=MONDAY,
    )
    contacts.confirm_contact(contact=made, at=MONDAY)
    return made


def notice_to(contact: AlarmContact, **more: str) -> Notice:
    return Notice.everywhere.create(
        company=contact.company,
        email=contact.email,
        language="de",
        template="incident",
        subject_key=f"incident:1:{len(more)}",
        context={**SAID, **more},
        created_at=MONDAY,
        due_at=MONDAY,
    )


def test_the_header_leads_to_the_end_of_it(contact: AlarmContact) -> None:
    notice = notice_to(contact, unsubscribe_path=contacts.unsubscribe_path(contact))
    raw = message_from_bytes(message_of(notice).message().as_bytes())
    stop = "".join(raw["List-Unsubscribe"].split()).strip("<>")
    assert stop == settings.BASE_URL + contacts.unsubscribe_path(contact)
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert raw["Auto-Submitted"] == "auto-generated"
    client = Client(enforce_csrf_checks=True)
    path = stop.removeprefix(settings.BASE_URL)
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    contact.refresh_from_db()
    assert contact.unsubscribed_at is not None


def test_whoever_has_an_account_chooses_levels_instead(contact: AlarmContact) -> None:
    raw = message_of(notice_to(contact)).message()
    assert raw["List-Unsubscribe"] is None


def test_nobody_says_yes_for_anybody_by_such_a_post(contact: AlarmContact) -> None:
    token = contacts.token_of(contact, contacts.CONFIRM)
    answer = Client(enforce_csrf_checks=True).post(f"/told/{token}/", {"List-Unsubscribe": "x"})
    assert answer.status_code == 403
