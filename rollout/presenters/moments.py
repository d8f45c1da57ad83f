"""Days and moments as a person says them, in the company's time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company


def day(value: date) -> str:
    """``3. November 2026``."""
    return date_format(value, "DATE_FORMAT")


def short_day(value: date) -> str:
    """``03.11.2026``."""
    return date_format(value, "SHORT_DATE_FORMAT")


def moment(value: datetime, company: Company) -> str:
    """``3. November 2026, 14:12``, local time of the company."""
    local = value.astimezone(ZoneInfo(company.time_zone))
    return _("%(day)s, %(time)s") % {
        "day": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "TIME_FORMAT"),
    }


def since(value: date, on: date) -> str:
    """How long something has lasted, in days: ``since today``, ``for 3 days``."""
    days = (on - value).days
    if days <= 0:
        return _("since today")
    return ngettext("for %(number)s day", "for %(number)s days", days) % {"number": days}


def due(value: date, on: date) -> str:
    """How far off a day is: ``overdue for 3 days``, ``due today``, ``due on …``."""
    days = (on - value).days
    if days == 0:
        return _("due today")
    if days < 0:
        return _("due on %(day)s") % {"day": short_day(value)}
    return ngettext("overdue for %(number)s day", "overdue for %(number)s days", days) % {
        "number": days
    }
