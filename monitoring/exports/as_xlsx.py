"""A table as an Excel workbook, written row by row into a file."""

from typing import IO

from xlsxwriter import Workbook

from monitoring.exports.table import Cell, Table, harmless

OPTIONS = {
    "constant_memory": True,
    # What others wrote stays text: no formula, no link, no number made of it.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 18
ROWS_IN_A_SHEET = 1_048_576


def write(table: Table, into: IO[bytes], *, about_title: str) -> None:
    """The rows on a first sheet, on a second what the file is about."""
    with Workbook(into, OPTIONS) as book:
        sheet, bold = book.add_worksheet(_sheet(table.title)), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.headers) - 1, WIDTH)
        for column, header in enumerate(table.headers):
            sheet.write_string(0, column, header, bold)
        line = 0
        for line, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _put(sheet, line, column, cell)
        if table.note:
            sheet.write_string(line + 1, 0, table.note)
        about = book.add_worksheet(_sheet(about_title))
        about.set_column(0, 0, 90)
        for number, words in enumerate((table.title, *table.about, table.note)):
            about.write_string(number, 0, str(harmless(words)))


def _put(sheet: object, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, column, str(harmless(cell)))  # type: ignore[attr-defined]
    else:
        sheet.write_number(line, column, cell)  # type: ignore[attr-defined]


def _sheet(title: str) -> str:
    """A name a sheet may have: 31 signs, and none of those that mean something in Excel."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31]
