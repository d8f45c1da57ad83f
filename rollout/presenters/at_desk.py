"""What waits at the desk, in a line under the next step of the home page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import ngettext

from companies.access import Standing
from companies.roles import EDITORS
from monitoring.presenters.addresses import page
from monitoring.selectors.desk import at_desk


@dataclass(frozen=True)
class DeskLine:
    """How many wait and how many of them are late (empty: none), with the way to them."""

    waiting: str
    late: str
    url: str
    late_url: str


def desk_line(standing: Standing, at: datetime) -> DeskLine | None:
    """Nothing where nobody waits (one query); members count what is theirs, as their desk does."""
    found, company = at_desk(standing, at=at), standing.membership.company
    if not found.waiting:
        return None
    said = (
        ngettext(
            "%(number)s mention waits for an answer",
            "%(number)s mentions wait for an answer",
            found.waiting,
        )
        if standing.holds(EDITORS)
        else ngettext(
            "%(number)s mention waits for you or your department",
            "%(number)s mentions wait for you or your department",
            found.waiting,
        )
    )
    late = ngettext("%(number)s of them late", "%(number)s of them late", found.late)
    return DeskLine(
        waiting=said % {"number": number_format(found.waiting, force_grouping=True)},
        late=late % {"number": number_format(found.late, force_grouping=True)}
        if found.late
        else "",
        url=page(company, "desk", queue="all"),
        late_url=page(company, "desk", queue="overdue"),
    )
