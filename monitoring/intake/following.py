"""Stored entries are looked at again at their source, in rounds: what changed is changed here,
what is gone is erased. The queue of record is ``Followed``."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Entry, Following, Rhythm, Seen
from monitoring.connectors.errors import ConnectorError, RateLimited
from monitoring.credentials import credential_of, keep_session
from monitoring.fetching import Client
from monitoring.intake import editing, hiding
from monitoring.intake.hiding import Asked
from monitoring.intake.naming import mentions_of
from monitoring.intake.outcome import let_the_host_rest
from monitoring.models import Feed, Followed, Host, Item

log = logging.getLogger(__name__)

FIRST = timedelta(days=1)
LEASE = timedelta(minutes=10)
"""After so long a round that was begun is taken for lost."""
LATER = timedelta(hours=6)
"""After a failure, and after an answer in which an entry was missing."""
ABSENCES = 2
"""Answers in a row without an entry until it counts as gone ..."""
ALONE = 4
"""... and where nothing at all was found, for then the server may be at fault."""
FEEDS = 100


@dataclass(frozen=True, slots=True)
class Looked:
    """What a round found: mentions that changed, and mentions that were erased."""

    asked: int = 0
    edited: int = 0
    erased: int = 0


def rhythm_of(feed: Feed) -> Rhythm | None:
    """How often entries of a feed are looked at again; None where nobody can."""
    connector = CONNECTORS.get(feed.kind)
    if not isinstance(connector, Following) or not connector.rhythm.serves(feed.address):
        return None
    return connector.rhythm


def begin(feed: Feed, entries: Iterable[Entry], *, at: datetime) -> None:
    """Follow what a visit has brought, inside its transaction."""
    rhythm = rhythm_of(feed)
    if rhythm is None:
        return
    Followed.objects.bulk_create(
        [
            Followed(
                feed=feed,
                external_id=entry.external_id,
                ref=entry.ref[:500],
                published_at=entry.published_at,
                checked_at=at,
                due_at=at + _pause(at - entry.published_at, rhythm),
            )
            for entry in hiding.not_hidden(feed, list(entries))
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def _pause(age: timedelta, rhythm: Rhythm) -> timedelta:
    return min(max(age / 2, FIRST), rhythm.most)


def due(*, at: datetime) -> list[int]:
    """The feeds of which something is to be looked at: one of each server that may be asked."""
    resting = Host.objects.filter(name=OuterRef("feed__host"), resting_until__gt=at)
    waiting = Followed.objects.filter(due_at__lte=at).exclude(Exists(resting))
    one_each = waiting.order_by("feed__host", "due_at", "id").distinct("feed__host")
    return list(one_each.values_list("feed", flat=True)[:FEEDS])


def look_again(feed_id: int, *, client: Client, at: datetime) -> Looked:
    """One round of one feed: a handful of entries, asked for outside any transaction."""
    feed = Feed.objects.get(id=feed_id)
    connector, rhythm = CONNECTORS.get(feed.kind), rhythm_of(feed)
    if rhythm is None or not isinstance(connector, Following):
        Followed.objects.filter(feed=feed).delete()
        return Looked()
    expired = _expire(feed, rhythm, at)
    taken = _taken(feed, rhythm, at)
    if not taken:
        return Looked(erased=expired)
    kept = [each.kept for each in taken]
    try:
        seen = connector.recheck(feed.address, kept, client, at, credential_of(feed))
    except ConnectorError as problem:
        log.info("feed %s, looking again: %s", feed.pk, problem)
        _put_off(feed, taken, problem, at)
        return Looked(erased=expired)
    edited, erased = _written(feed, taken, seen, rhythm, at)
    return Looked(len(taken), edited, erased + expired)


@transaction.atomic
def _expire(feed: Feed, rhythm: Rhythm, at: datetime) -> int:
    """Erase what could not be renewed in the time its source allows."""
    if rhythm.expires is None:
        return 0
    old = Followed.objects.filter(feed=feed, checked_at__lt=at - rhythm.expires)
    ids = [each.kept.external_id for each in hiding.opened(old[:500])]
    if not ids:
        return 0
    locked = Feed.objects.select_for_update().get(id=feed.pk)
    return editing.erase(locked, ids, at=at)


@transaction.atomic
def _taken(feed: Feed, rhythm: Rhythm, at: datetime) -> list[Asked]:
    """Some that are due, put off until a lost round would be over; what nobody stores any more
    is let go of, and what nobody keeps the author of is hidden."""
    waiting = Followed.objects.filter(feed=feed, due_at__lte=at).order_by("due_at", "id")
    held = list(waiting.select_for_update(skip_locked=True)[: rhythm.at_once])
    Followed.objects.filter(id__in=[row.pk for row in held]).update(due_at=at + LEASE)
    rows = hiding.opened(held)
    stored = _stored(feed, [each.kept.external_id for each in rows])
    unknown = [each.row.pk for each in rows if each.kept.external_id not in stored]
    Followed.objects.filter(id__in=unknown).delete()
    known = [each for each in rows if each.kept.external_id in stored]
    hiding.hide(feed.pk, [each.kept.external_id for each in known])
    return known


def _stored(feed: Feed, external_ids: Collection[str]) -> set[str]:
    items = Item.objects.filter(feed=feed, external_id__in=external_ids)
    there = items.filter(deleted_at_source__isnull=True).values_list("external_id", flat=True)
    return {*there, *(entry for _mention, entry in mentions_of(feed, external_ids))}


@transaction.atomic
def _put_off(feed: Feed, taken: Sequence[Asked], problem: ConnectorError, at: datetime) -> None:
    until = at + LATER
    if isinstance(problem, RateLimited):
        until = problem.until
        let_the_host_rest(feed.host, until)
    Followed.objects.filter(id__in=[each.row.pk for each in taken]).update(due_at=until)


@transaction.atomic
def _written(
    feed: Feed, taken: Sequence[Asked], seen: Seen, rhythm: Rhythm, at: datetime
) -> tuple[int, int]:
    locked = Feed.objects.select_for_update().get(id=feed.pk)
    if seen.session is not None:
        keep_session(locked, seen.session)
    edited = editing.edit(locked, seen.there, at=at)
    there = {entry.external_id for entry in seen.there} | seen.same
    enough = ABSENCES if there else ALONE
    gone = set(seen.deleted)
    for each in taken:
        row, external_id = each.row, each.kept.external_id
        if external_id in there:
            pause = _pause(at - row.published_at, rhythm)
            row.checked_at, row.due_at, row.absences = at, at + pause, 0
        elif external_id in seen.missing:
            row.absences, row.due_at = row.absences + 1, at + LATER
            if row.absences >= enough:
                gone.add(external_id)
        else:
            # It could not be asked for this time.
            row.due_at = at + LATER
    rows = [each.row for each in taken]
    Followed.objects.bulk_update(rows, ["checked_at", "due_at", "absences"])
    return edited, editing.erase(locked, gone, at=at) if gone else 0


MOVE = """
INSERT INTO monitoring_followed (
    feed_id, external_id, ref, is_hidden, published_at, checked_at, due_at, absences
)
SELECT %s, external_id, ref, is_hidden, published_at, checked_at, due_at, absences
FROM monitoring_followed WHERE feed_id = %s
ON CONFLICT (feed_id, external_id) DO NOTHING
"""


def follow_also(feed: Feed, was: Feed) -> None:
    """A source that is read by another feed from now on brings along what it had from the first."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [feed.pk, was.pk])
