"""A company's working time, put together from its rows."""

from collections import defaultdict

from companies.models import BusinessHours, Closure, Company
from companies.working_time import Closure as ClosedDays
from companies.working_time import Interval, WorkingTime


def working_time_of(company: Company) -> WorkingTime:
    """When this company works (two queries); keep it for as long as one request or job lasts."""
    hours: dict[int, list[Interval]] = defaultdict(list)
    for row in BusinessHours.of(company).order_by("weekday", "opens"):
        hours[row.weekday].append(Interval(row.opens, row.closes))
    closures = Closure.of(company).order_by("starts_on", "id")
    return WorkingTime(
        time_zone=company.time_zone,
        state=company.state,
        hours={weekday: tuple(stretches) for weekday, stretches in hours.items()},
        closures=tuple(ClosedDays(row.starts_on, row.ends_on, row.name) for row in closures),
    )
