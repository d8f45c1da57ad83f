"""The calendar: bytes that other programs read, and who gets to read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils.translation import override
from icalendar import Calendar

from companies.agenda import Entry
from companies.agenda.ical import calendar_file
from companies.models import AuditEntry, CalendarAddress, Membership
from companies.roles import Role
from companies.services import subscriptions
from companies.services.people import end_membership
from tests.factories import MONDAY, make_company, make_member

pytestmark = pytest.mark.django_db

DEADLINE = Entry(
    key="rollout.condition.7",
    title="Condition due: Grüße; an alle, \n„sofort“",
    starts=date(2026, 12, 24),
    changed_at=MONDAY,
    path="/c/lindner/conditions/",
)
MEETING = Entry(
    key="guidelines.meeting.3",
    title="Board",
    starts=datetime(2026, 11, 20, 14, 30, tzinfo=UTC),
    ends=datetime(2026, 11, 20, 15, 30, tzinfo=UTC),
    changed_at=MONDAY,
    path="/c/lindner/guidelines/board/",
    note="Second Friday",
    place="Raum 3",
    revision=4,
)


def written(*entries, language="en"):
    with override(language):
        return calendar_file(make_company("Lindner"), entries)


def events(content):
    return {str(each["uid"]): each for each in Calendar.from_ical(content).walk("VEVENT")}


def test_a_day_is_a_day_and_the_end_is_the_day_after():
    event = events(written(DEADLINE))["rollout.condition.7@127.0.0.1"]
    assert event.decoded("dtstart") == date(2026, 12, 24)
    assert event.decoded("dtend") == date(2026, 12, 25)
    assert str(event["transp"]) == "TRANSPARENT"
    assert str(event["summary"]) == DEADLINE.title
    assert str(event["url"]) == "http://127.0.0.1:8000/c/lindner/conditions/"


def test_a_meeting_has_moments_a_place_and_how_often_it_was_changed():
    event = events(written(MEETING))["guidelines.meeting.3@127.0.0.1"]
    assert event.decoded("dtstart") == MEETING.starts
    assert event.decoded("dtend") == MEETING.ends
    assert (str(event["location"]), event["sequence"]) == ("Raum 3", 4)
    assert str(event["description"]) == (
        "Second Friday\nhttp://127.0.0.1:8000/c/lindner/guidelines/board/"
    )


def test_the_file_keeps_to_the_standard():
    lines = written(DEADLINE, MEETING).split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCALENDAR", b"PRODID:-//Etappe//Etappe//EN"]
    assert b"VERSION:2.0" in lines
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(len(line) for line in lines) <= 75
    assert b"DTSTART;VALUE=DATE:20261224" in lines
    assert b"DTSTART:20261120T143000Z" in lines
    assert lines.count(b"DTSTAMP:20261116T090000Z") == 2


def test_a_line_break_in_a_name_brings_no_line_of_its_own():
    hostile = Entry(
        key="x",
        title="a\r\nATTACH:http://evil.example/\r\nBEGIN:VALARM",
        starts=date(2026, 12, 24),
        changed_at=MONDAY,
        path="/",
        place="b\nURL:http://evil.example/",
    )
    lines = written(hostile).split(b"\r\n")
    assert not [line for line in lines if line.startswith((b"ATTACH", b"BEGIN:VALARM"))]
    assert len([line for line in lines if line.startswith(b"URL")]) == 1


def test_the_same_data_gives_the_same_bytes():
    company = make_company("Lindner")
    assert calendar_file(company, [DEADLINE, MEETING]) == calendar_file(
        company, [DEADLINE, MEETING]
    )


# --- The page and the secret address --------------------------------------------------------


def place():
    company = make_company("Lindner")
    # All tests come from one address.
    cache.delete("limit:calendar-miss:127.0.0.1")
    return company, make_member(company, Role.LEAD, name="Jana Berg", is_admin=True)


def address_of(membership, at=MONDAY):
    row = subscriptions.make_calendar_address(membership=membership, at=at)
    return f"/calendar/{subscriptions.token_of(row)}.ics"


def test_a_member_makes_replaces_and_ends_an_address(client):
    company, jana = place()
    client.force_login(jana.user)
    page = f"/c/{company.slug}/settings/calendar/"
    assert ".ics</span>" not in client.get(page).content.decode()
    client.post(f"{page}address/")
    first = CalendarAddress.of(company).get()
    shown = f"http://127.0.0.1:8000/calendar/{subscriptions.token_of(first)}.ics</span>"
    assert shown in client.get(page).content.decode()
    client.post(f"{page}address/")
    assert shown not in client.get(page).content.decode()
    client.post(f"{page}address/revoke/")
    assert CalendarAddress.of(company).filter(revoked_at=None).count() == 0
    assert list(AuditEntry.of(company).order_by("pk").values_list("act", flat=True)) == [
        "calendar.address_made",
        "calendar.address_made",
        "calendar.address_revoked",
    ]


def test_the_address_needs_no_account(client):
    _company, jana = place()
    answer = client.get(address_of(jana))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(answer.content)["x-wr-calname"] == "Etappe: Lindner"


def replaced(membership):
    address_of(membership)


def revoked(membership):
    subscriptions.revoke_calendar_address(membership=membership, at=MONDAY)


def ended(membership):
    make_member(membership.company, Role.LEAD, name="Ina Kurz", is_admin=True)
    end_membership(membership=membership, by=membership.user, at=MONDAY)


@pytest.mark.parametrize("end", [replaced, revoked, ended], ids=lambda each: each.__name__)
def test_an_address_that_is_over_leads_nowhere(client, end):
    _company, jana = place()
    url = address_of(jana)
    end(jana)
    assert client.get(url).status_code == 404


def test_an_address_of_an_earlier_membership_does_not_come_back(client):
    company, jana = place()
    url = address_of(jana)
    ended(jana)
    make_member(company, Role.MEMBER, user=jana.user)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "forge",
    [
        lambda row: f"{row.pk}",
        lambda row: f"{row.pk}.{'A' * 43}",
        lambda row: subscriptions.token_of(row)[1:],
        lambda row: subscriptions.token_of(row) + "x",
        lambda row: subscriptions._signer.sign("abc"),
    ],
    ids=["unsigned", "other-signature", "shortened", "lengthened", "no-number"],
)
def test_a_forged_address_leads_nowhere(client, forge):
    _company, jana = place()
    row = subscriptions.make_calendar_address(membership=jana, at=MONDAY)
    assert client.get(f"/calendar/{forge(row)}.ics").status_code == 404


def test_nothing_secret_is_stored():
    _company, jana = place()
    row = subscriptions.make_calendar_address(membership=jana, at=MONDAY)
    signature = subscriptions.token_of(row).split(".")[1]
    kept = CalendarAddress.everywhere.values_list().get(pk=row.pk)
    assert signature not in str(kept)


def test_guessing_ends_soon(client):
    place()
    answers = [client.get(f"/calendar/{number}.ics").status_code for number in range(61)]
    assert answers == [404] * 60 + [429]


def test_a_reader_that_asks_all_the_time_is_slowed(client):
    company, jana = place()
    url = address_of(jana)
    assert client.get(url).status_code == 200
    address = CalendarAddress.of(company).get()
    cache.set(f"limit:calendar:{address.pk}", 499, 3600)
    assert [client.get(url).status_code for _ in range(2)] == [200, 429]


def test_a_reader_that_knows_the_file_already_gets_no_second_copy(client):
    _company, jana = place()
    url = address_of(jana)
    etag = client.get(url)["ETag"]
    again = client.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_file_is_for_members(client):
    company, jana = place()
    url = f"/c/{company.slug}/calendar.ics"
    client.force_login(make_member(make_company("Andere"), name="Fremd").user)
    assert client.get(url).status_code == 404
    client.force_login(jana.user)
    answer = client.get(url)
    assert answer["Content-Disposition"] == f'attachment; filename="{company.slug}.ics"'
    assert Membership.of(company).count() == 1


def test_an_address_is_made_anew_at_another_time_of_the_same_person_only():
    company, jana = place()
    ina = make_member(company, Role.MEMBER, name="Ina Kurz")
    address_of(jana)
    address_of(ina, MONDAY + timedelta(hours=1))
    assert CalendarAddress.of(company).filter(revoked_at=None).count() == 2


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Kiritimati", "11/17/2026"), ("Pacific/Pago_Pago", "11/15/2026")]
)
def test_the_address_was_made_on_the_day_it_was_at_the_company(client, zone, day):
    company, jana = place()
    company.time_zone = zone
    company.save()
    jana.user.language = "en"
    jana.user.save()
    client.force_login(jana.user)
    address_of(jana, datetime(2026, 11, 16, 10, 30, tzinfo=UTC))
    page = client.get(f"/c/{company.slug}/settings/calendar/").content.decode()
    assert f"Made on {day}." in page
