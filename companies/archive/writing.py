"""Write a company into one ZIP. The same content gives the same bytes.

Rows are numbered by archive, not by database: the first row of a table is 1. Tables stand in the
order of their names, people in that of their addresses; times in the ZIP itself are fixed.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from companies.archive import tables as catalogue
from companies.archive.specials import outside_labels, outside_of
from companies.archive.tables import Table
from companies.archive.values import canonical, written
from companies.archive.version import product_version
from companies.models import Company, Owned

FORMAT = 1
BLOCK = 1024 * 1024
AT_ONCE = 500
LONG_AGO = (1980, 1, 1, 0, 0, 0)

Progress = Callable[[int, int], None]


@dataclass
class Member:
    """One file of the archive, as its manifest lists it."""

    name: str
    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def listed(self) -> dict[str, Any]:
        """Its line in the manifest."""
        return {
            "name": self.name,
            "rows": self.rows,
            "bytes": self.size,
            "sha256": self.digest.hexdigest(),
        }


def _no_progress(done: int, total: int) -> None:
    """Nobody looks on."""


def write_archive(
    company: Company, to: IO[bytes], *, complete: bool, progress: Progress = _no_progress
) -> dict[str, Any]:
    """Write the company into ``to`` and return the manifest.

    ``complete`` (the operator's archives only) holds confidential tables, too. ``progress`` is
    told how many of how many tables are done.
    """
    with _one_moment(), ZipFile(to, "w", ZIP_DEFLATED) as archive:
        return _Writing(company, archive, complete).write(progress)


@contextmanager
def _one_moment() -> Iterator[None]:
    """All rows as they stood at one moment, without holding anybody up."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


class _Writing:
    def __init__(self, company: Company, archive: ZipFile, complete: bool) -> None:
        self.company = company
        self.archive = archive
        self.complete = complete
        self.tables = catalogue.tables(complete=complete)
        self.numbers: dict[str, dict[Any, int]] = {}
        self.outside: dict[str, set[Any]] = {label: set() for label in outside_labels()}
        self.files: dict[str, str] = {}
        self.members: list[Member] = []

    def write(self, progress: Progress) -> dict[str, Any]:
        for table in self.tables:
            self._number(table)
        self._number_outside()
        in_order = sorted(self.tables, key=lambda table: table.label)
        for done, table in enumerate(in_order):
            progress(done, len(in_order) + 1)
            self._put(table.member, self._lines(table))
        for label in outside_labels():
            self._put(f"outside/{label}.jsonl", self._outside_lines(label))
        lost = self._put_files()
        progress(len(in_order), len(in_order) + 1)
        manifest = self._manifest(lost)
        self._put("manifest.json", [canonical(manifest)])
        return manifest

    # Numbers

    def _number(self, table: Table) -> None:
        """Give every row its number, and collect what it points to outside the company."""
        links = [(name, label) for name, label in table.links if label in self.outside]
        wanted = ["pk", *(f"{name}_id" for name, _ in links)]
        found = self.numbers.setdefault(table.label, {})
        rows = self._rows(table)
        values: Iterable[Sequence[Any]] = (
            rows.values_list(*wanted).iterator(chunk_size=AT_ONCE)
            if isinstance(rows, models.QuerySet)
            else (
                (number, *(getattr(row, each) for each in wanted[1:]))
                for number, row in _count(rows)
            )
        )
        for number, (key, *targets) in _count(values):
            found[key] = number
            for (_, label), target in zip(links, targets, strict=True):
                if target is not None:
                    self.outside[label].add(target)

    def _number_outside(self) -> None:
        for label, keys in self.outside.items():
            rows = sorted(self._outside_rows(label, keys), key=lambda row: canonical(row[1:]))
            self.numbers[label] = {row[0]: number for number, row in _count(rows)}

    def _outside_rows(self, label: str, keys: Iterable[Any]) -> list[tuple[Any, ...]]:
        outside = outside_of(label)
        assert outside is not None, "only registered tables are collected"
        manager = apps.get_model(label)._default_manager
        return list(manager.filter(pk__in=keys).values_list("pk", *outside.columns))

    # Lines

    def _rows(self, table: Table) -> Iterable[Owned]:
        if table.special.rows is not None:
            return list(table.special.rows(self.company))
        rows = table.model.of(self.company).exclude(pk=None).order_by("pk")
        for column, value in table.special.leave_out_rows.items():
            rows = rows.exclude(**{column: value})
        return rows

    def _lines(self, table: Table) -> Iterable[bytes]:
        rows = self._rows(table)
        if isinstance(rows, models.QuerySet):
            rows = rows.iterator(chunk_size=AT_ONCE)
        lines = (self._line(table, row) for row in rows)
        return sorted(lines) if table.special.random_key else lines

    def _line(self, table: Table, row: Owned) -> bytes:
        values: dict[str, Any] = {}
        for column in table.columns:
            value = getattr(row, column.attname)
            if isinstance(column, models.ForeignKey):
                label = column.related_model._meta.label  # type: ignore[union-attr]
                values[column.name] = None if value is None else self.numbers[label][value]
            else:
                values[column.name] = written(column, value)
        for name, table_of in table.special.references.items():
            if label := table_of(values):
                values[name] = str(self._number_behind(label, values[name]))
        if table.special.file is not None:
            self._remember_file(table, values)
        return canonical(values) + b"\n"

    def _number_behind(self, label: str, key: str) -> int:
        """The number of the row whose key stands in a text; 0 if it is gone."""
        return self.numbers[label].get(int(key), 0) if key.isdecimal() else 0

    def _remember_file(self, table: Table, values: dict[str, Any]) -> None:
        kept = table.special.file
        assert kept is not None, "asked before"
        if place := values[kept.place]:
            self.files.setdefault(values[kept.sha256], place)
            values[kept.place] = f"files/{values[kept.sha256]}"

    def _outside_lines(self, label: str) -> Iterable[bytes]:
        outside = outside_of(label)
        assert outside is not None, "only registered tables are written"
        numbers = self.numbers[label]
        rows = sorted(self._outside_rows(label, numbers), key=lambda row: numbers[row[0]])
        for row in rows:
            yield canonical(dict(zip(outside.columns, row[1:], strict=True))) + b"\n"

    # Members

    def _put(self, name: str, lines: Iterable[bytes]) -> None:
        member = Member(name)
        with self.archive.open(_info(name), "w") as out:
            for line in lines:
                out.write(line)
                member.rows += 1
                member.size += len(line)
                member.digest.update(line)
        self.members.append(member)

    def _put_files(self) -> list[str]:
        """Copy the attached files; those that are lost or changed are named instead."""
        lost = []
        for sha256, place in sorted(self.files.items()):
            if not _is_intact(place, sha256):
                lost.append(sha256)
                continue
            with default_storage.open(place, "rb") as file:
                self._put(f"files/{sha256}", iter(lambda: file.read(BLOCK), b""))
            self.members[-1].rows = 1
        return lost

    def _manifest(self, lost: list[str]) -> dict[str, Any]:
        company = self.company
        return {
            "product": "Etappe",
            "format": FORMAT,
            "version": product_version(),
            "installation": settings.BASE_URL,
            "complete": self.complete,
            "company": {
                column.name: written(column, getattr(company, column.name))
                for column in Company._meta.concrete_fields
                if not column.primary_key
            },
            "members": [member.listed() for member in self.members],
            "lost_files": lost,
            "left_out": catalogue.left_out() | ({} if self.complete else catalogue.confidential()),
        }


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, LONG_AGO)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info


def _count(rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(rows, start=1)


def _is_intact(place: str, sha256: str) -> bool:
    try:
        with default_storage.open(place, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
