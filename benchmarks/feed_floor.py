"""What no way of ours gets around on the path: the guarded request, the parser, one insert.

No lease, no ledger, no look at what is known, no cleaning of words: who is faster than this has
another client, another parser or another database.
"""

from __future__ import annotations

from collections.abc import Sequence

import fastfeedparser
import psycopg
from django.db import connection

from benchmarks.feed_site import MONDAY
from monitoring.fetching import Client
from monitoring.models import Feed

INSERT = """
INSERT INTO monitoring_item (
    feed_id, external_id, url, title, text, author, author_url, site, language,
    published_at, fetched_at, addressed_to_us
)
SELECT %s::bigint, id, link, title, text, author, '', '', '', published_at::timestamptz, %s, false
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS brought (id, link, title, text, author, published_at)
ON CONFLICT (feed_id, external_id) DO NOTHING
"""


class Floor:
    """The least that can be done with the same client, parser, tables and indexes."""

    def __init__(self, client: Client, feeds: Sequence[Feed]) -> None:
        self.client = client
        self.feeds = feeds
        self.tags = {feed.pk: client.get(feed.address).headers["etag"] for feed in feeds}

    def stored(self) -> None:
        """Each feed is asked, parsed and written by one prepared statement, its own transaction."""
        for feed in self.feeds:
            body = self.client.get(feed.address).body
            found = fastfeedparser.parse(body, include_media=False).entries
            columns = [
                [each["id"] for each in found],
                [each.get("link", "") for each in found],
                [each.get("title", "") for each in found],
                [each.get("description", "") for each in found],
                [each.get("author", "") for each in found],
                [each.get("published") or MONDAY.isoformat() for each in found],
            ]
            connection.ensure_connection()
            cursor = psycopg.Cursor(connection.connection)
            cursor.execute(INSERT, [feed.pk, MONDAY, *columns], prepare=True)

    def unchanged(self) -> None:
        """Each feed is asked whether it has changed; nothing is written down."""
        for feed in self.feeds:
            headers = {"If-None-Match": self.tags[feed.pk]}
            assert self.client.get(feed.address, headers=headers).status == 304
