"""Items are kept for some weeks; mentions keep their own copy."""

from datetime import datetime

from monitoring.models import Feed, Item, Source

CHUNK = 5_000


def forget(*, before: datetime) -> int:
    """Remove items brought before that moment, in small steps; returns how many.

    What a feed still carries would come back as new: the items it brought last stay as long as
    somebody watches it.
    """
    watched = Source.everywhere.filter(removed_at__isnull=True).values("feed_id")
    quiet = Feed.objects.filter(id__in=watched, last_item_at__lte=before).values("id")
    old = Item.objects.filter(fetched_at__lt=before).exclude(feed__in=quiet)
    gone = 0
    while ids := list(old.values_list("id", flat=True)[:CHUNK]):
        gone += Item.objects.filter(id__in=ids).delete()[0]
    return gone
