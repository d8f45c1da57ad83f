"""What a picture of numbers is made of; monitoring/charts.py draws it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

Number = int | float


@dataclass(frozen=True)
class Point:
    """One value; `url` leads to what it counts, `value` None means unknown."""

    value: Number | None
    url: str = ""


@dataclass(frozen=True)
class Series:
    """Values of one kind, one for each label of the chart. `tone` is a data-tone of the design
    system ("negative", "neutral", …); without one the series takes the next neutral colour."""

    label: str
    values: Sequence[Point | Number | None]
    tone: str = ""

    def points(self) -> list[Point]:
        """Return every value as a point."""
        return [v if isinstance(v, Point) else Point(v) for v in self.values]


@dataclass(frozen=True)
class Bar:
    """One horizontal bar; `value` None means unknown."""

    label: str
    value: Number | None
    tone: str = "accent"
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of the table behind a chart."""

    text: str
    url: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Key:
    """One entry of the legend; `mark` chooses the colour of a series without a tone."""

    label: str
    tone: str
    mark: str


@dataclass(frozen=True)
class Chart:
    """A picture, ready for templates/components/chart.html."""

    svg: SafeString
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    keys: tuple[Key, ...] = field(default=())


@dataclass(frozen=True)
class Before:
    """The same columns of an earlier time, drawn as one line across them; None means unknown."""

    label: str
    values: Sequence[Number | None]
