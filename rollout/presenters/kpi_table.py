"""What was read from a table of figures, row by row, before anything is written down."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rollout.kpis.tables import Row, State
from rollout.kpis.wording import figure, short_day
from rollout.wording import Text

SHOWN = 200
TONES = {
    State.NEW: "ok",
    State.SAME: "neutral",
    State.REPLACES: "warn",
    State.TWICE: "neutral",
    State.WRONG: "stop",
}


@dataclass(frozen=True)
class RowView:
    """One row: as it stands in the table, and as it was understood."""

    line: int
    day: Text
    value: Text
    label: Text
    tone: str
    sentence: Text


@dataclass(frozen=True)
class Preview:
    """The whole table; ``hidden`` rows beyond the first are not drawn."""

    rows: tuple[RowView, ...]
    hidden: int
    new: int
    replacing: int
    wrong: int
    summary: str
    confirm: str


def preview(rows: Sequence[Row], unit: str) -> Preview:
    """Rows that need a look come first, each with its line in the table."""
    numbers = Counter(row.state for row in rows)
    ordered = sorted(rows, key=lambda row: row.state != State.WRONG)
    new, replacing = numbers[State.NEW], numbers[State.REPLACES]
    return Preview(
        rows=tuple(_view(row, unit) for row in ordered[:SHOWN]),
        hidden=max(len(rows) - SHOWN, 0),
        new=new,
        replacing=replacing,
        wrong=numbers[State.WRONG],
        summary=_summary(numbers),
        confirm=ngettext("Import %(number)s figure", "Import %(number)s figures", new)
        % {"number": new}
        if new
        else _("Import"),
    )


def _summary(numbers: Counter[State]) -> str:
    return ", ".join(f"{state.label}: {numbers[state]}" for state in State if numbers[state])


def _view(row: Row, unit: str) -> RowView:
    return RowView(
        line=row.line,
        day=row.cells[0] if row.on is None else short_day(row.on),
        value=row.cells[1] if row.value is None else figure(row.value, unit),
        label=row.state.label,
        tone=TONES[row.state],
        sentence=row.sentence,
    )
