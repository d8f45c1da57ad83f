"""How often each search found something, day by day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count

from companies.models import Company
from monitoring.models import Match


def hits_by_day(
    company: Company, *, starts_on: date, ends_on: date
) -> Mapping[int, Mapping[date, int]]:
    """For each profile's id the local days on which it found something (one query)."""
    rows = (
        Match.of(company)
        .filter(
            mention__day__range=(starts_on, ends_on),
            mention__folded_into__isnull=True,
            mention__is_by_us=False,
        )
        .values_list("profile", "mention__day")
        .annotate(number=Count("pk"))
    )
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for profile, day, number in rows:
        found[profile][day] = number
    return found
