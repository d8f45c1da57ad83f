"""Reads of templates: one's own, and what a company has taken over of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from companies.models import Company, Membership, User
from companies.roles import EDITORS
from rollout.authority import Gate, why_frozen
from rollout.machine import State
from rollout.models import AppliedTemplate, Stage, Template, TemplateVersion
from rollout.stages import kind_of
from rollout.templating.entries import Entry, EntryChange, Taken, Values, changes, from_json
from rollout.templating.kinds import KINDS
from rollout.templating.sorts import RowSort
from rollout.wording import Text


@dataclass(frozen=True)
class OwnTemplate:
    """One's own template with its draft, if there is one, and its last version."""

    template: Template
    draft: TemplateVersion | None
    published: TemplateVersion | None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in it now, published or not."""
        newest = self.draft or self.published
        return from_json(newest.entries) if newest else ()


def own_templates(user: User) -> list[OwnTemplate]:
    """A person's templates by name (2 queries)."""
    rows = Template.objects.filter(owner=user, retired_at__isnull=True)
    return [_own(row) for row in rows.prefetch_related("versions")]


def own_template(user: User, pk: int) -> OwnTemplate | None:
    """One of a person's templates."""
    rows = Template.objects.filter(owner=user, retired_at__isnull=True, pk=pk)
    row = rows.prefetch_related("versions").first()
    return _own(row) if row else None


def _own(row: Template) -> OwnTemplate:
    versions = list(row.versions.all())
    return OwnTemplate(
        row,
        draft=next((each for each in versions if each.published_at is None), None),
        published=next((each for each in versions if each.published_at is not None), None),
    )


def is_brought_by_a_member(company: Company, pk: int) -> bool:
    """Whether a template belongs to somebody who belongs to the company today."""
    live = Membership.of(company).filter(ended_at__isnull=True).values("user")
    return Template.objects.filter(pk=pk, owner__in=live).exists()


def why_not_now(company: Company, kind: str) -> Text | None:
    """Why nothing of such a template can be written now; None if it can (one query)."""
    numbers = {sort.number for sort in KINDS[kind].sorts if isinstance(sort, RowSort)}
    for stage in Stage.of(company).filter(number__in=numbers):
        gate = Gate(kind_of(stage.number).title, State(stage.state))
        if reason := why_frozen(gate):
            return reason
    return None


@dataclass(frozen=True)
class Client:
    """A company its consultant looks after; ``version`` is the one it has taken over, if any."""

    company: Company
    version: int | None


def clients_of(user: User, template: Template) -> list[Client]:
    """Where a template can be applied, or has been, by name (2 queries)."""
    live = Membership.everywhere.filter(user=user, role__in=EDITORS, ended_at__isnull=True)
    companies = [each.company for each in live.select_related("company").order_by("company__name")]
    rows = AppliedTemplate.everywhere.filter(uid=template.uid, company__in=companies)
    versions = dict(rows.values_list("company_id", "version"))
    return [Client(each, versions.get(each.pk)) for each in companies]


def newest_version(template: Template) -> TemplateVersion | None:
    """The last published version."""
    return template.versions.filter(published_at__isnull=False).order_by("-number").first()


def entries_of(version: TemplateVersion) -> tuple[Entry, ...]:
    """What a version holds."""
    return from_json(version.entries)


def refs_there(company: Company, kind: str) -> dict[tuple[str, str], Values]:
    """What a company has of everything a kind of template can bring, by sort and ref."""
    return {
        (sort.key, found.ref): found.values
        for sort in KINDS[kind].sorts
        for found in sort.read(company)
    }


@dataclass(frozen=True)
class Applied:
    """A template as a company has taken it over; ``newest`` is a version it has not seen yet."""

    row: AppliedTemplate
    newest: TemplateVersion | None

    def refs_there(self) -> dict[tuple[str, str], Values]:
        """What the company has now, by sort and ref."""
        return refs_there(self.row.company, self.row.kind)

    def changes(self) -> tuple[EntryChange, ...]:
        """What the newest version would change; empty if there is none."""
        if self.newest is None:
            return ()
        here = self.refs_there()
        taken = [
            Taken(
                Entry(each.key, each.sort, each.values),
                each.written,
                here.get((each.sort, each.ref)),
            )
            for each in self.row.entries.all()
        ]
        return changes(taken, entries_of(self.newest))


def applied_templates(company: Company) -> list[Applied]:
    """What the company has taken over, with the updates of those who still look after it."""
    return _with_newest(company, AppliedTemplate.of(company).select_related("applied_by"))


def applied_or_none(company: Company, pk: int) -> Applied | None:
    """One of them."""
    rows = _with_newest(company, AppliedTemplate.of(company).filter(pk=pk))
    return rows[0] if rows else None


def _with_newest(company: Company, rows: Iterable[AppliedTemplate]) -> list[Applied]:
    there = list(rows)
    # Only whoever belongs to the company today reaches into it.
    live = Membership.of(company).filter(ended_at__isnull=True).values("user")
    published = TemplateVersion.objects.filter(
        template__uid__in=[each.uid for each in there],
        template__owner__in=live,
        template__retired_at__isnull=True,
        published_at__isnull=False,
    ).select_related("template")
    newest: dict[object, TemplateVersion] = {}
    for version in published.order_by("number"):
        newest[version.template.uid] = version
    for each in there:
        each.company = company
    return [Applied(each, _newer(each, newest.get(each.uid))) for each in there]


def _newer(row: AppliedTemplate, newest: TemplateVersion | None) -> TemplateVersion | None:
    return newest if newest and newest.number > row.version else None
