"""How long something has waited, in whole working days of its company."""

from datetime import datetime, timedelta

from companies.calendars import working_time_of
from companies.models import Company
from companies.working_time import NeverOpenError
from rollout.days import local_day


def after_working_days(company: Company, since: datetime, days: int) -> datetime:
    """When ``days`` whole working days after the day of ``since`` have ended (``days`` >= 1).

    A company without hours counts calendar days.
    """
    working_time = working_time_of(company)
    day = local_day(company, since)
    try:
        for _ in range(days):
            day = working_time.next_working_day(day)
        return working_time.end_of_working_day(day)
    except NeverOpenError:
        return since + timedelta(days=days)
