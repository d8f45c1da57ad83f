"""Whose turn it is, what the order allows, and who may approve: pure rules."""

from dataclasses import replace
from datetime import timedelta

import pytest

from publishing.progress import (
    APPROVAL,
    DONE,
    SKIPPED,
    WORK,
    Refusal,
    RunFacts,
    Standing,
    StepFacts,
    back_to,
    is_late,
    last_settled,
    standing_of_step,
    who_worked_before,
    why_not_settle,
)
from tests.factories import MONDAY

ANNA, BEN, CLARA = 1, 2, 3
LATER = MONDAY + timedelta(days=1)


def step(position: int, kind: str = WORK, outcome: str = "", by: int | None = None) -> StepFacts:
    return StepFacts(position, position, kind, outcome, by, MONDAY, after_publication=False)


def run(*steps: StepFacts) -> RunFacts:
    return RunFacts(is_running=True, publication_at=LATER, steps=steps)


WRITTEN = step(1, outcome=DONE, by=ANNA)
APPROVE = step(2, APPROVAL)
SEND = step(3)


def test_the_first_open_step_is_next_and_the_others_wait() -> None:
    here = run(WRITTEN, APPROVE, SEND)
    assert here.current == APPROVE
    assert [standing_of_step(here, each, MONDAY) for each in here.steps] == [
        Standing.DONE,
        Standing.NOW,
        Standing.LATER,
    ]
    over = replace(here, is_running=False)
    assert over.current is None
    assert standing_of_step(over, SEND, MONDAY) == Standing.DROPPED


@pytest.mark.parametrize(
    ("steps", "which", "outcome", "by", "why"),
    [
        ((WRITTEN, APPROVE, SEND), APPROVE, DONE, BEN, None),
        ((WRITTEN, APPROVE, SEND), APPROVE, DONE, ANNA, Refusal.OWN_WORK),
        ((WRITTEN, APPROVE, SEND), APPROVE, SKIPPED, ANNA, Refusal.OWN_WORK),
        ((WRITTEN, APPROVE, SEND), APPROVE, SKIPPED, BEN, None),
        ((WRITTEN, APPROVE, SEND), SEND, DONE, CLARA, Refusal.ORDER),
        ((WRITTEN, APPROVE, SEND), WRITTEN, DONE, ANNA, Refusal.SETTLED),
        ((step(1, outcome=SKIPPED, by=ANNA), APPROVE), APPROVE, DONE, ANNA, Refusal.OWN_WORK),
        ((step(1, outcome=SKIPPED, by=ANNA), step(2)), step(2), SKIPPED, ANNA,
         Refusal.NOTHING_DONE),
        ((WRITTEN, step(2)), step(2), SKIPPED, ANNA, None),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_the_order_and_four_eyes_allow(steps, which, outcome, by, why) -> None:
    assert why_not_settle(run(*steps), which, outcome, by=by, at=MONDAY) == why


def test_nothing_is_settled_in_a_run_that_is_over() -> None:
    over = replace(run(WRITTEN, APPROVE), is_running=False)
    assert why_not_settle(over, APPROVE, DONE, by=BEN, at=MONDAY) == Refusal.OVER


def test_what_comes_after_the_publication_waits_for_its_moment_but_can_be_skipped() -> None:
    portal = replace(step(2), after_publication=True)
    here = run(WRITTEN, portal)
    before = LATER - timedelta(seconds=1)
    assert why_not_settle(here, portal, DONE, by=BEN, at=before) == Refusal.EMBARGO
    assert why_not_settle(here, portal, SKIPPED, by=BEN, at=before) is None
    assert why_not_settle(here, portal, DONE, by=BEN, at=LATER) is None
    assert standing_of_step(here, portal, before) == Standing.EMBARGO
    unknown = replace(here, publication_at=None)
    assert why_not_settle(unknown, portal, DONE, by=BEN, at=LATER) == Refusal.EMBARGO


def test_a_second_approval_is_given_by_a_third_person() -> None:
    first = step(2, APPROVAL, DONE, BEN)
    second = step(3, APPROVAL)
    assert who_worked_before((WRITTEN, first, second), second) == {ANNA, BEN}
    then = step(3, outcome=DONE, by=CLARA)
    last = step(4, APPROVAL)
    assert who_worked_before((WRITTEN, first, then, last), last) == {ANNA, CLARA}
    assert why_not_settle(run(WRITTEN, first, then, last), last, DONE, by=BEN, at=LATER) is None


def test_whoever_worked_on_an_earlier_step_does_not_approve_what_became_of_it() -> None:
    first = step(2, APPROVAL, DONE, BEN)
    then, last = step(3, outcome=DONE, by=CLARA), step(4, APPROVAL)
    here = run(WRITTEN, first, then, last)
    assert why_not_settle(here, last, DONE, by=ANNA, at=LATER) == Refusal.OWN_WORK
    assert why_not_settle(here, last, SKIPPED, by=ANNA, at=LATER) == Refusal.OWN_WORK
    left_out = replace(WRITTEN, outcome=SKIPPED)
    assert who_worked_before((left_out, first, then, last), last) == {CLARA}


def test_work_that_was_left_out_hides_nobody_from_the_four_eyes() -> None:
    left_out = step(2, outcome=SKIPPED, by=CLARA)
    last = step(3, APPROVAL)
    assert who_worked_before((WRITTEN, left_out, last), last) == {ANNA, CLARA}
    here = run(WRITTEN, left_out, last)
    assert why_not_settle(here, last, DONE, by=ANNA, at=LATER) == Refusal.OWN_WORK
    assert why_not_settle(here, last, DONE, by=BEN, at=LATER) is None


def test_what_is_not_approved_goes_back_to_the_last_work_that_was_done() -> None:
    first = step(2, APPROVAL, DONE, BEN)
    left_out = step(3, outcome=SKIPPED, by=ANNA)
    last = step(4, APPROVAL)
    assert back_to((WRITTEN, first, left_out, last), last) == (left_out, first, WRITTEN)
    assert back_to((step(1, APPROVAL),), step(1, APPROVAL)) == ()
    assert last_settled((WRITTEN, first, last)) == first


def test_only_what_is_open_is_late() -> None:
    here = run(WRITTEN, APPROVE)
    assert not is_late(here, WRITTEN, LATER)
    assert is_late(here, APPROVE, LATER)
    assert not is_late(here, APPROVE, MONDAY)
    assert not is_late(replace(here, is_running=False), APPROVE, LATER)
