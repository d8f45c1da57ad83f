"""What was said before the demo's server was there: stored as if it had been fetched then."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from monitoring.connectors.feeds.parse import parse
from monitoring.demo_sources.forms import write
from monitoring.demo_sources.stories import CHANNELS, Story, stories_of_day
from monitoring.intake import matching
from monitoring.intake.items import read, store_items
from monitoring.intake.placing import place
from monitoring.models import Feed

BY_PATH = {channel.path: channel for channel in CHANNELS}
WEEK = 7


@transaction.atomic
def remember(feeds: Iterable[Feed], *, first: date, last: date, today: date) -> int:
    """Store what the demo's feeds carried on these days; how many mentions came of it.

    It goes the way of everything that is fetched, week by week: written as a feed, parsed,
    judged, matched, placed. What the server itself carries again is known then; ``today`` is when
    both begin, their weeks of trouble are counted from there.
    """
    found = 0
    for feed in feeds:
        for offset in range(0, (last - first).days + 1, WEEK):
            monday = first + timedelta(days=offset)
            found += _remember(feed, monday, min(monday + timedelta(days=WEEK - 1), last), today)
    return found


def _remember(feed: Feed, first: date, last: date, today: date) -> int:
    channel = BY_PATH[feed.address.removeprefix("http://").split("/", 1)[1]]
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    told = [story for day in days for story in stories_of_day(channel, day, today=today)]
    return _store(feed, told, at=datetime.combine(last + timedelta(days=1), time(), UTC))


@transaction.atomic
def overhear(feed: Feed, told: Sequence[Story], *, at: datetime) -> int:
    """Store what one feed carried beside what it always carries; how many mentions came of it.

    The feed counts as read up to then: nothing rings from a source that nobody looks at.
    """
    feed.last_tried_at = feed.last_success_at = at
    feed.next_due_at = at + feed.interval
    feed.save(update_fields=["last_tried_at", "last_success_at", "next_due_at"])
    return _store(feed, told, at=at)


def _store(feed: Feed, told: Sequence[Story], *, at: datetime) -> int:
    host, path = feed.address.removeprefix("http://").split("/", 1)
    text, content_type = write(BY_PATH[path], told, f"http://{host}")
    parsed = parse(text.encode(), url=feed.address, content_type=content_type, now=at)
    brought = read(parsed.entries, site=host.partition(":")[0])
    stored = store_items(feed.pk, brought, at=at)
    return place(matching.wanted(stored, matching.watchers_of(feed.pk), matching.index()))
