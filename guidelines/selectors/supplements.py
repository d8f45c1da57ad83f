"""Every department's supplement: whether it is in force, and how many have read it (S4)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from companies.models import Company, Department, Membership
from guidelines.models import Acknowledgement, GuidelineVersion
from guidelines.selectors.versions import DRAFT, PUBLISHED


@dataclass(frozen=True)
class SupplementFact:
    """One department: ``version`` is the number in force, ``draft`` the one in work, or None.

    ``people`` are its live members, ``acknowledged`` those who have read what is in force.
    """

    department_id: int
    department: str
    version: int | None
    published_at: datetime | None
    draft: int | None
    people: int
    acknowledged: int

    @property
    def percent(self) -> int:
        """Of a hundred people, how many have; rounded down, so 100 means everybody."""
        return self.acknowledged * 100 // self.people if self.people else 0

    @property
    def is_read_by_all(self) -> bool:
        """Whether it is in force and everybody there has read it; never of an empty department."""
        return self.version is not None and 0 < self.people == self.acknowledged


def supplement_facts(company: Company) -> tuple[SupplementFact, ...]:
    """Every department by name (2 queries)."""
    rows = list(
        Department.of(company)
        .annotate(
            in_force=_newest(PUBLISHED, "pk"),
            version=_newest(PUBLISHED, "number"),
            published_at=_newest(PUBLISHED, "published_at"),
            draft=_newest(DRAFT, "number"),
        )
        .values("pk", "name", "in_force", "version", "published_at", "draft")
    )
    counted = _counted(company, [each["in_force"] for each in rows if each["in_force"]])
    return tuple(
        SupplementFact(
            department_id=each["pk"],
            department=each["name"],
            version=each["version"],
            published_at=each["published_at"],
            draft=each["draft"],
            people=counted.get(each["pk"], (0, 0))[0],
            acknowledged=counted.get(each["pk"], (0, 0))[1],
        )
        for each in rows
    )


def _newest(state: str, field: str) -> Subquery:
    rows: QuerySet[GuidelineVersion] = GuidelineVersion.everywhere.filter(
        department=OuterRef("pk"), state=state
    )
    return Subquery(rows.order_by("-number").values(field)[:1])


def _counted(company: Company, in_force: list[int]) -> dict[int, tuple[int, int]]:
    # Somebody who moved has read another department's words, not these.
    read = Acknowledgement.everywhere.filter(
        membership=OuterRef("pk"),
        version__in=in_force,
        version__department=OuterRef("department"),
    )
    live = Membership.of(company).filter(ended_at__isnull=True, department__isnull=False)
    rows = live.annotate(has_read=Exists(read)).values("department", "has_read")
    found: dict[int, tuple[int, int]] = {}
    for each in rows.annotate(number=Count("pk")).order_by("department"):
        people, have = found.get(each["department"], (0, 0))
        number = each["number"]
        found[each["department"]] = (people + number, have + number * each["has_read"])
    return found
