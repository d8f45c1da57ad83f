"""Filters for templates/mails about the steps of a run."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(iso: str, zone: str) -> str:
    """An ISO moment as day and time in a time zone, in the reader's language."""
    at = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return _("on %(day)s at %(time)s") % {
        "day": date_format(at, "DATE_FORMAT"),
        "time": time_format(at, "TIME_FORMAT"),
    }
