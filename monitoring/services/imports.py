"""A table of mentions: handed in, its columns named, then read by a worker in batches."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.connectors.base import Entry
from monitoring.hints import after_commit
from monitoring.inbound.fields import KEYS
from monitoring.inbound.records import Reading, UnreadableRecordError, entry_of
from monitoring.inbound.tables import Cells, Table, suggested, table_of
from monitoring.inbound.why import Why
from monitoring.intake.receiving import receive
from monitoring.models import Feed, MentionImport
from monitoring.services.sources import add_source

SHOWN = 20
BATCH = 200
LEASE = timedelta(minutes=2)
KEPT_REFUSALS = 1_000
OPEN_AT_ONCE = 5
CRASHES = 5
"""Beginnings without getting on, after which a table is left alone until somebody says so."""
UNUSED = timedelta(days=2)
"""A table that nobody started is forgotten after so long."""
KEPT = timedelta(days=30)
"""What stood in a table that was read or given up is kept so long."""


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row as it would be taken: the entry, or why it cannot be."""

    line: int
    entry: Entry | None
    why: Why | None


@transaction.atomic
def hand_in(
    *, company: Company, content: bytes, file_name: str, form_key: uuid.UUID, by: User, at: datetime
) -> MentionImport:
    """Keep a table until its columns are named; the same form sent twice hands in once.

    Raises RefusedError (field ``file``).
    """
    there = MentionImport.of(company).filter(key=form_key).first()
    if there:
        return there
    waiting = MentionImport.of(company).filter(finished_at__isnull=True).count()
    if waiting >= OPEN_AT_ONCE:
        said = _("There are {number} tables waiting already. Finish or discard one of them first.")
        raise RefusedError(format_lazy(said, number=waiting), field="file")
    table = table_of(content)
    return MentionImport.everywhere.create(
        company=company,
        key=form_key,
        file_name=file_name[:200],
        content=content,
        head=list(table.head),
        total=len(table.rows),
        columns=suggested(table.head),
        name=file_name.rpartition(".")[0][:120],
        by=by,
        handed_in_at=at,
    )


@transaction.atomic
def name_columns(
    *,
    row: MentionImport,
    columns: Mapping[str, int],
    day_first: bool,
    name: str,
    takes_everything: bool,
) -> MentionImport:
    """Say which column holds which field (from 0); raises RefusedError."""
    locked = _not_started(row)
    if "text" not in columns and "title" not in columns:
        raise RefusedError(_("Say where the text stands, or at least a title."), field="text")
    places = list(columns.values())
    for key, place in columns.items():
        if places.count(place) > 1:
            raise RefusedError(_("Two fields have the same column."), field=key)
    locked.columns = {key: columns[key] for key in KEYS if key in columns}
    locked.day_first, locked.takes_everything = day_first, takes_everything
    locked.name = name
    locked.save(update_fields=["columns", "day_first", "name", "takes_everything"])
    return locked


def preview(row: MentionImport, *, at: datetime) -> tuple[list[RowRead], int]:
    """The first rows as they would be taken, and how many of all rows cannot be."""
    found: list[RowRead] = []
    wrong = 0
    for read in rows_read(row, table_of(bytes(row.content)), at):
        wrong += read.why is not None
        if len(found) < SHOWN:
            found.append(read)
    return found, wrong


def refused_rows(row: MentionImport, *, at: datetime) -> list[RowRead]:
    """The rows of a table not started yet that cannot be taken, the first thousand."""
    every = rows_read(row, table_of(bytes(row.content)), at)
    return [read for read in every if read.why is not None][:KEPT_REFUSALS]


def rows_read(
    row: MentionImport, table: Table, at: datetime, *, after: int = 0
) -> Iterator[RowRead]:
    """Every row of a table after the first so many, as it would be taken."""
    reading = Reading(
        now=at,
        zone=ZoneInfo(row.company.time_zone),
        day_first=row.day_first,
        kind="review" if "rating" in row.columns else "post",
    )
    for line, cells in table.rows[after:]:
        yield _read(line, cells, row.columns, reading)


def _read(line: int, cells: Cells, columns: Mapping[str, int], reading: Reading) -> RowRead:
    record = {key: cells[place] for key, place in columns.items() if cells[place] != ""}
    try:
        return RowRead(line, entry_of(record, reading), None)
    except UnreadableRecordError as problem:
        return RowRead(line, None, problem.why)


@transaction.atomic
def start_import(*, row: MentionImport, by: User, at: datetime) -> MentionImport:
    """Have a worker read the table into a source of its own; a second click changes nothing.

    A table that was given up is taken up again where it stopped.
    """
    locked = _locked(row)
    if locked.started_at is not None:
        return _taken_up(locked)
    if not ({"text", "title"} & set(locked.columns)):
        raise RefusedError(_("Say where the text stands, or at least a title."))
    locked.source = add_source(
        company=locked.company,
        address=f"import:{locked.key}",
        name=locked.name or locked.file_name,
        takes_everything=locked.takes_everything,
        by=by,
        at=at,
        kind="import",
    )
    locked.started_at = at
    locked.save(update_fields=["source", "started_at"])
    after_commit("read_import", import_id=locked.pk)
    return locked


def _taken_up(row: MentionImport) -> MentionImport:
    if row.finished_at is None and row.attempts >= CRASHES:
        row.attempts, row.lease_until = 0, None
        row.save(update_fields=["attempts", "lease_until"])
        after_commit("read_import", import_id=row.pk)
    return row


@transaction.atomic
def discard_import(*, row: MentionImport) -> None:
    """Forget a table that was not started; raises RefusedError once it was."""
    _not_started(row).delete()


def due_imports(*, at: datetime) -> list[int]:
    """Imports that were started, are not finished, and that no worker is at."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    due = MentionImport.everywhere.filter(
        free, started_at__isnull=False, finished_at__isnull=True, attempts__lt=CRASHES
    )
    return list(due.order_by("started_at").values_list("id", flat=True)[:20])


def begin_import(import_id: int, *, at: datetime) -> tuple[MentionImport, Table] | None:
    """Take an import in hand; None if it is finished or somebody is at it."""
    with transaction.atomic():
        row = MentionImport.everywhere.select_for_update().filter(id=import_id).first()
        busy = row is None or (row.lease_until is not None and row.lease_until > at)
        if busy or row is None or row.started_at is None or row.finished_at is not None:
            return None
        if row.attempts >= CRASHES:
            return None
        row.lease_until = at + LEASE
        row.attempts += 1
        row.save(update_fields=["lease_until", "attempts"])
    return row, table_of(bytes(row.content))


def put_back(row: MentionImport) -> None:
    """Let another worker go on with it, if it is still in our hands."""
    held = MentionImport.everywhere.filter(pk=row.pk, lease_until=row.lease_until)
    held.update(lease_until=None)


def go_on(row: MentionImport, table: Table, *, at: datetime) -> bool:
    """Read the next rows in one transaction with the position; False when it is done.

    Whoever lost the lease to another worker writes nothing.
    """
    with transaction.atomic():
        # Without the table: twenty megabytes would be read and written anew with every batch.
        held = MentionImport.everywhere.select_for_update(of=("self",)).select_related("company")
        locked = held.defer("content").get(id=row.pk)
        if locked.finished_at is not None or locked.lease_until != row.lease_until:
            return False
        batch = table.rows[locked.position : locked.position + BATCH]
        _take(locked, Table(table.head, batch), at)
        locked.position += len(batch)
        locked.attempts = 0
        locked.lease_until = row.lease_until = at + LEASE
        if locked.position >= locked.total:
            locked.finished_at, locked.lease_until, locked.content = at, None, b""
        locked.save()
        return locked.finished_at is None


def _take(row: MentionImport, batch: Table, at: datetime) -> None:
    read = list(rows_read(row, batch, row.started_at or at))
    refused = [[each.line, *each.why.stored()] for each in read if each.why is not None]
    row.refusals += len(refused)
    row.refused = [*row.refused, *refused][:KEPT_REFUSALS]
    assert row.source is not None, "an import that was started has its source"
    feed = Feed.objects.select_for_update().get(pk=row.source.feed_id)
    done = receive(feed, [each.entry for each in read if each.entry is not None], at=at)
    row.accepted += done.accepted
    row.duplicates += done.duplicates
    row.mentions += done.mentions


def forget_unused(*, at: datetime) -> int:
    """Remove tables that were handed in and never started; returns how many.

    Of others what stood in them goes after KEPT: the table of one that was given up, and what was
    typed in rows that could not be read.
    """
    before = at - KEPT
    given_up = MentionImport.everywhere.filter(
        started_at__lt=before, finished_at__isnull=True, attempts__gte=CRASHES
    )
    given_up.update(finished_at=at, lease_until=None, content=b"", refused=[])
    done = MentionImport.everywhere.filter(finished_at__lt=before)
    done.exclude(refused=[]).update(refused=[])
    unused = MentionImport.everywhere.filter(started_at__isnull=True)
    return unused.filter(handed_in_at__lt=at - UNUSED).delete()[0]


def _not_started(row: MentionImport) -> MentionImport:
    locked = _locked(row)
    if locked.started_at is not None:
        raise RefusedError(_("This table is being read already."))
    return locked


def _locked(row: MentionImport) -> MentionImport:
    held = MentionImport.of(row.company).select_for_update(of=("self",))
    return held.select_related("company").get(pk=row.pk)
