"""What a visit leaves on the feed: when next, how it is, and the times nobody saw it.

All of it runs inside the caller's transaction, with the feed's row locked.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import Gone, RateLimited, Transient
from monitoring.connectors.feeds.dates import read_date
from monitoring.intake.prepared import rows_of
from monitoring.intake.schedule import (
    LONGEST,
    Pace,
    interval_after,
    next_in_time,
    pause_after_failure,
)
from monitoring.models import BlindSpell, Feed, Host
from monitoring.problems import CUT_SHORT, NOT_ASKED, as_stored

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
"""A server that fails for the moment is asked every hour, for a day."""
SEEN_AGAIN = """
UPDATE monitoring_blindspell SET ended_at = %(at)s, missed = %(missed)s
WHERE feed_id = %(id)s::bigint AND ended_at IS NULL AND began_at <= %(at)s
RETURNING id
"""
LET_GO = """
UPDATE monitoring_feed SET begun_at = NULL, lease_until = NULL, attempt = 0,
    last_tried_at = %(at)s, interval = %(interval)s, next_due_at = %(next_due_at)s,
    cursor = %(cursor)s::jsonb, title = %(title)s, last_success_at = %(last_success_at)s,
    failing_since = %(failing_since)s, failures = %(failures)s,
    last_error = %(last_error)s::jsonb, items_total = %(items_total)s,
    last_item_at = %(last_item_at)s, quarantined_at = %(quarantined_at)s
WHERE id = %(id)s::bigint
RETURNING id
"""
# All of a visit that brought nothing, while it is ours and nothing else is to be written with it.
# It need not wait for the disk: what is forgotten of it is only that nobody has to ask so soon.
NOTHING_NEW = """
UPDATE monitoring_feed AS feed SET begun_at = NULL, lease_until = NULL, attempt = 0,
    last_tried_at = %(at)s, last_success_at = %(at)s, interval = %(interval)s,
    next_due_at = %(next_due_at)s, cursor = %(cursor)s::jsonb, title = %(title)s,
    failing_since = NULL, failures = 0, last_error = '{}'
WHERE id = %(id)s::bigint AND begun_at = %(begun_at)s AND moved_answers = 0
    AND cursor->>'wanted' IS NOT DISTINCT FROM %(wanted)s::text
    AND NOT EXISTS (
        SELECT FROM monitoring_blindspell AS spell
        WHERE spell.feed_id = feed.id AND spell.ended_at IS NULL
    )
RETURNING set_config('synchronous_commit', 'off', true)
"""
STOOD_STILL = timedelta(hours=1)
"""So long beyond its interval unasked, and a feed was not seen, whatever the reason."""


def nothing_new(begun: Feed, batch: Batch, *, at: datetime, pace: Pace) -> bool:
    """It answered, and brought neither an entry nor an edit: written in one statement.

    Call it outside a transaction, with the feed as it was begun. False, with nothing written,
    where there is more to write or the feed is not ours any more.
    """
    if batch.lost or batch.moved_to or batch.session is not None or "gap_floor" in begun.cursor:
        return False
    if _stood_still(begun, at):
        return False
    interval = interval_after(begun.interval, hint=batch.next_in, brought=0, pace=pace)
    given: dict[str, Any] = {
        "id": begun.pk,
        "begun_at": begun.begun_at,
        "wanted": begun.cursor.get("wanted"),
        "at": at,
        "interval": interval,
        "next_due_at": at + interval,
        "cursor": json.dumps(batch.cursor),
        "title": batch.title[:300] or begun.title,
    }
    return bool(rows_of(NOTHING_NEW, given))


def succeeded(
    feed: Feed, batch: Batch, *, new: int, overlaps: bool, at: datetime, pace: Pace
) -> None:
    """It answered. ``overlaps``: the answer reaches back to what was known, nothing is missing."""
    ended = _see_again(feed, missed=not overlaps, at=at)
    if batch.lost and not ended:
        _note_lost(feed, *batch.lost, at=at)
    if overlaps and "gap" not in batch.cursor:
        _gap_is_closed(feed)
    feed.interval = interval_after(feed.interval, hint=batch.next_in, brought=new, pace=pace)
    feed.next_due_at = at + feed.interval
    feed.cursor = batch.cursor
    feed.title = batch.title[:300] or feed.title
    feed.last_success_at = at
    feed.failing_since, feed.failures, feed.last_error = None, 0, {}
    feed.items_total += new
    if new:
        feed.last_item_at = at
    _let_go(feed, at)


def failed(
    feed: Feed, problem: BaseException | str, *, at: datetime, jitter: float, pace: Pace
) -> None:
    """It did not answer as it should; a request to wait is obeyed and not counted against it."""
    feed.last_error = as_stored(problem, at)
    feed.failing_since = feed.failing_since or at
    if isinstance(problem, RateLimited):
        feed.next_due_at = problem.until
        let_the_host_rest(feed.host, problem.until)
    else:
        feed.failures += 1
        most = HOUR if isinstance(problem, Transient) and at - feed.failing_since < DAY else LONGEST
        pause = pause_after_failure(
            feed.failures, interval=feed.interval, jitter=jitter, most=most, pace=pace
        )
        feed.next_due_at = next_in_time(at, pause, not_before=None)
    if isinstance(problem, Gone) and problem.for_good:
        feed.quarantined_at = at
    _go_blind(feed)
    _let_go(feed, at)


def given_up(feed: Feed, *, at: datetime) -> None:
    """Its visits crashed too often: it is not asked again until somebody says so."""
    feed.last_error = as_stored("crashed", at)
    feed.failing_since = feed.failing_since or at
    feed.quarantined_at = at
    _go_blind(feed)
    feed.begun_at = feed.lease_until = None
    feed.save()


def _let_go(feed: Feed, at: datetime) -> None:
    feed.last_tried_at = at
    feed.begun_at = feed.lease_until = None
    feed.attempt = 0
    given: dict[str, Any] = {
        "id": feed.pk,
        "at": at,
        "interval": feed.interval,
        "next_due_at": feed.next_due_at,
        "cursor": json.dumps(feed.cursor),
        "title": feed.title,
        "last_success_at": feed.last_success_at,
        "failing_since": feed.failing_since,
        "failures": feed.failures,
        "last_error": json.dumps(feed.last_error),
        "items_total": feed.items_total,
        "last_item_at": feed.last_item_at,
        "quarantined_at": feed.quarantined_at,
    }
    rows_of(LET_GO, given)


def let_the_host_rest(name: str, until: datetime) -> None:
    """Ask nothing of a server until then."""
    host, _ = Host.objects.select_for_update().get_or_create(name=name)
    if host.resting_until is None or host.resting_until < until:
        host.resting_until = until
        host.save()


def _go_blind(feed: Feed) -> None:
    since = feed.last_success_at or feed.created_at
    BlindSpell.objects.get_or_create(
        feed=feed, ended_at=None, defaults={"began_at": since, "reason": feed.last_error}
    )


def _note_lost(feed: Feed, since: datetime, until: datetime, *, at: datetime) -> None:
    began = max(since, feed.created_at)
    if began < until:
        BlindSpell.objects.create(
            feed=feed, began_at=began, ended_at=until, reason=as_stored(CUT_SHORT, at)
        )


def _gap_is_closed(feed: Feed) -> None:
    """What was left open when the feed was seen again has been read since: nothing was missed."""
    floor = read_date(feed.cursor.get("gap_floor"))
    if floor is not None:
        BlindSpell.objects.filter(
            feed=feed, ended_at__isnull=False, missed=True, began_at__gte=floor
        ).exclude(reason__code=CUT_SHORT).update(missed=False)


def _see_again(feed: Feed, *, missed: bool, at: datetime) -> bool:
    """End what nobody saw; whether there was anything to end."""
    ended = rows_of(SEEN_AGAIN, {"at": at, "missed": missed, "id": feed.pk})
    since = feed.last_success_at
    if not ended and since and _stood_still(feed, at):
        BlindSpell.objects.create(
            feed=feed,
            began_at=since,
            ended_at=at,
            missed=missed,
            reason=as_stored(NOT_ASKED, since),
        )
        return True
    return bool(ended)


def _stood_still(feed: Feed, at: datetime) -> bool:
    since = feed.last_success_at
    return since is not None and at - since > feed.interval + STOOD_STILL
