"""When the next mail of the week comes, as its pages say it: one truth, by the opening hours."""

from datetime import datetime

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from companies.calendars import working_time_of
from companies.models import Company
from companies.working_time import NeverOpenError
from monitoring.digest.week import next_time


def next_mail(company: Company, *, at: datetime) -> str:
    """The day and time of the next mail, in a sentence (two queries)."""
    hours = working_time_of(company)
    try:
        local = next_time(at, hours).astimezone(hours.zone)
    except NeverOpenError:
        return _("Without opening hours no mail comes: enter them in the settings.")
    return _("The next one comes on %(weekday)s, %(date)s, at %(time)s.") % {
        "weekday": date_format(local, "l"),
        "date": date_format(local),
        "time": time_format(local.time(), "H:i"),
    }
