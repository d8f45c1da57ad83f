"""The company's own settings: name and place, departments, hours, closures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import BusinessHours, Closure, Company, Department, User
from companies.refusals import RefusedError
from companies.working_time import Interval, WorkingTime


@transaction.atomic
def change_company(
    *, company: Company, name: str, state: str, time_zone: str, by: User, at: datetime
) -> None:
    """Another name, German state (holidays) or time zone; the address stays as it is."""
    before = {"name": company.name, "state": company.state, "time_zone": company.time_zone}
    if before == {"name": name, "state": state, "time_zone": time_zone}:
        return
    company.name, company.state, company.time_zone = name, state, time_zone
    company.save(update_fields=["name", "state", "time_zone"])
    audit.record(
        company,
        "company.changed",
        by=by,
        at=at,
        before=before,
        name=name,
        state=company.get_state_display(),
        time_zone=time_zone,
    )


@transaction.atomic
def add_department(*, company: Company, name: str, by: User, at: datetime) -> Department:
    """A new department; its name is there once in the company."""
    department = Department(company=company, name=name.strip())
    _save_once(department)
    audit.record(company, "department.added", by=by, at=at, department=department.name)
    return department


@transaction.atomic
def rename_department(*, department: Department, name: str, by: User, at: datetime) -> None:
    """Another name for the same department."""
    before, department.name = department.name, name.strip()
    _save_once(department)
    audit.record(
        department.company,
        "department.renamed",
        by=by,
        at=at,
        before=before,
        department=department.name,
    )


@transaction.atomic
def remove_department(*, department: Department, by: User, at: datetime) -> None:
    """Only one that nobody and nothing belongs to; raises RefusedError otherwise."""
    name = department.name
    try:
        with transaction.atomic():
            department.delete()
    except (ProtectedError, IntegrityError) as used:
        raise RefusedError(
            _("“%(department)s” is still in use. Move its people to another department first.")
            % {"department": name}
        ) from used
    audit.record(department.company, "department.removed", by=by, at=at, department=name)


def _save_once(department: Department) -> None:
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError as clash:
        raise RefusedError(
            _("There is already a department of this name."), field="name"
        ) from clash


@transaction.atomic
def set_business_hours(
    *, company: Company, hours: Mapping[int, Sequence[Interval]], by: User, at: datetime
) -> None:
    """Replace the whole week; weekdays count from 0 (Monday).

    Raises InvalidWorkingTimeError (with ``weekday``) if stretches overlap or end too early.
    """
    checked = WorkingTime(
        company.time_zone, company.state, {day: tuple(rows) for day, rows in hours.items()}
    ).hours
    company.lock()
    before = week_in_words(_hours_of(company))
    after = week_in_words(checked)
    if before == after:
        return
    BusinessHours.of(company).delete()
    BusinessHours.everywhere.bulk_create(
        BusinessHours(company=company, weekday=day, opens=each.opens, closes=each.closes)
        for day, intervals in checked.items()
        for each in intervals
    )
    audit.record(company, "hours.changed", by=by, at=at, before=before, after=after)


def week_in_words(hours: Mapping[int, Sequence[Interval]]) -> dict[str, str]:
    """Per weekday (as JSON keys) its stretches: ``{"0": "08:00–12:00, 13:00–17:00"}``."""
    return {str(day): ", ".join(map(str, hours[day])) for day in sorted(hours)}


def _hours_of(company: Company) -> dict[int, list[Interval]]:
    hours: dict[int, list[Interval]] = {}
    for row in BusinessHours.of(company).order_by("weekday", "opens"):
        hours.setdefault(row.weekday, []).append(Interval(row.opens, row.closes))
    return hours


@transaction.atomic
def add_closure(
    *, company: Company, name: str, starts_on: date, ends_on: date, by: User, at: datetime
) -> Closure:
    """The whole company is closed from the first to the last day, both included."""
    if ends_on < starts_on:
        raise RefusedError(_("The last day is before the first."), field="ends_on")
    closure = Closure.everywhere.create(
        company=company, name=name.strip(), starts_on=starts_on, ends_on=ends_on
    )
    _record_closure("closure.added", closure, by, at)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: User, at: datetime) -> None:
    """The company is open on these days after all."""
    _record_closure("closure.removed", closure, by, at)
    closure.delete()


def _record_closure(act: str, closure: Closure, by: User, at: datetime) -> None:
    audit.record(
        closure.company,
        act,
        by=by,
        at=at,
        closure=closure.name,
        first_on=closure.starts_on.isoformat(),
        last_on=closure.ends_on.isoformat(),
    )
