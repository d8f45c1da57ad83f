"""Whether the guidelines are read by those whom a wave concerns (S1, S4)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from companies.models import Company, Department, Membership
from guidelines.models import Acknowledgement, GuidelineVersion
from guidelines.selectors import people_of, published_version
from rollout.models import Wave


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """A document: its version in force (None: not published), and how many have read it."""

    version: int | None
    people: int
    read: int

    @property
    def is_read_by_all(self) -> bool:
        """Whether it is in force and everybody concerned has read it; never of nobody."""
        return self.version is not None and 0 < self.people == self.read


NOTHING = ReadFacts(None, 0, 0)


def guidelines_read(company: Company, wave: Wave | None) -> ReadFacts:
    """The company's guidelines, read by the department; by owner and deputy where none is named.

    Three queries.
    """
    if wave is None:
        return NOTHING
    if wave.department_id:
        return _read(published_version(company), people_of(company, wave.department))
    involved = people_of(company).filter(user__in=[wave.owner_id, wave.deputy_id])
    return _read(published_version(company), involved)


def supplement_read(company: Company, department: Department | None) -> ReadFacts:
    """The department's own supplement, read by its people (three queries)."""
    if department is None:
        return NOTHING
    return _read(published_version(company, department), people_of(company, department))


def _read(version: GuidelineVersion | None, people: QuerySet[Membership]) -> ReadFacts:
    concerned = set(people.values_list("pk", flat=True))
    if version is None:
        return ReadFacts(None, len(concerned), 0)
    rows = Acknowledgement.of(version.company).filter(version=version, membership__in=concerned)
    return ReadFacts(version.number, len(concerned), rows.count())
