"""What waits is brought back to mind, once per person and step."""

from datetime import UTC, datetime, time, timedelta

import pytest

from companies.models import BusinessHours, Closure, Notice
from rollout import gate, reminders
from rollout.tasks import remind
from tests.factories import MONDAY
from tests.rollout.builders import (
    LATER,
    TODAY,
    at_the_gate,
    deputise,
    make_place,
    make_ready,
    second_manager,
    submit,
)

pytestmark = pytest.mark.django_db


def office_hours(place):
    for weekday in range(5):
        BusinessHours.everywhere.create(
            company=place.company, weekday=weekday, opens=time(9), closes=time(17)
        )


def told(place, template):
    notices = Notice.of(place.company).filter(template=template).order_by("pk")
    return [notice.email for notice in notices]


def moment(day, hour=12, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_a_gate_is_brought_to_mind_after_two_working_days_and_once():
    place = at_the_gate()  # on Monday the 16th
    office_hours(place)
    assert reminders.remind_of_gates(at=moment(18, 16)) == 0  # Wednesday, 17:00 in Berlin
    assert reminders.remind_of_gates(at=moment(18, 16, 1)) == 1
    assert reminders.remind_of_gates(at=moment(25)) == 0
    assert told(place, "gate_waits") == [place.manager.email]


def test_weekends_and_closures_do_not_count():
    place = make_place()
    office_hours(place)
    Closure.everywhere.create(
        company=place.company, name="Inventur", starts_on="2026-11-23", ends_on="2026-11-23"
    )
    make_ready(place)
    submit(place, at=moment(20))  # a Friday
    assert reminders.remind_of_gates(at=moment(25)) == 0
    assert reminders.remind_of_gates(at=moment(25, 16, 1)) == 1


def test_a_company_without_hours_counts_calendar_days():
    at_the_gate()
    assert reminders.remind_of_gates(at=MONDAY + timedelta(days=2)) == 0
    assert reminders.remind_of_gates(at=MONDAY + timedelta(days=2, minutes=1)) == 1


def test_every_manager_and_deputy_is_reminded_except_whoever_submitted():
    place = make_place()
    make_ready(place)
    rosa = second_manager(place)
    deputise(place.company, deputy=place.memberships["member"], principal=rosa)
    deputise(
        place.company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["manager"],
    )
    submit(place, by=place.manager)
    reminders.remind_of_gates(at=moment(20))
    assert set(told(place, "gate_waits")) == {rosa.user.email, place.member.email}


def test_after_a_hold_the_waiting_counts_anew():
    place = at_the_gate()
    reminders.remind_of_gates(at=moment(19))
    common = {"company": place.company, "number": 1, "by": place.manager}
    gate.hold_stage(
        shown=place.hash_at(),
        reason="Messe.",
        until=TODAY + timedelta(days=7),
        at=moment(20),
        **common,
    )
    gate.resume_stage(shown=place.hash_at(), at=moment(21), **common)
    assert reminders.remind_of_gates(at=moment(22)) == 0
    assert reminders.remind_of_gates(at=moment(24)) == 1
    assert told(place, "gate_waits") == [place.manager.email] * 2


def test_a_hold_is_brought_to_mind_on_its_day():
    place = at_the_gate()
    gate.hold_stage(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Messe.",
        until=TODAY + timedelta(days=3),
        by=place.manager,
        at=LATER,
    )
    assert reminders.remind_of_holds(at=moment(18)) == 0
    # Half past eleven at night in London is the next day in Berlin.
    assert reminders.remind_of_holds(at=moment(18, 23, 30)) == 1
    assert reminders.remind_of_holds(at=moment(20)) == 0
    assert reminders.remind_of_gates(at=moment(28)) == 0
    assert told(place, "hold_ends") == [place.manager.email]


def test_a_condition_is_brought_to_mind_before_it_is_due_and_when_it_is_late():
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
    assert told(place, "condition_given") == [place.lead.email]
    assert reminders.remind_of_conditions(at=moment(19)) == 0
    assert reminders.remind_of_conditions(at=moment(20)) == 1
    assert reminders.remind_of_conditions(at=moment(23)) == 0
    assert reminders.remind_of_conditions(at=moment(24)) == 2
    assert reminders.remind_of_conditions(at=moment(28)) == 0
    assert told(place, "condition_due") == [place.lead.email]
    assert set(told(place, "condition_overdue")) == {place.lead.email, place.manager.email}


def test_conditions_of_a_reopened_stage_are_let_rest():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Vertrieb befragen", place.lead, TODAY)],
        by=place.manager,
        at=LATER,
    )
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    assert reminders.remind_of_conditions(at=moment(28)) == 0


def test_the_job_reminds_of_everything_and_bears_a_name_beat_knows(settings):
    place = at_the_gate()
    remind()
    assert told(place, "gate_waits") == [place.manager.email]
    assert settings.CELERY_BEAT_SCHEDULE["remind-of-gates"]["task"] == remind.name
