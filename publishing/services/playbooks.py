"""Playbooks: written, taken over from a shipped one, changed, put away (S3)."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from publishing.models import Playbook, PlaybookStep
from publishing.services.authority import CHANGED_MEANWHILE, GONE, lock_for_editor
from publishing.shipped_playbooks import ShippedPlaybook, shipped_playbook

MOST = 40
"""Playbooks of a company; with more nobody finds the right one."""
SHIPPED = UUID("a1f3d8c0-5d0b-4c7e-9a54-0d6f6a3b7c11")


@transaction.atomic
def add_playbook(
    *, company: Company, name: str, about: str, form_key: UUID, by: User, at: datetime
) -> Playbook:
    """A playbook of one's own, without steps yet; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    if there := Playbook.of(company).filter(form_key=form_key).first():
        return there
    row = _new(company, name, about, form_key, by, at)
    audit.record(company, "playbook.added", by=by, at=at, name=row.name)
    return row


@transaction.atomic
def take_playbook(*, company: Company, key: str, language: str, by: User, at: datetime) -> Playbook:
    """A shipped playbook with its steps, to be changed; taken twice it is there once."""
    lock_for_editor(company, by, at)
    shipped = shipped_playbook(language, key)
    if shipped is None:
        raise RefusedError(GONE)
    in_use = Playbook.of(company).filter(shipped=key, retired_at__isnull=True)
    if there := in_use.first():
        return there
    form_key = uuid5(SHIPPED, f"{company.pk} {key} {at.isoformat()}")
    row = _new(company, shipped.name, shipped.about, form_key, by, at, shipped=key)
    _copy_steps(row, shipped)
    audit.record(company, "playbook.taken_over", by=by, at=at, name=row.name)
    return row


@transaction.atomic
def save_playbook(
    *,
    company: Company,
    playbook_id: int,
    name: str,
    about: str,
    seen: int,
    by: User,
    at: datetime,
) -> Playbook:
    """Another name or purpose; ``seen`` is the version that was before their eyes."""
    lock_for_editor(company, by, at)
    row = playbook_or_refused(company, playbook_id)
    if (row.name, row.about) == (name.strip(), about.strip()):
        return row
    if seen != row.revision:
        raise RefusedError(CHANGED_MEANWHILE)
    _check_name(company, name, row.pk)
    row.name, row.about = name.strip(), about.strip()
    touch(row, at)
    audit.record(company, "playbook.saved", by=by, at=at, name=row.name)
    return row


@transaction.atomic
def retire_playbook(*, company: Company, playbook_id: int, by: User, at: datetime) -> None:
    """Put it away: no run begins by it any more, those that go on come to their end."""
    lock_for_editor(company, by, at)
    row = Playbook.of(company).filter(pk=playbook_id).first()
    if row is None:
        raise RefusedError(GONE)
    if row.retired_at is not None:
        return
    row.retired_at = at
    touch(row, at)
    audit.record(company, "playbook.retired", by=by, at=at, name=row.name)


def playbook_or_refused(company: Company, playbook_id: int) -> Playbook:
    """A playbook in use; raises RefusedError if there is none."""
    row = Playbook.of(company).filter(pk=playbook_id, retired_at__isnull=True).first()
    if row is None:
        raise RefusedError(GONE)
    row.company = company
    return row


def touch(row: Playbook, at: datetime) -> None:
    """Save it as its next version."""
    row.revision += 1
    row.changed_at = at
    row.save()


def _new(
    company: Company,
    name: str,
    about: str,
    form_key: UUID,
    by: User,
    at: datetime,
    shipped: str = "",
) -> Playbook:
    if Playbook.of(company).filter(retired_at__isnull=True).count() >= MOST:
        raise RefusedError(_("Forty playbooks are enough: put one away that nobody uses."))
    _check_name(company, name)
    return Playbook.everywhere.create(
        company=company,
        name=name.strip(),
        about=about.strip(),
        shipped=shipped,
        created_by=by,
        created_at=at,
        changed_at=at,
        form_key=form_key,
    )


def _check_name(company: Company, name: str, but: int = 0) -> None:
    if not name.strip():
        raise RefusedError(_("Please name the playbook."), field="name")
    same = Playbook.of(company).filter(name=name.strip(), retired_at__isnull=True)
    if same.exclude(pk=but).exists():
        raise RefusedError(
            _("There is a playbook of this name already. Please choose another name."),
            field="name",
        )


def _copy_steps(row: Playbook, shipped: ShippedPlaybook) -> None:
    PlaybookStep.everywhere.bulk_create(
        PlaybookStep(
            company=row.company,
            playbook=row,
            position=position,
            kind=step.words.kind,
            title=step.words.title,
            instruction=step.words.instruction,
            counts_from=step.words.counts_from,
            days=step.words.days,
            after_publication=step.words.after_publication,
            role=step.role,
            form_key=uuid5(row.form_key, str(position)),
        )
        for position, step in enumerate(shipped.steps, start=1)
    )
