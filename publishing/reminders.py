"""Steps whose turn it is and that lie: the owner is reminded, then whoever stands in (S3)."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Min, OuterRef, Q, Subquery

from companies.calendars import working_time_of
from publishing.due import one_working_day_later
from publishing.models import Run, RunStep
from publishing.telling import tell_late, tell_standin, tell_turn

log = logging.getLogger(__name__)


def remind_of_steps(*, at: datetime) -> int:
    """Tell of every step whose turn it is, once each: open, late, a working day late.

    A step that waits for its publication is told of when that moment has come. How many mails
    were written.
    """
    return sum(_safely(step, at) for step in _whose_turn_it_is(at))


def _safely(step: RunStep, at: datetime) -> int:
    """One company's fault must not keep the mails of all the others."""
    try:
        with transaction.atomic():
            return _remind(step, at)
    except Exception:
        log.exception("step %s: nobody could be told", step.pk)
        return 0


def _whose_turn_it_is(at: datetime) -> list[RunStep]:
    open_ones = RunStep.everywhere.filter(run=OuterRef("run"), outcome="").order_by()
    first = open_ones.values("run").annotate(first=Min("position")).values("first")
    waits = Q(after_publication=True) & (
        Q(run__publication_at__isnull=True) | Q(run__publication_at__gt=at)
    )
    rows = RunStep.everywhere.filter(
        run__state=Run.State.RUNNING, outcome="", position=Subquery(first)
    ).exclude(waits)
    people = ("company", "run", "owner__user", "deputy__user")
    return list(rows.select_related(*people).order_by("company", "pk"))


def _remind(step: RunStep, at: datetime) -> int:
    told = tell_turn(step, at)
    if step.due_at < at:
        told += tell_late(step, at)
        if one_working_day_later(working_time_of(step.company), step.due_at) < at:
            told += tell_standin(step, at)
    return told
