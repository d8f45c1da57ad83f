"""A company's sources with how they are, and what of a time was seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from companies.models import Company
from monitoring.coverage import Coverage, Spell, covered
from monitoring.health import Health, health_of, health_of_source
from monitoring.models import BlindSpell, Source
from monitoring.selectors.mentions import midnight


@dataclass(frozen=True, slots=True)
class Watched:
    """A source and how it is."""

    source: Source
    health: Health


def watched_sources(company: Company, *, now: datetime) -> list[Watched]:
    """All sources that were not removed, by name (one query)."""
    zone = ZoneInfo(company.time_zone)
    sources = Source.of(company).filter(removed_at__isnull=True).select_related("feed__hook")
    return [Watched(each, health_of_source(each, now=now, zone=zone)) for each in sources]


def coverage_of(
    company: Company, *, starts_at: datetime, ends_at: datetime, now: datetime
) -> Coverage:
    """What of a time was seen by the sources that are neither paused nor removed (two queries)."""
    zone = ZoneInfo(company.time_zone)
    sources = list(
        Source.of(company)
        .filter(removed_at__isnull=True, paused_at__isnull=True)
        .select_related("feed__hook")
    )
    spells = [*_blind_now(sources, now, zone), *_blind_before(sources, starts_at, ends_at)]
    return covered(spells, starts_at=starts_at, ends_at=ends_at, zone=zone, watched=len(sources))


def coverage_between(
    company: Company, starts_on: date, ends_on: date, *, now: datetime
) -> Coverage:
    """The same of local days, both included, as far as they have passed (two queries)."""
    zone = ZoneInfo(company.time_zone)
    start = midnight(starts_on, zone)
    end = min(midnight(ends_on + timedelta(days=1), zone), now)
    return coverage_of(company, starts_at=start, ends_at=max(end, start), now=now)


def _blind_now(sources: Sequence[Source], now: datetime, zone: ZoneInfo) -> Iterator[Spell]:
    for source in sources:
        since = health_of(source.feed, now=now, zone=zone).blind_since
        if since:
            yield Spell(source.pk, source.name, max(since, source.added_at), None)


def _blind_before(
    sources: Sequence[Source], starts_at: datetime, ends_at: datetime
) -> Iterator[Spell]:
    """Spells that are over and in which something may have been missed."""
    by_feed = {source.feed_id: source for source in sources}
    over = BlindSpell.objects.filter(
        Q(feed__in=by_feed), missed=True, began_at__lt=ends_at, ended_at__gt=starts_at
    )
    for spell in over:
        source = by_feed[spell.feed_id]
        # What was missed before the company began to watch is not missing from its figures.
        if spell.ended_at and spell.ended_at > source.added_at:
            began_at = max(spell.began_at, source.added_at)
            yield Spell(source.pk, source.name, began_at, spell.ended_at)
