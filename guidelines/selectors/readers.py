"""Who is asked to read a version, and who has."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from companies.models import Company, Department, Membership
from companies.selectors import live_memberships
from guidelines.models import Acknowledgement, GuidelineVersion


def people_of(company: Company, department: Department | None = None) -> QuerySet[Membership]:
    """Whom a document asks: everybody, or whoever works in its department."""
    rows = live_memberships(company)
    return rows if department is None else rows.filter(department=department)


def may_acknowledge(version: GuidelineVersion, membership: Membership) -> bool:
    """Whether this person is asked: a supplement asks its department only."""
    return version.department_id in {None, membership.department_id}


def acknowledgement_of(version: GuidelineVersion, membership: Membership) -> Acknowledgement | None:
    """When this person acknowledged this version, if they did."""
    rows = Acknowledgement.of(version.company)
    return rows.filter(version=version, membership=membership).first()


def unread_by(membership: Membership) -> list[GuidelineVersion]:
    """What is in force and asks this person, who has not said yet that they read it (one query)."""
    asking = Q(department__isnull=True) | Q(department=membership.department_id)
    said = Acknowledgement.everywhere.filter(version=OuterRef("pk"), membership=membership)
    in_force = (
        GuidelineVersion.of(membership.company)
        .filter(asking, state=GuidelineVersion.State.PUBLISHED)
        .annotate(is_read=Exists(said))
        .order_by("department_id", "-number")
        .distinct("department_id")
    )
    return [version for version in in_force if not version.is_read]


@dataclass(frozen=True)
class Readers:
    """One department: who has acknowledged a version, and who has not yet."""

    department: str
    read: tuple[Membership, ...]
    missing: tuple[Membership, ...]

    @property
    def number(self) -> int:
        """How many people it has."""
        return len(self.read) + len(self.missing)

    @property
    def percent(self) -> int:
        """Of a hundred people, how many have; rounded down, so 100 means everybody."""
        return len(self.read) * 100 // self.number


def readers_of(version: GuidelineVersion) -> list[Readers]:
    """Live members by department, those without one last (2 queries).

    Of a supplement: its own department alone, none if nobody works there.
    """
    rows = Acknowledgement.of(version.company).filter(version=version)
    have = set(rows.values_list("membership_id", flat=True))
    groups: dict[str, list[Membership]] = {}
    for each in people_of(version.company, version.department):
        groups.setdefault(each.department.name if each.department else "", []).append(each)
    return [
        Readers(
            name,
            tuple(each for each in groups[name] if each.pk in have),
            tuple(each for each in groups[name] if each.pk not in have),
        )
        for name in sorted(groups, key=lambda name: (not name, name.casefold()))
    ]
