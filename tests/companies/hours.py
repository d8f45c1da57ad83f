"""Companies with their hours, as plainly as possible."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from companies.working_time import Interval, WorkingTime

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = (Interval(time(9), time(17)),)
WITH_LUNCH = (Interval(time(9), time(12)), Interval(time(13), time(17)))
ROUND_THE_CLOCK = (Interval(time(0), time(0)),)
MONDAY_TO_FRIDAY = range(5)
ALL_WEEK = range(7)


def company(state="BW", intervals=NINE_TO_FIVE, weekdays=MONDAY_TO_FRIDAY, closures=()):
    hours = dict.fromkeys(weekdays, intervals)
    return WorkingTime("Europe/Berlin", state, hours, closures)


def berlin(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def hours(number):
    return timedelta(hours=number)
