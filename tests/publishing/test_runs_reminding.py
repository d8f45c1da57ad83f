"""Whose turn it is in a run hears of it, and whoever stands in when it is late."""

from datetime import timedelta

import pytest

from companies.models import Absence, Deputy, Notice
from publishing.reminders import remind_of_steps
from publishing.services.runs import stop_run
from publishing.services.working import (
    give_step,
)
from tests.factories import MONDAY, make_member
from tests.publishing.builders import (
    PUBLICATION,
    begin,
    email,
    finish,
    make_place,
    step,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_place()


def test_whose_turn_it_is_hears_once_then_when_late_then_the_deputy_does(place):
    run = begin(place)
    give_step(
        step_id=step(run, 1).pk, owner=place.lead, deputy=place.member, **place.by(place.lead)
    )
    lead, deputy = email(place.lead), email(place.member)
    due = step(run, 1).due_at
    assert remind_of_steps(at=due) == 0
    assert remind_of_steps(at=due + timedelta(minutes=1)) == 1
    assert remind_of_steps(at=due + timedelta(minutes=2)) == 0
    assert remind_of_steps(at=due + timedelta(days=1)) == 0
    assert remind_of_steps(at=due + timedelta(days=1, minutes=1)) == 1
    assert told(place) == [
        ("step_turn", lead),
        ("step_late", lead),
        ("step_escalated", deputy),
    ]


def test_where_nobody_stands_in_the_lead_hears_of_it(place):
    run = begin(place, owner_1=place.member)
    late = step(run, 1).due_at + timedelta(days=2)
    remind_of_steps(at=late)
    assert told(place)[-1] == ("step_escalated", email(place.lead))


def test_who_is_away_is_stood_in_for_at_once(place):
    substitute = make_member(place.company, name="Vera Vertretung")
    Absence.everywhere.create(
        company=place.company,
        membership=place.manager,
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date(),
    )
    Deputy.everywhere.create(
        company=place.company,
        principal=place.manager,
        deputy=substitute,
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date(),
    )
    run = begin(place)
    finish(place, run, 1)
    assert told(place)[1:] == [
        ("step_turn", email(place.manager)),
        ("step_turn", email(substitute)),
    ]


def test_nobody_is_asked_to_do_what_the_embargo_forbids_yet(place):
    run = begin(place)
    for number in (1, 2, 3):
        finish(place, run, number)
    before = told(place)
    assert remind_of_steps(at=PUBLICATION - timedelta(minutes=1)) == 0
    assert told(place) == before
    assert remind_of_steps(at=PUBLICATION) == 1
    assert Notice.of(place.company).order_by("pk").last().context["step"] == (
        "Put it on press portals"
    )


def test_a_run_that_is_over_reminds_nobody(place):
    run = begin(place)
    stop_run(run_id=run.pk, reason="Fällt aus.", **place.by(place.lead))
    assert remind_of_steps(at=PUBLICATION) == 0
