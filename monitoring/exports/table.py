"""A table to be written down, and what must not stand in a cell."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float
BEGINS_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\x7f-\x9f]*[=+\-@]")
"""Asked of a text without marks nobody sees, with full-width signs as plain ones."""
UNSEEN = {"Cf", "Mn", "Me"}
LOOKED_AT = 200
"""Characters in which a formula would have begun."""
LONGEST = 32_000
"""What a spreadsheet takes in one cell, with some to spare, in UTF-16 units as Excel counts."""


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
    text = _cut(cell.replace("\x00", ""))
    return f"'{text}" if _is_formula(text[:LOOKED_AT]) else text


def _cut(text: str) -> str:
    # A sign beyond the first 65,536, such as an emoji, counts as two.
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST]
    return units.decode("utf-16-le", "ignore")


def _is_formula(start: str) -> bool:
    seen = "".join(sign for sign in start if unicodedata.category(sign) not in UNSEEN)
    return BEGINS_FORMULA.match(unicodedata.normalize("NFKC", seen)) is not None
