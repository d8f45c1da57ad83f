"""One visit to one feed: asked outside any transaction, written down in one."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Batch, Entry
from monitoring.connectors.errors import ConnectorError
from monitoring.credentials import credential_of, keep_session
from monitoring.fetching import Client
from monitoring.intake import editing, following, matching, moving, outcome
from monitoring.intake.items import Brought, read, store_items, unknown
from monitoring.intake.placing import place
from monitoring.intake.queue import MANNERS, Manners, begin, still_ours
from monitoring.intake.remembering import wanted_by_somebody
from monitoring.intake.schedule import PACE, Pace
from monitoring.models import Feed
from monitoring.problems import OVERRUN

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit brought: entries never seen before, and mentions made of them."""

    new_items: int
    new_mentions: int


def visit_feed(
    *,
    feed_id: int,
    client: Client,
    at: datetime,
    jitter: float,
    manners: Manners = MANNERS,
    pace: Pace = PACE,
    stopped: type[BaseException] = TimeoutError,
) -> Visited | None:
    """Ask a feed that is due and store what is new; None if it was not due or did not answer.

    ``stopped`` is what is raised from outside when the visit takes too long. Whatever the feed
    does is written on the feed; only what the database raises comes back to the caller.
    """
    feed = begin(feed_id, at=at, manners=manners)
    if feed is None:
        return None
    try:
        connector, credential = CONNECTORS[feed.kind], credential_of(feed)
        batch = connector.fetch(feed.address, feed.cursor, client, at, credential)
        fresh = unknown(feed.id, batch.entries)
        brought = read(fresh, site=feed.site)
        edited = editing.changed(feed, batch.entries) if len(fresh) < len(batch.entries) else []
        gone = editing.stored_still(feed, batch.deleted) if batch.deleted else []
    except ConnectorError as problem:
        log.info("feed %s: %s", feed.id, problem)
        return _failed(feed, problem, at, jitter, pace)
    except stopped:
        return _failed(feed, OVERRUN, at, jitter, pace)
    except Exception as problem:
        log.exception("feed %s: its answer could not be worked with", feed.id)
        return _failed(feed, problem, at, jitter, pace)
    for note in batch.notes:
        log.info("feed %s: %s", feed.id, note)
    told = brought or edited or fresh or gone
    if not told and outcome.nothing_new(feed, batch, at=at, pace=pace):
        return Visited(0, 0)
    overlaps = _overlaps(feed, batch, len(fresh))
    return _stored(feed, batch, brought, edited, at, pace, overlaps=overlaps, gone=gone)


@transaction.atomic
def _failed(
    begun: Feed, problem: BaseException | str, at: datetime, jitter: float, pace: Pace
) -> None:
    if feed := still_ours(begun):
        outcome.failed(feed, problem, at=at, jitter=jitter, pace=pace)


@transaction.atomic
def _stored(
    begun: Feed,
    batch: Batch,
    brought: list[Brought],
    edited: list[Entry],
    at: datetime,
    pace: Pace,
    *,
    overlaps: bool,
    gone: Collection[str],
) -> Visited | None:
    feed = still_ours(begun)
    if feed is None:
        return None
    # The feed's row is locked from here on: whoever starts to watch it, or changes a search,
    # comes either before (and is seen by what follows) or after (and sees these items).
    items, mentions = _placed(feed, brought, at) if brought else (0, 0)
    editing.edit(feed, edited, at=at)
    if gone:
        editing.erase(feed, gone, at=at)
    if batch.session is not None:
        keep_session(feed, batch.session)
    if feed.cursor.get("wanted") != begun.cursor.get("wanted"):
        # Somebody wished to read further back while this visit was under way.
        batch.cursor["wanted"] = feed.cursor.get("wanted", "")
    outcome.succeeded(feed, batch, new=items, overlaps=overlaps, at=at, pace=pace)
    if batch.moved_to or feed.moved_answers:
        moving.follow(feed, batch.moved_to)
    return Visited(items, mentions)


def _placed(feed: Feed, brought: list[Brought], at: datetime) -> tuple[int, int]:
    """How many items were stored, and mentions made of them."""
    wanted = wanted_by_somebody(feed.id, brought)
    stored = store_items(feed.id, wanted, at=at)
    watchers = matching.watchers_of(feed.id) if stored else []
    mentions = place(matching.wanted(stored, watchers, matching.index())) if stored else 0
    following.begin(feed, [each.entry for each in wanted], at=at)
    return len(stored), mentions


def _overlaps(feed: Feed, batch: Batch, new: int) -> bool:
    """Whether the answer reaches back to before the last success: then nothing fell between."""
    if batch.reaches_back is not None:
        return batch.reaches_back
    if batch.not_modified or not batch.entries or new < len(batch.entries):
        return True
    since = feed.last_success_at or feed.created_at
    return any(_stated_before(entry, since) for entry in batch.entries)


def _stated_before(entry: Entry, since: datetime) -> bool:
    return entry.stated_at is not None and entry.stated_at <= since
