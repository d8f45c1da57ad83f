"""Whether the desk keeps what the plan of resources promises (S3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Company
from monitoring.connectors import CONNECTORS
from monitoring.models import Source
from monitoring.selectors.desk_settings import promises_of
from rollout.models import ResourcePlan

Promise = ResourcePlan.Promise
AT_MOST: Mapping[str, int] = {
    Promise.SAME_WORKING_DAY: 8 * 60,
    Promise.FOUR_HOURS: 4 * 60,
    Promise.TWO_HOURS: 2 * 60,
}
"""Working minutes; the usual promise needs nothing at the desk."""


@dataclass(frozen=True)
class DeskPromise:
    """Where the two differ, in words, and the page on which the desk's promise is set."""

    words: str
    url: str


def desk_promise(company: Company, promised: str) -> DeskPromise | None:
    """What differs; None where the desk keeps what is promised (2 queries, if any)."""
    most = AT_MOST.get(promised)
    if most is None:
        return None
    kept = promises_of(company)
    watched = (
        Source.of(company).filter(removed_at__isnull=True).values_list("feed__kind", flat=True)
    )
    slower = sorted(
        str(CONNECTORS[kind].label)
        for kind in set(watched)
        if kind in CONNECTORS and kept.get(kind, most + 1) > most
    )
    if not slower:
        return None
    said = _("The desk does not promise this yet for: %(kinds)s. There the usual promise holds.")
    url = reverse("monitoring:desk_settings", args=(company.slug,))
    return DeskPromise(said % {"kinds": ", ".join(slower)}, url)
