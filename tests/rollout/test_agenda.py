"""What the rollout puts into the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from companies.agenda import entries_of
from companies.agenda.ical import calendar_file
from guidelines.models import FollowUp, Meeting, Scenario, Training
from guidelines.services import meetings, training
from guidelines.typed import TrainingPlan
from rollout import gate
from rollout.conditions import settle_condition
from rollout.models import Condition, PilotPlan, Wave
from rollout.stages.culture import measures
from tests.factories import MONDAY
from tests.rollout.builders import LATER, TODAY, at_the_gate, listen, make_place, passed
from tests.rollout.test_reminders import office_hours

pytestmark = pytest.mark.django_db


def dates(place, language="en"):
    with override(language):
        return [(str(each.title), each.starts, each.path) for each in entries_of(place.company)]


def address(place, rest):
    return f"/c/{place.company.slug}/{rest}"


def test_a_gate_stands_on_the_day_after_which_it_is_brought_to_mind():
    place = at_the_gate()
    office_hours(place)
    gate_page = address(place, "stages/1/#gate")
    assert dates(place) == [("Decide on “Culture check”", date(2026, 11, 18), gate_page)]


def test_a_hold_stands_on_its_last_day_under_the_same_name():
    place = at_the_gate()
    before = entries_of(place.company)[0].key
    gate.hold_stage(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Messe.",
        until=date(2026, 12, 1),
        by=place.manager,
        at=LATER,
    )
    gate_page = address(place, "stages/1/#gate")
    assert dates(place) == [("Look at “Culture check” again", date(2026, 12, 1), gate_page)]
    assert entries_of(place.company)[0].key == before


def test_conditions_stand_until_they_are_settled():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Vertrieb befragen", place.lead, TODAY + timedelta(days=7))],
        by=place.manager,
        at=LATER,
    )
    (entry,) = entries_of(place.company)
    assert (str(entry.title), entry.starts, entry.changed_at) == (
        "Auflage fällig: Vertrieb befragen",
        date(2026, 11, 23),
        LATER,
    )
    assert str(entry.note) == "Jana Berg, aus „Kulturcheck“"
    settle_condition(
        company=place.company,
        condition_id=Condition.of(place.company).get().pk,
        settled="met",
        by=place.manager,
        at=LATER,
    )
    assert dates(place) == []


def test_measures_stand_until_they_are_done():
    place = make_place()
    measure = measures.add_measure(
        company=place.company,
        dimension="speed",
        text="Antworten ohne Rückfrage",
        owner=place.member,
        due_on=date(2026, 11, 20),
        by=place.lead,
        at=MONDAY,
    )
    assert dates(place) == [
        (
            "Measure due: Antworten ohne Rückfrage",
            date(2026, 11, 20),
            address(place, "stages/1/#measures"),
        )
    ]
    measures.mark_measure_done(
        company=place.company, measure_id=measure.pk, by=place.member, at=MONDAY
    )
    assert dates(place) == []


def test_windows_of_listening_pilot_and_waves_stand_with_both_ends():
    place = passed()
    listen(place)
    # Their stages open much later; the rows are what the calendar reads.
    days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 4, 30)}
    stage = place.stage(2)
    PilotPlan.everywhere.create(company=place.company, stage=stage, platform="instagram", **days)
    Wave.everywhere.create(
        company=place.company,
        stage=stage,
        kind="monitoring",
        name="Werkstatt",
        why="Es läuft.",
        owner=place.lead,
        **days,
    )
    assert [(title, day) for title, day, _ in dates(place) if "istening" not in title] == [
        ("The pilot begins", date(2027, 2, 1)),
        ("The wave “Werkstatt” begins", date(2027, 2, 1)),
        ("The pilot ends", date(2027, 4, 30)),
        ("The wave “Werkstatt” ends", date(2027, 4, 30)),
    ]
    assert [title for title, _, _ in dates(place) if "istening" in title] == [
        "Listening begins",
        "Listening ends",
    ]


def test_every_entry_has_a_key_of_its_own_and_the_file_the_same_bytes():
    place = at_the_gate()
    measures_of = entries_of(place.company)
    assert len({each.key for each in measures_of}) == len(measures_of)
    first = calendar_file(place.company, entries_of(place.company))
    assert first == calendar_file(place.company, entries_of(place.company))


def test_another_company_sees_none_of_it():
    at_the_gate()
    assert dates(make_place("Zweite Brauerei")) == []


def test_the_page_lists_the_dates_and_the_file_speaks_the_readers_language(client):
    place = at_the_gate()
    client.force_login(place.member)
    assert (
        "Entscheiden Sie über „Kulturcheck“"
        in client.get(address(place, "settings/calendar/")).content.decode()
    )
    place.member.language = "en"
    place.member.save()
    assert b"Decide on" in client.get(address(place, "calendar.ics")).content


def test_trainings_meetings_and_reviews_stand_in_it_too():
    place = make_place()
    common = {"company": place.company, "form_key": uuid4()}
    Training.everywhere.create(
        title="Antworten üben",
        starts_at=MONDAY,
        ends_at=LATER,
        place="Raum 3",
        created_by=place.lead,
        created_at=MONDAY,
        **common,
    )
    meeting = Meeting.everywhere.create(meets_on=date(2026, 12, 1), begins=time(14, 30), **common)
    FollowUp.everywhere.create(
        meeting=meeting,
        text="Texte prüfen",
        owner=place.memberships["member"],
        due_on=date(2026, 12, 8),
        entered_by=place.lead,
        entered_at=MONDAY,
        **common,
    )
    Scenario.everywhere.create(
        topic="Bier warm",
        reviewed_on=date(2026, 11, 2),
        reviewed_by=place.lead,
        created_by=place.lead,
        created_at=MONDAY,
        changed_at=MONDAY,
        **common,
    )
    assert [(title, starts) for title, starts, _ in dates(place)] == [
        ("Antworten üben", MONDAY),
        ("Meeting of the board", datetime(2026, 12, 1, 13, 30, tzinfo=UTC)),
        ("Due: Texte prüfen", date(2026, 12, 8)),
        ("Review the scenario “Bier warm”", date(2027, 5, 1)),
    ]


def test_a_training_that_moves_is_a_newer_one_for_calendars():
    place = make_place()
    row = training.add_training(
        plan=hour(MONDAY), form_key=uuid4(), company=place.company, by=place.lead, at=MONDAY
    )
    first = entry_of(place, "guidelines.training")
    moved = MONDAY + timedelta(days=1)
    training.save_training(
        training_id=row.pk, plan=hour(LATER), company=place.company, by=place.lead, at=moved
    )
    second = entry_of(place, "guidelines.training")
    assert (first.key, first.revision) == (second.key, second.revision - 1)
    assert (second.starts, second.changed_at) == (LATER, moved)


def test_a_meeting_of_the_board_that_moves_is_a_newer_one_for_calendars():
    place = make_place()
    said = {"meets_on": date(2026, 12, 1), "begins": time(14, 30), "place": "", "agenda": ""}
    row = meetings.plan_meeting(
        form_key=uuid4(), **said, company=place.company, by=place.lead, at=MONDAY
    )
    first = entry_of(place, "guidelines.meeting")
    moved = MONDAY + timedelta(days=1)
    other = said | {"meets_on": date(2026, 12, 2)}
    meetings.save_meeting(
        meeting_id=row.pk, **other, company=place.company, by=place.lead, at=moved
    )
    second = entry_of(place, "guidelines.meeting")
    assert (first.key, first.revision) == (second.key, second.revision - 1)
    assert second.changed_at == moved


def hour(starts_at: datetime) -> TrainingPlan:
    return TrainingPlan(
        kind="workshop",
        title="Antworten üben",
        about="",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        place="",
        link="",
        seats=None,
        led_by="",
    )


def entry_of(place, prefix):
    [found] = [each for each in entries_of(place.company) if each.key.startswith(prefix)]
    return found


def test_what_was_called_off_or_done_does_not_stand_in_it():
    place = make_place()
    Training.everywhere.create(
        company=place.company,
        form_key=uuid4(),
        title="Antworten üben",
        starts_at=MONDAY,
        ends_at=LATER,
        created_by=place.lead,
        created_at=MONDAY,
        state="called_off",
        settled_by=place.lead,
        settled_at=MONDAY,
    )
    assert dates(place) == []
