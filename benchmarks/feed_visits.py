"""Our visits to the feeds of benchmarks/feed_site.py, whole and in part."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import time, timedelta

from django.db import connection, transaction

from benchmarks.feed_site import MONDAY
from benchmarks.match_profiles import SEED, query
from companies.models import BusinessHours, Company
from monitoring.connectors.feed import FeedConnector
from monitoring.fetching import Client
from monitoring.intake import outcome
from monitoring.intake.items import Brought, read, store_items, unknown
from monitoring.intake.queue import Manners, begin, still_ours
from monitoring.intake.schedule import PACE
from monitoring.intake.visit import visit_feed
from monitoring.models import Feed, Item, Mention, SearchProfile, Source
from tests.factories import make_company, make_user

NO_GAP = Manners(gap=timedelta(0))
LATER = MONDAY + timedelta(minutes=30)
EMPTY = """
TRUNCATE monitoring_item, monitoring_mention, monitoring_mentioncount, monitoring_voicecount,
    monitoring_host CASCADE;
UPDATE monitoring_feed SET cursor = '{}', next_due_at = created_at, last_success_at = NULL,
    last_item_at = NULL, last_tried_at = NULL, items_total = 0, interval = '15 minutes';
"""


class Visits:
    """The feeds of one site, and the companies that watch them."""

    def __init__(self, port: int, addresses: Sequence[str]) -> None:
        self.client = Client(user_agent="Benchmark", loopback=frozenset({("127.0.0.1", port)}))
        self.chance = random.Random(SEED)
        self.by = make_user()
        self.feeds = Feed.objects.bulk_create(
            Feed(
                kind="feed",
                address=address,
                host=f"127.0.0.1:{port}",
                interval=timedelta(minutes=15),
                next_due_at=MONDAY,
                created_at=MONDAY,
            )
            for address in addresses
        )
        self.worked_out = {feed.pk: self._brought(feed) for feed in self.feeds}

    def listen(self, companies: int, searches: int) -> None:
        """Let so many companies listen, each for so many things in a third of the feeds."""
        while Company.objects.count() < companies:
            self._search(company := make_company(), searches)
            self._watch(company)
        watching = Source.everywhere.filter(feed__in=self.feeds).values("company")
        for company in Company.objects.exclude(id__in=watching):
            self._watch(company)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def empty(self) -> None:
        """Nothing was fetched yet."""
        with connection.cursor() as cursor:
            cursor.execute(EMPTY)

    def check(self, items: int) -> None:
        """Whatever the way, all items must be there."""
        found = Item.objects.count()
        assert found == items, f"{found} of {items}"

    def mentions(self) -> int:
        """How many are stored."""
        return Mention.everywhere.count()

    def whole(self) -> None:
        """The product's visits."""
        for feed in self.feeds:
            visited = visit_feed(
                feed_id=feed.pk, client=self.client, at=MONDAY, jitter=1.0, manners=NO_GAP
            )
            assert visited is not None

    def unchanged(self) -> None:
        """The product's visits where nothing is new."""
        for feed in self.feeds:
            visited = visit_feed(
                feed_id=feed.pk, client=self.client, at=LATER, jitter=1.0, manners=NO_GAP
            )
            assert visited is not None
            assert visited.new_items == 0

    def bare(self) -> None:
        """The product's visits without pipeline and companies."""
        for feed in self.feeds:
            self._stored(feed.pk)

    def _stored(self, feed_id: int) -> None:
        begun = begin(feed_id, at=MONDAY, manners=NO_GAP)
        assert begun is not None
        batch = FeedConnector().fetch(begun.address, begun.cursor, self.client, MONDAY)
        fresh = unknown(feed_id, batch.entries)
        worked_out = self.worked_out[feed_id]
        brought = [worked_out[entry.external_id] for entry in fresh]
        with transaction.atomic():
            feed = still_ours(begun)
            assert feed is not None
            stored = store_items(feed_id, brought, at=MONDAY)
            outcome.succeeded(feed, batch, new=len(stored), overlaps=True, at=MONDAY, pace=PACE)

    def _brought(self, feed: Feed) -> dict[str, Brought]:
        batch = FeedConnector().fetch(feed.address, {}, self.client, MONDAY)
        return {each.entry.external_id: each for each in read(batch.entries, site="")}

    def _search(self, company: Company, searches: int) -> None:
        BusinessHours.everywhere.bulk_create(
            BusinessHours(company=company, weekday=weekday, opens=time(8), closes=time(17))
            for weekday in range(5)
        )
        SearchProfile.everywhere.bulk_create(
            SearchProfile(
                company=company,
                name=f"Suche {number}",
                kind="brand",
                query=query(self.chance),
                created_by=self.by,
                created_at=MONDAY,
                changed_at=MONDAY,
            )
            for number in range(searches)
        )

    def _watch(self, company: Company) -> None:
        Source.everywhere.bulk_create(
            Source(company=company, feed=feed, name=feed.address, added_by=self.by, added_at=MONDAY)
            for feed in self.chance.sample(self.feeds, len(self.feeds) // 3)
        )
