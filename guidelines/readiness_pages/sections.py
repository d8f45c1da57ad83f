"""The four rooms of the section “Guidelines”, and words that more than one of them uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.access import CompanyRequest
from companies.models import Company, Membership
from companies.views.frame import Tab

SECTIONS: dict[str, str | Promise] = {
    "guidelines": gettext_lazy("Guidelines"),
    "scenarios": gettext_lazy("Scenarios"),
    "trainings": gettext_lazy("Training"),
    "board": gettext_lazy("Board"),
}


@dataclass(frozen=True)
class Chip:
    """A word with a tone and a sign, as components/chip.html draws it."""

    label: str | Promise
    tone: str
    icon: str = ""


def sections(request: CompanyRequest, current: str) -> list[Tab]:
    """The rooms, as components/tabs.html draws them."""
    return [
        Tab(label, address(request.company, name), name == current)
        for name, label in SECTIONS.items()
    ]


def address(company: Company, name: str, *args: object) -> str:
    """The address of one of these pages."""
    return reverse(f"guidelines:{name}", args=(company.slug, *args))


def long_day(day: date) -> str:
    """A day, written out."""
    return date_format(day, "DATE_FORMAT")


def short_day(day: date) -> str:
    """A day in figures."""
    return date_format(day, "SHORT_DATE_FORMAT")


def span(starts_at: datetime, ends_at: datetime, company: Company) -> str:
    """From when to when at the company; the day is said once if it is one."""
    zone = ZoneInfo(company.time_zone)
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    given = {
        "day": date_format(start, "DATE_FORMAT"),
        "begins": time_format(start, "TIME_FORMAT"),
        "ends": time_format(end, "TIME_FORMAT"),
    }
    if start.date() == end.date():
        return _("%(day)s, %(begins)s to %(ends)s") % given
    return _("%(day)s, %(begins)s to %(last_day)s, %(ends)s") % {
        **given,
        "last_day": date_format(end, "DATE_FORMAT"),
    }


def name_of(person: Membership | None) -> str:
    """Who it is; whoever has left is said to have left."""
    if person is None:
        return ""
    return (
        str(person.user) if person.is_live else _("%(person)s (has left)") % {"person": person.user}
    )


def joined(names: Iterable[str]) -> str:
    """Names in a row."""
    return ", ".join(names)
