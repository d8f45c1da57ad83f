"""A company's working time, put together from its rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, time

from django.db import connection

from companies.models import BusinessHours, Closure, Company
from companies.working_time import Closure as ClosedDays
from companies.working_time import Interval, WorkingTime

CALENDARS = """
SELECT company.id, company.time_zone, company.state,
    (
        SELECT coalesce(json_agg(json_build_array(weekday, opens, closes)
            ORDER BY weekday, opens), '[]')
        FROM companies_businesshours AS hours WHERE hours.company_id = company.id
    ),
    (
        SELECT coalesce(json_agg(json_build_array(starts_on, ends_on, name)
            ORDER BY starts_on, id), '[]')
        FROM companies_closure AS closure WHERE closure.company_id = company.id
    )
FROM companies_company AS company WHERE company.id = ANY(%s)
"""


def working_time_of(company: Company) -> WorkingTime:
    """When this company works (two queries); keep it for as long as one request or job lasts."""
    hours = BusinessHours.of(company).order_by("weekday", "opens")
    closures = Closure.of(company).order_by("starts_on", "id")
    return _working_time(
        company.time_zone,
        company.state,
        ((row.weekday, row.opens, row.closes) for row in hours),
        (ClosedDays(row.starts_on, row.ends_on, row.name) for row in closures),
    )


def working_times_of(company_ids: Collection[int]) -> dict[int, WorkingTime]:
    """When each of these companies works, in one query however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(CALENDARS, [list(company_ids)])
        return {
            pk: _working_time(zone, state, map(_stretch, hours), map(_closed, closures))
            for pk, zone, state, hours, closures in cursor.fetchall()
        }


def _working_time(
    time_zone: str,
    state: str,
    stretches: Iterable[tuple[int, time, time]],
    closures: Iterable[ClosedDays],
) -> WorkingTime:
    hours: dict[int, list[Interval]] = defaultdict(list)
    for weekday, opens, closes in stretches:
        hours[weekday].append(Interval(opens, closes))
    return WorkingTime(
        time_zone=time_zone,
        state=state,
        hours={weekday: tuple(stretches) for weekday, stretches in hours.items()},
        closures=tuple(closures),
    )


def _stretch(row: tuple[int, str, str]) -> tuple[int, time, time]:
    weekday, opens, closes = row
    return weekday, time.fromisoformat(opens), time.fromisoformat(closes)


def _closed(row: tuple[str, str, str]) -> ClosedDays:
    starts_on, ends_on, name = row
    return ClosedDays(date.fromisoformat(starts_on), date.fromisoformat(ends_on), name)
