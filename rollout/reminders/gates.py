"""Gates that wait for their decision, and holds whose day has come."""

from collections.abc import Iterable
from datetime import datetime

from rollout.days import local_day
from rollout.machine import Act, State
from rollout.models import Decision, Stage
from rollout.reminders.waiting import after_working_days
from rollout.telling import deciders, tell_all

WORKING_DAYS = 2
"""A gate that waits longer is brought back to mind."""


def remind_of_gates(*, at: datetime) -> int:
    """Managers and deputies hear of a gate that waits for more than two working days."""
    told = 0
    for stage in at_gates(State.SUBMITTED):
        last = last_step(stage)
        since = waiting_since(stage, last)
        if at > after_working_days(stage.company, since, WORKING_DAYS):
            key = f"gate-waits:{step_key(stage, last)}"
            told += _tell_deciders(stage, "gate_waits", key, at, since)
    return told


def remind_of_holds(*, at: datetime) -> int:
    """Managers and deputies hear that the day to look again has come."""
    told = 0
    for stage in at_gates(State.ON_HOLD):
        hold = last_step(stage)
        if hold and hold.hold_until and hold.hold_until <= local_day(stage.company, at):
            key = f"hold-ends:{hold.pk}"
            told += _tell_deciders(stage, "hold_ends", key, at, hold.decided_at)
    return told


def at_gates(state: State) -> Iterable[Stage]:
    """Every company's stage in this state, with its submission."""
    waiting = Stage.everywhere.filter(state=state).select_related("company", "submission")
    return waiting.defer("submission__snapshot").order_by("company", "number")


def last_step(stage: Stage) -> Decision | None:
    """The last hold or resumption of the round at the gate."""
    steps = Decision.of(stage.company).filter(
        submission=stage.submission_id, act__in=[Act.HOLD, Act.RESUME]
    )
    return steps.order_by("-pk").first()


def waiting_since(stage: Stage, last: Decision | None) -> datetime:
    """From when the wait is counted: a resumption begins it anew."""
    assert stage.submission is not None, "kept by the constraint stage_submission_beyond_open"
    return last.decided_at if last else stage.submission.submitted_at


def step_key(stage: Stage, last: Decision | None) -> str:
    """Names one wait: people hear of it once."""
    return f"{stage.submission_id}:{last.pk if last else 0}"


def authors_of(stage: Stage) -> set[int | None]:
    """Who submitted the round at the gate, and for whom."""
    assert stage.submission is not None, "kept by the constraint stage_submission_beyond_open"
    return {stage.submission.submitted_by_id, stage.submission.submitted_for_id}


def _tell_deciders(stage: Stage, template: str, key: str, at: datetime, since: datetime) -> int:
    authors = authors_of(stage)
    people = deciders(stage.company, local_day(stage.company, at))
    return tell_all(
        stage,
        [person for person in people if person.pk not in authors],
        template,
        key,
        at,
        since_on=local_day(stage.company, since).isoformat(),
    )
