"""What the rollout puts into the company's calendar (companies/agenda)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from companies.agenda import Entry
from companies.models import Company
from rollout.assessment import standing_conditions
from rollout.days import local_day
from rollout.machine import Act, State
from rollout.models import (
    CultureMeasure,
    Decision,
    ListeningPlan,
    PilotPlan,
    Stage,
    Wave,
)
from rollout.presenters.addresses import page_url, stage_url
from rollout.reminders.gates import WORKING_DAYS
from rollout.reminders.waiting import after_working_days
from rollout.titles import title_at
from rollout.wording import Text, words


def entries(company: Company) -> Iterable[Entry]:
    """Gates, holds, conditions, measures, windows, waves (7 queries)."""
    yield from _gates(company)
    yield from _conditions(company)
    yield from _measures(company)
    yield from _windows(company)


def _gates(company: Company) -> Iterator[Entry]:
    waiting = Stage.of(company).filter(state__in=[State.SUBMITTED, State.ON_HOLD])
    for stage in waiting.select_related("submission__submitted_by").defer("submission__snapshot"):
        submission = stage.submission
        assert submission is not None, "kept by the constraint stage_submission_beyond_open"
        steps = Decision.of(company).filter(submission=submission)
        last = steps.filter(act__in=[Act.HOLD, Act.RESUME]).order_by("-pk").first()
        since = last.decided_at if last else submission.submitted_at
        on_hold = last.hold_until if last and last.act == Act.HOLD else None
        title = _("Look at “%(stage)s” again") if on_hold else _("Decide on “%(stage)s”")
        yield Entry(
            key=f"rollout.gate.{submission.pk}",
            title=_named(title, stage),
            starts=on_hold or _decided_by(company, since),
            changed_at=since,
            path=stage_url(company, stage.number, "gate"),
            note=words(_("Submitted by %(who)s."), {"who": submission.submitted_by}),
        )


def _decided_by(company: Company, since: datetime) -> date:
    """The day after which the managers are reminded."""
    return local_day(company, after_working_days(company, since, WORKING_DAYS))


def _conditions(company: Company) -> Iterator[Entry]:
    rows = standing_conditions(company).select_related("owner", "decision__submission__stage")
    for row in rows.defer("decision__submission__snapshot").order_by("pk"):
        yield Entry(
            key=f"rollout.condition.{row.pk}",
            title=words(_("Condition due: %(text)s"), {"text": row.text}),
            starts=row.due_on,
            changed_at=row.decision.decided_at,
            path=page_url(company, "conditions"),
            note=_whose(row.owner, row.decision.submission.stage),
        )


def _measures(company: Company) -> Iterator[Entry]:
    rows = CultureMeasure.of(company).filter(done_on__isnull=True)
    for row in rows.select_related("owner", "stage").order_by("pk"):
        yield Entry(
            key=f"rollout.measure.{row.pk}",
            title=words(_("Measure due: %(text)s"), {"text": row.text}),
            starts=row.due_on,
            changed_at=_opened(row.stage, company),
            path=stage_url(company, row.stage.number, "measures"),
            note=_whose(row.owner, row.stage),
        )


def _windows(company: Company) -> Iterator[Entry]:
    """Where something runs from one day to another: an entry for each end."""
    for plan in ListeningPlan.of(company).select_related("stage").order_by("pk"):
        yield from _ends("listening", plan, _("Listening begins"), _("Listening ends"))
    for pilot in PilotPlan.of(company).select_related("stage").order_by("pk"):
        yield from _ends("pilot", pilot, _("The pilot begins"), _("The pilot ends"))
    for wave in Wave.of(company).select_related("stage").order_by("pk"):
        name = {"wave": wave.name}
        yield from _ends(
            "wave",
            wave,
            words(_("The wave “%(wave)s” begins"), name),
            words(_("The wave “%(wave)s” ends"), name),
        )


def _ends(
    kind: str, row: ListeningPlan | PilotPlan | Wave, begins: Text, ends: Text
) -> Iterator[Entry]:
    for edge, title, day in (("first", begins, row.starts_on), ("last", ends, row.ends_on)):
        yield Entry(
            key=f"rollout.{kind}.{row.pk}.{edge}",
            title=title,
            starts=day,
            changed_at=_opened(row.stage, row.company),
            path=stage_url(row.company, row.stage.number),
            note=title_at(row.stage.number),
        )


def _opened(stage: Stage, company: Company) -> datetime:
    return stage.opened_at or company.created_at


def _named(sentence: Text, stage: Stage) -> Text:
    return words(sentence, {"stage": title_at(stage.number)})


def _whose(owner: object, stage: Stage) -> Text:
    return words(
        _("%(owner)s, from “%(stage)s”"), {"owner": owner, "stage": title_at(stage.number)}
    )
