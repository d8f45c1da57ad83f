"""A stage's work in words, the same on its page, in the dossier and in print: plain data."""

from dataclasses import dataclass

from rollout.wording import Text


@dataclass(frozen=True, slots=True)
class Chip:
    """A word with a tone (templates/components/chip.html)."""

    label: Text
    tone: str = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the work: what it is, what was said about it, and its facts by name.

    ``note`` stands small below the title; ``text`` keeps its line breaks.
    """

    title: Text
    text: str = ""
    note: Text = ""
    facts: tuple[tuple[Text, Text], ...] = ()
    chips: tuple[Chip, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands in a cell of a table, with smaller words below it."""

    text: Text
    note: Text = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.note})" if self.note else str(self.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first column names the row. ``numbers``: the others are figures.

    ``sums`` are the places of the rows (from 0) that add up what stands above them.
    """

    caption: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text | Noted, ...], ...]
    numbers: bool = False
    sums: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the work.

    ``key`` is that of its section on the page. ``rows`` is the key of the row kind behind
    ``lines`` (or behind ``facts``, of which a stage has one): their lists have the same order.
    ``empty`` says what to do while there is nothing.
    """

    key: str
    title: Text
    intro: Text = ""
    rows: str = ""
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[Text, Text], ...] = ()
    grid: Grid | None = None
    empty: Text = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.lines or self.facts or self.grid)
