"""The inventory of owned, paid and earned media (S0)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout.editing import editing, row_or_refused
from rollout.models import MediaEntry
from rollout.models.culture import is_web_address
from rollout.refusals import RefusedError
from rollout.stages.culture.about import NUMBER, TITLE


def add_medium(
    *,
    company: Company,
    kind: str,
    name: str,
    by: User,
    at: datetime,
    url: str = "",
    note: str = "",
) -> MediaEntry:
    """A medium the company owns, pays for, or has earned."""
    with editing(company, NUMBER, TITLE, by=by, at=at) as stage:
        _check_medium(kind, name, url)
        entry = MediaEntry.everywhere.create(
            company=company, stage=stage, kind=kind, name=name.strip(), url=url, note=note
        )
        audit.record(company, "culture.medium_added", by=by, at=at, name=entry.name)
    return entry


def change_medium(
    *,
    company: Company,
    entry_id: int,
    kind: str,
    name: str,
    by: User,
    at: datetime,
    url: str = "",
    note: str = "",
) -> MediaEntry:
    """Say a medium anew."""
    with editing(company, NUMBER, TITLE, by=by, at=at):
        _check_medium(kind, name, url)
        entry = row_or_refused(company, MediaEntry, entry_id)
        entry.kind, entry.name, entry.url, entry.note = kind, name.strip(), url, note
        entry.save()
        audit.record(company, "culture.medium_changed", by=by, at=at, name=entry.name)
    return entry


def remove_medium(*, company: Company, entry_id: int, by: User, at: datetime) -> None:
    """Take a medium off the inventory."""
    with editing(company, NUMBER, TITLE, by=by, at=at):
        entry = row_or_refused(company, MediaEntry, entry_id)
        entry.delete()
        audit.record(company, "culture.medium_removed", by=by, at=at, name=entry.name)


def _check_medium(kind: str, name: str, url: str) -> None:
    if kind not in MediaEntry.Kind.values:
        raise RefusedError(_("Please choose what kind of medium it is."), field="kind")
    if not name.strip():
        raise RefusedError(_("Please name the medium."), field="name")
    if url and not is_web_address(url):
        raise RefusedError(_("The address has to begin with https:// or http://."), field="url")
