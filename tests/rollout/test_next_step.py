"""The one next thing to do."""

import pytest

from companies.access import standing_of
from rollout import gate
from rollout.home import next_step_for
from rollout.machine import State
from rollout.next_step import HomeFacts, next_step
from rollout.stage import Result
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.builders import (
    LATER,
    TODAY,
    at_the_gate,
    make_place,
    make_ready,
    passed,
    submit,
)

OPEN = {"begun": True, "edits": True, "decides": False, "number": 1, "state": State.OPEN}
MISSING = Result(
    key="people", title="", met=False, sentence="Niemand hat geantwortet.", mend="survey"
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"begun": False, "edits": True, "decides": False}, ("rollout:begin", "")),
        ({"begun": False, "edits": False, "decides": False}, ("monitoring:dashboard", "")),
        ({"begun": True, "edits": True, "decides": False}, ("rollout:plan_wave", "")),
        ({"begun": True, "edits": False, "decides": False}, ("monitoring:dashboard", "")),
        (
            {"begun": True, "edits": True, "decides": False, "own_overdue": 1},
            ("rollout:conditions", ""),
        ),
        (OPEN | {"unmet": (MISSING,)}, ("rollout:stage", "survey")),
        (OPEN, ("rollout:stage", "gate")),
        (OPEN | {"may_answer": True, "unmet": (MISSING,)}, ("rollout:survey", "")),
        (OPEN | {"own_overdue": 1, "may_answer": True}, ("rollout:conditions", "")),
        (OPEN | {"own_conditions_due": 1}, ("rollout:conditions", "")),
        (OPEN | {"answers_late": 1, "own_overdue": 1}, ("monitoring:desk", "")),
        (OPEN | {"answers_today": 1, "own_overdue": 1}, ("rollout:conditions", "")),
        (OPEN | {"answers_today": 1, "unmet": (MISSING,)}, ("monitoring:desk", "")),
        (
            {"begun": False, "edits": True, "decides": False, "answers_late": 2},
            ("monitoring:desk", ""),
        ),
        (OPEN | {"edits": False}, ("rollout:stage", "")),
        (OPEN | {"edits": False, "unread": 1}, ("guidelines:guidelines", "")),
        (
            OPEN | {"unread": 2, "unread_supplement_of": 7, "unmet": (MISSING,)},
            ("guidelines:supplement_guidelines", ""),
        ),
        (OPEN | {"unread": 1, "own_conditions_due": 1}, ("rollout:conditions", "")),
        (
            {"begun": True, "edits": True, "decides": False, "unread": 1},
            ("guidelines:guidelines", ""),
        ),
        (OPEN | {"state": State.SUBMITTED, "decides": True}, ("rollout:decide", "")),
        (OPEN | {"state": State.SUBMITTED}, ("rollout:stage", "")),
        (OPEN | {"state": State.ON_HOLD, "decides": True}, ("rollout:decide", "")),
    ],
)
def test_the_most_urgent_of_what_one_can_do(facts, expected):
    step = next_step(HomeFacts(**facts))
    assert (step.url_name, step.section) == expected
    assert str(step.title)
    assert str(step.sentence)
    assert str(step.label)


pytestmark = pytest.mark.django_db


def step_for(place, user):
    return next_step_for(standing_of(user, place.company, TODAY)).url_name


def test_the_story_of_the_first_stage():
    company = make_company()
    lead = make_member(company, role="lead").user
    assert next_step_for(standing_of(lead, company, TODAY)).url_name == "rollout:begin"

    place = make_place()
    assert step_for(place, place.member) == "rollout:survey"
    make_ready(place)
    submit(place)
    assert step_for(place, place.manager) == "rollout:decide"
    assert step_for(place, place.lead) == "rollout:stage"
    assert step_for(place, place.consultant) == "rollout:stage"


def test_a_condition_that_is_late_comes_first_for_its_owner():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Fragen", place.lead, TODAY)],
        by=place.manager,
        at=LATER,
    )
    later = standing_of(place.lead, place.company, TODAY.replace(day=17))
    assert next_step_for(later).url_name == "rollout:conditions"
    assert MONDAY.date() == TODAY


def test_after_the_first_gate_listening_is_next():
    place = passed()
    step = next_step_for(standing_of(place.lead, place.company, TODAY))
    assert (step.url_name, dict(step.url_kwargs), step.section) == (
        "rollout:stage",
        {"number": 2},
        "plan",
    )
