"""How many cases wait for somebody, beside the desk in the head of every page, and whose."""

from collections.abc import Iterator
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
    late = sum(due_at < at for due_at, _owner in found)
    said = words % {"number": number}
    if late:
        said = _("%(waiting)s, %(late)s late") % {"waiting": said, "late": late}
    if number == MANY:
        return Badge(f"{MANY - 1}+", said, bool(late))
    whose = ", ".join(_whose([owner for _due, owner in found], standing.membership.pk))
    said = _("%(waiting)s: %(whose)s") % {"waiting": said, "whose": whose}
    return Badge(str(number), said, bool(late))


def _whose(owners: list[int | None], own: int) -> Iterator[str]:
    """How many of them are one's own, of whom one stands in for, and nobody's."""
    mine, nobodys = owners.count(own), owners.count(None)
    if mine:
        yield _("%(number)s of your own") % {"number": mine}
    if others := len(owners) - mine - nobodys:
        yield _("%(number)s of whom you stand in for") % {"number": others}
    if nobodys:
        yield _("%(number)s that nobody sees to yet") % {"number": nobodys}
