"""The facts of a week, for the mail about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from companies.models import Company
from companies.working_time import WorkingTime
from monitoring.dashboard.facts import Facts, facts
from monitoring.forms.filters import Period
from monitoring.models import Mention, SearchProfile
from monitoring.pipeline.rising import Rising
from monitoring.selectors.mentions import MentionFilters, chosen
from monitoring.selectors.rising import rising_topics

DAYS = 7
LATEST = timedelta(hours=24)
"""So long after the first opening of the week the mail may still go out: then it is old news."""


@dataclass(frozen=True, slots=True)
class Week:
    """What a week brought: its figures beside those of the week before, and what to read."""

    facts: Facts
    rising: Sequence[Rising]
    worth_reading: Sequence[Mention]


def week_before(at: datetime, zone: ZoneInfo) -> Period:
    """The last week from Monday to Sunday that is over."""
    today = at.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(days=DAYS), monday - timedelta(days=1), 0)


def is_time(at: datetime, hours: WorkingTime) -> bool:
    """Whether the company has opened for the first time this week, and not long ago.

    On Monday, or on the first working day after a holiday. Raises NeverOpenError.
    """
    opening = _opening(at, hours)
    return opening <= at < opening + LATEST


def next_time(at: datetime, hours: WorkingTime) -> datetime:
    """When the next mail goes out. Raises NeverOpenError."""
    opening = _opening(at, hours)
    return opening if opening > at else _opening(at + timedelta(days=DAYS), hours)


def _opening(at: datetime, hours: WorkingTime) -> datetime:
    """When the company opens for the first time in the week of a moment."""
    local = at.astimezone(hours.zone)
    monday = local.date() - timedelta(days=local.weekday())
    return hours.next_opening(datetime.combine(monday, datetime.min.time(), hours.zone))


def week_of(company: Company, period: Period, *, at: datetime) -> Week:
    """Everything the mail says (about eighteen queries)."""
    profiles = list(SearchProfile.of(company).filter(ended_at__isnull=True))
    found = facts(company, MentionFilters(), period, profiles=profiles, at=at)
    rising = rising_topics(company, period.starts_on, period.ends_on)
    return Week(found, rising, _worth_reading(company, period))


def _worth_reading(company: Company, period: Period) -> list[Mention]:
    """The most critical, a question that waits, the most friendly: three at the most."""
    filters = MentionFilters(starts_on=period.starts_on, ends_on=period.ends_on)
    looks = (
        (replace(filters, tone="negative"), "-tone_negative"),
        (replace(filters, open_questions=True), "-published_at"),
        (replace(filters, tone="positive"), "-tone_positive"),
    )
    found: list[Mention] = []
    for narrowed, order in looks:
        rows = chosen(company, narrowed).exclude(pk__in=[each.pk for each in found])
        found += rows.select_related("source").order_by(order, "-id")[:1]
    return found


def monday_of(period: Period) -> date:
    """By which day a week is known."""
    return period.starts_on
