"""What was said before the demo's server was there: stored as if it had been fetched then."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from monitoring.connectors.feeds.parse import parse
from monitoring.demo_sources.forms import write
from monitoring.demo_sources.stories import CHANNELS, stories_of_day
from monitoring.intake import matching
from monitoring.intake.items import judged, store_items
from monitoring.intake.placing import place
from monitoring.models import Feed

BY_PATH = {channel.path: channel for channel in CHANNELS}


@transaction.atomic
def remember(feeds: Iterable[Feed], *, first: date, last: date, now: datetime) -> int:
    """Store what the demo's feeds carried on these days; how many mentions came of it.

    It goes the way of everything that is fetched: written as a feed, parsed, judged, matched,
    placed. What the server itself carries again is known then.
    """
    return sum(_remember(feed, first, last, now) for feed in feeds)


def _remember(feed: Feed, first: date, last: date, now: datetime) -> int:
    host, path = feed.address.removeprefix("http://").split("/", 1)
    channel = BY_PATH[path]
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    told = [story for day in days for story in stories_of_day(channel, day)]
    text, content_type = write(channel, told, f"http://{host}")
    entries = parse(text.encode(), url=feed.address, content_type=content_type, now=now).entries
    stored = store_items(feed.pk, judged(entries, site=host.partition(":")[0]), at=now)
    return place(matching.wanted(stored, matching.watchers_of(feed.pk), matching.index()))
