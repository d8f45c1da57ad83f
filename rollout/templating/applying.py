"""A company takes over a template, and later, knowingly, a newer version of it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from rollout.editing import editor_or_refused
from rollout.models import AppliedEntry, AppliedTemplate, Template
from rollout.refusals import RefusedError, in_one_transaction
from rollout.templating.entries import Entry
from rollout.templating.kinds import KINDS
from rollout.templating.selectors import (
    applied_or_none,
    entries_of,
    newest_version,
    refs_there,
)
from rollout.wording import words

NOTHING = _("Please choose at least one entry.")


def apply_template(
    *,
    company: Company,
    template_id: int,
    picked: Collection[str],
    owner: Membership,
    by: User,
    at: datetime,
) -> AppliedTemplate:
    """Write the ``picked`` entries (by key) of one's own template into a client.

    ``owner`` looks after what needs somebody. All or nothing; raises RefusedError that names the
    entry.
    """
    with in_one_transaction():
        editor_or_refused(company, by, at)
        template = Template.objects.filter(pk=template_id, owner=by, retired_at__isnull=True)
        found = template.first()
        version = newest_version(found) if found else None
        if found is None or version is None:
            raise RefusedError(_("There is no published version of this template."))
        if AppliedTemplate.of(company).filter(uid=found.uid).exists():
            raise RefusedError(_("This template is there already: take its update instead."))
        entries = [each for each in entries_of(version) if each.key in picked]
        if not entries:
            raise RefusedError(NOTHING)
        applied = AppliedTemplate.everywhere.create(
            company=company,
            uid=found.uid,
            name=found.name,
            kind=found.kind,
            version=version.number,
            applied_by=by,
            applied_at=at,
        )
        for entry in _in_order(found.kind, entries):
            _write(applied, entry, owner, by, at)
        _remember(applied)
        audit.record(
            company,
            "template.applied",
            by=by,
            at=at,
            name=found.name,
            version=version.number,
            entries=len(entries),
        )
    return applied


def take_update(
    *,
    company: Company,
    applied_id: int,
    version: int,
    picked: Collection[str],
    owner: Membership,
    by: User,
    at: datetime,
) -> AppliedTemplate:
    """Take the ``picked`` entries of a newer version; what is not picked stays as it is.

    ``version`` is the one that was before their eyes: a newer one has to be looked at first.
    """
    with in_one_transaction():
        editor_or_refused(company, by, at)
        applied = applied_or_none(company, applied_id)
        if applied is None or applied.newest is None:
            raise RefusedError(_("There is no newer version any more."))
        if applied.newest.number != version:
            raise RefusedError(
                _("There is an even newer version meanwhile. Please look at its differences.")
            )
        row = applied.row
        taken = [each for each in entries_of(applied.newest) if each.key in picked]
        there = {each.key: each for each in row.entries.all()}
        refs = applied.refs_there()
        for entry in _in_order(row.kind, taken):
            kept = there.get(entry.key)
            if kept is not None and (entry.sort, kept.ref) in refs:
                _rewrite(row, kept, entry, by, at)
            else:
                if kept is not None:
                    kept.delete()
                _write(row, entry, owner, by, at)
        _remember(row, {each.key for each in taken})
        row.version = version
        row.save(update_fields=["version"])
        audit.record(
            company,
            "template.updated",
            by=by,
            at=at,
            name=row.name,
            version=version,
            entries=len(taken),
        )
    return row


def _in_order(kind: str, entries: Iterable[Entry]) -> list[Entry]:
    order = [sort.key for sort in KINDS[kind].sorts]
    return sorted(entries, key=lambda each: order.index(each.sort))


def _write(
    applied: AppliedTemplate, entry: Entry, owner: Membership, by: User, at: datetime
) -> None:
    sort = KINDS[applied.kind].sort(entry.sort)
    assert sort is not None, "entries are sorted by their kind"
    try:
        ref = sort.write(applied.company, entry.values, owner=owner, by=by, at=at)
    except RefusedError as refusal:
        raise _named(str(entry.values.get(sort.name, "")), refusal) from refusal
    AppliedEntry.everywhere.create(
        company=applied.company,
        applied=applied,
        key=entry.key,
        sort=entry.sort,
        ref=ref,
        values=dict(entry.values),
    )


def _rewrite(
    applied: AppliedTemplate, kept: AppliedEntry, entry: Entry, by: User, at: datetime
) -> None:
    sort = KINDS[applied.kind].sort(entry.sort)
    assert sort is not None, "entries are sorted by their kind"
    try:
        sort.change(applied.company, kept.ref, entry.values, by=by, at=at)
    except RefusedError as refusal:
        raise _named(str(entry.values.get(sort.name, "")), refusal) from refusal
    kept.values = dict(entry.values)
    kept.save(update_fields=["values"])


def _remember(applied: AppliedTemplate, keys: Collection[str] | None = None) -> None:
    """Keep what the company has of it right now, to know later what it changed itself."""
    there = refs_there(applied.company, applied.kind)
    for kept in applied.entries.all():
        if keys is None or kept.key in keys:
            kept.written = dict(there.get((kept.sort, kept.ref), {}))
            kept.save(update_fields=["written"])


def _named(name: str, refusal: RefusedError) -> RefusedError:
    values = {"name": name[:80], "why": str(refusal)}
    return RefusedError(words(_("“%(name)s”: %(why)s"), values))
