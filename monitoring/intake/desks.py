"""What the desks of companies go by, read for all of them at once (S3)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from companies.calendars import working_times_of
from companies.models import Company, Membership
from companies.working_time import WorkingTime
from monitoring.desk.due import due_at
from monitoring.desk.routing import About, Rule, first_fit
from monitoring.selectors.judging import queue_from
from monitoring.selectors.staff import Staff, staff_of

HOUSES = """
SELECT company.id,
    (
        SELECT json_build_array(accepted AND switched_off_at IS NULL, figures)
        FROM monitoring_tonemodel AS learned WHERE learned.company_id = company.id
    ),
    (
        SELECT coalesce(json_object_agg(source_kind, minutes), '{}')
        FROM monitoring_answerpromise AS promise WHERE promise.company_id = company.id
    ),
    (
        SELECT coalesce(json_agg(json_build_array(words, topic, source_id, source_kind, kind, tone,
            department_id, person_id) ORDER BY position, id), '[]')
        FROM monitoring_routingrule AS rule WHERE rule.company_id = company.id
    )
FROM companies_company AS company WHERE company.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes at once: department, person, and that person's name."""

    department_id: int | None
    owner_id: int | None
    name: str


@dataclass
class Desk:
    """The desk of one company at one moment. ``threshold``: likely criticism, per mille."""

    company_id: int
    at: datetime
    working_time: WorkingTime
    threshold: int
    promises: Mapping[str, int]
    rules: Sequence[Rule]
    _taken: Counter[int] = field(default_factory=Counter)
    _due: dict[tuple[datetime, int | None], datetime] = field(default_factory=dict)

    def due_at(self, came_in_at: datetime, minutes: int | None) -> datetime:
        """Until when it is to be answered; what came in together is due together."""
        key = came_in_at, minutes
        if key not in self._due:
            self._due[key] = due_at(self.working_time, came_in_at, minutes)
        return self._due[key]

    def route(self, about: About) -> Route | None:
        """Who gets a case by the rules, None if no rule fits or its person has left."""
        rule = first_fit(self.rules, about)
        if rule is None:
            return None
        if rule.department is not None:
            owner = self.staff.somebody_of(rule.department, self._taken)
            return self._given(rule.department, owner)
        if rule.person is None or rule.person not in self.staff.people:
            return None
        return self._given(self.staff.people[rule.person].department_id, rule.person)

    @cached_property
    def staff(self) -> Staff:
        """Who is there today (four queries, where a rule leads somewhere)."""
        today = self.at.astimezone(ZoneInfo(self.working_time.time_zone)).date()
        return staff_of(Company(id=self.company_id), today)

    def _given(self, department_id: int | None, owner_id: int | None) -> Route:
        if owner_id is None:
            return Route(department_id, None, "")
        self._taken[owner_id] += 1
        owner: Membership = self.staff.people[owner_id]
        return Route(department_id, owner_id, str(owner.user))


def desks_of(moments: Mapping[int, datetime]) -> dict[int, Desk]:
    """The desks of companies, each at its moment (two queries however many there are)."""
    calendars = working_times_of(moments)
    return {
        company: Desk(
            company_id=company,
            at=moments[company],
            working_time=calendars[company],
            threshold=queue_from(*(learned or (False, {}))),
            promises=promises,
            rules=[Rule(*rule) for rule in rules],
        )
        for company, learned, promises, rules in _houses(moments)
    }


def _houses(company_ids: Collection[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(HOUSES, [list(company_ids)])
        return list(cursor.fetchall())
