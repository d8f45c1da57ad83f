"""Conditions that are due soon, or late."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from companies.models import Company
from rollout.assessment import standing_conditions
from rollout.days import local_day
from rollout.models import Condition
from rollout.telling import deciders, tell_all

DUE_SOON = timedelta(days=3)


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
