"""Days and what they bring, as they stand under a picture."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import pgettext


def short_day(day: date) -> str:
    """A day as it stands under a picture: ``16 Nov``."""
    return date_format(day, pgettext("day and month, date format", "j M"))


def average(number: float) -> str:
    """An average: one decimal place while it is small."""
    places = 0 if number >= 10 else 1
    return number_format(round(number, places), places)
