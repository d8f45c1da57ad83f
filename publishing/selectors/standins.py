"""Who stands in for the owner of a step on a day (S3)."""

from datetime import date

from companies.models import Absence, Company, Deputy, Membership, User
from companies.roles import Role
from publishing.models import RunStep


def is_away(company: Company, person: Membership, on: date) -> bool:
    """Whether somebody has left, or is absent on a day."""
    days = {"starts_on__lte": on, "ends_on__gte": on}
    return not person.is_live or Absence.of(company).filter(membership=person, **days).exists()


def standin_of(step: RunStep, on: date) -> Membership | None:
    """The deputy named for the step, else the owner's deputy of that day; nobody who is away."""
    company = step.company
    if step.deputy is not None and not is_away(company, step.deputy, on):
        return step.deputy
    deputyships = Deputy.of(company).filter(
        principal=step.owner, starts_on__lte=on, ends_on__gte=on
    )
    found = deputyships.select_related("deputy__user").first()
    return found.deputy if found and not is_away(company, found.deputy, on) else None


def leads_of(company: Company) -> list[User]:
    """Whoever looks after the playbooks: the leads, else the managers."""
    live = Membership.of(company).filter(ended_at__isnull=True).select_related("user")
    leads = live.filter(role=Role.LEAD).order_by("pk")
    rows = list(leads) or list(live.filter(role=Role.MANAGER).order_by("pk"))
    return [each.user for each in rows]
