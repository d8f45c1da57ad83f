"""RFC 8058: a mailbox may end the mails of the alarm for its reader, with an account or without."""

import html
from dataclasses import dataclass
from email import message_from_bytes

import pytest
from django.conf import settings
from django.test import Client

from companies.mails import message_of
from companies.models import Absence, Company, Deputy, Membership, Notice
from companies.outbox import tell
from companies.roles import Role
from monitoring.alarm.levels import Level
from monitoring.digest import sending
from monitoring.models import AlarmContact, AlarmReader, Incident
from monitoring.selectors.incidents import audience_of
from monitoring.services.alarm import contacts, incidents, readers
from tests.factories import MONDAY, make_company, make_member

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()
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


def test_a_mail_without_a_way_out_says_nothing_of_one(contact: AlarmContact) -> None:
    raw = message_of(notice_to(contact)).message()
    assert raw["List-Unsubscribe"] is None


@dataclass(frozen=True)
class House:
    company: Company
    lead: Membership
    manager: Membership

    def opened(self) -> Incident:
        """The manager opens an incident, so that everybody else is told."""
        return incidents.open_by_hand(
            company=self.company,
            about="Rückruf",
            level="crisis",
            scenario=None,
            by=self.manager.user,
            at=MONDAY,
        )

    def told(self) -> list[str]:
        return [user.name for user in audience_of(self.company, Level.CRISIS, on=DAY).members]


@pytest.fixture
def house(db: None) -> House:
    company = make_company()
    return House(
        company,
        make_member(company, Role.LEAD, name="Lena Lead"),
        make_member(company, Role.MANAGER, name="Max Manager"),
    )


def one_click(notice: Notice) -> str:
    """What a mailbox does with the header: a bare POST, without a cookie or a form."""
    raw = message_from_bytes(message_of(notice).message().as_bytes())
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = "".join(raw["List-Unsubscribe"].split()).strip("<>")
    assert stop.startswith(settings.BASE_URL + "/told/")
    path = stop.removeprefix(settings.BASE_URL)
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_click_ends_just_this_for_just_them_at_just_this_company(house: House) -> None:
    elsewhere = make_company("Anderswo")
    seat = make_member(elsewhere, Role.LEAD, user=house.lead.user)
    house.opened()
    assert house.told() == ["Lena Lead", "Max Manager"]
    notice = Notice.of(house.company).get(email=house.lead.user.email)
    body = message_of(notice).body
    assert f"/c/{house.company.slug}/alarm/" in body and readers.stop_path(house.lead) in body
    tell(house.company, house.lead.user, template="company_moved", subject_key="x", at=MONDAY)
    page = html.unescape(one_click(notice))
    assert house.told() == ["Max Manager"]
    assert not Notice.of(house.company).filter(template="incident", sent_at=None).exists()
    assert Notice.of(house.company).filter(template="company_moved").exists()
    assert audience_of(elsewhere, Level.CRISIS, on=DAY).seats == (seat,)
    assert sending.wants_digest(house.lead)
    assert f"Der Alarm von {house.company} schreibt Ihnen nicht mehr" in page
    assert f'href="/c/{house.company.slug}/alarm/"' in page
    client = Client()
    client.force_login(house.lead.user)
    answer = client.post(f"/c/{house.company.slug}/alarm/mine/", {"from_level": "watch"})
    assert answer.status_code == 302
    assert house.told() == ["Lena Lead", "Max Manager"]


def test_whoever_wants_no_mails_gets_none_while_standing_in_either(house: House) -> None:
    days = {"starts_on": DAY, "ends_on": DAY}
    Absence.everywhere.create(company=house.company, membership=house.manager, **days)
    colleague = make_member(house.company, name="Mia Member")
    Deputy.everywhere.create(
        company=house.company, principal=house.manager, deputy=colleague, **days
    )
    assert house.told() == ["Lena Lead", "Max Manager", "Mia Member"]
    readers.stop_telling(membership=colleague, at=MONDAY)
    assert house.told() == ["Lena Lead", "Max Manager"]


def test_opening_the_link_changes_nothing_and_a_forged_one_leads_nowhere(house: House) -> None:
    path = readers.stop_path(house.lead)
    page = html.unescape(Client().get(path).content.decode())
    assert f"Keine E-Mails vom Alarm von {house.company} mehr?" in page
    assert house.told() == ["Lena Lead", "Max Manager"]
    pk, _point, signature = readers.token_of(house.lead).partition(".")
    digest = sending.token_of(house.lead)
    for forged in (f"{house.manager.pk}.{signature}", f"{pk}.x", "x", "²", f"{'9' * 30}.x", digest):
        assert Client().post(f"/told/{forged}/stop/").status_code == 404
    house.lead.ended_at = MONDAY
    house.lead.save()
    assert Client().post(path).status_code == 404
    assert not AlarmReader.of(house.company).exists()


def test_nobody_says_yes_for_anybody_by_such_a_post(contact: AlarmContact) -> None:
    token = contacts.token_of(contact, contacts.CONFIRM)
    answer = Client(enforce_csrf_checks=True).post(f"/told/{token}/", {"List-Unsubscribe": "x"})
    assert answer.status_code == 403
