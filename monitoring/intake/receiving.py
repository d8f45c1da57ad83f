"""What was handed in instead of fetched, written down as a visit would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitoring.connectors.base import Entry
from monitoring.intake import matching
from monitoring.intake.items import read, store_items, unknown
from monitoring.intake.placing import place
from monitoring.intake.remembering import wanted_by_somebody
from monitoring.models import Feed


@dataclass(frozen=True, slots=True)
class Received:
    """What became of entries: new ones, such as were known, and mentions made of them; and how
    many were said to be deleted."""

    accepted: int
    duplicates: int
    mentions: int
    deleted: int = 0


def receive(feed: Feed, entries: Sequence[Entry], *, at: datetime) -> Received:
    """Store entries of a feed whose row the caller has locked; inside the caller's transaction."""
    once = list({entry.external_id: entry for entry in entries}.values())
    brought = read(unknown(feed.pk, once), site=feed.site)
    stored = store_items(feed.pk, wanted_by_somebody(feed.pk, brought), at=at)
    watchers = matching.watchers_of(feed.pk)
    mentions = place(matching.wanted(stored, watchers, matching.index())) if stored else 0
    feed.last_tried_at = feed.last_success_at = at
    feed.failing_since, feed.failures, feed.last_error = None, 0, {}
    feed.items_total += len(stored)
    if stored:
        feed.last_item_at = at
    feed.save()
    return Received(len(stored), len(entries) - len(stored), mentions)
