"""A table to be written down, and what must not stand in a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST = 32_000
"""Characters a spreadsheet takes in one cell, with some to spare."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in the reader's language and rows that are made while they are written.

    ``about`` are lines on what the file holds and what it does not; ``note`` is the last of them
    that whoever only looks at the rows must read, too (empty if there is none).
    """

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    about: Sequence[str] = ()
    note: str = ""


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet computes: text that looks like a formula gets a ``'`` before it.

    What others wrote ends up on the desks of people who trust the file.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\x00", "")[:LONGEST]
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
