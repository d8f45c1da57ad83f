"""Tables with figures, as people save them and as nobody should."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from companies.refusals import RefusedError
from rollout.kpis.entering import why_not
from rollout.kpis.tables import (
    LONGEST_NUMBER,
    MOST_BYTES,
    MOST_ROWS,
    Columns,
    Row,
    State,
    decimal_sign,
    decoded,
    read_day,
    read_value,
    rows_of,
    suggested_columns,
    table_from,
)

TODAY = date(2026, 11, 16)
GERMAN = "Datum;Wert;Bemerkung\n30.09.2026;1.240;\n31.10.2026;1.312,5;nach dem Fest\n"


def refuses(on: date, value: Decimal) -> object:
    found = why_not("count", on, value, TODAY)
    return found[0] if found else None


def read(text: str, there: dict[date, Decimal] | None = None) -> tuple[Row, ...]:
    table = table_from(text)
    return rows_of(table, suggested_columns(table), there or {}, refuses)


def values(text: str) -> list[tuple[str, str | None]]:
    return [(str(row.on), None if row.value is None else str(row.value)) for row in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "date,value,note\n2026-09-30,1240,\n2026-10-31,1312.5,x\n",
        'Date,Value\n2026-09-30,"1,240"\n2026-10-31,"1,312.5"\n',
        "Tag\tAnzahl\n30.9.26\t1240\n31.10.26\t1312,5\n",
        "\n\n Datum ; Ist-Wert \r\n30.09.2026; 1 240 \r\n31.10.2026;1 312,50\r\n",
        'Kanal;Stichtag;Wert\nX;30.09.2026;"1.240"\nX;31.10.2026;"1.312,50"\n',
        "Monat;Besucher\n2026-09;1240\n2026-10;1312,5\n",
        "sep=|\r\nTag|Zahl\r\n30.9.2026|1240\r\n31.10.2026|1312,5\r\n",
        "Monat;Besucher\n09/2026;1240\n10.2026;1312,5\n",
        "when,visitors\n2026-09-30T00:00:00,1240\n2026-10-31 23:59,1312.5\n",
    ],
    ids=[
        "german",
        "english",
        "english thousands",
        "tabs and short years",
        "blanks",
        "a column before",
        "months",
        "as Excel names it",
        "months otherwise",
        "moments, unknown headings",
    ],
)
def test_a_table_is_read_as_it_was_saved(text: str) -> None:
    found = [(row.on, row.value) for row in read(text)]
    assert found == [
        (date(2026, 9, 30), Decimal(1240)),
        (date(2026, 10, 31), Decimal("1312.5")),
    ]


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.234"], ","),
        (["1.234", "12,5"], ","),
        (["1.234", "12.5"], "."),
        (["1,234.50"], "."),
        (["1.234,50"], ","),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["7"], ","),
        ([], ","),
    ],
)
def test_the_decimal_sign_is_told_from_the_column(cells: list[str], sign: str) -> None:
    assert decimal_sign(cells) == sign


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("12,5 %", ",", "12.5"),
        ("€ 1.200,00", ",", "1200.00"),
        ("1.200 EUR", ",", "1200"),
        ("−3,5", ",", "-3.5"),
        ("1'234.5", ".", "1234.5"),
        ("12.34", ",", None),
        ("1,2,3", ".", None),
        ("zwölf", ",", None),
        ("", ",", None),
        ("=1+1", ",", None),
        ("1e9", ".", None),
        ("NaN", ".", None),
        ("Infinity", ".", None),
        ("٣", ",", None),
        ("9" * (LONGEST_NUMBER + 1), ",", None),
    ],
)
def test_a_number_is_read_or_it_is_none(cell: str, decimal: str, value: str | None) -> None:
    assert read_value(cell, decimal) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("3.11.2026", date(2026, 11, 3)),
        ("03. 11. 26", date(2026, 11, 3)),
        ("2028-02", date(2028, 2, 29)),
        ("03/11/2026", None),
        ("31.02.2026", None),
        ("1899-01-01", None),
        ("2101-01-01", None),
        ("heute", None),
        ("", None),
        ("٠٣.١١.٢٠٢٦", None),
    ],
)
def test_a_day_is_read_or_it_is_none(cell: str, day: date | None) -> None:
    assert read_day(cell) == day


def test_a_line_that_names_the_delimiter_is_counted_among_the_lines() -> None:
    assert [row.line for row in read("sep=;\nTag;Zahl\n30.9.2026;1240\n")] == [3]


def test_every_row_says_what_becomes_of_it() -> None:
    there = {date(2026, 8, 31): Decimal("900.00"), date(2026, 9, 30): Decimal("1240.00")}
    text = (
        "Datum;Wert\n31.08.2026;905\n30.09.2026;1.240\n31.10.2026;1.312\n31.10.2026;1.312\n"
        "31.10.2026;7\nirgendwann;5\n01.11.2026;viele\n17.11.2026;5\n02.11.2026;-5\n03.11.2026;1,005\n"
    )
    with override("en"):
        found = [(row.line, row.state.value, str(row.sentence)) for row in read(text, there)]
    assert found == [
        (2, "replaces", "So far: 900."),
        (3, "same", ""),
        (4, "new", ""),
        (5, "twice", "The same as in line 4."),
        (6, "wrong", "Line 4 has another value for this day."),
        (7, "wrong", "“irgendwann” is no day."),
        (8, "wrong", "“viele” is no number."),
        (9, "wrong", "This day is still to come."),
        (10, "wrong", "This cannot be less than nothing."),
        (11, "wrong", "Please give a number with at most two decimals."),
    ]


def test_the_columns_can_be_chosen_otherwise() -> None:
    table = table_from("Datum;Wert;Reichweite\n30.09.2026;5;1.240\n")
    [row] = rows_of(table, Columns(0, 2, None, ","), {}, refuses)
    assert (row.state, row.value) == (State.NEW, Decimal(1240))


def test_a_note_comes_along_and_is_cut_to_its_room() -> None:
    [row] = read(f"Datum;Wert;Notiz\n30.09.2026;5;{'x' * 400}\n")
    assert row.note == "x" * 300


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Größe".encode(), "Größe"),
        ("\ufeffGröße".encode(), "Größe"),
        ("Größe".encode("cp1252"), "Größe"),
        ("Größe".encode("utf-16"), "Größe"),
        (b"\x81\x8d", "\ufffd\ufffd"),
    ],
    ids=["utf-8", "with a mark", "windows", "utf-16", "nothing known"],
)
def test_a_file_is_read_in_the_usual_encodings(content: bytes, text: str) -> None:
    assert decoded(content) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Datum;Wert",
        "nur eine Spalte\nund noch eine\n",
        "a\0b;c\n1;2\n",
        "PK\x03\x04;\n\0\n",
        "Datum;Wert\n" + "30.09.2026;5\n" * MOST_ROWS,
        ";".join("x" * 60) + "\n" + ";".join("1" * 60),
        "Datum;Wert\n30.09.2026;" + "9" * 200_000,
    ],
    ids=[
        "empty",
        "blank lines",
        "no rows",
        "one column",
        "nothing readable",
        "a packed file",
        "too many rows",
        "too many columns",
        "an endless cell",
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        table_from(text)
    assert refused.value.field == "file"


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(RefusedError, match="300"):
        decoded(b"x" * (MOST_BYTES + 1))


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        rows = read(text)
    except RefusedError:
        return
    for row in rows:
        assert (row.on is None) == (row.value is None) or row.state == State.WRONG


@given(st.dates(date(2001, 1, 1), TODAY), st.decimals(0, 10**9, places=2))
def test_what_is_written_down_is_read_again(day: date, value: Decimal) -> None:
    german = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert values(f"Datum;Wert\n{day:%d.%m.%Y};{german}\n") == [(day.isoformat(), str(value))]
    assert values(f'date,value\n{day.isoformat()},"{value:,.2f}"\n') == [
        (day.isoformat(), str(value))
    ]
