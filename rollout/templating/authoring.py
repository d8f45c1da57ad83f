"""A consultant writes templates: a draft, then a version that stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from companies.models import Company, Membership, User
from companies.outbox import tell
from companies.roles import EDITORS, Role
from rollout.models import AppliedTemplate, Template, TemplateVersion
from rollout.refusals import RefusedError, in_one_transaction
from rollout.templating.entries import Entry, Values, from_json
from rollout.templating.kinds import KINDS

MOST = 60
"""Entries of a template; nobody goes through more with a client."""
NOT_YOURS = _("This template is not there any more. Please look at the page again.")


def is_consultant(user: User) -> bool:
    """Whether somebody looks after a client today: only they have templates."""
    live = Membership.everywhere.filter(user=user, role=Role.CONSULTANT, ended_at__isnull=True)
    return live.exists()


def make_template(
    *,
    kind: str,
    name: str,
    by: User,
    at: datetime,
    company: Company | None = None,
    picked: Sequence[str] | None = None,
) -> Template:
    """A new template with a draft: empty, or of what a client has (all, or the ``picked`` refs).

    Raises RefusedError.
    """
    with in_one_transaction():
        if not is_consultant(by):
            raise RefusedError(_("Templates are for consultants who look after a client."))
        if kind not in KINDS:
            raise RefusedError(_("Please choose what kind of template it is."), field="kind")
        if not name.strip():
            raise RefusedError(_("Please name the template."), field="name")
        if Template.objects.filter(owner=by, name=name.strip(), retired_at__isnull=True).exists():
            raise RefusedError(_("You have a template of this name already."), field="name")
        template = Template.objects.create(owner=by, kind=kind, name=name.strip(), created_at=at)
        entries = list(_entries_of(company, kind, picked, by)) if company else []
        if len(entries) > MOST:
            raise RefusedError(_("Sixty entries are enough; begin a second template."))
        TemplateVersion.objects.create(template=template, number=1, entries=_json(entries))
    return template


def _entries_of(
    company: Company, kind: str, picked: Sequence[str] | None, by: User
) -> Iterable[Entry]:
    own = Membership.of(company).filter(user=by, role__in=EDITORS, ended_at__isnull=True)
    if not own.exists():
        raise RefusedError(NOT_YOURS)
    for sort in KINDS[kind].sorts:
        for found in sort.read(company):
            if picked is None or f"{sort.key}:{found.ref}" in picked:
                yield Entry(uuid4().hex, sort.key, found.values)


def save_entry(
    *, template_id: int, sort: str, values: Values, by: User, at: datetime, key: str = ""
) -> Entry:
    """Write an entry of the draft, new or (with its ``key``) anew; begins a draft if needed."""
    with in_one_transaction():
        template, draft = _draft(template_id, by)
        if KINDS[template.kind].sort(sort) is None:
            raise RefusedError(NOT_YOURS)
        entry = Entry(key or uuid4().hex, sort, values)
        entries = list(from_json(draft.entries))
        places = [place for place, each in enumerate(entries) if each.key == entry.key]
        if key and not places:
            raise RefusedError(NOT_YOURS)
        if places:
            entries[places[0]] = entry
        elif len(entries) >= MOST:
            raise RefusedError(_("Sixty entries are enough; begin a second template."))
        else:
            entries.append(entry)
        _keep(draft, entries)
    return entry


def remove_entry(*, template_id: int, key: str, by: User, at: datetime) -> None:
    """Take an entry out of the draft; what clients have taken over stays theirs."""
    with in_one_transaction():
        _template, draft = _draft(template_id, by)
        _keep(draft, [each for each in from_json(draft.entries) if each.key != key])


def publish_template(*, template_id: int, note: str, by: User, at: datetime) -> TemplateVersion:
    """Make a version of the draft: from now on clients can take it over, and it stays."""
    with in_one_transaction():
        template = _own(template_id, by)
        draft = template.versions.filter(published_at__isnull=True).first()
        if draft is None:
            raise RefusedError(_("Nothing has changed since the last version."))
        if not draft.entries:
            raise RefusedError(_("Please write at least one entry first."))
        last = template.versions.filter(published_at__isnull=False).first()
        if last and not note.strip():
            raise RefusedError(_("Please say what is new: your clients read it."), field="note")
        if last and last.entries == draft.entries:
            raise RefusedError(_("Nothing has changed since the last version."))
        draft.note, draft.published_at = note.strip(), at
        draft.save()
        _tell_clients(template, draft, by, at)
    return draft


def _tell_clients(template: Template, version: TemplateVersion, by: User, at: datetime) -> None:
    """Leads of companies that have taken it over, and that its owner still looks after."""
    live = Membership.everywhere.filter(user=by, ended_at__isnull=True).values("company")
    rows = AppliedTemplate.everywhere.filter(uid=template.uid, company__in=live)
    for applied in rows.select_related("company"):
        leads = Membership.of(applied.company).filter(role=Role.LEAD, ended_at__isnull=True)
        for lead in leads.select_related("user"):
            tell(
                applied.company,
                lead.user,
                template="template_updated",
                subject_key=f"template:{applied.pk}:{version.number}",
                at=at,
                company_name=applied.company.name,
                company_slug=applied.company.slug,
                template_name=template.name,
                consultant=str(by),
                version=version.number,
                note=version.note,
                applied=applied.pk,
            )


def retire_template(*, template_id: int, by: User, at: datetime) -> None:
    """Put a template away; what clients have taken over stays theirs, without updates."""
    with in_one_transaction():
        template = _own(template_id, by)
        template.retired_at = at
        template.save(update_fields=["retired_at"])


def _own(template_id: int, by: User) -> Template:
    rows = Template.objects.select_for_update().filter(owner=by, retired_at__isnull=True)
    template = rows.filter(pk=template_id).first()
    if template is None:
        raise RefusedError(NOT_YOURS)
    return template


def _draft(template_id: int, by: User) -> tuple[Template, TemplateVersion]:
    template = _own(template_id, by)
    newest = template.versions.first()
    if newest is None or newest.published_at is not None:
        newest = TemplateVersion.objects.create(
            template=template,
            number=newest.number + 1 if newest else 1,
            entries=newest.entries if newest else [],
        )
    return template, newest


def _json(entries: Iterable[Entry]) -> list[dict[str, object]]:
    return [each.as_json() for each in entries]


def _keep(draft: TemplateVersion, entries: Iterable[Entry]) -> None:
    draft.entries = _json(entries)
    draft.save(update_fields=["entries"])
