"""How long authors are kept: for the whole company, and tighter for one source."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.models import Retention
from monitoring.models.privacy import MOST_KEEP_DAYS
from monitoring.privacy.keys import retention_of


@transaction.atomic
def set_retention(
    *, company: Company, keep_days: int, empties_text: bool, by: User, at: datetime
) -> Retention:
    """Keep authors so many days, and their words with or without them. Raises RefusedError."""
    checked_days(keep_days)
    retention_of(company)
    row = Retention.of(company).select_for_update().get()
    was = row.keep_days
    row.keep_days, row.empties_text = keep_days, empties_text
    row.save(update_fields=["keep_days", "empties_text"])
    audit.record(company, "person.kept", by=by, at=at, days=keep_days, was=was)
    return row


def checked_days(keep_days: int) -> None:
    """Raises RefusedError for a number of days that is none."""
    if not 1 <= keep_days <= MOST_KEEP_DAYS:
        raise RefusedError(_("From one day to ten years."), field="keep_days")
