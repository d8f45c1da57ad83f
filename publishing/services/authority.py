"""Who may do what to playbooks and runs, asked again inside every act."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from companies.access import Standing, standing_of
from companies.models import Company, Department, Membership, User
from companies.refusals import RefusedError

EDITORS_ONLY = _("Only lead, consultant and manager may change this.")
NOT_A_MEMBER = _("You do not belong to this company any more.")
NOT_HERE = _("This person does not belong to your company any more.")
GONE = _("This is no longer there.")
CHANGED_MEANWHILE = _(
    "Somebody else has changed this since you opened it. Keep your words aside, open it again and "
    "put both together."
)


def lock_for_member(company: Company, by: User, at: datetime) -> Standing:
    """Hold the company until the transaction ends; raises RefusedError for strangers."""
    company.lock()
    standing = standing_of(by, company, at.astimezone(ZoneInfo(company.time_zone)).date())
    if standing is None:
        raise RefusedError(NOT_A_MEMBER)
    return standing


def lock_for_editor(company: Company, by: User, at: datetime) -> Standing:
    """Hold the company until the transaction ends; raises RefusedError unless they edit."""
    standing = lock_for_member(company, by, at)
    if not standing.edits:
        raise RefusedError(EDITORS_ONLY)
    return standing


def live_or_refused(
    company: Company, membership: Membership | None, field: str
) -> Membership | None:
    """The same person, asked again; raises RefusedError if they have left or never came."""
    if membership is None:
        return None
    live = Membership.of(company).filter(pk=membership.pk, ended_at__isnull=True)
    row = live.select_related("user").first()
    if row is None:
        raise RefusedError(NOT_HERE, field=field)
    return row


def own_department_or_refused(
    company: Company, department: Department | None, field: str
) -> Department | None:
    """The same department, asked again; raises RefusedError if it is gone."""
    if department is None:
        return None
    row = Department.of(company).filter(pk=department.pk).first()
    if row is None:
        raise RefusedError(GONE, field=field)
    return row
