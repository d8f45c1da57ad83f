"""Who changes scenarios, training and the board, and the lock they wait at."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from companies.access import Standing
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.services.authority import member_or_refused

EDITORS_ONLY = _("Only lead, consultant and manager may change this.")
CHANGED_MEANWHILE = _(
    "Somebody else has changed this since you opened it. Keep your words aside, open it again and "
    "put both together."
)
NOT_HERE = _("This person does not belong to your company any more.")


def lock_for_editor(company: Company, by: User, at: datetime) -> Standing:
    """Hold the company until the transaction ends; raises RefusedError unless they edit."""
    company.lock()
    standing = member_or_refused(company, by, at)
    if not standing.edits:
        raise RefusedError(EDITORS_ONLY)
    return standing


def lock_for_member(company: Company, by: User, at: datetime) -> Standing:
    """Hold the company until the transaction ends; raises RefusedError for strangers."""
    company.lock()
    return member_or_refused(company, by, at)


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


def day_of(company: Company, at: datetime) -> str:
    """The company's local day of a moment, ISO, as the log keeps it."""
    return at.astimezone(ZoneInfo(company.time_zone)).date().isoformat()
