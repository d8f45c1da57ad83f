"""The pages of scenarios, training and the board, walked as a browser without scripts does."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from companies.models import Membership
from guidelines.models import FollowUp, Meeting, Participation, PreparedText, Scenario, Training
from guidelines.services import attendance, board, follow_ups, meetings, scenarios, training
from guidelines.typed import TrainingPlan
from tests.factories import make_member
from tests.guidelines.builders import Place, make_place

pytestmark = pytest.mark.django_db
EVIL = "<script>alert('ä')</script> ![x](https://evil.example/x.png) [k](javascript:alert(1))"


def visit(who: Membership, language: str = "en") -> Client:
    who.user.language = language
    who.user.save(update_fields=["language"])
    client = Client(headers={"accept-language": language})
    client.force_login(who.user)
    return client


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def hidden(answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def url(place: Place, path: str) -> str:
    return f"/c/{place.company.slug}/{path}"


def now(place: Place, who: Membership) -> dict:
    return place.by(who, timezone.now())


def soon(place: Place, **changes) -> Training:
    starts_at = timezone.now() + timedelta(days=3)
    given = {
        "kind": "workshop",
        "title": "Practice answers",
        "about": "",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Canteen",
        "link": "",
        "seats": 1,
        "led_by": "",
    }
    plan = TrainingPlan(**{**given, **changes})
    return training.add_training(plan=plan, form_key=uuid4(), **now(place, place.lead))


def a_meeting(place: Place) -> Meeting:
    given = now(place, place.lead)
    on = given["at"].date() - timedelta(days=2)
    return meetings.plan_meeting(
        meets_on=on, begins=None, place="", agenda="", form_key=uuid4(), **given
    )


def test_an_example_becomes_a_scenario_of_ones_own():
    place = make_place()
    lead, member = visit(place.lead), visit(place.member)
    assert "nine typical conflicts" in words(lead.get(url(place, "scenarios/")))
    assert "See the examples" not in words(member.get(url(place, "scenarios/")))
    examples = lead.get(url(place, "scenarios/examples/"))
    assert examples.content.decode().count('name="key"') == 9
    taken = lead.post(url(place, "scenarios/examples/take/"), {"key": "data-leak"})
    row = Scenario.of(place.company).get()
    assert taken["Location"] == url(place, f"scenarios/{row.pk}/")
    page = words(member.get(taken["Location"]))
    assert "Data of customers or employees got out" in page
    assert "Still to be said: who is in charge, who stands in" in page
    assert "We were told that data could be seen without permission." in page
    assert "Reviewed today" not in page
    again = lead.get(url(place, "scenarios/examples/")).content.decode()
    assert again.count('name="key"') == 8


@pytest.mark.parametrize("sent", [{}, {"key": "no-such"}, {"key": "\0"}, {"key": "x" * 5000}])
def test_an_example_that_is_not_there_is_said_to_be_not_there(sent):
    place = make_place()
    answer = visit(place.lead).post(url(place, "scenarios/examples/take/"), sent, follow=True)
    assert "There is no such example." in words(answer)


def test_a_scenario_is_written_refused_with_everything_typed_and_saved():
    place = make_place()
    lead, address = visit(place.lead), url(place, "scenarios/add/")
    page = lead.get(address)
    typed = {
        "topic": "Warm beer",
        "likelihood": "high",
        "trigger": "Three complaints.",
        "criticism_percent": "30",
        "times_usual": "1.5",
        "reaction": "silent",
        "plan": "",
        "owner": str(place.lead.pk),
        "deputy": str(place.lead.pk),
        "form_key": hidden(page, "form_key"),
    }
    refused = lead.post(address, typed)
    assert refused.status_code == 422
    assert "why you would stay silent" in words(refused)
    assert "Three complaints." in words(refused)
    typed["plan"] = "It passes."
    assert "Nobody is their own deputy." in words(lead.post(address, typed))
    typed["deputy"] = str(place.manager.pk)
    for _ in range(2):  # a double click
        assert lead.post(address, typed)["Location"] == url(place, "scenarios/")
    row = Scenario.of(place.company).get()
    listed = words(lead.get(url(place, "scenarios/")))
    assert "Warm beer Stay silent, as a decision In charge: Petra Vogt" in listed
    assert "Deputy: Georg Brenner" in listed
    change = url(place, f"scenarios/{row.pk}/change/")
    seen = hidden(lead.get(change), "seen")
    for _ in range(2):  # a double click
        assert lead.post(change, {**typed, "topic": "Cold beer", "seen": seen}).status_code == 302
    stale = lead.post(change, {**typed, "topic": "Hot beer", "seen": seen})
    assert stale.status_code == 422
    assert 'value="Hot beer"' in stale.content.decode()
    assert Scenario.of(place.company).get().topic == "Cold beer"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("criticism_percent", "0"),
        ("criticism_percent", "101"),
        ("times_usual", "1"),
        ("times_usual", "NaN"),
        ("times_usual", "1e9"),
        ("reaction", "delete"),
        ("owner", "999999999999999999999"),
        ("topic", "x\0y"),
        ("form_key", "no key"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(field, value):
    place = make_place()
    typed = {"topic": "Beer", "likelihood": "high", "form_key": str(uuid4()), field: value}
    answer = visit(place.lead).post(url(place, "scenarios/add/"), typed)
    assert answer.status_code == 422
    assert not Scenario.of(place.company).exists()


def test_a_text_can_be_marked_and_copied_without_scripts():
    place = make_place()
    row = scenarios.take_example(key="mockery", language="en", **now(place, place.lead))
    lead = visit(place.lead)
    add = url(place, f"scenarios/{row.pk}/texts/add/")
    sent = {
        "title": "Short",
        "language": "de",
        "text": "Ja.\r\nWir waren es.",
        "form_key": hidden(lead.get(add), "form_key"),
    }
    assert lead.post(add, {**sent, "text": ""}).status_code == 422
    assert lead.post(add, sent)["Location"].endswith("#texts")
    text = PreparedText.of(place.company).get(title="Short")
    page = lead.get(url(place, f"scenarios/{row.pk}/")).content.decode()
    assert f'id="text-{text.pk}" lang="de">Ja.\nWir waren es.</blockquote>' in page
    lead.post(url(place, f"scenarios/texts/{text.pk}/remove/"))
    assert not PreparedText.of(place.company).filter(title="Short").exists()


def test_a_member_takes_the_last_seat_and_gives_it_back():
    place = make_place()
    row = soon(place)
    member, manager = visit(place.member), visit(place.manager)
    page = url(place, f"training/{row.pk}/")
    assert "1 of 1 seats free" in words(member.get(page))
    assert "You have a seat." in words(member.post(f"{page}sign-up/", follow=True))
    full = words(manager.get(page))
    assert "Full" in full
    assert "Sign up" not in full
    assert "All seats are taken." in words(manager.post(f"{page}sign-up/", follow=True))
    assert "You are signed up" in words(member.get(url(place, "training/")))
    member.post(f"{page}take-back/")
    assert not Participation.of(place.company).exists()


def test_a_date_is_offered_in_the_companys_time():
    place = make_place()
    lead, address = visit(place.lead), url(place, "training/add/")
    typed = {
        "title": "Photos",
        "kind": "training",
        "day": "2027-07-01",
        "begins": "09:00",
        "ends": "08:00",
        "seats": "8",
        "form_key": hidden(lead.get(address), "form_key"),
    }
    refused = lead.post(address, typed)
    assert refused.status_code == 422
    assert "It ends before it begins." in words(refused)
    assert lead.post(address, {**typed, "ends": "11:30"}).status_code == 302
    row = Training.of(place.company).get()
    assert row.starts_at.isoformat() == "2027-07-01T07:00:00+00:00"
    assert "July 1, 2027, 9 a.m. to 11:30 a.m." in words(lead.get(url(place, "training/")))
    assert visit(place.member).get(address).status_code == 403


def test_attendance_is_noted_on_its_page_and_counts_per_person():
    place = make_place()
    row = soon(place, seats=None)
    for each in (place.member, place.manager):
        attendance.sign_up(training_id=row.pk, **now(place, each))
    Training.of(place.company).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now()
    )
    lead, page = visit(place.lead), url(place, f"training/{row.pk}/")
    assert "Attendance still open" in words(lead.get(url(place, "training/")))
    seat = Participation.of(place.company).get(membership=place.member)
    assert lead.post(f"{page}attendance/", {"attended": ["x"]}).status_code == 422
    assert lead.post(f"{page}attendance/", {"attended": [str(seat.pk)]}).status_code == 302
    overview = words(lead.get(url(place, "training/people/")))
    assert "1 of 3 trained (33 %)" in overview
    assert "missed 1 time" in overview
    assert visit(place.member).get(url(place, "training/people/")).status_code == 403
    # Who was missing is nobody's business but theirs and the editors'.
    assert "Was missing" in words(lead.get(page))
    assert "Was missing" not in words(visit(place.member).get(page))
    assert "You were missing" in words(visit(place.manager).get(page))


def test_what_was_attended_elsewhere_is_noted_and_taken_back():
    place = make_place()
    lead, address = visit(place.lead), url(place, "training/elsewhere/")
    typed = {
        "membership": str(place.member.pk),
        "title": "Writing",
        "provider": "Chamber",
        "attended_on": "2026-03-01",
        "form_key": hidden(lead.get(address), "form_key"),
    }
    for _ in range(2):
        assert lead.post(address, typed)["Location"] == url(place, "training/people/")
    page = lead.get(url(place, "training/people/"))
    assert words(page).count("Writing, 03/01/2026 (Chamber)") == 2  # the line and its button
    remove = re.search(r'action="([^"]+/elsewhere/\d+/remove/)"', page.content.decode())
    assert remove
    lead.post(remove[1])
    assert "Writing" not in words(lead.get(url(place, "training/people/")))


def test_the_board_comes_from_nothing_to_a_meeting_with_follow_ups():
    place = make_place()
    lead, member = visit(place.lead), visit(place.member)
    assert "Nobody is on the board yet" in words(member.get(url(place, "board/")))
    joined = {"membership": str(place.member.pk), "stands_for": "Sales", "since": "2026-01-01"}
    assert lead.post(url(place, "board/members/add/"), joined).status_code == 302
    assert "No meeting yet" in words(member.get(url(place, "board/")))
    plan = url(place, "board/meetings/plan/")
    key = hidden(lead.get(plan), "form_key")
    lead.post(plan, {"meets_on": "2026-02-03", "begins": "14:00", "form_key": key})
    row = Meeting.of(place.company).get()
    page = url(place, f"board/meetings/{row.pk}/")
    assert "Minutes missing" in words(lead.get(url(place, "board/")))
    form = lead.get(f"{page}minutes/")
    sent = {"minutes": EVIL, "seen": hidden(form, "seen")}
    refused = lead.post(f"{page}minutes/", sent)
    assert refused.status_code == 422
    assert "evil.example" in words(refused)
    lead.post(f"{page}minutes/", {**sent, "people": [str(place.member.pk)]})
    key = hidden(lead.get(f"{page}decide/"), "form_key")
    lead.post(f"{page}decide/", {"text": "We answer on Saturdays.", "form_key": key})
    key = hidden(lead.get(f"{page}follow-up/"), "form_key")
    task = {"text": "Take photos.", "owner": str(place.member.pk), "due_on": "2026-02-10"}
    lead.post(f"{page}follow-up/", {**task, "form_key": key})
    said = member.get(page)
    assert "<script>alert" not in said.content.decode()
    assert 'href="javascript:' not in said.content.decode()
    assert "There: Jonas Maier" in words(said)
    assert "We answer on Saturdays." in words(said)
    board_page = words(member.get(url(place, "board/")))
    assert "1 follow-up is overdue" in board_page
    assert "Overdue since 02/10/2026" in board_page
    done = FollowUp.of(place.company).get()
    member.post(url(place, f"board/follow-ups/{done.pk}/finish/"))
    assert "overdue" not in words(member.get(url(place, "board/"))).casefold()


def test_the_four_rooms_stand_in_one_bar_and_the_section_is_current():
    place = make_place()
    member = visit(place.member, "de")
    for path, current in (
        ("guidelines/", "Richtlinien"),
        ("scenarios/", "Szenarien"),
        ("training/", "Schulungen"),
        ("board/", "Board"),
    ):
        page = member.get(url(place, path)).content.decode()
        bar = re.search(
            r'<nav class="tabs" aria-label="Bereiche der Richtlinien">.*?</nav>', page, re.S
        )
        assert bar
        assert re.findall(r">([^<]+)</a>", bar[0]) == [
            "Richtlinien",
            "Szenarien",
            "Schulungen",
            "Board",
        ]
        assert re.findall(r'aria-current="page">([^<]+)<', bar[0]) == [current]
        section = re.search(r'<nav class="site-nav".*?</nav>', page, re.S)
        assert section
        assert re.search(r'aria-current="page">.*?<span>Richtlinien</span>', section[0], re.S)


@pytest.mark.parametrize(
    "path",
    [
        "scenarios/",
        "scenarios/{s}/",
        "training/",
        "training/{t}/",
        "training/people/",
        "board/",
        "board/meetings/{m}/",
    ],
)
def test_queries_do_not_grow_with_what_there_is(path):
    place = make_place()
    row = scenarios.take_example(key="mockery", language="en", **now(place, place.lead))
    date, meeting = soon(place, seats=None), a_meeting(place)
    address = url(place, path.format(s=row.pk, t=date.pk, m=meeting.pk))
    grow(place, date, meeting, "data-leak")
    client = visit(place.lead)
    client.get(address)

    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = number()
    for key in ("campaign", "review-wave", "careless-post"):
        grow(place, date, meeting, key)
    assert number() == before
    assert before <= 16


def grow(place: Place, date: Training, meeting: Meeting, key: str) -> None:
    given = now(place, place.lead)
    scenarios.take_example(key=key, language="en", **given)
    person = make_member(place.company, name=f"Person {key}")
    attendance.sign_up(training_id=date.pk, **now(place, person))
    soon(place, title=key)
    on = given["at"].date()
    board.add_board_member(membership=person, stands_for="", since=on, until=None, **given)
    a_meeting(place)
    meetings.add_decision(meeting_id=meeting.pk, text=key, form_key=uuid4(), **given)
    follow_ups.add_follow_up(
        meeting_id=meeting.pk, text=key, owner=person, due_on=on, form_key=uuid4(), **given
    )


def test_a_neighbours_rows_are_unknown_and_offered_to_nobody():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    row = scenarios.take_example(key="mockery", language="en", **now(neighbour, neighbour.lead))
    date, meeting = soon(neighbour), a_meeting(neighbour)
    lead = visit(place.lead)
    for path in (f"scenarios/{row.pk}/", f"training/{date.pk}/", f"board/meetings/{meeting.pk}/"):
        assert lead.get(url(place, path)).status_code == 404
        assert lead.get(url(neighbour, path)).status_code == 404
    typed = {"membership": str(neighbour.member.pk), "since": "2026-01-01"}
    assert lead.post(url(place, "board/members/add/"), typed).status_code == 422
