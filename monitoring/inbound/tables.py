"""A table somebody hands in, as CSV or from a spreadsheet: its heading and its rows; pure."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from companies.refusals import RefusedError
from monitoring.inbound.fields import FIELDS
from monitoring.inbound.spreadsheets import SheetError, rows_of

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 60_000
SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 2_000, 200_000_000, 200

NO_TABLE = _("There is no table with a heading and rows in it.")
UNREADABLE = _("This file cannot be read as a table. Save it as CSV or XLSX first.")
TOO_LONG = _("The table is too large: at most 50,000 rows and 100 columns.")

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows, each with the line it stands in."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]


def table_of(content: bytes) -> Table:
    """The table in a file; raises RefusedError (field ``file``) if there is none."""
    if len(content) > MOST_BYTES:
        raise _refused(_("The file is too large: at most 20 MB."))
    if content[:4] in SPREADSHEET:
        return _table(_sheet(content))
    return _table(_separated(decoded(content)))


def decoded(content: bytes) -> str:
    """The text of a file in whatever of the usual ways it was saved."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _table(lines: Iterator[tuple[int, Cells]]) -> Table:
    found = [(number, cells) for number, cells in lines if any(cell != "" for cell in cells)]
    if len(found) < 2:
        raise _refused(NO_TABLE)
    (_number, head), *rows = found
    width = max(place for place, cell in enumerate(head, 1) if cell != "")
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise _refused(TOO_LONG)
    names = tuple(str(cell)[:80] or f"#{place}" for place, cell in enumerate(head[:width], 1))
    return Table(names, tuple((number, _fitted(cells, width)) for number, cells in rows))


def _fitted(cells: Cells, width: int) -> Cells:
    return (cells + ("",) * width)[:width]


def _separated(text: str) -> Iterator[tuple[int, Cells]]:
    if "\0" in text:
        raise _refused(UNREADABLE)
    delimiter = _delimiter(text)
    if named := re.match(r"sep=([;,|\t])\r?\n", text, re.IGNORECASE):
        delimiter, text = named[1], "\n" + text[named.end() :]
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if reader.line_num > MOST_ROWS * 40:
                raise _refused(TOO_LONG)
            yield reader.line_num, tuple(cell.strip()[:LONGEST_CELL] for cell in row)
    except csv.Error as error:
        raise _refused(UNREADABLE) from error


def _delimiter(text: str) -> str:
    heading = next((line for line in text[:65_536].splitlines() if line.strip()), "")
    counts = {sign: heading.count(sign) for sign in (";", "\t", "|", ",")}
    return max(counts, key=lambda sign: counts[sign])


def _sheet(content: bytes) -> Iterator[tuple[int, Cells]]:
    _check_packing(content)
    try:
        for number, row in enumerate(rows_of(content, rows=MOST_ROWS + 2, longest=LONGEST_CELL), 1):
            yield number, tuple(_cell(cell) for cell in row)
    except SheetError as error:
        raise _refused(TOO_LONG if error.is_large else UNREADABLE) from error


def _check_packing(content: bytes) -> None:
    """A spreadsheet is a packed file: what unpacks to far more than it is, is none."""
    if not content.startswith(b"PK"):
        return
    try:
        parts = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused(UNREADABLE) from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise _refused(TOO_LONG)
    if unpacked > MOST_RATIO * max(len(content), 10_000):
        raise _refused(UNREADABLE)


def _cell(cell: Any) -> Any:
    # Spreadsheets know no whole numbers: the key 5 comes as 5.0.
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return cell.strip()[:LONGEST_CELL] if isinstance(cell, str) else cell


def suggested(head: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, by the headings: German, English, and their usual kin."""
    plain = [re.sub(r"[^a-zäöüß]", "", name.casefold()) for name in head]
    found: dict[str, int] = {}
    for exact in (True, False):
        for field in FIELDS:
            place = _place(plain, field.names, set(found.values()), exact=exact)
            if field.key not in found and place is not None:
                found[field.key] = place
    return found


def _place(
    plain: Sequence[str], names: Sequence[str], taken: set[int], *, exact: bool
) -> int | None:
    for name in names:
        for place, heading in enumerate(plain):
            fits = heading == name if exact else len(name) > 3 and heading.startswith(name)
            if place not in taken and fits:
                return place
    return None


def _refused(sentence: Any) -> RefusedError:
    return RefusedError(sentence, field="file")
