"""What a run promises is kept by the database, past every service."""

from datetime import timedelta

import pytest
from django.apps import apps

from publishing.models import Run, RunStep
from tests.factories import MONDAY, make_company, make_user
from tests.tables import refusal, row_of, values_of

pytestmark = pytest.mark.django_db

TRIED = {
    "run_begins_running",
    "run_forgets_nothing",
    "run_keeps_its_embargo",
    "run_return_append_only",
    "run_stays",
    "run_step_four_eyes",
    "run_step_in_order",
    "run_step_of_a_running_run",
    "run_step_stays",
    "run_step_under_embargo",
}


def test_every_guard_is_tried():
    """The one of returns in tests/architecture/test_tables.py, all others here."""
    assert {
        trigger.name
        for model in apps.get_app_config("publishing").get_models()
        for trigger in getattr(model._meta, "triggers", ())
    } == TRIED


def settled(by=None, outcome="done"):
    return {
        "outcome": outcome,
        "settled_by": by or make_user(),
        "settled_at": MONDAY,
        "note": "Passt so.",
    }


def ended(state="finished"):
    return {"state": state, "ended_by": make_user(), "ended_at": MONDAY, "reason": "Fällt aus."}


def run_of(*outcomes, kinds=(), run=None, by=None, **fields):
    """A run with these outcomes of its steps, and the steps."""
    run = run or row_of(Run, make_company(), **fields)
    steps = [
        row_of(
            RunStep,
            run.company,
            run=run,
            position=number,
            kind=kinds[number - 1] if kinds else "work",
            **(settled(by, outcome) if outcome else {"outcome": ""}),
        )
        for number, outcome in enumerate(outcomes, start=1)
    ]
    return run, steps


def update(row, **fields):
    return refusal(lambda: type(row).everywhere.filter(pk=row.pk).update(**fields))


def delete(row):
    rows = type(row).everywhere.filter(pk=row.pk)
    return refusal(lambda: rows._raw_delete("default"))


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        (("done", "done"), ""),
        (("done", "skipped"), ""),
        (("done", ""), "run_forgets_nothing"),
        (("", "done"), "run_forgets_nothing"),
        (("skipped", "skipped"), "run_forgets_nothing"),
        ((), "run_forgets_nothing"),
    ],
    ids=str,
)
def test_no_run_is_finished_with_a_step_that_was_forgotten(outcomes, answer):
    run, _steps = run_of(*outcomes)
    assert update(run, **ended()) == answer


def test_a_run_may_be_called_off_with_open_steps():
    run, _steps = run_of("done", "")
    assert update(run, **ended("stopped")) == ""


def test_a_run_begins_running_and_stays_once_it_is_over():
    values = values_of(Run, make_company(), **ended())
    assert refusal(lambda: Run.everywhere.create(**values)) == "run_begins_running"
    for state in ("finished", "stopped"):
        over = row_of(Run, make_company(), **ended(state))
        assert update(over, title="Anders") == "run_stays"
        assert update(over, state="running", ended_at=None, ended_by=None) == "run_stays"
    running = row_of(Run, make_company())
    assert delete(running) == "run_stays"
    assert update(running, title="Anders") == ""


def test_a_run_that_is_over_gets_no_steps_and_opens_none():
    run, (step,) = run_of("done", **ended())
    late = values_of(RunStep, run.company, run=run, position=9, outcome="")
    assert refusal(lambda: RunStep.everywhere.create(**late)) == "run_step_of_a_running_run"
    again = {"outcome": "", "settled_by": None, "settled_at": None}
    assert update(step, **again) == "run_step_of_a_running_run"


def test_a_step_does_not_begin_as_done():
    run, _steps = run_of()
    done = values_of(RunStep, run.company, run=run, **settled())
    assert refusal(lambda: RunStep.everywhere.create(**done)) == "run_step_of_a_running_run"


def test_a_step_says_what_it_said_and_is_not_deleted():
    _run, (step,) = run_of("")
    changed = {
        "title": "Anders",
        "instruction": "Anders.",
        "kind": "approval",
        "position": 7,
        "days": 3,
        "counts_from": "publication",
        "after_publication": True,
    }
    assert {name: update(step, **{name: value}) for name, value in changed.items()} == (
        dict.fromkeys(changed, "run_step_stays")
    )
    assert delete(step) == "run_step_stays"
    assert update(step, due_at=MONDAY + timedelta(days=9)) == ""


def test_what_was_settled_is_not_settled_otherwise():
    _run, (step,) = run_of("done")
    assert update(step, note="Nachgetragen.") == "run_step_stays"
    assert update(step, outcome="skipped", note="Doch nicht.") == "run_step_stays"
    assert update(step, outcome="", settled_by=None, settled_at=None) == ""


def test_steps_are_settled_and_opened_in_their_order():
    _run, (first, second, _third) = run_of("done", "done", "")
    _other, (now, later) = run_of("", "")
    again = {"outcome": "", "settled_by": None, "settled_at": None}
    assert update(later, **settled()) == "run_step_in_order"
    assert update(now, **settled()) == ""
    assert update(first, **again) == "run_step_in_order"
    assert update(second, **again) == ""


@pytest.mark.parametrize(
    ("publication_at", "outcome", "answer"),
    [
        (MONDAY, "done", ""),
        (MONDAY + timedelta(seconds=1), "done", "run_step_under_embargo"),
        (None, "done", "run_step_under_embargo"),
        (MONDAY + timedelta(days=1), "skipped", ""),
    ],
    ids=["its-moment", "a-second-early", "no-moment", "skipped"],
)
def test_nothing_after_the_publication_is_done_before_it(publication_at, outcome, answer):
    run, _steps = run_of(publication_at=publication_at)
    step = row_of(RunStep, run.company, run=run, after_publication=True, outcome="")
    assert update(step, **settled(outcome=outcome)) == answer


def test_a_publication_does_not_move_behind_what_followed_it():
    run, _steps = run_of(publication_at=MONDAY)
    assert update(run, publication_at=MONDAY + timedelta(days=1)) == ""
    row_of(RunStep, run.company, run=run, after_publication=True, **settled())
    assert update(run, publication_at=MONDAY + timedelta(days=2)) == "run_keeps_its_embargo"


@pytest.mark.parametrize("outcome", ["done", "skipped"])
def test_nobody_approves_their_own_work_or_skips_its_approval(outcome):
    author = make_user()
    _run, steps = run_of("done", "", kinds=("work", "approval"), by=author)
    assert update(steps[1], **settled(author, outcome)) == "run_step_four_eyes"
    assert update(steps[1], **settled(outcome=outcome)) == ""


def test_work_that_was_left_out_lets_nobody_approve_what_they_did_before_it():
    author = make_user()
    run, _steps = run_of("done", kinds=("work",), by=author)
    row_of(RunStep, run.company, run=run, position=2, kind="work", **settled(outcome="skipped"))
    last = row_of(RunStep, run.company, run=run, position=3, kind="approval", outcome="")
    assert update(last, **settled(author)) == "run_step_four_eyes"
    assert update(last, **settled()) == ""


def test_a_second_approval_is_by_a_third_person_and_never_by_whoever_did_any_of_the_work():
    author = make_user()
    _run, steps = run_of("done", "done", "", kinds=("work", "approval", "approval"), by=author)
    assert update(steps[2], **settled(author)) == "run_step_four_eyes"
    run, steps = run_of("done", kinds=("work",), by=author)
    approver = make_user()
    row_of(RunStep, run.company, run=run, position=2, kind="approval", **settled(approver))
    row_of(RunStep, run.company, run=run, position=3, kind="work", **settled())
    last = row_of(RunStep, run.company, run=run, position=4, kind="approval", outcome="")
    assert update(last, **settled(author)) == "run_step_four_eyes"
    assert update(last, **settled(approver)) == ""
