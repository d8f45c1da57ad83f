"""The queue of record: which feeds are due, and who is at them.

A message in the broker is a hint that carries an id. It may be lost, doubled or late: nothing is
done but what ``begin`` hands out, and nothing is written but under the token it hands out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from monitoring.connectors import PUSHED
from monitoring.intake.outcome import given_up
from monitoring.models import Feed, Host

SWEEPER = 0x73776570
CRASHES = 5
IN_FLIGHT = 200
"""Hints out at once: enough for every worker, few enough that a newly due feed is not far back."""

# Nobody waits behind somebody else's hundred feeds: every company's first due feed comes before
# any company's second. A feed that several watch counts for the one with the lowest number.
DUE = """
WITH due AS (
    SELECT feed.id, feed.host, feed.next_due_at, watched.company_id,
        row_number() OVER (
            PARTITION BY watched.company_id ORDER BY feed.next_due_at, feed.id
        ) AS turn
    FROM monitoring_feed AS feed
    JOIN LATERAL (
        SELECT min(company_id) AS company_id FROM monitoring_source AS source
        WHERE source.feed_id = feed.id AND paused_at IS NULL AND removed_at IS NULL
    ) AS watched ON watched.company_id IS NOT NULL
    LEFT JOIN monitoring_host AS host ON host.name = feed.host
    WHERE feed.next_due_at <= %(at)s AND quarantined_at IS NULL
        AND feed.kind <> ALL(%(pushed)s)
        AND (feed.lease_until IS NULL OR feed.lease_until <= %(at)s)
        AND (host.resting_until IS NULL OR host.resting_until <= %(at)s)
), placed AS (
    SELECT id, host, turn, next_due_at,
        row_number() OVER (PARTITION BY host ORDER BY turn, next_due_at, id) AS of_host
    FROM due
), chosen AS (
    SELECT id, host, of_host, turn, next_due_at FROM placed WHERE of_host <= %(per_host)s
    ORDER BY turn, next_due_at, id LIMIT %(room)s
)
SELECT chosen.id, chosen.of_host, feed.attempt FROM chosen
JOIN monitoring_feed AS feed ON feed.id = chosen.id
ORDER BY chosen.turn, chosen.next_due_at, chosen.id
FOR UPDATE OF feed SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class Manners:
    """How feeds are shared out: ``lease`` of a hint or a visit, ``gap`` between two requests to
    one host, ``horizon`` until the next sweep."""

    lease: timedelta = timedelta(seconds=120)
    gap: timedelta = timedelta(seconds=2)
    horizon: timedelta = timedelta(seconds=10)

    @property
    def spacing(self) -> timedelta:
        """Between two hints for one host: somewhat more than the gap, for workers are not exact."""
        return self.gap * 1.25

    @property
    def per_host(self) -> int:
        """How many feeds of one host fit between two sweeps."""
        return max(1, int(self.horizon / self.spacing)) if self.gap else IN_FLIGHT


MANNERS = Manners()


@dataclass(frozen=True, slots=True)
class Hint:
    """Ask this feed, after so many seconds."""

    feed_id: int
    countdown: float


def sweep(*, at: datetime, manners: Manners = MANNERS) -> list[Hint]:
    """Lease what is due and return the hints to send; empty while another sweeper is at it.

    Feeds nobody watches are not due. A feed whose visits crashed five times in a row is given up.
    """
    with transaction.atomic():
        if not _alone():
            return []
        out = Feed.objects.filter(lease_until__gt=at).count()
        return list(_leased(_due(at, manners, max(0, IN_FLIGHT - out)), at, manners))


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, 0)", [SWEEPER])
        return bool(cursor.fetchone()[0])


def _due(at: datetime, manners: Manners, room: int) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "at": at,
            "per_host": manners.per_host,
            "room": room,
            "pushed": list(PUSHED),
        }
        cursor.execute(DUE, asked)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _leased(due: Sequence[tuple[Any, ...]], at: datetime, manners: Manners) -> Iterator[Hint]:
    asked = [(pk, nth) for pk, nth, attempt in due if attempt < CRASHES]
    for feed in Feed.objects.filter(id__in=[pk for pk, _, attempt in due if attempt >= CRASHES]):
        given_up(feed, at=at)
    Feed.objects.filter(id__in=[pk for pk, _ in asked]).update(lease_until=at + manners.lease)
    for pk, nth in asked:
        yield Hint(pk, (nth - 1) * manners.spacing.total_seconds())


def begin(feed_id: int, *, at: datetime, manners: Manners = MANNERS) -> Feed | None:
    """Take a feed in hand; None if it is not due, somebody is at it, or its host wants a pause.

    The feed's ``begun_at`` is the token: write only while it stands there (``still_ours``).
    """
    with transaction.atomic():
        feed = Feed.objects.select_for_update().filter(_ready(at, manners), id=feed_id).first()
        if feed is None:
            return None
        if not _host_allows(feed.host, at, manners):
            feed.lease_until = None
            feed.save(update_fields=["lease_until"])
            return None
        feed.begun_at, feed.lease_until = at, at + manners.lease
        feed.attempt += 1
        feed.save(update_fields=["begun_at", "lease_until", "attempt"])
        return feed


def still_ours(feed: Feed) -> Feed | None:
    """The feed, locked, if nobody took it over meanwhile (call it inside a transaction)."""
    locked = Feed.objects.select_for_update().filter(id=feed.id, begun_at=feed.begun_at)
    return locked.first()


def _ready(at: datetime, manners: Manners) -> Q:
    free = Q(begun_at__isnull=True) | Q(begun_at__lte=at - manners.lease)
    due = Q(next_due_at__lte=at, quarantined_at__isnull=True, attempt__lt=CRASHES)
    return free & due & ~Q(kind__in=PUSHED)


def _host_allows(name: str, at: datetime, manners: Manners) -> bool:
    host, _ = Host.objects.select_for_update().get_or_create(name=name)
    if host.resting_until and host.resting_until > at:
        return False
    if host.next_allowed_at and host.next_allowed_at > at:
        return False
    host.next_allowed_at = at + manners.gap
    host.save(update_fields=["next_allowed_at"])
    return True
