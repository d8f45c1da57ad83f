"""The steps of a playbook: added, changed, moved, removed; each act makes a new version (S3)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from publishing.models import FURTHEST, Playbook, PlaybookStep
from publishing.services.authority import (
    CHANGED_MEANWHILE,
    GONE,
    live_or_refused,
    lock_for_editor,
    own_department_or_refused,
)
from publishing.services.playbooks import playbook_or_refused, touch
from publishing.typed import StepText, UpTo

MOST = 30
"""Steps of a playbook; nobody keeps to a longer list."""


@transaction.atomic
def add_step(
    *,
    company: Company,
    playbook_id: int,
    words: StepText,
    up_to: UpTo,
    deputy: Membership | None,
    form_key: UUID,
    by: User,
    at: datetime,
) -> PlaybookStep:
    """A step at the end of the list; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    playbook = playbook_or_refused(company, playbook_id)
    if there := PlaybookStep.of(company).filter(form_key=form_key).first():
        return there
    last = _last_position(playbook)
    if playbook.steps.count() >= MOST:
        raise RefusedError(_("Thirty steps are enough: begin a second playbook."))
    row = PlaybookStep(company=company, playbook=playbook, position=last + 1, form_key=form_key)
    _fill(row, words, up_to, deputy)
    row.save()
    touch(playbook, at)
    _record("step_added", row, playbook, by, at)
    return row


@transaction.atomic
def save_step(
    *,
    company: Company,
    step_id: int,
    words: StepText,
    up_to: UpTo,
    deputy: Membership | None,
    seen: int,
    by: User,
    at: datetime,
) -> PlaybookStep:
    """New words, another person; ``seen`` is the playbook's version before their eyes.

    The same sent twice is saved once.
    """
    lock_for_editor(company, by, at)
    row, playbook = _step_or_refused(company, step_id)
    before = _said(row)
    _fill(row, words, up_to, deputy)
    if _said(row) == before:
        return row
    if seen != playbook.revision:
        raise RefusedError(CHANGED_MEANWHILE)
    row.save()
    touch(playbook, at)
    _record("step_saved", row, playbook, by, at)
    return row


@transaction.atomic
def move_step(*, company: Company, step_id: int, up: bool, by: User, at: datetime) -> None:
    """One place up or down; at its end of the list it stays where it is."""
    lock_for_editor(company, by, at)
    row, playbook = _step_or_refused(company, step_id)
    steps = list(playbook.steps.order_by("position", "pk"))
    place = steps.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(steps):
        return
    steps[place], steps[other] = steps[other], steps[place]
    _number(steps)
    touch(playbook, at)
    _record("step_moved", row, playbook, by, at, place=other + 1)


@transaction.atomic
def remove_step(*, company: Company, step_id: int, by: User, at: datetime) -> None:
    """Take a step off the list; runs that go on keep theirs."""
    lock_for_editor(company, by, at)
    row, playbook = _step_or_refused(company, step_id)
    _record("step_removed", row, playbook, by, at)
    row.delete()
    _number(list(playbook.steps.order_by("position", "pk")))
    touch(playbook, at)


def _fill(row: PlaybookStep, words: StepText, up_to: UpTo, deputy: Membership | None) -> None:
    if not words.title.strip():
        raise RefusedError(_("Please say what is done in this step."), field="title")
    _check_days(words)
    row.title, row.instruction = words.title.strip(), words.instruction.strip()
    row.kind, row.counts_from, row.days = words.kind, words.counts_from, words.days
    row.after_publication = words.after_publication
    row.owner = live_or_refused(row.company, up_to.owner, "up_to")
    row.department = own_department_or_refused(row.company, up_to.department, "up_to")
    row.role = up_to.role
    row.deputy = live_or_refused(row.company, deputy, "deputy")
    if row.deputy is not None and row.deputy == row.owner:
        raise RefusedError(_("Nobody stands in for themselves."), field="deputy")


def _check_days(words: StepText) -> None:
    from_start = words.counts_from == PlaybookStep.CountsFrom.START
    if from_start and words.days < 0:
        raise RefusedError(
            _("Before the start nothing can be due: count from the publication instead."),
            field="days",
        )
    if abs(words.days) > FURTHEST:
        raise RefusedError(
            _("That is too far away: at most %(most)s working days.") % {"most": FURTHEST},
            field="days",
        )
    if not from_start and words.after_publication and words.days < 0:
        raise RefusedError(
            _("It waits for the publication, so it cannot be due before it."), field="days"
        )


def _said(row: PlaybookStep) -> tuple[object, ...]:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)


def _step_or_refused(company: Company, step_id: int) -> tuple[PlaybookStep, Playbook]:
    row = PlaybookStep.of(company).filter(pk=step_id).first()
    if row is None:
        raise RefusedError(GONE)
    row.company = company
    return row, playbook_or_refused(company, row.playbook_id)


def _last_position(playbook: Playbook) -> int:
    last = playbook.steps.order_by("-position").values_list("position", flat=True).first()
    return last or 0


def _number(steps: list[PlaybookStep]) -> None:
    for position, step in enumerate(steps, start=1):
        step.position = position
    PlaybookStep.everywhere.bulk_update(steps, ["position"])


def _record(
    act: str, row: PlaybookStep, playbook: Playbook, by: User, at: datetime, **more: Any
) -> None:
    audit.record(
        row.company,
        f"playbook.{act}",
        by=by,
        at=at,
        title=row.title,
        name=playbook.name,
        **more,
    )
