"""Which companies an item concerns: all live profiles in one index, kept until one changes."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from monitoring.intake.items import Stored
from monitoring.models import SearchProfile
from monitoring.models.source import ProfileKind
from monitoring.query.errors import QueryError
from monitoring.query.matcher import Matcher
from monitoring.query.nodes import Node
from monitoring.query.parser import parse

log = logging.getLogger(__name__)

# Not the newest change: two that commit in another order than they began would be missed. The
# sum over all rows' versions differs after any write, whichever path it took.
VERSION = """
SELECT count(*), coalesce(sum(hashint8extended(id, xmin::text::bigint)), 0)
FROM monitoring_searchprofile WHERE ended_at IS NULL
"""

WATCHERS = """
SELECT source.id, source.company_id, company.time_zone, source.takes_everything
FROM monitoring_source AS source JOIN companies_company AS company ON company.id = source.company_id
WHERE source.feed_id = %s AND source.paused_at IS NULL AND source.removed_at IS NULL
ORDER BY source.company_id, source.id
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a profile is, and whether it looks for what is about the company itself."""

    company_id: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Index:
    """All live profiles, compiled."""

    matcher: Matcher
    owners: Mapping[int, Owner]

    def hits(self, stored: Stored) -> dict[int, list[int]]:
        """The profiles that find an item, by company."""
        found: dict[int, list[int]] = defaultdict(list)
        for profile in self.matcher.match(stored.document):
            found[self.owners[profile].company_id].append(profile)
        return found


@dataclass(frozen=True, slots=True)
class Watcher:
    """A company watches a feed."""

    source_id: int
    company_id: int
    zone: str
    takes_everything: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item shall be a mention of a company, found by these profiles.

    By none where the company takes all of the source, or is addressed.
    """

    watcher: Watcher
    item: Stored
    is_own: bool
    profiles: tuple[int, ...]


_kept: dict[str, tuple[Any, Index]] = {}


def index() -> Index:
    """The index of all live profiles, built anew only when one of them was changed."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        version = (connection.settings_dict["NAME"], *cursor.fetchone())
    kept = _kept.get("index")
    if kept is None or kept[0] != version:
        kept = _kept["index"] = (version, _built())
    return kept[1]


def _built() -> Index:
    live = SearchProfile.everywhere.filter(ended_at__isnull=True)
    rows = list(live.values_list("id", "company_id", "kind", "query"))
    nodes = {pk: node for pk, _, _, query in rows if (node := node_of(query)) is not None}
    owners = {
        pk: Owner(company, kind != ProfileKind.COMPETITOR)
        for pk, company, kind, _ in rows
        if pk in nodes
    }
    return Index(Matcher(nodes), owners)


@lru_cache(maxsize=20_000)
def node_of(query: str) -> Node | None:
    """A stored query, parsed; None and a line in the log if it can no longer be read."""
    try:
        return parse(query)
    except QueryError as problem:
        log.warning("a stored search cannot be read: %s", problem)
        return None


def watchers_of(feed_id: int) -> list[Watcher]:
    """The companies that watch a feed now."""
    with connection.cursor() as cursor:
        cursor.execute(WATCHERS, [feed_id])
        return [Watcher(*row) for row in cursor.fetchall()]


def wanted(
    stored: Iterable[Stored], watchers: Iterable[Watcher], found_by: Index
) -> Iterator[Wanted]:
    """What becomes a mention of whom."""
    watching = list(watchers)
    takes_everything = any(watcher.takes_everything for watcher in watching)
    for item in stored:
        hits = found_by.hits(item)
        if not (hits or takes_everything or item.addressed_to_us):
            continue
        for watcher in watching:
            profiles = hits.get(watcher.company_id, [])
            is_ours = watcher.takes_everything or item.addressed_to_us
            if profiles or is_ours:
                is_own = is_ours or any(found_by.owners[profile].is_own for profile in profiles)
                yield Wanted(watcher, item, is_own, tuple(profiles))
