"""Conditions in words: whose, from which gate, until when, how they ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from companies.models import Company
from rollout.authority import Actor
from rollout.conditions import why_not_settle
from rollout.models import Condition
from rollout.presenters.addresses import page_url
from rollout.presenters.moments import due, moment
from rollout.telling import acting_name
from rollout.titles import title_at
from rollout.wording import Text

MET, WAIVED = Condition.Settled.MET, Condition.Settled.WAIVED


@dataclass(frozen=True)
class ConditionLine:
    """One condition; ``settle_url`` is empty where this person cannot settle it."""

    text: str
    owner: str
    stage: str
    stage_url: str
    when: str
    tone: str
    icon: str
    settle_url: str = ""
    why_not: Text = ""
    note: str = ""


def open_lines(
    company: Company, rows: Iterable[tuple[Condition, bool]], actor: Actor, on: date
) -> list[ConditionLine]:
    """Those that are not settled yet."""
    return [open_line(company, row, actor, on) for row, _is_overdue in rows]


def open_line(company: Company, row: Condition, actor: Actor, on: date) -> ConditionLine:
    """One that is not settled yet."""
    may = bool(ways_to_settle(actor, row))
    is_overdue = row.due_on < on
    return ConditionLine(
        text=row.text,
        owner=str(row.owner),
        stage=_stage(row),
        stage_url=_dossier(company, row),
        when=due(row.due_on, on),
        tone="stop" if is_overdue else "neutral",
        icon="alert" if is_overdue else "clock",
        settle_url=page_url(company, "settle", pk=row.pk) if may else "",
        why_not="" if may else why_not(actor, row) or "",
    )


def settled_lines(company: Company) -> list[ConditionLine]:
    """Those that are settled, the newest first (one query)."""
    rows = (
        Condition.of(company)
        .exclude(settled="")
        .select_related("owner", "settled_by", "settled_for", "decision__submission__stage")
        .order_by("-settled_at")
    )
    return [_settled(company, row) for row in rows]


def ways_to_settle(actor: Actor, row: Condition) -> list[tuple[str, Text]]:
    """How this person can settle it."""
    ways = (
        (MET, _("It is met")),
        (WAIVED, _("It is waived: the reason for it is gone, or it was wrong")),
    )
    return [(key, label) for key, label in ways if why_not_settle(actor, row, key) is None]


def why_not(actor: Actor, row: Condition) -> Text | None:
    """Why this person cannot say that it is met; None if they can."""
    return why_not_settle(actor, row, MET)


def why_not_waive(actor: Actor, row: Condition) -> Text | None:
    """Why this person cannot waive it; None if they can."""
    return why_not_settle(actor, row, WAIVED)


def _settled(company: Company, row: Condition) -> ConditionLine:
    assert row.settled_by is not None, "kept by the constraint condition_settled_whole"
    assert row.settled_at is not None, "kept by the constraint condition_settled_whole"
    who = acting_name(row.settled_by, row.settled_for)
    said = (
        _("Met, says %(who)s on %(when)s")
        if row.settled == MET
        else _("Waived by %(who)s on %(when)s")
    )
    return ConditionLine(
        text=row.text,
        owner=str(row.owner),
        stage=_stage(row),
        stage_url=_dossier(company, row),
        when=said % {"who": who, "when": moment(row.settled_at, company)},
        tone="ok" if row.settled == MET else "neutral",
        icon="check" if row.settled == MET else "minus",
        note=row.settled_note,
    )


def _stage(row: Condition) -> str:
    submission = row.decision.submission
    return _("%(stage)s, round %(round)s") % {
        "stage": title_at(submission.stage.number, getattr(row, "wave_name", None) or ""),
        "round": submission.round,
    }


def _dossier(company: Company, row: Condition) -> str:
    submission = row.decision.submission
    return page_url(company, "dossier", number=submission.stage.number, round=submission.round)
