"""Who may act on alarm and incidents, asked again inside every act."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from companies.access import standing_of
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.models import Incident, IncidentEvent

EDITORS_ONLY = _("Only lead, consultant and manager may do this.")
OVER = _("This incident has been closed meanwhile.")


def editor_or_refused(company: Company, by: User, at: datetime) -> None:
    """Hold the company until the transaction ends; raises RefusedError unless they edit."""
    company.lock()
    standing = standing_of(by, company, at.astimezone(ZoneInfo(company.time_zone)).date())
    if standing is None or not standing.edits:
        raise RefusedError(EDITORS_ONLY)


def open_or_refused(incident: Incident) -> Incident:
    """The incident as it is now; raises RefusedError if it is closed."""
    rows = Incident.of(incident.company).select_related("company", "owner__user", "scenario")
    row = rows.filter(pk=incident.pk, state=Incident.State.OPEN).first()
    if row is None:
        raise RefusedError(OVER)
    return row


def note_event(
    incident: Incident,
    sort: str,
    *,
    by: User | None,
    at: datetime,
    text: str = "",
    **detail: Any,
) -> IncidentEvent:
    """One line of the timeline."""
    return IncidentEvent.everywhere.create(
        company=incident.company,
        incident=incident,
        sort=sort,
        text=text,
        detail=detail,
        by=by,
        at=at,
    )
