"""Reminders of what waits at gates: told once per person and step, at times passed in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from companies.calendars import working_time_of
from companies.models import Company
from companies.working_time import NeverOpenError
from rollout.assessment import standing_conditions
from rollout.days import local_day
from rollout.machine import Act, State
from rollout.models import Condition, Decision, Stage
from rollout.telling import deciders, tell_all

WORKING_DAYS = 2
"""A gate that waits longer is brought back to mind."""

DUE_SOON = timedelta(days=3)


def remind_all(*, at: datetime) -> int:
    """Remind in every company; how many mails were written."""
    return remind_of_gates(at=at) + remind_of_holds(at=at) + remind_of_conditions(at=at)


def remind_of_gates(*, at: datetime) -> int:
    """Managers and deputies hear of a gate that waits for more than two working days."""
    told = 0
    for stage in _at_gates(State.SUBMITTED):
        last = _last_step(stage)
        since = last.decided_at if last else _submitted_at(stage)
        if at > waits_too_long_from(stage.company, since):
            step = f"{stage.submission_id}:{last.pk if last else 0}"
            told += _tell_deciders(stage, "gate_waits", f"gate-waits:{step}", at, since)
    return told


def remind_of_holds(*, at: datetime) -> int:
    """Managers and deputies hear that the day to look again has come."""
    told = 0
    for stage in _at_gates(State.ON_HOLD):
        hold = _last_step(stage)
        if hold and hold.hold_until and hold.hold_until <= local_day(stage.company, at):
            key = f"hold-ends:{hold.pk}"
            told += _tell_deciders(stage, "hold_ends", key, at, hold.decided_at)
    return told


def remind_of_conditions(*, at: datetime) -> int:
    """The owner hears three days before a condition is due; when late, the deciders hear too."""
    told = 0
    latest = at.date() + DUE_SOON + timedelta(days=1)
    for company, conditions in _open_conditions(latest).items():
        on = local_day(company, at)
        for condition in conditions:
            if condition.due_on < on:
                told += _tell_overdue(condition, at, on)
            elif condition.due_on <= on + DUE_SOON:
                told += _tell_due(condition, at)
    return told


def waits_too_long_from(company: Company, since: datetime) -> datetime:
    """When two whole working days after the day of ``since`` have ended.

    A company without hours counts calendar days.
    """
    working_time = working_time_of(company)
    day = local_day(company, since)
    try:
        for _ in range(WORKING_DAYS):
            day = working_time.next_working_day(day)
        return working_time.end_of_working_day(day)
    except NeverOpenError:
        return since + timedelta(days=WORKING_DAYS)


def _at_gates(state: State) -> Iterable[Stage]:
    waiting = Stage.everywhere.filter(state=state).select_related("company", "submission")
    return waiting.defer("submission__snapshot").order_by("company", "number")


def _submitted_at(stage: Stage) -> datetime:
    assert stage.submission is not None, "kept by the constraint stage_submission_beyond_open"
    return stage.submission.submitted_at


def _last_step(stage: Stage) -> Decision | None:
    steps = Decision.of(stage.company).filter(
        submission=stage.submission_id, act__in=[Act.HOLD, Act.RESUME]
    )
    return steps.order_by("-pk").first()


def _tell_deciders(stage: Stage, template: str, key: str, at: datetime, since: datetime) -> int:
    authors = {stage.submission.submitted_by_id, stage.submission.submitted_for_id}  # type: ignore[union-attr]
    people = deciders(stage.company, local_day(stage.company, at))
    return tell_all(
        stage,
        [person for person in people if person.pk not in authors],
        template,
        key,
        at,
        since_on=local_day(stage.company, since).isoformat(),
    )


def _open_conditions(latest: date) -> dict[Company, list[Condition]]:
    rows = (
        standing_conditions()
        .filter(due_on__lte=latest)
        .select_related("company", "owner", "decision__submission__stage__company")
        .order_by("company", "due_on", "pk")
    )
    grouped: dict[Company, list[Condition]] = defaultdict(list)
    for row in rows:
        grouped[row.company].append(row)
    return grouped


def _tell_due(condition: Condition, at: datetime) -> int:
    return tell_all(
        condition.decision.submission.stage,
        [condition.owner],
        "condition_due",
        f"condition-due:{condition.pk}",
        at,
        text=condition.text,
        due_on=condition.due_on.isoformat(),
    )


def _tell_overdue(condition: Condition, at: datetime, on: date) -> int:
    people = deciders(condition.company, on)
    if condition.owner not in people:
        people.append(condition.owner)
    return tell_all(
        condition.decision.submission.stage,
        people,
        "condition_overdue",
        f"condition-overdue:{condition.pk}",
        at,
        text=condition.text,
        owner=str(condition.owner),
        due_on=condition.due_on.isoformat(),
    )
