"""A moment as one says it: the time today, the weekday this week, else the date."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

THIS_WEEK = timedelta(days=6)

LATELY = 28
"""Days that "lately" means on every page: four whole weeks, so no weekday weighs twice."""


def in_words(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """``10:12`` today, ``Tuesday 14:00`` within six days either way, else the date with it."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    time = formats.time_format(local.time(), "H:i")
    if local.date() == today:
        return time
    if abs(local.date() - today) <= THIS_WEEK:
        return _("%(weekday)s %(time)s") % {
            "weekday": formats.date_format(local, "l"),
            "time": time,
        }
    return in_full(at, zone=zone)


def in_full(at: datetime, *, zone: ZoneInfo) -> str:
    """The date with the time, whenever it is: ``November 16, 2026, 10:12``."""
    local = at.astimezone(zone)
    time = formats.time_format(local.time(), "H:i")
    return _("%(date)s, %(time)s") % {"date": formats.date_format(local), "time": time}
