"""The company's local days, which windows, due dates and holds are counted in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from companies.models import Company


def local_day(company: Company, at: datetime) -> date:
    """The date in the company's time zone at a moment."""
    return at.astimezone(ZoneInfo(company.time_zone)).date()
