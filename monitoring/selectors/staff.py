"""Who is there today and who stands in, as the desk needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from companies.access import stands_in
from companies.models import Absence, Company, Deputy, Membership
from companies.roles import EDITORS, Role
from monitoring.desk.routing import Colleague, pick, stand_in
from monitoring.models import DeskCase


@dataclass(frozen=True)
class Staff:
    """The people of a company on a day. ``away`` says until when, by membership."""

    people: Mapping[int, Membership]
    colleagues: Mapping[int, Colleague]
    away: Mapping[int, date]

    def of_department(self, department_id: int) -> list[Colleague]:
        """Its people, in the order in which they joined; contacts come first by that."""
        return [each for each in self.colleagues.values() if each.department == department_id]

    def somebody_of(self, department_id: int, taken: Mapping[int, int] | None = None) -> int | None:
        """Who of a department gets a case now."""
        return pick(self.of_department(department_id), taken)

    def present_instead_of(self, membership_id: int) -> int:
        """Who hears of what is this person's today."""
        colleague = self.colleagues.get(membership_id)
        return stand_in(colleague) if colleague else membership_id

    def deputy_of(self, membership_id: int) -> Membership | None:
        """Who stands in for somebody today and is there."""
        colleague = self.colleagues.get(membership_id)
        return self.people[colleague.deputy] if colleague and colleague.deputy else None

    def with_role(self, *roles: str) -> list[Membership]:
        """Everybody of these roles, those away included."""
        return [each for each in self.people.values() if each.role in roles]

    @property
    def managers(self) -> list[Membership]:
        """Who hears last of what is late, with whoever stands in for them."""
        found = {each.pk: each for each in self.with_role(Role.MANAGER)}
        for each in list(found):
            deputy = self.deputy_of(each)
            if deputy:
                found[deputy.pk] = deputy
        return list(found.values())

    @property
    def leads(self) -> list[Membership]:
        """Who sees to what nobody else sees to: leads, else whoever edits."""
        return self.with_role(Role.LEAD) or self.with_role(*EDITORS)


def staff_of(company: Company, on: date) -> Staff:
    """Everybody who belongs to the company, with absences and deputies of that day (4 queries)."""
    rows = Membership.of(company).filter(ended_at__isnull=True)
    people = {each.pk: each for each in rows.select_related("user", "department").order_by("pk")}
    days = {"starts_on__lte": on, "ends_on__gte": on}
    away: dict[int, date] = {}
    for absent, until in Absence.of(company).filter(**days).values_list("membership_id", "ends_on"):
        away[absent] = max(until, away.get(absent, until))
    deputies = {
        each.principal_id: each.deputy_id
        for each in Deputy.of(company).filter(**days).select_related("deputy", "principal")
        if each.deputy_id not in away and stands_in(each)
    }
    return Staff(people, _colleagues(company, people, away, deputies), away)


def _colleagues(
    company: Company,
    people: Mapping[int, Membership],
    away: Mapping[int, date],
    deputies: Mapping[int, int],
) -> Mapping[int, Colleague]:
    counted = DeskCase.of(company).filter(outcome="", owner__isnull=False)
    rows = counted.values_list("owner").order_by().annotate(number=Count("pk"))
    open_cases = {owner: number for owner, number in rows if owner is not None}
    return {
        pk: Colleague(
            id=pk,
            department=person.department_id,
            away=pk in away,
            deputy=deputies.get(pk),
            open_cases=open_cases.get(pk, 0),
        )
        for pk, person in people.items()
    }
