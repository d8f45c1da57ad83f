"""The addresses of these pages, and words that more than one of them uses."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from companies.models import Company, Membership


@dataclass(frozen=True)
class Chip:
    """A word with a tone and a sign, as components/chip.html draws it."""

    label: str | Promise
    tone: str
    icon: str = ""


def address(company: Company, name: str, *args: object) -> str:
    """The address of one of these pages."""
    return reverse(f"publishing:{name}", args=(company.slug, *args))


def name_of(person: Membership | None) -> str:
    """Who it is; whoever has left is said to have left."""
    if person is None:
        return ""
    return (
        str(person.user) if person.is_live else _("%(person)s (has left)") % {"person": person.user}
    )


def day_of(at: datetime, company: Company) -> str:
    """The company's local day of a moment, in figures."""
    return date_format(at.astimezone(ZoneInfo(company.time_zone)), "SHORT_DATE_FORMAT")


def moment_of(at: datetime, company: Company) -> str:
    """Day and time of a moment at the company."""
    local = at.astimezone(ZoneInfo(company.time_zone))
    return _("%(day)s at %(time)s") % {
        "day": date_format(local, "DATE_FORMAT"),
        "time": time_format(local, "TIME_FORMAT"),
    }
