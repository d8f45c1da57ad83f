"""Who sees to a case: taken, given to somebody, passed to a department, given back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Department, Membership, User
from companies.refusals import RefusedError
from monitoring.desk.words import Happening
from monitoring.models import DeskCase
from monitoring.selectors.staff import staff_of
from monitoring.services.desk.holding import done, held, logged_name

OWNED = ("owner", "owner_told_at", "reminded_at")


@transaction.atomic
def take_case(
    *, case: DeskCase, member: Membership, by: User, at: datetime, seen: int | None = None
) -> DeskCase:
    """Somebody sees to it themselves. Raises RefusedError."""
    row = _open(held(case, seen=seen))
    if row.owner_id == member.pk:
        return row
    return _given(row, member, by, at)


@transaction.atomic
def assign_case(
    *, case: DeskCase, to: Membership, by: User, at: datetime, seen: int | None = None
) -> DeskCase:
    """Give a case to somebody, who hears of it (while they are away, their deputy).

    Raises RefusedError.
    """
    row = _open(held(case, seen=seen))
    if not to.is_live or to.company_id != row.company_id:
        raise RefusedError(_("Choose somebody who belongs to the company."), field="to")
    if row.owner_id == to.pk:
        return row
    _given(row, to, by, at)
    audit.record(
        row.company,
        "case.assigned",
        by=by,
        at=at,
        mention=logged_name(row.mention),
        to=str(to.user),
    )
    return row


def _given(row: DeskCase, to: Membership, by: User, at: datetime) -> DeskCase:
    row.owner, row.reminded_at = to, None
    # Whoever takes it knows of it; others are told by the watch over the desk.
    row.owner_told_at = at if to.user_id == by.pk else None
    return done(row, Happening.ASSIGNED, *OWNED, by=by, at=at, to=str(to.user))


@transaction.atomic
def release_case(*, case: DeskCase, by: User, at: datetime, seen: int | None = None) -> DeskCase:
    """Give a case back: nobody sees to it now. Raises RefusedError."""
    row = _open(held(case, seen=seen))
    if row.owner_id is None:
        return row
    row.owner, row.owner_told_at, row.reminded_at = None, None, None
    return done(row, Happening.RELEASED, *OWNED, by=by, at=at)


@transaction.atomic
def route_case(
    *,
    case: DeskCase,
    department: Department,
    by: User,
    at: datetime,
    note: str = "",
    seen: int | None = None,
) -> DeskCase:
    """Pass a case to a department: whoever is there and has least to do gets it (S3).

    Raises RefusedError.
    """
    row = _open(held(case, seen=seen))
    if department.company_id != row.company_id:
        raise RefusedError(_("There is no such department."), field="department")
    if row.department_id == department.pk and row.owner_id is not None:
        return row
    staff = staff_of(row.company, local_day(row.company, at))
    somebody = staff.somebody_of(department.pk)
    owner = staff.people[somebody] if somebody else None
    row.department, row.owner = department, owner
    row.owner_told_at, row.reminded_at = None, None
    to = str(owner.user) if owner else ""
    named = {"department": department.name, "to": to}
    done(row, Happening.ROUTED, "department", *OWNED, by=by, at=at, text=note, **named)
    audit.record(
        row.company,
        "case.routed",
        by=by,
        at=at,
        mention=logged_name(row.mention),
        department=department.name,
    )
    return row


def local_day(company: Company, at: datetime) -> date:
    """The company's own date at a moment."""
    return at.astimezone(ZoneInfo(company.time_zone)).date()


def _open(row: DeskCase) -> DeskCase:
    if not row.is_open:
        raise RefusedError(_("This is settled. Reopen it first."))
    return row
