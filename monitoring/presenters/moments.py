"""How long ago something was, as one says it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.moments import in_words

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ago(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """``5 minutes ago`` within twelve hours, else the weekday or the date with the time."""
    passed = now - at
    if passed < MINUTE:
        return _("just now")
    if passed < HOUR:
        number = passed // MINUTE
        said = ngettext("%(number)s minute ago", "%(number)s minutes ago", number)
        return said % {"number": number}
    if passed < 12 * HOUR:
        number = passed // HOUR
        said = ngettext("%(number)s hour ago", "%(number)s hours ago", number)
        return said % {"number": number}
    return in_words(at, now=now, zone=zone)


def age(at: datetime, *, now: datetime) -> str:
    """How old something is: ``3 hours``, ``12 days``."""
    passed = max(now - at, MINUTE)
    if passed < HOUR:
        number = passed // MINUTE
        return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}
    if passed < 2 * DAY:
        number = passed // HOUR
        return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}
    number = passed // DAY
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
