"""What was erased does not come back, and what lost its author is known again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from monitoring.intake.items import Brought
from monitoring.intake.matching import Wanted
from monitoring.intake.prepared import rows_of
from monitoring.models import Item, Tombstone
from monitoring.privacy.keys import REMEMBERED, Key, keys_of

WATCHING = """
SELECT company_id FROM monitoring_source WHERE feed_id = %s::bigint AND removed_at IS NULL
"""
ERASED = """
SELECT company_id, entry FROM monitoring_tombstone AS stone
JOIN unnest(%s::bigint[], %s::bytea[]) AS given (company_id, entry) USING (company_id, entry)
"""
KNOWN = """
SELECT given.source_id, given.plain, mention.id
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[])
    AS given (company_id, source_id, plain, hashed)
JOIN monitoring_mention AS mention ON mention.company_id = given.company_id
    AND mention.source_id = given.source_id AND mention.external_id = given.hashed
"""


def without_erased(batch: Sequence[Wanted]) -> tuple[list[Wanted], dict[tuple[int, str], int]]:
    """What may be written, and what is there already under a hash: source, external id, mention.

    One query for companies without a key, two more for those that have one.
    """
    keys = keys_of(each.watcher.company_id for each in batch)
    if not keys:
        return list(batch), {}
    hashes = {
        (each.watcher.company_id, each.item.id): _entry(keys[each.watcher.company_id], each)
        for each in batch
        if each.watcher.company_id in keys
    }
    erased = _erased((company, entry) for (company, _item), entry in hashes.items())
    kept = [
        each
        for each in batch
        if (each.watcher.company_id, hashes.get((each.watcher.company_id, each.item.id)))
        not in erased
    ]
    return kept, _known(kept, hashes)


def _entry(key: Key, wanted: Wanted) -> bytes:
    return key.entry(wanted.item.document.site, wanted.item.external_id)


def _erased(entries: Iterable[tuple[int, bytes]]) -> set[tuple[int, bytes]]:
    rows = sorted(set(entries))
    with connection.cursor() as cursor:
        cursor.execute(ERASED, [[row[0] for row in rows], [row[1] for row in rows]])
        return {(company, bytes(entry)) for company, entry in cursor.fetchall()}


def _known(
    kept: Sequence[Wanted], hashes: dict[tuple[int, int], bytes]
) -> dict[tuple[int, str], int]:
    rows = [
        (each.watcher.company_id, each.watcher.source_id, each.item.external_id, hashed.hex())
        for each in kept
        if (hashed := hashes.get((each.watcher.company_id, each.item.id))) is not None
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    columns[3] = [f"{REMEMBERED}{hashed}" for hashed in columns[3]]
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, columns)
        return {(source, plain): pk for source, plain, pk in cursor.fetchall()}


def wanted_by_somebody(feed_id: int, brought: Sequence[Brought]) -> list[Brought]:
    """Without the entries that every company which watches the feed has erased."""
    companies = {company for (company,) in rows_of(WATCHING, [feed_id])}
    keys = keys_of(companies)
    if not companies or set(keys) != companies:
        return list(brought)
    hashes = {
        (company, each.entry.external_id): key.entry(each.site, each.entry.external_id)
        for company, key in keys.items()
        for each in brought
    }
    erased = _erased((company, entry) for (company, _id), entry in hashes.items())
    return [
        each
        for each in brought
        if any((one, hashes[one, each.entry.external_id]) not in erased for one in companies)
    ]


def still_told(company_id: int, items: list[Item]) -> list[Item]:
    """Without what this company has erased (one query for a company that has erased nothing)."""
    if not Tombstone.everywhere.filter(company=company_id).exists():
        return items
    key = keys_of([company_id])[company_id]
    hashes = {item.pk: key.entry(item.site, item.external_id) for item in items}
    erased = _erased((company_id, entry) for entry in hashes.values())
    return [item for item in items if (company_id, hashes[item.pk]) not in erased]


def remember(company_id: int, entries: Iterable[bytes], *, at: datetime) -> None:
    """Keep entries from coming back to a company."""
    Tombstone.everywhere.bulk_create(
        [Tombstone(company_id=company_id, entry=entry, at=at) for entry in entries],
        ignore_conflicts=True,
    )
