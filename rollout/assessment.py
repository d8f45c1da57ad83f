"""A stage before its gate: its own criteria and those that every gate has."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from companies.models import Company
from rollout import evidence
from rollout.authority import Gate
from rollout.machine import AT_GATE, State
from rollout.models import Condition, Stage
from rollout.stage import Assessment, Result
from rollout.stages import kind_of
from rollout.titles import title_of
from rollout.wording import words


def standing_conditions(company: Company | None = None) -> QuerySet[Condition]:
    """Unsettled conditions of the approvals that stand: those of a reopened stage lapse.

    Without a company, of all of them (for jobs and portfolios).
    """
    conditions = Condition.of(company) if company else Condition.everywhere.all()
    return conditions.filter(
        settled="", decision__submission=F("decision__submission__stage__submission")
    )


def assess(stage: Stage, on: date) -> Assessment:
    """The stage's criteria, the conditions of earlier gates among them, and its work."""
    own = kind_of(stage.number).assess(stage, on)
    if stage.number == 1:
        return own
    overdue = standing_conditions(stage.company).filter(
        decision__submission__stage__number__lt=stage.number, due_on__lt=on
    )
    return replace(own, results=(*own.results, conditions_kept(overdue.count())))


def conditions_kept(overdue: int) -> Result:
    """Overdue conditions of earlier gates keep every later gate shut (docs/gate.md)."""
    return Result(
        key="conditions_kept",
        title=_("No condition of an earlier gate is overdue"),
        met=not overdue,
        figure=str(overdue),
        sentence=words(
            ngettext_lazy(
                "%(number)s condition of an earlier gate is overdue.",
                "%(number)s conditions of earlier gates are overdue.",
                "number",
            ),
            {"number": overdue},
        )
        if overdue
        else _("None is overdue."),
        mend="conditions",
    )


def attachments_intact(assessment: Assessment) -> Result:
    """Whether every file is still the one that was attached (reads them)."""
    lost = [
        each.name
        for each in assessment.attachments
        if not evidence.is_intact(each.path, each.sha256)
    ]
    return Result(
        key="attachments_intact",
        title=_("Every attached file is unchanged"),
        met=not lost,
        sentence=words(
            _("These files are missing or changed: %(files)s."), {"files": ", ".join(lost)}
        )
        if lost
        else _("Every attached file is unchanged."),
    )


def gate_of(stages: Sequence[Stage], stage: Stage, unmet: tuple[Result, ...] | None = None) -> Gate:
    """The facts of one stage's gate, from all stages of its company (no query).

    The submissions of stages at a gate have to be loaded.
    """
    submission = stage.submission
    return Gate(
        title=title_of(stage),
        state=State(stage.state),
        earlier_open=tuple(
            title_of(each)
            for each in stages
            if each.number < stage.number and each.state != State.PASSED
        ),
        waiting_at=next(
            (title_of(each) for each in stages if each.state in AT_GATE and each.pk != stage.pk),
            "",
        ),
        submitter_id=submission.submitted_by_id if submission else None,
        submitted_for_id=submission.submitted_for_id if submission else None,
        unmet=unmet,
    )
