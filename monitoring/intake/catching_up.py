"""A company that starts to watch a feed gets at once what the feed has lately brought."""

from collections.abc import Collection, Iterator
from datetime import datetime

from monitoring.intake import matching
from monitoring.intake.items import ROW, Stored, from_row
from monitoring.intake.placing import place
from monitoring.models import Feed, Item


def catch_up(feed: Feed, source_ids: Collection[int], *, at: datetime | None = None) -> int:
    """Make mentions of the stored items for these sources; returns how many are new.

    Call it inside a transaction: the feed's row is locked, so that no visit slips between.
    """
    locked = Feed.objects.select_for_update().get(id=feed.id)
    watchers = [
        watcher for watcher in matching.watchers_of(locked.id) if watcher.source_id in source_ids
    ]
    return place(matching.wanted(_items(locked), watchers, matching.index()), at=at)


def _items(feed: Feed) -> Iterator[Stored]:
    rows = (
        Item.objects.filter(feed=feed, deleted_at_source__isnull=True).order_by("id").values(*ROW)
    )
    for row in rows.iterator(chunk_size=500):
        yield from_row(row)
