"""How many cases wait for somebody, beside the desk in the head of every page."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.access import Standing
from companies.navigation import Badge
from monitoring.selectors.desk import MANY, due_times_of


def desk_badge(standing: Standing, at: datetime) -> Badge | None:
    """None where nothing waits for them (one query along an index)."""
    found = due_times_of(standing)
    if not found:
        return None
    number = len(found)
    words = ngettext("%(number)s waits for you", "%(number)s wait for you", number)
    late = sum(due_at < at for due_at in found)
    said = words % {"number": number}
    if late:
        said = _("%(waiting)s, %(late)s late") % {"waiting": said, "late": late}
    return Badge(f"{MANY - 1}+" if number == MANY else str(number), said, bool(late))
