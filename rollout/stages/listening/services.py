"""What people do in listening."""

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from monitoring import reports
from rollout import evidence as files
from rollout.days import local_day
from rollout.editing import editing
from rollout.models import Baseline, Clarification, Evidence, ListeningPlan, Stage
from rollout.refusals import RefusedError
from rollout.stages.listening.about import CLARIFIED, NUMBER, TITLE
from rollout.stages.listening.figures import as_json, from_json

DEFAULT_DAYS = 28
DEFAULT_THRESHOLD = 20


def suggested_window(on: date) -> tuple[date, date]:
    """Four whole weeks that end yesterday."""
    return on - timedelta(days=DEFAULT_DAYS), on - timedelta(days=1)


def set_plan(
    *,
    company: Company,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
    minimum_days: int = DEFAULT_DAYS,
    criticism_threshold: int = DEFAULT_THRESHOLD,
) -> ListeningPlan:
    """Over which days is listened, how long at least, and how much criticism blocks the gate.

    Days are local and both counted; ``criticism_threshold`` is in percent. Raises RefusedError.
    """
    with editing(company, NUMBER, TITLE, by=by, at=at) as stage:
        _check_plan(starts_on, ends_on, minimum_days, criticism_threshold)
        plan, _created = ListeningPlan.everywhere.update_or_create(
            company=company,
            stage=stage,
            defaults={
                "starts_on": starts_on,
                "ends_on": ends_on,
                "minimum_days": minimum_days,
                "criticism_threshold": criticism_threshold,
            },
        )
        audit.record(
            company,
            "listening.plan_set",
            by=by,
            at=at,
            first_on=starts_on.isoformat(),
            last_on=ends_on.isoformat(),
            days=minimum_days,
            threshold=criticism_threshold,
        )
    return plan


def _check_plan(starts_on: date, ends_on: date, minimum_days: int, threshold: int) -> None:
    if ends_on < starts_on:
        raise RefusedError(_("The first day comes before the last."), field="ends_on")
    if not 1 <= minimum_days <= 365:
        raise RefusedError(_("Please choose between 1 and 365 days."), field="minimum_days")
    if (ends_on - starts_on).days + 1 < minimum_days:
        raise RefusedError(
            _("The window is shorter than the days to listen at least."), field="ends_on"
        )
    if not 1 <= threshold <= 100:
        raise RefusedError(
            _("Please choose a percentage between 1 and 100."), field="criticism_threshold"
        )


def freeze_baseline(*, company: Company, by: User, at: datetime) -> Baseline:
    """Count what was said in the planned window and keep the figures; raises RefusedError."""
    with editing(company, NUMBER, TITLE, by=by, at=at) as stage:
        plan = ListeningPlan.of(company).filter(stage=stage).first()
        if plan is None:
            raise RefusedError(_("Please set the window first."))
        if plan.ends_on >= local_day(company, at):
            raise RefusedError(
                _("The window has not ended yet. Freeze the baseline after its last day.")
            )
        report = reports.baseline(company, plan.starts_on, plan.ends_on)
        baseline = Baseline.everywhere.create(
            company=company,
            stage=stage,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            figures=as_json(report),
            made_by=by,
            made_at=at,
        )
        audit.record(
            company,
            "listening.baseline_frozen",
            by=by,
            at=at,
            first_on=plan.starts_on.isoformat(),
            last_on=plan.ends_on.isoformat(),
        )
    return baseline


def clarify_topic(
    *,
    company: Company,
    topic: str,
    outcome: str,
    explanation: str,
    statement: str,
    by: User,
    at: datetime,
    file: UploadedFile | None = None,
) -> Clarification:
    """Say what came of looking into a topic, and put one's name to it, with a file if there is.

    A second clarification of a topic replaces the first; without a new file it keeps the old
    one. Raises RefusedError with the field it is about.
    """
    with (
        files.kept_if_done(company, file) as stored,
        editing(company, NUMBER, TITLE, by=by, at=at) as stage,
    ):
        _check_clarification(stage, topic, outcome, explanation, statement)
        clarification, _created = Clarification.everywhere.update_or_create(
            company=company,
            stage=stage,
            topic=topic,
            defaults={"outcome": outcome, "explanation": explanation.strip(), "by": by, "at": at},
        )
        evidence = files.sign(
            stage,
            criterion=CLARIFIED,
            subject=topic,
            statement=statement,
            stored=stored,
            by=by,
            at=at,
        )
        audit.record(
            company,
            "listening.topic_clarified",
            by=by,
            at=at,
            topic=topic,
            statement=evidence.statement,
        )
    return clarification


def _check_clarification(
    stage: Stage, topic: str, outcome: str, explanation: str, statement: str
) -> None:
    newest = Baseline.of(stage.company).filter(stage=stage).order_by("-made_at", "-pk").first()
    if newest is None:
        raise RefusedError(_("Please freeze the baseline first: it shows which topics there are."))
    if topic not in from_json(newest.figures).topic_keys:
        raise RefusedError(_("The baseline does not know this topic."), field="topic")
    if outcome not in Clarification.Outcome.values:
        raise RefusedError(_("Please choose an outcome."), field="outcome")
    if not explanation.strip():
        raise RefusedError(_("Please say what was found and what is done."), field="explanation")
    if not statement.strip():
        raise RefusedError(_("Please say what shows it."), field="statement")


def unclarify(*, company: Company, topic: str, by: User, at: datetime) -> None:
    """Take the clarification of a topic back, its evidence with it.

    The file stays in the storage: an earlier submission may have been decided on it.
    """
    with editing(company, NUMBER, TITLE, by=by, at=at) as stage:
        removed, _rows = Clarification.of(company).filter(stage=stage, topic=topic).delete()
        Evidence.of(company).filter(stage=stage, criterion=CLARIFIED, subject=topic).delete()
        if removed:
            audit.record(company, "listening.topic_unclarified", by=by, at=at, topic=topic)
