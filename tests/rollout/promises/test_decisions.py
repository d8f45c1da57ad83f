"""A decision is one, about what is at the gate now, and whole."""

import pytest
from django.db import IntegrityError

from companies.audit import SENTENCES
from rollout import gate
from rollout.machine import Act
from rollout.models import Condition, Submission
from rollout.refusals import in_one_transaction
from tests.rollout.builders import LATER, TODAY, at_the_gate, passed
from tests.rollout.promises.asking import decide, move, refused_by, sql, switch_off

pytestmark = pytest.mark.django_db


def test_a_round_has_one_final_decision():
    place = passed()
    with refused_by("decision_one_final"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(place)


def test_a_round_is_reopened_once():
    place = passed()
    submission = Submission.of(place.company).get()
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    with refused_by("decision_one_reopening"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(place, "reopen", submission=submission)


def test_a_decision_is_about_what_is_at_the_gate_now():
    place = passed()
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place)
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place, "withdraw", by=place.lead)
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    old = Submission.of(place.company).get()
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place, submission=old)
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place, "reopen", submission=old)


def test_one_stage_of_a_company_is_at_a_gate():
    place = at_the_gate()
    stage = place.stage()
    with refused_by("stage_one_at_a_gate"):
        switch_off("rollout_stage", "stage_moves_along_the_table")
        sql(
            "UPDATE rollout_stage SET state = 'submitted', submission_id = %s "
            "WHERE company_id = %s AND number = 2",
            stage.submission_id,
            place.company.pk,
        )


@pytest.mark.parametrize(
    ("act", "fields", "promise"),
    [
        ("return", {"reason": " \n"}, "decision_reason_given"),
        ("hold", {"hold_until": None}, "decision_hold_ends"),
        ("return", {"hold_until": TODAY}, "decision_hold_ends"),
        ("approve_with_conditions", {}, "decision_conditions_named"),
        ("submit", {}, "decision_up_to_them"),
        ("unlock", {}, "decision_up_to_them"),
        ("dance", {}, "decision_up_to_them"),
    ],
)
def test_a_decision_is_whole(act, fields, promise):
    place = at_the_gate()
    with refused_by(promise):
        decide(place, act, **fields)
        move(
            place.stage(),
            "passed" if act.startswith("approve") else "open",
            place.stage().submission if act.startswith("approve") else None,
        )


def test_an_approval_without_conditions_has_none():
    place = at_the_gate()
    with refused_by("condition_of_an_approval"):
        decision = decide(place)
        Condition.everywhere.create(
            company=place.company,
            decision=decision,
            text="Fragen",
            owner=place.lead,
            due_on=TODAY,
        )


def test_words_behind_the_first_guard_are_known_too():
    place = at_the_gate()
    for act, promise in (("submit", "decision_act_known"), ("dance", "decision_act_known")):
        with refused_by(promise):
            switch_off("rollout_decision", "decision_up_to_them")
            decide(place, act)
    with refused_by("decision_for_somebody_else"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(place, "hold", principal=place.manager)
    for change, promise in (
        ("state = 'done', submission_id = NULL", "stage_state_known"),
        ("number = 0", "stage_number_from_one"),
    ):
        with refused_by(promise):
            switch_off("rollout_stage", "stage_moves_along_the_table")
            sql(f"UPDATE rollout_stage SET {change} WHERE id = %s", place.stage(7).pk)
    with refused_by("condition_says_what"):
        Condition.everywhere.create(
            company=place.company,
            decision=decide(place, "approve_with_conditions"),
            text=" ",
            owner=place.lead,
            due_on=TODAY,
        )


def test_every_act_of_the_table_has_a_sentence_in_the_log():
    assert {f"stage.{act}" for act in Act} <= set(SENTENCES)


def test_a_refusal_that_is_no_promise_is_not_swallowed():
    with pytest.raises(IntegrityError), in_one_transaction():
        sql("INSERT INTO companies_company (name) VALUES ('x')")
