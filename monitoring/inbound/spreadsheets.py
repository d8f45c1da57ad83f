"""Spreadsheets, read in a process of its own: a small file can make the reader ask for terabytes.

The reader does not raise then, it ends the process it runs in. So it runs in this file, started
as a program with bounds of memory and time; it imports nothing else of this project.
"""

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

MEMORY = 1_500_000_000
SECONDS, PATIENCE = 20, 40
"""Of computing, and of the clock."""
MOST_WRITTEN = 100_000_000
"""Bytes of what is told; the file itself has at most a fifth of it."""
UNREADABLE, TOO_LARGE = 3, 4
BETWEEN_TAGS = re.compile(rb">\s+<")


class SheetError(Exception):
    """The file is no spreadsheet that can be read; ``is_large`` where it is too much of one."""

    def __init__(self, *, is_large: bool) -> None:
        super().__init__("too large" if is_large else "unreadable")
        self.is_large = is_large


def rows_of(content: bytes, *, rows: int, longest: int) -> Iterator[list[Any]]:
    """The first rows of the first sheet, cells cut to ``longest`` characters; raises SheetError.

    A cell is text, a number, a truth, a date or a moment; times of day are text.
    """
    command = [sys.executable, "-I", __file__, str(rows), str(longest)]
    try:
        done = subprocess.run(  # noqa: S603 (our own file, numbers for arguments)
            command, input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise SheetError(is_large=True) from problem
    if done.returncode:
        raise SheetError(is_large=done.returncode != UNREADABLE)
    for line in done.stdout.splitlines():
        yield [_cell(cell) for cell in json.loads(line)]


def _cell(told: Any) -> Any:
    if isinstance(told, list):
        kind, stated = told
        return (datetime if kind == "moment" else date).fromisoformat(stated)
    return told


def _told(cell: Any, longest: int) -> Any:
    if isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, datetime):
        return ["moment", cell.isoformat()]
    if isinstance(cell, date):
        return ["day", cell.isoformat()]
    return str(cell)[:longest]


def main(rows: int, longest: int) -> int:
    """Read a spreadsheet from the standard input and tell its rows, a line of JSON each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        found = _cells(content, rows)
    except (CalamineError, BadZipFile, KeyError, ValueError, IndexError, OSError):
        return UNREADABLE
    left = MOST_WRITTEN
    for row in found:
        line = json.dumps([_told(cell, longest) for cell in row]).encode() + b"\n"
        left -= len(line)
        if left < 0:
            return TOO_LARGE
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
    return 0


def _cells(content: bytes, rows: int) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except CalamineError:
        book = CalamineWorkbook.from_filelike(BytesIO(_without_indents(content)))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=rows)


def _without_indents(content: bytes) -> bytes:
    """An ODS file without blanks between its cells: Gnumeric writes them, calamine trips over them.

    Raises BadZipFile or KeyError for anything else.
    """
    again = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(again, "w") as smooth:
        for name in ("mimetype", "META-INF/manifest.xml", "content.xml"):
            smooth.writestr(name, BETWEEN_TAGS.sub(b"><", packed.read(name)))
    return again.getvalue()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
