"""Overdue measures, reopened stages that lie, stages that rest on an older version."""

from datetime import date, timedelta

import pytest

from companies.mails import letter_of
from companies.models import Membership, Notice
from rollout import gate, reminders
from rollout.stages.culture import measures
from rollout.stages.culture.media import add_medium
from tests.factories import MONDAY
from tests.rollout.ahead import open_next, pass_stage
from tests.rollout.builders import (
    LATER,
    approve,
    at_the_gate,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_ready,
    make_source,
    passed,
    submit,
)
from tests.rollout.test_reminders import moment, office_hours, told

pytestmark = pytest.mark.django_db


def with_a_measure():
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
    return place, measure


def test_the_owner_of_an_overdue_measure_hears_of_it_once():
    place, _ = with_a_measure()
    assert reminders.remind_of_measures(at=moment(20)) == 0
    # Half past eleven at night in London is the next day in Berlin.
    assert reminders.remind_of_measures(at=moment(20, 23, 30)) == 1
    assert reminders.remind_of_measures(at=moment(28)) == 0
    assert told(place, "measure_overdue") == [place.member.email]


def test_a_measure_that_is_done_is_let_rest():
    place, measure = with_a_measure()
    measures.mark_measure_done(
        company=place.company, measure_id=measure.pk, by=place.member, at=MONDAY
    )
    assert reminders.remind_of_measures(at=moment(28)) == 0


def test_with_another_day_a_measure_is_brought_to_mind_anew():
    place, measure = with_a_measure()
    reminders.remind_of_measures(at=moment(21))
    measures.change_measure(
        company=place.company,
        measure_id=measure.pk,
        dimension="speed",
        text=measure.text,
        owner=place.member,
        due_on=date(2026, 11, 25),
        by=place.lead,
        at=moment(21),
    )
    assert reminders.remind_of_measures(at=moment(26)) == 1


def test_when_its_owner_has_left_the_lead_hears_of_a_measure():
    place, _ = with_a_measure()
    Membership.of(place.company).filter(user=place.member).update(ended_at=MONDAY)
    reminders.remind_of_measures(at=moment(21))
    assert told(place, "measure_overdue") == [place.lead.email]


def reopened():
    place = passed()
    office_hours(place)
    gate.reopen_stage(
        company=place.company, number=1, reason="Neuer Chef.", by=place.manager, at=LATER
    )
    return place


def test_a_reopened_stage_that_nobody_touches_is_brought_to_mind_after_a_week_of_work():
    place = reopened()  # on Monday the 16th
    assert reminders.remind_of_untouched_stages(at=moment(23, 16)) == 0
    assert reminders.remind_of_untouched_stages(at=moment(23, 16, 1)) == 3
    assert reminders.remind_of_untouched_stages(at=moment(30)) == 0
    everybody = [place.lead.email, place.manager.email, place.consultant.email]
    assert told(place, "stage_untouched") == everybody


def test_a_reopened_stage_that_was_worked_on_is_not():
    place = reopened()
    add_medium(company=place.company, kind="owned", name="Website", by=place.lead, at=LATER)
    assert reminders.remind_of_untouched_stages(at=moment(30)) == 0


def test_a_reopened_stage_that_was_submitted_again_is_not():
    place = reopened()
    submit(place, at=LATER)
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=LATER)
    assert reminders.remind_of_untouched_stages(at=moment(30)) == 0


def heard(place):
    """Listening meets its criteria."""
    make_mention(make_source(place), make_profile(place), tone="neutral")
    listen(place)


def outdated():
    """Listening has passed; then the culture check passes with other content."""
    place = passed()
    office_hours(place)
    heard(place)
    submit(place, 2, at=LATER)
    approve(place, 2)
    gate.reopen_stage(
        company=place.company, number=1, reason="Neuer Chef.", by=place.manager, at=LATER
    )
    add_medium(company=place.company, kind="owned", name="Website", by=place.lead, at=LATER)
    submit(place, at=LATER)
    return place


def test_a_stage_on_an_older_version_is_brought_to_mind_after_a_week_of_work():
    place = outdated()
    approve(place, at=LATER + timedelta(hours=1))
    assert reminders.remind_of_older_versions(at=moment(23, 16)) == 0
    assert reminders.remind_of_older_versions(at=moment(23, 16, 1)) == 3
    assert reminders.remind_of_older_versions(at=moment(30)) == 0
    letter = letter_of(Notice.of(place.company).filter(template="stage_outdated").first())
    assert letter.subject == f"{place.company.name}: „Zuhören“ beruht auf einem älteren Stand"
    assert "„Kulturcheck“ ist neu freigegeben worden." in letter.body


def test_of_many_stages_on_the_same_older_version_one_mail_tells():
    place = make_place()
    office_hours(place)
    make_ready(place)
    for number in range(1, 9):
        open_next(place, number)
        pass_stage(place, number)
    gate.reopen_stage(
        company=place.company, number=1, reason="Neuer Chef.", by=place.manager, at=LATER
    )
    add_medium(company=place.company, kind="owned", name="Website", by=place.lead, at=LATER)
    submit(place, at=LATER)
    approve(place, at=LATER + timedelta(hours=1))
    assert reminders.remind_of_older_versions(at=moment(23, 16, 1)) == 3
    letters = [
        letter_of(each) for each in Notice.of(place.company).filter(template="stage_outdated")
    ]
    assert {each.subject for each in letters} == {
        f"{place.company.name}: „Zuhören“ beruht auf einem älteren Stand"
    }
    assert "6 weitere Etappen beruhen ebenfalls darauf." in letters[0].body


def test_nothing_is_outdated_before_the_newer_version_has_passed():
    outdated()
    assert reminders.remind_of_older_versions(at=moment(30)) == 0


def test_the_same_content_passed_again_makes_nothing_outdated():
    place = passed()
    heard(place)
    submit(place, 2, at=LATER)
    approve(place, 2)
    gate.reopen_stage(
        company=place.company, number=1, reason="Doch nicht.", by=place.manager, at=LATER
    )
    submit(place, at=LATER)
    approve(place, at=LATER + timedelta(hours=1))
    assert reminders.remind_of_older_versions(at=moment(30)) == 0


def test_a_gate_in_its_first_round_is_neither_untouched_nor_outdated():
    at_the_gate()
    make_ready(make_place("Zweite Brauerei"))
    assert reminders.remind_of_untouched_stages(at=moment(30)) == 0
    assert reminders.remind_of_older_versions(at=moment(30)) == 0
