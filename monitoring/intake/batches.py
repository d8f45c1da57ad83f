"""Writing many rows in one statement, without one bad row costing the others."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction

log = logging.getLogger(__name__)

Row = TypeVar("Row")


def one_by_one_if_need_be(rows: Sequence[Row], write: Callable[[Sequence[Row]], None]) -> int:
    """Write all rows at once; if the database refuses, halve until only the bad ones are left out.

    Returns how many rows were refused; each of them is logged.
    """
    if not rows:
        return 0
    try:
        with transaction.atomic():
            write(rows)
    except (DataError, IntegrityError) as refusal:
        if len(rows) == 1:
            log.warning("a row was refused: %s", refusal)
            return 1
        middle = len(rows) // 2
        return one_by_one_if_need_be(rows[:middle], write) + one_by_one_if_need_be(
            rows[middle:], write
        )
    return 0


def array(values: Iterable[str | int | None]) -> str:
    """An array literal of plain words or numbers: ``unnest`` flattens arrays of arrays."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def texts(values: Iterable[str | None]) -> str:
    """An array literal of any texts; quoting them all at once is cheaper than psycopg's one by one.

    A text may not hold NUL (monitoring/pipeline/text.py, scrub).
    """
    listed = list(values)
    if None in listed or not listed:
        return "{" + ",".join(["NULL" if one is None else _quoted(one) for one in listed]) + "}"
    # All in one piece: what no text may hold stands between them until the rest is quoted.
    joined = "\0".join(listed)  # type: ignore[arg-type]
    if joined.count("\0") >= len(listed):
        raise DataError("a text holds NUL")
    return "{" + _quoted(joined).replace("\0", '","') + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def hashes(values: Iterable[bytes]) -> str:
    """An array literal of bytes."""
    return "{" + ",".join([rf'"\\x{value.hex()}"' for value in values]) + "}"
