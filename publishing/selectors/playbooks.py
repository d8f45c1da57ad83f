"""Reads of playbooks."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet

from companies.models import Company, Membership
from publishing.models import Playbook, PlaybookStep, Run


def playbooks_of(company: Company) -> QuerySet[Playbook]:
    """The playbooks in use, by name, with ``running``: how many runs go on (2 queries)."""
    going_on = Count("runs", filter=Q(runs__state=Run.State.RUNNING), distinct=True)
    return (
        Playbook.of(company)
        .filter(retired_at__isnull=True)
        .annotate(running=going_on)
        .prefetch_related(Prefetch("steps", queryset=_steps(company)))
        .order_by("name", "pk")
    )


def playbook_of(company: Company, pk: int) -> Playbook | None:
    """One of them."""
    return playbooks_of(company).filter(pk=pk).first()


def step_of(company: Company, pk: int) -> PlaybookStep | None:
    """One step of a playbook in use."""
    rows = _steps(company).filter(playbook__retired_at__isnull=True)
    return rows.select_related("playbook").filter(pk=pk).first()


def taken_names(company: Company) -> frozenset[str]:
    """The shipped playbooks that a company has taken over and uses, by key."""
    rows = Playbook.of(company).filter(retired_at__isnull=True).exclude(shipped="")
    return frozenset(rows.values_list("shipped", flat=True))


def candidates_for(steps: Sequence[PlaybookStep], people: Sequence[Membership]) -> dict[int, int]:
    """Whom each step is proposed to when a run begins: membership by step.

    ``people`` are the live memberships. An approval goes, if it can, to somebody else than
    whoever does the step before.
    """
    found: dict[int, int] = {}
    before: int | None = None
    for step in steps:
        able = [each.pk for each in people if _is_up_to(step, each)]
        others = [pk for pk in able if pk != before]
        wanted = others or able if step.kind == PlaybookStep.Kind.APPROVAL else able
        if wanted:
            found[step.pk] = wanted[0]
        before = found.get(step.pk)
    return found


def _is_up_to(step: PlaybookStep, person: Membership) -> bool:
    if step.owner_id is not None:
        return person.pk == step.owner_id
    if step.department_id is not None:
        return person.department_id == step.department_id
    return bool(step.role) and person.role == step.role


def _steps(company: Company) -> QuerySet[PlaybookStep]:
    rows = PlaybookStep.of(company).select_related("owner__user", "deputy__user", "department")
    return rows.order_by("position", "pk")
