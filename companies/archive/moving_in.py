"""The rows of an archive, written here under new keys (inside the caller's transaction)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, models

from companies.archive.errors import ArchiveRefusedError
from companies.archive.people import arrive
from companies.archive.reading import ArchiveFile
from companies.archive.specials import outside_labels, outside_of
from companies.archive.tables import USER, Table
from companies.archive.values import read
from companies.models import Company, Owned, User

AT_ONCE = 500
DEEPEST = 100
FARTHEST = 10**15

Row = dict[str, Any]


class MovingIn:
    """One company on its way in: the key here of every numbered row of the archive."""

    def __init__(self, archive: ArchiveFile, company: Company, at: datetime) -> None:
        self.archive = archive
        self.company = company
        self.at = at
        self.keys: dict[str, Sequence[Any]] = {}
        self.created: list[User] = []
        self._places: dict[str, str] = {}

    def move_in(self) -> None:
        """Write everything; the first half of a circle is completed at the end."""
        for label in outside_labels():
            self.keys[label] = self._outside(label)
        tables = self.archive.tables
        for table in tables:
            self.keys[table.label] = self._reserve(table)
        for table in tables:
            self._write(table)
        for table in tables:
            if table.special.first:
                self._complete(table)

    def discard_files(self) -> None:
        """Take back the files that were written: the rows are not there."""
        for place in self._places.values():
            default_storage.delete(place)

    # Keys

    def _outside(self, label: str) -> list[Any]:
        outside = outside_of(label)
        assert outside is not None, "asked by its own register"
        rows = list(self.archive.rows(f"outside/{label}.jsonl"))
        for row in rows:
            if set(row) != set(outside.columns):
                raise ArchiveRefusedError(f"{label}: a row has other columns.")
        if label == USER:
            keys, self.created = arrive(rows)
            return keys
        return outside.arrive(rows, self.at)

    def _reserve(self, table: Table) -> list[Any]:
        number = self.archive.members[table.member].rows
        if table.special.random_key:
            return [uuid4() for _ in range(number)]
        sequence = f"{table.model._meta.db_table}_id_seq"
        with connection.cursor() as cursor:
            if table.special.beyond is not None:
                self._go_beyond(sequence, table.special.beyond(self._rows_of))
            cursor.execute(
                "SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, number]
            )
            return sorted(key for (key,) in cursor.fetchall())

    def _rows_of(self, label: str) -> Iterator[Row]:
        return self.archive.rows(f"tables/{label}.jsonl")

    def _go_beyond(self, sequence: str, number: int) -> None:
        if number > FARTHEST:
            raise ArchiveRefusedError("A text in it names a row that cannot be.")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(%s::regclass, %s) WHERE %s > (SELECT coalesce(last_value, 0) "
                "FROM pg_sequences WHERE schemaname || '.' || sequencename = 'public.' || %s)",
                [sequence, number, number, sequence],
            )

    def _key(self, label: str, number: Any, where: str) -> Any:
        if number is None:
            return None
        keys = self.keys.get(label, ())
        if type(number) is not int or not 1 <= number <= len(keys):
            raise ArchiveRefusedError(f"{where}: it points to a row that is not in the archive.")
        return keys[number - 1]

    def _key_behind(self, label: str, number: str, where: str) -> str:
        if number == "0":
            return number
        return str(self._key(label, int(number) if number.isdecimal() else None, where))

    # Rows

    def _write(self, table: Table) -> None:
        """Rows that point to nobody of their own table first, then those that point to them."""
        depths = self._depths(table) if table.to_itself else []
        for depth in range(max(depths, default=0) + 1):
            rows = self._instances(table, depths, depth)
            while batch := list(islice(rows, AT_ONCE)):
                if table.special.computed:
                    table.special.computed(batch)
                table.model._default_manager.bulk_create(batch)

    def _depths(self, table: Table) -> list[int]:
        up = [row.get(table.to_itself) for row in self.archive.rows(table.member)]
        depths: list[int] = []
        for above in up:
            depth = 0
            while above is not None:
                depth += 1
                if type(above) is not int or not 1 <= above <= len(up) or depth > DEEPEST:
                    raise ArchiveRefusedError(f"{table.label}: rows point to each other.")
                above = up[above - 1]
            depths.append(depth)
        return depths

    def _instances(self, table: Table, depths: Sequence[int], depth: int) -> Iterator[Owned]:
        names = {column.name for column in table.columns}
        for position, row in enumerate(self.archive.rows(table.member)):
            if set(row) != names:
                raise ArchiveRefusedError(f"{table.label}: a row has other columns.")
            if not depths or depths[position] == depth:
                yield self._instance(table, position, row, first=True)

    def _instance(self, table: Table, position: int, row: Row, *, first: bool) -> Owned:
        values: Row = {}
        for column in table.columns:
            if first and column.name in table.special.first:
                values[column.attname] = table.special.first[column.name]
            elif isinstance(column, models.ForeignKey):
                label = column.related_model._meta.label  # type: ignore[union-attr]
                where = f"{table.label}.{column.name}"
                values[column.attname] = self._key(label, row[column.name], where)
                if values[column.attname] is None and not column.null:
                    raise ArchiveRefusedError(f"{where}: there has to be a value.")
            else:
                values[column.attname] = read(column, row[column.name])
        for name, table_of in table.special.references.items():
            if label := table_of(values):
                values[name] = self._key_behind(label, values[name], f"{table.label}.{name}")
        if table.special.file is not None:
            self._bring_file(table, values)
        key = self.keys[table.label][position]
        values[table.model._meta.pk.attname] = key
        return table.model(company=self.company, **values)

    def _complete(self, table: Table) -> None:
        columns = list(table.special.first)
        rows: Iterable[Row] = self.archive.rows(table.member)
        changed = [
            self._instance(table, position, row, first=False) for position, row in enumerate(rows)
        ]
        # In their order: a stage may only move once those before it have.
        for each in changed:
            each.save(update_fields=columns)

    # Files

    def _bring_file(self, table: Table, values: Row) -> None:
        kept = table.special.file
        assert kept is not None, "asked before"
        if not values[kept.place]:
            return
        sha256 = values[kept.sha256]
        if values[kept.place] != f"files/{sha256}":
            raise ArchiveRefusedError(f"{table.label}: a file does not bear its own name.")
        if sha256 not in self._places:
            self._places[sha256] = self._store(kept.folder, sha256, values[kept.name])
        values[kept.place] = self._places[sha256]

    def _store(self, folder: str, sha256: str, name: str) -> str:
        ending = PurePath(name).suffix.lower()
        ending = ending if ending.isascii() and ending[1:].isalnum() else ""
        place = f"{folder}/{self.company.pk}/{uuid4()}{ending}"
        content = self.archive.attachment(sha256)
        if content is None:
            if sha256 not in self.archive.manifest["lost_files"]:
                raise ArchiveRefusedError(f"The file {sha256} is missing.")
            return place
        with content:
            return default_storage.save(place, File(content))
