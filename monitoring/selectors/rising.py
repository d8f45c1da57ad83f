"""What is talked about more than in the weeks before."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Left

from companies.models import Company
from monitoring.models import Mention, SearchProfile
from monitoring.pipeline.rising import READ, Rising, Said, rising
from monitoring.query.errors import QueryError
from monitoring.query.fold import words
from monitoring.query.nodes import terms
from monitoring.query.parser import parse
from monitoring.selectors.mentions import About, MentionFilters, chosen, midnight

DAYS_BEFORE = 28
NEWEST = 5_000
"""Mentions of either time that are looked at."""


def rising_topics(
    company: Company, starts_on: date, ends_on: date, about: About = "own"
) -> list[Rising]:
    """Words and pairs said more often from one local day to another (both counted), surest first.

    Compared with the four weeks before. Three queries; of each time the newest NEWEST mentions
    are read. Words that the company searches for are left out: they are in all mentions.
    """
    zone = ZoneInfo(company.time_zone)
    starts, ends = midnight(starts_on, zone), midnight(ends_on + timedelta(days=1), zone)
    earlier = midnight(starts_on - timedelta(days=DAYS_BEFORE), zone)
    found = chosen(company, MentionFilters(about=about))
    now = list(_said(found, starts, ends))
    before = list(_said(found, earlier, starts)) if now else []
    return rising(now, before, without=frozenset(_searched(company)) if before else ())


def _said(found: QuerySet[Mention], starts: datetime, ends: datetime) -> Iterator[Said]:
    rows = (
        found.filter(published_at__gte=starts, published_at__lt=ends)
        .order_by("-published_at", "-id")
        .values_list("id", "title", Left("text", READ), "author")
    )
    for pk, title, text, author in rows[:NEWEST]:
        yield Said(pk, text if text.startswith(title) else f"{title}\n{text}", author)


def _searched(company: Company) -> Iterator[str]:
    queries = SearchProfile.of(company).filter(ended_at__isnull=True)
    for query in queries.values_list("query", flat=True):
        try:
            node = parse(query)
        except QueryError:
            continue
        for term in terms(node):
            yield from words(term.text)
    yield from words(company.name)
