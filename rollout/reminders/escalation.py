"""A gate that waits on after the reminder goes to whoever stands in for the managers."""

from datetime import datetime

from django.db import transaction

from companies.models import Membership, User
from companies.roles import Role
from rollout.days import local_day
from rollout.machine import State
from rollout.models import Decision, GateEscalation, Stage
from rollout.reminders.gates import (
    WORKING_DAYS,
    at_gates,
    last_step,
    step_key,
    waiting_since,
)
from rollout.reminders.waiting import after_working_days
from rollout.standins import gate_keepers
from rollout.telling import tell_all

MORE_WORKING_DAYS = 2
"""So much longer than the reminder a gate may wait before others are called."""

BESIDE_THE_MANAGER = (Role.LEAD, Role.CONSULTANT)


def escalate_gates(*, at: datetime) -> int:
    """Call the deputies; where there is none, tell the lead and consultants what to do.

    A deputy who is named later hears of it then. How many mails were written.
    """
    told = 0
    for stage in at_gates(State.SUBMITTED):
        last = last_step(stage)
        since = waiting_since(stage, last)
        if at > after_working_days(stage.company, since, WORKING_DAYS + MORE_WORKING_DAYS):
            told += _escalate(stage, last, since, at)
    return told


@transaction.atomic
def _escalate(stage: Stage, last: Decision | None, since: datetime, at: datetime) -> int:
    assert stage.submission is not None, "kept by the constraint stage_submission_beyond_open"
    keepers = gate_keepers(stage.company, stage.submission, local_day(stage.company, at))
    GateEscalation.everywhere.get_or_create(
        company=stage.company,
        submission=stage.submission,
        after=last,
        defaults={"why": keepers.why, "at": at},
    )
    facts = {
        "since_on": local_day(stage.company, since).isoformat(),
        "managers": ", ".join(str(each) for each in keepers.managers),
        "why": str(keepers.why),
    }
    if keepers.deputies:
        key = f"gate-escalated:{step_key(stage, last)}"
        return tell_all(stage, keepers.deputies, "gate_escalated", key, at, **facts)
    key = f"gate-nobody:{step_key(stage, last)}"
    return tell_all(stage, _beside(stage), "gate_nobody", key, at, **facts)


def _beside(stage: Stage) -> list[User]:
    rows = Membership.of(stage.company).filter(role__in=BESIDE_THE_MANAGER, ended_at__isnull=True)
    return [each.user for each in rows.select_related("user").order_by("pk")]
