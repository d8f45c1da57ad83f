"""One client beside the others of its consultant, in words and a small picture for each figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rollout.portfolio.comparison import Compared
from rollout.portfolio.groups import SMALLEST_GROUP, Spread
from rollout.portfolio.metrics import Theme, Unit
from rollout.wording import Text

WIDTH = 200
"""Units of a picture's width; its right end is the largest figure in it."""


@dataclass(frozen=True)
class Range:
    """Where things stand in the picture: the middle half of the others, their median, one's own."""

    start: int
    length: int
    median: int
    own: int | None


@dataclass(frozen=True)
class ComparedLine:
    """One row of the table; ``why_not`` says why nothing stands beside the client's figure."""

    title: Text
    own: str
    lower: str
    median: str
    upper: str
    others: str
    drawn: Range | None
    why_not: str


@dataclass(frozen=True)
class ComparedTheme:
    """The rows under one heading."""

    key: str
    title: Text
    lines: tuple[ComparedLine, ...]


def comparison(rows: Sequence[Compared]) -> list[ComparedTheme]:
    """The themes with anything to show, in their order."""
    themes = [
        ComparedTheme(
            theme.value,
            theme.label,
            tuple(_lines(each for each in rows if each.metric.theme == theme)),
        )
        for theme in Theme
    ]
    return [theme for theme in themes if theme.lines]


def has_others(rows: Iterable[Compared]) -> bool:
    """Whether anything can be compared yet."""
    return any(each.others for each in rows)


def _lines(rows: Iterable[Compared]) -> Iterable[ComparedLine]:
    for each in rows:
        if each.own is not None or each.others is not None:
            yield _line(each)


def _line(row: Compared) -> ComparedLine:
    unit, others = row.metric.unit, row.others
    if others is None:
        return ComparedLine(
            title=row.metric.title,
            own=_own(row.own, unit),
            lower="–",
            median="–",
            upper="–",
            others="–",
            drawn=None,
            why_not=_why_not(row),
        )
    return ComparedLine(
        title=row.metric.title,
        own=_own(row.own, unit),
        lower=in_unit(others.lower, unit),
        median=in_unit(others.median, unit),
        upper=in_unit(others.upper, unit),
        others=str(others.number),
        drawn=_drawn(row.own, others),
        why_not="",
    )


def _own(value: int | None, unit: Unit) -> str:
    return "–" if value is None else in_unit(value, unit)


def in_unit(value: int, unit: Unit) -> str:
    """A figure as it is said: ``35 days``, ``20 %``, ``12 h``."""
    if unit == Unit.DAYS:
        return ngettext("%(number)s day", "%(number)s days", value) % {"number": value}
    if unit == Unit.PERCENT:
        return f"{value} %"
    if unit == Unit.HOURS:
        return _("%(number)s h") % {"number": value}
    if unit == Unit.POINTS:
        return _("%(number)s of 100") % {"number": value}
    return str(value)


def _why_not(row: Compared) -> str:
    if row.is_within:
        return _(
            "This figure stands in the only group so far. Five other clients have to come before "
            "there is something to compare it with."
        )
    return _("Fewer than %(number)s other clients have a figure.") % {"number": SMALLEST_GROUP}


def _drawn(own: int | None, others: Spread) -> Range:
    most = max(others.upper, own or 0, 1)
    start, end = (round(WIDTH * value / most) for value in (others.lower, others.upper))
    return Range(
        start=start,
        length=max(end - start, 2),
        median=round(WIDTH * others.median / most),
        own=None if own is None else round(WIDTH * own / most),
    )
