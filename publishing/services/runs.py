"""A run of a playbook: begun with a copy of its steps, moved, called off (S3)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.calendars import working_time_of
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from companies.working_time import WorkingTime
from publishing.due import due_of_step
from publishing.models import Playbook, PlaybookStep, Run, RunStep, StepWords
from publishing.selectors import current_step
from publishing.services.authority import (
    CHANGED_MEANWHILE,
    GONE,
    live_or_refused,
    lock_for_editor,
)
from publishing.services.playbooks import playbook_or_refused
from publishing.telling import tell_turn

OVER = _("This run is over.")
WHEN = _("Please say when it is to be published: some steps count from that moment.")
PASSED = _("This moment has passed.")
MOST = 50
"""Runs that go on at once; with more the page is of no help."""


def field_of(step: PlaybookStep) -> str:
    """The field of a form that asks who does a step."""
    return f"owner_{step.pk}"


def needs_publication(steps: list[PlaybookStep]) -> bool:
    """Whether a run of these steps has to know when something is published."""
    return any(
        each.after_publication or each.counts_from == StepWords.CountsFrom.PUBLICATION
        for each in steps
    )


@transaction.atomic
def begin_run(
    *,
    company: Company,
    playbook_id: int,
    title: str,
    publication_at: datetime | None,
    owners: Mapping[int, Membership],
    seen: int,
    form_key: UUID,
    by: User,
    at: datetime,
) -> Run:
    """Begin a run: the steps are copied as they are now; the same form sent twice begins one.

    ``owners`` says who does which step (by its primary key), ``seen`` is the playbook's version
    that was before their eyes. Raises RefusedError at the field to mend.
    """
    lock_for_editor(company, by, at)
    if there := Run.of(company).filter(form_key=form_key).first():
        return there
    playbook = playbook_or_refused(company, playbook_id)
    steps = list(playbook.steps.select_related("deputy").order_by("position", "pk"))
    _check_beginning(playbook, steps, title, publication_at, seen, at)
    run = Run.everywhere.create(
        company=company,
        playbook=playbook,
        revision=playbook.revision,
        title=title.strip(),
        publication_at=publication_at if needs_publication(steps) else None,
        begun_by=by,
        begun_at=at,
        changed_at=at,
        form_key=form_key,
    )
    working_time = working_time_of(company)
    for place, step in enumerate(steps, start=1):
        _copy(run, step, place, owners.get(step.pk), working_time)
    audit.record(
        company,
        "run.begun",
        by=by,
        at=at,
        run=run.title,
        name=playbook.name,
        revision=run.revision,
    )
    tell_whose_turn_it_is(run, at)
    return run


@transaction.atomic
def move_publication(
    *, company: Company, run_id: int, publication_at: datetime, by: User, at: datetime
) -> Run:
    """Another moment of the publication; open steps that count from it are due accordingly."""
    lock_for_editor(company, by, at)
    run = running_or_refused(company, run_id)
    if run.publication_at is None:
        raise RefusedError(_("No step of this run depends on a publication."))
    if publication_at == run.publication_at:
        return run
    if publication_at <= at:
        raise RefusedError(PASSED, field="publication_on")
    if run.steps.filter(after_publication=True, outcome=RunStep.Outcome.DONE).exists():
        raise RefusedError(
            _("Steps after the publication are done already, so its moment stays."),
            field="publication_on",
        )
    run.publication_at = publication_at
    touch(run, at)
    working_time = working_time_of(company)
    counted = StepWords.CountsFrom.PUBLICATION
    for step in run.steps.filter(outcome="", counts_from=counted):
        step.due_at = _due_at(run, step, working_time)
        step.save(update_fields=["due_at"])
    day = publication_at.astimezone(ZoneInfo(company.time_zone)).date()
    audit.record(
        company,
        "run.moved",
        by=by,
        at=at,
        run=run.title,
        publication_on=day.isoformat(),
    )
    return run


@transaction.atomic
def stop_run(*, company: Company, run_id: int, reason: str, by: User, at: datetime) -> Run:
    """Call it off, with a reason; what was done stays written down."""
    lock_for_editor(company, by, at)
    if not reason.strip():
        raise RefusedError(_("Please say why it is called off."), field="reason")
    run = running_or_refused(company, run_id)
    run.state, run.reason = Run.State.STOPPED, reason.strip()
    run.ended_by, run.ended_at = by, at
    touch(run, at)
    audit.record(company, "run.stopped", by=by, at=at, run=run.title, reason=run.reason)
    return run


def running_or_refused(company: Company, run_id: int) -> Run:
    """A run that goes on; raises RefusedError if there is none."""
    run = Run.of(company).select_related("company").filter(pk=run_id).first()
    if run is None:
        raise RefusedError(GONE)
    if not run.is_running:
        raise RefusedError(OVER)
    return run


def touch(run: Run, at: datetime) -> None:
    """Save it as changed now."""
    run.changed_at = at
    run.save()


def tell_whose_turn_it_is(run: Run, at: datetime) -> None:
    """Tell whoever does the next step, unless it waits for the publication."""
    step = current_step(run)
    if step is None:
        return
    waits = run.publication_at is None or at < run.publication_at
    if not (step.after_publication and waits):
        step.run, step.company = run, run.company
        tell_turn(step, at)


def _check_beginning(
    playbook: Playbook,
    steps: list[PlaybookStep],
    title: str,
    publication_at: datetime | None,
    seen: int,
    at: datetime,
) -> None:
    if seen != playbook.revision:
        raise RefusedError(CHANGED_MEANWHILE)
    if not steps:
        raise RefusedError(_("This playbook has no steps yet."))
    if not title.strip():
        raise RefusedError(_("Please say what it is about."), field="title")
    if Run.of(playbook.company).filter(state=Run.State.RUNNING).count() >= MOST:
        raise RefusedError(_("Fifty runs go on already: bring some to their end first."))
    if needs_publication(steps):
        if publication_at is None:
            raise RefusedError(WHEN, field="publication_on")
        if publication_at <= at:
            raise RefusedError(PASSED, field="publication_on")


def _copy(
    run: Run, step: PlaybookStep, place: int, owner: Membership | None, working_time: WorkingTime
) -> None:
    person = live_or_refused(run.company, owner, field_of(step))
    if person is None:
        raise RefusedError(_("Please say who does this step."), field=field_of(step))
    deputy = step.deputy if step.deputy is not None and step.deputy.is_live else None
    row = RunStep(
        company=run.company,
        run=run,
        position=place,
        kind=step.kind,
        title=step.title,
        instruction=step.instruction,
        counts_from=step.counts_from,
        days=step.days,
        after_publication=step.after_publication,
        owner=person,
        deputy=deputy if deputy != person else None,
    )
    row.due_at = _due_at(run, row, working_time)
    row.save()


def _due_at(run: Run, step: RunStep, working_time: WorkingTime) -> datetime:
    counted = step.counts_from == StepWords.CountsFrom.PUBLICATION
    return due_of_step(
        working_time,
        begun_at=run.begun_at,
        publication_at=run.publication_at if counted else None,
        days=step.days,
        after_publication=step.after_publication,
    )
