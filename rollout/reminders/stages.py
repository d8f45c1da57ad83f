"""Stages that lie: reopened and not touched, or resting on an older version of another."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from rollout.assessment import assess
from rollout.days import local_day
from rollout.machine import Act, State
from rollout.models import Decision, Stage
from rollout.reminders.waiting import after_working_days
from rollout.selectors import numbers_in, rollout_of
from rollout.snapshot import work_hash
from rollout.stages import kind_of
from rollout.telling import editors, tell_all

WORKING_DAYS = 5
"""A week of work: then a stage that lies is brought back to mind."""


def remind_of_untouched_stages(*, at: datetime) -> int:
    """Editors hear of a reopened stage whose work is still as it was when it was reopened."""
    told = 0
    for decision in _reopenings():
        stage = decision.submission.stage
        if at <= after_working_days(stage.company, decision.decided_at, WORKING_DAYS):
            continue
        now = assess(stage, local_day(stage.company, at))
        numbers = numbers_in(decision.submission)
        if work_hash(kind_of(stage.number), now, numbers) == decision.submission.work_hash:
            told += tell_all(
                stage,
                editors(stage.company),
                "stage_untouched",
                f"stage-untouched:{decision.pk}",
                at,
                since_on=local_day(stage.company, decision.decided_at).isoformat(),
                reason=decision.reason,
            )
    return told


def _reopenings() -> Iterable[Decision]:
    # A stage that was submitted again since, even if it was withdrawn then, was not left lying.
    newer = Decision.everywhere.filter(
        submission__stage=OuterRef("submission__stage"),
        submission__round__gt=OuterRef("submission__round"),
    )
    rows = Decision.everywhere.filter(act=Act.REOPEN, submission__stage__state=State.OPEN)
    rows = rows.filter(~Exists(newer)).select_related("submission__stage__company")
    return rows.defer("submission__snapshot").order_by("pk")


def remind_of_older_versions(*, at: datetime) -> int:
    """Editors hear of a passed stage that rests on an older version of an earlier one.

    Of several that rest on the same one they hear of the first, and how many more there are.
    """
    told = 0
    heard: set[int] = set()
    for stage in _passed_before_an_earlier_one():
        rollout = rollout_of(stage.company)
        step = rollout.step(stage.number)
        for number in step.rests_on_older if step else ():
            earlier = rollout.stages[number - 1]
            if earlier.pk in heard:
                continue
            heard.add(earlier.pk)
            if earlier.passed_at and at > after_working_days(
                stage.company, earlier.passed_at, WORKING_DAYS
            ):
                told += tell_all(
                    stage,
                    editors(stage.company),
                    "stage_outdated",
                    f"stage-outdated:{stage.submission_id}:{earlier.submission_id}",
                    at,
                    earlier=number,
                    more=sum(number in each.rests_on_older for each in rollout.steps) - 1,
                )
    return told


def _passed_before_an_earlier_one() -> Iterable[Stage]:
    newer = Stage.everywhere.filter(
        company=OuterRef("company"),
        number__lt=OuterRef("number"),
        state=State.PASSED,
        passed_at__gt=OuterRef("submission__submitted_at"),
    )
    rows = Stage.everywhere.filter(Exists(newer), state=State.PASSED)
    return rows.select_related("company").order_by("company", "number")
