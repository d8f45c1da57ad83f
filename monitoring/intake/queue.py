"""The queue of record: which feeds are due, and who is at them.

A message in the broker is a hint that carries an id. It may be lost, doubled or late: nothing is
done but what ``begin`` hands out, and nothing is written but under the token it hands out.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from monitoring.connectors import PUSHED
from monitoring.intake.batches import array
from monitoring.intake.outcome import given_up
from monitoring.intake.prepared import rows_of
from monitoring.models import Feed

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

FIELDS = [field.attname for field in Feed._meta.concrete_fields]
CURSOR, LAST_ERROR = FIELDS.index("cursor"), FIELDS.index("last_error")
COLUMNS = ", ".join(f"feed.{field.column}" for field in Feed._meta.concrete_fields)
# One statement, for it is asked before every visit. It need not wait for the disk: a visit that
# the database forgets to have begun is begun again. The row of the host is written only if nobody
# else may ask it now; a feed that has to wait gives its hint back.
BEGIN = """
WITH ready AS MATERIALIZED (
    SELECT id, host FROM monitoring_feed
    WHERE id = %(id)s::bigint AND next_due_at <= %(at)s AND quarantined_at IS NULL
        AND attempt < %(crashes)s AND kind <> ALL(%(pushed)s::text[])
        AND (begun_at IS NULL OR begun_at <= %(lost)s)
    FOR UPDATE
), allowed AS (
    INSERT INTO monitoring_host AS host (name, next_allowed_at)
    SELECT host, %(next)s FROM ready
    ON CONFLICT (name) DO UPDATE SET next_allowed_at = EXCLUDED.next_allowed_at
    WHERE coalesce(host.resting_until <= %(at)s, true)
        AND coalesce(host.next_allowed_at <= %(at)s, true)
    RETURNING name
)
UPDATE monitoring_feed AS feed SET
    begun_at = CASE WHEN allowed.name IS NULL THEN feed.begun_at ELSE %(at)s END,
    lease_until = CASE WHEN allowed.name IS NULL THEN NULL ELSE %(lease_until)s END,
    attempt = feed.attempt + CASE WHEN allowed.name IS NULL THEN 0 ELSE 1 END
FROM ready LEFT JOIN allowed ON true
WHERE feed.id = ready.id
RETURNING feed.*, set_config('synchronous_commit', 'off', true)
""".replace("feed.*", COLUMNS)
OURS = """
SELECT feed.* FROM monitoring_feed AS feed
WHERE id = %s::bigint AND begun_at = %s FOR UPDATE
""".replace("feed.*", COLUMNS)


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
    asked: dict[str, Any] = {
        "id": feed_id,
        "at": at,
        "lease_until": at + manners.lease,
        "lost": at - manners.lease,
        "next": at + manners.gap,
        "crashes": CRASHES,
        "pushed": array(PUSHED),
    }
    feed = _first(rows_of(BEGIN, asked))
    return feed if feed and feed.begun_at == at else None


def still_ours(feed: Feed) -> Feed | None:
    """The feed, locked, if nobody took it over meanwhile (call it inside a transaction)."""
    return _first(rows_of(OURS, [feed.id, feed.begun_at]))


def _first(rows: Sequence[tuple[Any, ...]]) -> Feed | None:
    for row in rows:
        feed = Feed.from_db(connection.alias, FIELDS, row[: len(FIELDS)])
        feed.cursor, feed.last_error = json.loads(row[CURSOR]), json.loads(row[LAST_ERROR])
        return feed
    return None
