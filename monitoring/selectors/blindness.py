"""When each source was not seen: the ledger behind every "unknown" (one place, ninety days)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from companies.models import Company
from monitoring.health import Health, health_of_source
from monitoring.models import BlindSpell, Source
from monitoring.problems import sentence_of

DAYS = 90


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which a source was not seen, as far as it lies in the window.

    ``closed``: what came meanwhile was fetched afterwards; ``ended_at`` None: it lasts. ``why``
    is a sentence.
    """

    began_at: datetime
    ended_at: datetime | None
    closed: bool
    why: str

    def lasted(self, now: datetime) -> timedelta:
        """How long, until now where it lasts."""
        return (self.ended_at or now) - self.began_at


@dataclass(frozen=True, slots=True)
class Line:
    """One source with its gaps, the oldest first, and since when it could be seen at all."""

    source: Source
    health: Health
    watched_from: datetime
    gaps: Sequence[Gap]


def ledger(company: Company, *, now: datetime) -> list[Line]:
    """Every source that was not removed, by name (two queries)."""
    zone, starts_at = ZoneInfo(company.time_zone), now - timedelta(days=DAYS)
    sources = Source.of(company).filter(removed_at__isnull=True).select_related("feed")
    rows = list(sources.order_by("name", "pk"))
    spells: dict[int, list[BlindSpell]] = defaultdict(list)
    touching = Q(ended_at__isnull=True) | Q(ended_at__gt=starts_at)
    for spell in BlindSpell.objects.filter(
        touching, feed__in=[row.feed_id for row in rows], began_at__lt=now
    ).order_by("began_at", "pk"):
        spells[spell.feed_id].append(spell)
    return [_line(row, spells[row.feed_id], starts_at, now, zone) for row in rows]


def _line(
    source: Source, spells: Sequence[BlindSpell], starts_at: datetime, now: datetime, zone: ZoneInfo
) -> Line:
    health = health_of_source(source, now=now, zone=zone)
    # What a shared feed missed before the company watched it is no gap of the company's.
    watched_from = max(source.added_at, starts_at)
    gaps = [
        Gap(
            max(each.began_at, watched_from),
            each.ended_at,
            each.ended_at is not None and not each.missed,
            sentence_of(each.reason),
        )
        for each in spells
        if each.ended_at is not None and each.ended_at > watched_from
    ]
    if health.blind_since and source.paused_at is None:
        why = sentence_of(source.feed.last_error)
        gaps.append(Gap(max(health.blind_since, watched_from), None, False, why))
    return Line(source, health, watched_from, gaps)
