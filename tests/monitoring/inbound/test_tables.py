"""Tables as spreadsheets save them, and files that are none."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from companies.refusals import RefusedError
from monitoring.inbound import tables
from monitoring.inbound.tables import suggested, table_of

GERMAN = "Datum;Text;Sterne\r\n14.11.2026;„Schön“, wirklich;5\r\n;;\r\n15.11.2026;Größe fehlt;2\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_german_table_is_read_however_it_was_saved(encoding: str) -> None:
    table = table_of(GERMAN.encode(encoding))
    assert table.head == ("Datum", "Text", "Sterne")
    assert table.rows == (
        (2, ("14.11.2026", "„Schön“, wirklich", "5")),
        (4, ("15.11.2026", "Größe fehlt", "2")),
    )


def test_text_over_several_lines_keeps_its_lines_and_the_numbers_theirs() -> None:
    table = table_of(b'text,author\n"one\ntwo",Carol\nthree,Dave,too much\n')
    assert table.rows == ((3, ("one\ntwo", "Carol")), (4, ("three", "Dave")))


def sheet(*rows: tuple[object, ...]) -> bytes:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(place, column, cell, day if isinstance(cell, date) else None)
    return written.getvalue()


def test_a_spreadsheet_is_read_with_its_days_and_whole_numbers() -> None:
    table = table_of(
        sheet(("id", "Datum", "Text"), (5, date(2026, 11, 14), "  Gut "), ("", "", ""))
    )
    assert table.rows == ((2, (5, date(2026, 11, 14), "Gut")),)


def test_a_formula_is_never_computed() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["text", "author"])
        page.write_formula(1, 0, "=1+1", None, "")
        page.write(1, 1, "Carol")
    assert table_of(written.getvalue()).rows == ((2, ("", "Carol")),)


def far_apart() -> bytes:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "Text")
        page.write(1_048_575, 16_383, "the last cell a sheet can have")
    return written.getvalue()


def test_two_cells_far_apart_do_not_end_the_process_that_asks() -> None:
    with pytest.raises(RefusedError, match=r"50[.,]000") as refused:
        table_of(far_apart())
    assert refused.value.field == "file"


def test_times_and_truths_of_a_spreadsheet_are_read_as_words_or_as_they_are() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page, clock = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.write_row(0, 0, ["Datum", "Text", "Sterne"])
        page.write_datetime(1, 0, datetime(2026, 11, 14, 9, 30), clock)
        page.write_row(1, 1, ["One\u2028two", 4.5])
        page.write_boolean(2, 1, True)
    assert table_of(written.getvalue()).rows == (
        (2, (datetime(2026, 11, 14, 9, 30), "One\u2028two", 4.5)),
        (3, ("", True, "")),
    )


def packed(size: int) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * size)
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"\0\0\0\0text;author\n1;2\n",
        b"PK\x03\x04 not a package",
        b"\xd0\xcf\x11\xe0 not a workbook",
        packed(5_000_000),
        packed(300),
    ],
    ids=["empty", "heading_only", "nulls", "broken_zip", "broken_xls", "bomb", "no_workbook"],
)
def test_what_is_no_table_is_refused_at_its_field(content: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        table_of(content)
    assert refused.value.field == "file"


def test_too_many_rows_and_too_large_a_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="20 MB"):
        table_of(b"x" * (tables.MOST_BYTES + 1))
    rows = b"text;id\n" + b"x;1\n" * (tables.MOST_ROWS + 1)
    with pytest.raises(RefusedError, match=r"50[.,]000"):
        table_of(rows)


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (
            ("Datum", "Kommentar", "Sterne", "Name"),
            {"published_at": 0, "text": 1, "rating": 2, "author": 3},
        ),
        (
            ("id", "created_at", "body", "permalink"),
            {"id": 0, "published_at": 1, "text": 2, "url": 3},
        ),
        (("A", "B"), {}),
    ],
    ids=["german", "english", "strange"],
)
def test_columns_are_found_by_their_headings(
    head: tuple[str, ...], columns: dict[str, int]
) -> None:
    assert suggested(head) == columns


def indented(*cells: str) -> bytes:
    """An ODS file of one column, a line for each of its tags, as Gnumeric writes it."""
    told = "\n".join(
        '<table:table-row>\n<table:table-cell office:value-type="string">\n'
        f"<text:p>{cell}</text:p>\n</table:table-cell>\n</table:table-row>"
        for cell in cells
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = (
        f"<office:document-content{names}>\n<office:body>\n<office:spreadsheet>\n"
        f'<table:table table:name="a">\n{told}\n'
        "</table:table>\n</office:spreadsheet>\n</office:body>\n</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:media-type="{kind}" m:full-path="/"/></m:manifest>'
    )
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": body}
    written = BytesIO()
    with ZipFile(written, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()


def test_blanks_between_the_cells_of_an_ods_file_are_no_hindrance() -> None:
    assert table_of(indented("text", "Größe &amp; mehr")).rows == ((2, ("Größe & mehr",)),)
