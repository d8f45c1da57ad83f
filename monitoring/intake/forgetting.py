"""Items are kept for some weeks; mentions keep their own copy."""

from datetime import date, datetime

from django.db import connection

from monitoring.intake.folding import WINDOW
from monitoring.models import Feed, Item, Source

CHUNK = 5_000
PAGES = 4_096
"""Of 8 kB each, read in one step."""

BANDS = """
DELETE FROM monitoring_band
WHERE ctid >= format('(%%s,0)', %(first)s::bigint)::tid
    AND ctid < format('(%%s,0)', %(first)s::bigint + %(pages)s)::tid AND day < %(day)s
"""


def forget(*, before: datetime) -> int:
    """Remove items brought before that moment, in small steps; returns how many.

    What a feed still carries would come back as new: the items it brought last stay as long as
    somebody watches it. What was said so long before that moment that no item is compared with it
    is no longer held ready for comparing; exact copies are found at any age.
    """
    _forget_bands(before=(before - WINDOW).date())
    watched = Source.everywhere.filter(removed_at__isnull=True).values("feed_id")
    quiet = Feed.objects.filter(id__in=watched, last_item_at__lte=before).values("id")
    old = Item.objects.filter(fetched_at__lt=before).exclude(feed__in=quiet)
    gone = 0
    while ids := list(old.values_list("id", flat=True)[:CHUNK]):
        gone += Item.objects.filter(id__in=ids).delete()[0]
    return gone


def _forget_bands(*, before: date) -> None:
    # Page by page: without an index for it, and no step long enough to be in anybody's way.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('monitoring_band') / 8192")
        for first in range(0, cursor.fetchone()[0], PAGES):
            cursor.execute(BANDS, {"first": first, "pages": PAGES, "day": before})
