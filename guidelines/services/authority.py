"""Who may do what to the guidelines, asked again inside every act."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from companies.access import Standing, standing_of
from companies.models import Company, User
from companies.refusals import RefusedError
from companies.roles import Role

PUBLISHERS = frozenset({Role.MANAGER})
NOT_A_MEMBER = _("You do not belong to this company any more.")
EDITORS_ONLY = _("Only lead, consultant and manager may change the guidelines.")
PUBLISHERS_ONLY = _("Only a manager, or whoever stands in for one today, publishes guidelines.")


def member_or_refused(company: Company, by: User, at: datetime) -> Standing:
    """What this person is in the company today; raises RefusedError for strangers."""
    standing = standing_of(by, company, at.astimezone(ZoneInfo(company.time_zone)).date())
    if standing is None:
        raise RefusedError(NOT_A_MEMBER)
    return standing


def editor_or_refused(company: Company, by: User, at: datetime) -> None:
    """Raises RefusedError unless they edit, themselves or as a deputy."""
    if not member_or_refused(company, by, at).edits:
        raise RefusedError(EDITORS_ONLY)


def publisher_or_refused(company: Company, by: User, at: datetime) -> User | None:
    """For whom they publish: None for themselves; raises RefusedError if they may not."""
    principals = member_or_refused(company, by, at).principals(PUBLISHERS)
    if not principals:
        raise RefusedError(PUBLISHERS_ONLY)
    return None if principals[0].user_id == by.pk else principals[0].user


def may_publish(standing: Standing) -> bool:
    """Whether the page offers it."""
    return standing.holds(PUBLISHERS)
