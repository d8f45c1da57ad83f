"""A table as comma separated values, a piece at a time."""

import csv
from collections.abc import Iterator, Sequence
from typing import Literal

from monitoring.exports.table import Cell, Table, harmless

Kind = Literal["excel", "plain"]
BOM = "\ufeff"
PIECE = 16_384
"""Characters that are sent together: a piece for each row would cost more than the row."""


class _Line:
    """What the csv module writes to: it keeps the line it was given."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> int:
        """Keep it until it is taken."""
        self.written.append(text)
        return len(text)

    def take(self) -> str:
        """What was written since."""
        text = "".join(self.written)
        self.written.clear()
        return text


def pieces(table: Table, kind: Kind) -> Iterator[bytes]:
    """The file in pieces of UTF-8.

    ``excel``: semicolons and a byte order mark, which a German Excel opens with a double click;
    ``plain``: commas and no mark, as programs expect it (RFC 4180).
    """
    line = _Line()
    writer = csv.writer(line, delimiter=";" if kind == "excel" else ",")
    text = BOM if kind == "excel" else ""
    for row in _lines(table):
        writer.writerow([harmless(cell) for cell in row])
        text += line.take()
        if len(text) >= PIECE:
            yield text.encode()
            text = ""
    yield text.encode()


def _lines(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.headers
    yield from table.rows
    if table.note:
        yield [table.note]
