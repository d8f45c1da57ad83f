"""A table as an Excel workbook, a piece at a time: nothing of it is kept once it was sent.

A workbook is an archive of a few XML files (ECMA-376). Cells hold their text themselves, so that
no list of all texts has to be made first. Nothing in it is a formula or a link.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from django.utils.translation import gettext as _

from monitoring.exports.table import Cell, Table, harmless

ROWS = 1_048_576
"""That a sheet holds, the header among them."""
BYTES = 1_900_000_000
"""Of one file in the archive: beyond, it would need a form that not every Excel reads."""
PIECE = 16_384
LEVEL = 5
PLAIN, BOLD = 0, 1
WIDTH, WIDE = 18, 90
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML 1.0 has no sign for, and what Excel would take for an escaped sign.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
CONTENT = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>\
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{KIND}.worksheet+xml"/></Types>"""
TOP = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
WITHIN = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>\
<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"""
STYLES = f"""{HEAD}<styleSheet xmlns="{SHEETS}"><fonts count="2">\
<font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
FROZEN = (
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)


class _Line:
    """What the archive is written to: it keeps what it was given until that is sent."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self.size = 0

    def write(self, given: bytes) -> int:
        """Keep it until it is taken."""
        self._written.append(bytes(given))
        self.size += len(given)
        return len(given)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """What was written since."""
        content = b"".join(self._written)
        self._written.clear()
        self.size = 0
        return content


def pieces(table: Table, *, about_title: str, most: int = ROWS) -> Iterator[bytes]:
    """The workbook: the rows on a first sheet, on a second what the file is about.

    ``most`` rows at the most, the header among them; the last says so where there are more.
    """
    line = _Line()
    with zipfile.ZipFile(line, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as book:  # type: ignore[call-overload]
        names = [_sheet(table.title, "1"), _sheet(about_title, "2")]
        for path, content in _frame(names):
            book.writestr(path, content)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for part in _rows_of(table, most):
                sheet.write(part.encode())
                if line.size >= PIECE:
                    yield line.take()
        with book.open("xl/worksheets/sheet2.xml", "w") as sheet:
            lines = [[words] for words in (table.title, *table.about, table.note)]
            sheet.write("".join(_sheet_of(lines, columns=1, width=WIDE)).encode())
    yield line.take()


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    yield "[Content_Types].xml", CONTENT
    yield "_rels/.rels", TOP
    yield "xl/_rels/workbook.xml.rels", WITHIN
    yield "xl/styles.xml", STYLES
    yield (
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}">'
        f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets></workbook>",
    )


def _rows_of(table: Table, most: int) -> Iterator[str]:
    rows, columns = _with_note(table.rows, table.note), len(table.headers)
    yield from _sheet_of(rows, columns=columns, width=WIDTH, headers=table.headers, most=most)


def _with_note(rows: Iterable[Sequence[Cell]], note: str) -> Iterator[Sequence[Cell]]:
    yield from rows
    if note:
        yield [note]


def _sheet_of(
    rows: Iterable[Sequence[Cell]],
    *,
    columns: int,
    width: int,
    headers: Sequence[str] = (),
    most: int = ROWS,
) -> Iterator[str]:
    size, first = 0, 1
    yield f'{HEAD}<worksheet xmlns="{SHEETS}">'
    yield FROZEN if headers else ""
    yield f'<cols><col min="1" max="{columns}" width="{width}" customWidth="1"/></cols><sheetData>'
    if headers:
        yield _row(1, headers, BOLD)
        first = 2
    for number, row in enumerate(rows, start=first):
        written = _row(number, row, PLAIN)
        size += len(written.encode())
        if number >= most or size > BYTES:
            yield _row(number, [_("The sheet is full here. Choose a shorter time.")], PLAIN)
            break
        yield written
    yield "</sheetData></worksheet>"


def _row(number: int, cells: Sequence[Cell], style: int) -> str:
    marked = f' s="{style}"' if style else ""
    return f'<row r="{number}">{"".join(_cell(each, marked) for each in cells)}</row>'


def _cell(cell: Cell, marked: str) -> str:
    if not isinstance(cell, str):
        return f"<c{marked}><v>{cell!r}</v></c>"
    if not cell:
        return f"<c{marked}/>"
    text = ESCAPED.sub(r"_x005F_\1", UNFIT.sub("", str(harmless(cell))))
    return (
        f'<c{marked} t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t>'
        "</is></c>"
    )


def _sheet(title: str, otherwise: str) -> str:
    """A name a sheet may have: 31 signs, and none of those that mean something in Excel."""
    fit = "".join(" " if sign in "[]:*?/\\'" else sign for sign in UNFIT.sub("", title))
    return fit[:31].strip() or otherwise
