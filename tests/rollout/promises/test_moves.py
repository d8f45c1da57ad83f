"""A stage moves along the table only, in order, and with its own submission."""

import pytest

from rollout import gate
from rollout.machine import MOVES, State
from rollout.models import Stage, Submission
from tests.factories import make_company
from tests.rollout.builders import LATER, at_the_gate, make_place, passed, submit
from tests.rollout.promises.asking import (
    allowed,
    bring_to,
    decide,
    move,
    refused_by,
    resubmit,
    sql,
    switch_off,
)

pytestmark = pytest.mark.django_db


def test_states_are_known():
    place = make_place()
    with refused_by("stage_moves_along_the_table"):
        move(place.stage(), "done")


@pytest.mark.parametrize("state", ["submitted", "on_hold", "passed"])
def test_beyond_open_a_stage_has_a_submission(state):
    place = at_the_gate()
    with refused_by("stage_submission_beyond_open"):
        switch_off("rollout_stage", "stage_moves_along_the_table")
        move(place.stage(), state)


ALL_MOVES = [(a, b) for a in State for b in State if a != b]


@pytest.mark.parametrize(("source", "target"), [pair for pair in ALL_MOVES if pair not in MOVES])
def test_no_other_edge_than_the_tables(source, target):
    _, stage = bring_to(source)
    with refused_by("stage_moves_along_the_table"):
        move(stage, target, stage.submission)


def test_the_table_has_exactly_these_moves():
    assert {(str(a), str(b)) for a, b in MOVES} == {
        ("locked", "open"),
        ("open", "submitted"),
        ("submitted", "open"),
        ("on_hold", "open"),
        ("submitted", "on_hold"),
        ("on_hold", "submitted"),
        ("submitted", "passed"),
        ("on_hold", "passed"),
        ("passed", "open"),
    }


def test_a_stage_does_not_open_before_the_one_before_has_passed():
    place = at_the_gate()
    with refused_by("stage_in_order"):
        move(place.stage(2), "open")


def test_a_stage_does_not_pass_while_an_earlier_one_is_reopened():
    place = passed()
    second = Submission.everywhere.create(
        company=place.company,
        stage=place.stage(2),
        round=1,
        submitted_by=place.lead,
        submitted_at=LATER,
        snapshot=b"{}",
        work_hash="0" * 64,
    )
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    with refused_by("stage_in_order"):
        move(place.stage(2), "submitted", second)


def test_stages_begin_locked_or_open_in_order_and_are_never_deleted():
    place = make_place()
    other = make_company("Neue Firma")
    for state, number in (("passed", 1), ("submitted", 1), ("on_hold", 1)):
        with refused_by("stage_begins_in_order"):
            Stage.everywhere.create(company=other, number=number, state=state)
    with refused_by("stage_begins_in_order"):
        Stage.everywhere.create(company=place.company, number=8, state="open")
    with refused_by("stage_is_never_deleted"):
        sql("DELETE FROM rollout_stage WHERE id = %s", place.stage(7).pk)
    with refused_by("stage_keeps_its_place"):
        sql("UPDATE rollout_stage SET number = 9 WHERE id = %s", place.stage(7).pk)


def test_nothing_passes_without_a_standing_approval():
    place = at_the_gate()
    with refused_by("stage_passed_is_approved"):
        move(place.stage(), "passed", place.stage().submission)


def test_a_passed_stage_stays_with_its_approval():
    with allowed():
        place = passed()
    with refused_by("decision_takes_effect"):
        decide(place, "reopen")


def test_an_approval_moves_the_stage():
    place = at_the_gate()
    with refused_by("decision_takes_effect"):
        decide(place)


def test_a_return_moves_the_stage():
    place = at_the_gate()
    with refused_by("decision_takes_effect"):
        decide(place, "return")


def test_a_stage_does_not_swap_its_submission_on_the_way():
    place = at_the_gate()
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=LATER)
    old = Submission.of(place.company).get()
    with refused_by("stage_submits_a_new_round"):
        move(place.stage(), "submitted", old)
    submit(place, at=LATER)
    with refused_by("stage_keeps_its_submission"):
        move(place.stage(), "on_hold", old)
    with refused_by("stage_keeps_its_submission"):
        move(place.stage(), "submitted", old)


def test_a_round_is_submitted_from_an_open_stage():
    place = at_the_gate()
    with refused_by("submission_of_an_open_stage"):
        resubmit(place)


def test_no_stage_is_reopened_while_one_is_at_a_gate():
    place = at_the_gate()
    gate.approve_stage(
        company=place.company, number=1, shown=place.hash_at(), by=place.manager, at=LATER
    )
    second = Submission.everywhere.create(
        company=place.company,
        stage=place.stage(2),
        round=1,
        submitted_by=place.lead,
        submitted_at=LATER,
        snapshot=b"{}",
        work_hash="0" * 64,
    )
    move(place.stage(2), "submitted", second)
    with refused_by("stage_reopens_in_quiet"):
        move(place.stage(1), "open")
