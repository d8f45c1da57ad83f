"""Figures from a table somebody saved elsewhere (CSV): what every row of it means; pure.

Spreadsheets in German write ``1.234,5`` and ``3.11.2026``, others ``1,234.5`` and
``2026-11-03``; both are read. Nothing is guessed silently: every row that cannot be read says why.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from io import StringIO

from django.utils.translation import gettext_lazy as _

from rollout.amounts import number
from rollout.refusals import RefusedError
from rollout.wording import Text, words

MOST_BYTES = 300_000
MOST_ROWS = 3_000
MOST_COLUMNS = 50
LONGEST_NUMBER = 26
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)

NAMED_DELIMITER = re.compile(r"sep=([;,|\t])(?=\r?\n)", re.IGNORECASE)

DAY_NAMES = ("datum", "tag", "date", "day", "monat", "month", "zeitpunkt", "stichtag")
VALUE_NAMES = ("wert", "value", "zahl", "anzahl", "ist", "actual", "figure", "number", "count")
NOTE_NAMES = ("notiz", "bemerkung", "anmerkung", "kommentar", "note", "comment", "remark")


WhyNot = Callable[[date, Decimal], Text | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns and its rows, each with the line it ends on."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the day, the value and the note, from 0; ``decimal`` is "," or "."."""

    day: int
    value: int
    note: int | None
    decimal: str


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    REPLACES = "replaces"
    TWICE = "twice"
    WRONG = "wrong"

    @property
    def label(self) -> Text:
        """The same in words."""
        return _LABELS[self]


_LABELS: dict[State, Text] = {
    State.NEW: _("New"),
    State.SAME: _("There already"),
    State.REPLACES: _("Replaces a figure"),
    State.TWICE: _("Twice in the table"),
    State.WRONG: _("Cannot be read"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: what was read, what becomes of it, and why."""

    line: int
    cells: tuple[str, str]
    state: State
    sentence: Text = ""
    on: date | None = None
    value: Decimal | None = None
    note: str = ""


def decoded(content: bytes) -> str:
    """The text of a file, in whatever of the usual ways it was saved; raises RefusedError."""
    if len(content) > MOST_BYTES:
        raise RefusedError(_("The file is too large: at most 300 kB."), field="file")
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8",
    ):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


def table_from(text: str) -> Table:
    """The table in a text; raises RefusedError if there is none."""
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise RefusedError(_("This is no table. Save it as CSV first."), field="file")
    delimiter = _delimiter(text)
    if named := NAMED_DELIMITER.match(text):
        # Excel's own way to say it, kept as an empty line so that the others keep their numbers.
        delimiter, text = named[1], text[named.end(1) :]
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = [
            (reader.line_num, tuple(cell.strip() for cell in row))
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise RefusedError(_("This is no table. Save it as CSV first."), field="file") from error
    if len(found) < 2 or len(found[0][1]) < 2:
        raise RefusedError(
            _("There is no table with a heading, a day and a value in it."), field="file"
        )
    if len(found) > MOST_ROWS or len(found[0][1]) > MOST_COLUMNS:
        raise RefusedError(_("The table is too large: at most 3,000 rows."), field="file")
    (_line, head), *rows = found
    width = len(head)
    return Table(head, tuple((line, (row + ("",) * width)[:width]) for line, row in rows))


def _delimiter(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    counts = {sign: heading.count(sign) for sign in (";", "\t", "|", ",")}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ";"


def suggested_columns(table: Table) -> Columns:
    """Which columns are meant, by their headings in German or English, else by what is in them."""
    taken: set[int] = set()
    day = _named(table.head, DAY_NAMES, taken)
    day = day if day is not None else _filled_with(table, taken, lambda cell: bool(read_day(cell)))
    taken.add(day)
    value = _named(table.head, VALUE_NAMES, taken)
    if value is None:
        value = _filled_with(table, taken, lambda cell: bool(re.search(r"\d", cell)))
    taken.add(value)
    note = _named(table.head, NOTE_NAMES, taken)
    return Columns(day, value, note, decimal_sign(row[value] for _line, row in table.rows))


def _named(head: Sequence[str], names: Iterable[str], taken: set[int]) -> int | None:
    plain = [re.sub(r"[^a-zäöüß]", "", name.casefold()) for name in head]
    places = [place for place in range(len(head)) if place not in taken]
    for name in names:
        for place in places:
            if plain[place] == name:
                return place
    return next((p for p in places if any(plain[p].startswith(name) for name in names)), None)


def _filled_with(table: Table, taken: set[int], fits: Callable[[str], bool]) -> int:
    places = [place for place in range(len(table.head)) if place not in taken]
    hits = {p: sum(fits(row[p]) for _line, row in table.rows) for p in places}
    return max(places, key=lambda place: hits[place])


def decimal_sign(cells: Iterable[str]) -> str:
    """How decimals are written in a column: "," or ".".

    ``1.234`` alone may be either: a point is then taken to group thousands as long as no other
    cell says otherwise (German), so that the preview shows 1234 and can be corrected.
    """
    votes: Counter[str] = Counter()
    for cell in cells:
        signs = re.findall(r"[.,]", cell)
        if len(set(signs)) == 2:
            votes[signs[-1]] += 1
        elif len(signs) == 1 and not re.search(r"\d[.,]\d{3}(\D|$)", cell):
            votes[signs[0]] += 1
        elif len(signs) > 1:
            votes["." if signs[0] == "," else ","] += 1
    return "." if votes["."] > votes[","] else ","


def read_value(cell: str, decimal: str) -> Decimal | None:
    """A number with the given decimal sign, a unit before or behind it; None if it is none."""
    if len(cell) > LONGEST_NUMBER:
        return None
    text = re.sub(r"[\s\u00a0\u202f'’]", "", cell).replace("\u2212", "-")
    text = re.sub(r"^(€|EUR|\$)|(€|EUR|%|\$|h|Std\.?)$", "", text, flags=re.IGNORECASE)
    group = "." if decimal == "," else ","
    g, d = re.escape(group), re.escape(decimal)
    if not re.fullmatch(rf"[+-]?(\d+|\d{{1,3}}({g}\d{{3}})+)({d}\d+)?", text, flags=re.ASCII):
        return None
    return Decimal(text.replace(group, "").replace(decimal, "."))


def read_day(cell: str) -> date | None:
    """``2026-11-03``, ``3.11.2026`` or ``3.11.26``; of a month alone its last day; None otherwise.

    ``03/11/2026`` may be March or November and is not read.
    """
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", cell.strip())
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII):
        return _date(*(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", text, re.ASCII):
        day, month, year = (int(part) for part in found.groups())
        return _date(year + 2000 if year < 100 else year, month, day)
    if found := re.fullmatch(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4}))", text, re.ASCII):
        year, month = (int(part) for part in (found[1] or found[4], found[2] or found[3]))
        first = _date(year, month, 28)
        return (first + timedelta(days=4)).replace(day=1) - timedelta(days=1) if first else None
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def rows_of(
    table: Table, columns: Columns, there: Mapping[date, Decimal], why_not: WhyNot
) -> tuple[Row, ...]:
    """What becomes of every row; ``there`` are the figures that hold now, by day.

    ``why_not(day, value)`` says why a figure cannot be written down, None if it can.
    """
    seen: dict[date, Row] = {}
    found = []
    for line, cells in table.rows:
        row = _row(line, cells, columns, why_not)
        if (on := row.on) is not None:
            row = _against(row, on, seen.get(on), there)
            seen.setdefault(on, row)
        found.append(row)
    return tuple(found)


def _row(line: int, cells: tuple[str, ...], columns: Columns, why_not: WhyNot) -> Row:
    pair = (cells[columns.day], cells[columns.value])
    on, value = read_day(pair[0]), read_value(pair[1], columns.decimal)
    if on is None:
        return Row(line, pair, State.WRONG, words(_("“%(cell)s” is no day."), {"cell": pair[0]}))
    if value is None:
        return Row(line, pair, State.WRONG, words(_("“%(cell)s” is no number."), {"cell": pair[1]}))
    if refusal := why_not(on, value):
        return Row(line, pair, State.WRONG, refusal)
    note = cells[columns.note][:300] if columns.note is not None else ""
    return Row(line, pair, State.NEW, on=on, value=value, note=note)


def _against(row: Row, on: date, earlier: Row | None, there: Mapping[date, Decimal]) -> Row:
    if earlier is not None:
        if earlier.value == row.value:
            sentence = words(_("The same as in line %(line)s."), {"line": earlier.line})
            return replace(row, state=State.TWICE, sentence=sentence)
        sentence = words(_("Line %(line)s has another value for this day."), {"line": earlier.line})
        return replace(row, state=State.WRONG, sentence=sentence)
    if on not in there:
        return row
    if there[on] == row.value:
        return replace(row, state=State.SAME)
    sentence = words(_("So far: %(value)s."), {"value": number(there[on])})
    return replace(row, state=State.REPLACES, sentence=sentence)
