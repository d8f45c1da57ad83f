"""How well it is answered: rates and working time to an answer, over a period (S1, S3)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from companies.models import Company
from monitoring.desk.words import CloseReason
from monitoring.selectors.desk import cases_about, narrows_cases
from monitoring.selectors.mentions import EVERYTHING, MentionFilters

WANTED_NONE = (
    CloseReason.NOT_NEEDED,
    CloseReason.SPAM,
    CloseReason.NOT_US,
    CloseReason.ELSEWHERE,
    CloseReason.BY_ITSELF,
)
"""Closed for these reasons, a mention did not want an answer here; what stays counts as none."""

# One pass over the covering index: every department, and all of them together.
FIGURES = """
SELECT department_id, grouping(department_id) AS is_total,
    count(*) AS came_in,
    count(*) FILTER (WHERE outcome = 'answered') AS answered,
    count(*) FILTER (WHERE outcome = 'answered' AND settled_at <= due_at) AS in_time,
    count(*) FILTER (WHERE outcome = 'closed' AND because = ANY(%(none)s)) AS without_need,
    count(*) FILTER (WHERE outcome = 'closed' AND because <> ALL(%(none)s)) AS left_alone,
    count(*) FILTER (WHERE outcome = '' AND due_at >= %(at)s) AS waiting,
    count(*) FILTER (WHERE outcome = '' AND due_at < %(at)s) AS late,
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY took_seconds) AS took
FROM monitoring_deskcase
WHERE company_id = %(company)s AND came_in_at >= %(begins)s AND came_in_at < %(ends)s {narrowed}
GROUP BY GROUPING SETS ((), (department_id))
ORDER BY is_total DESC, department_id
"""


@dataclass(frozen=True)
class Answering:
    """Cases that came in within a time. ``median`` and ``p90`` are working time to the answer.

    ``in_time`` of ``answered`` came within the promise; ``without_need`` were closed because they
    wanted none, ``left_alone`` although they did; ``waiting`` are not due yet, ``late`` are.
    """

    came_in: int = 0
    answered: int = 0
    in_time: int = 0
    without_need: int = 0
    left_alone: int = 0
    waiting: int = 0
    late: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None

    @property
    def wanted(self) -> int:
        """How many should have been answered by now, or have been."""
        return self.came_in - self.without_need - self.waiting

    @property
    def rate(self) -> float | None:
        """Share answered of those wanted, 0 to 1; None if none was."""
        return self.answered / self.wanted if self.wanted else None

    @property
    def rate_in_time(self) -> float | None:
        """Share answered within the promise of those wanted, 0 to 1; None if none was."""
        return self.in_time / self.wanted if self.wanted else None


@dataclass(frozen=True)
class DeskFigures:
    """The figures of a period: of all cases, and by department (None: of no department)."""

    starts_on: date
    ends_on: date
    total: Answering
    departments: tuple[tuple[int | None, Answering], ...]


def desk_figures(
    company: Company,
    starts_on: date,
    ends_on: date,
    *,
    said: MentionFilters = EVERYTHING,
    at: datetime,
) -> DeskFigures:
    """What became of the cases that came in on local days, both counted (one query).

    ``said`` narrows to cases of what was said there and so.
    """
    zone = ZoneInfo(company.time_zone)
    given: dict[str, Any] = {
        "company": company.pk,
        "begins": datetime.combine(starts_on, time(), zone),
        "ends": datetime.combine(ends_on + timedelta(days=1), time(), zone),
        "at": at,
        "none": [reason.value for reason in WANTED_NONE],
    }
    narrowed, more = _narrowed(company, said)
    with connection.cursor() as cursor:
        cursor.execute(FIGURES.format(narrowed=narrowed), given | more)
        rows = cursor.fetchall()
    found = [(row[0], row[1], _answering(row[2:])) for row in rows]
    total = next((each for _department, is_total, each in found if is_total), Answering())
    parts = tuple((department, each) for department, is_total, each in found if not is_total)
    return DeskFigures(starts_on, ends_on, total, parts)


def _narrowed(company: Company, said: MentionFilters) -> tuple[str, dict[str, Any]]:
    """The filters as a condition, with its parameters under names; nothing where none narrows."""
    if not narrows_cases(said):
        return "", {}
    sql, values = cases_about(company, said).order_by().values("pk").query.sql_with_params()
    names = [f"said_{number}" for number in range(len(values))]
    written = sql % tuple(f"%({name})s" for name in names)
    return f"AND id IN ({written})", dict(zip(names, values, strict=True))


def _answering(row: tuple[Any, ...]) -> Answering:
    *counts, took = row
    median, p90 = (timedelta(seconds=each) for each in took) if took else (None, None)
    return replace(Answering(*counts), median=median, p90=p90)
