"""The course of a KPI as a picture: what was measured, the straight way, where it is heading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.charts import Cell, Chart, Series, lines
from rollout.kpis import KpiFact, Point
from rollout.kpis.periods import ONE_DAY, period_of
from rollout.kpis.wording import figure, period_in_short, period_name, short_day
from rollout.wording import Text

PAST, AHEAD = 24, 26
"""So many figures, and so many steps until the target, are drawn at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place on the axis; ``point`` is what was measured there, if anything.

    ``name`` says it in the table behind the picture, where there is more room.
    """

    on: date
    label: Text
    name: Text
    point: Point | None = None


def kpi_chart(fact: KpiFact) -> Chart | None:
    """The picture; None while there is neither a figure nor a way to go."""
    steps = _steps(fact)
    if not steps:
        return None
    measured = [step.point.value if step.point else None for step in steps]
    ways = [_way(fact, step.on) for step in steps]
    heads = _heading(fact, steps)
    columns = [(_("Measured"), "accent", measured)]
    if any(value is not None for value in ways):
        columns.append((_("Straight way to the target"), "neutral", ways))
    if any(value is not None for value in heads):
        columns.append((_("If it goes on as of late"), "unclear", heads))
    chart = lines(
        caption=fact.kpi.name,
        labels=[str(step.label) for step in steps],
        series=[Series(name, [_float(v) for v in values], tone) for name, tone, values in columns],
        blind=[i for i, step in enumerate(steps) if step.point and step.point.is_blind],
        summary=str(fact.actual.sentence),
    )
    return replace(chart, rows=tuple(_row(fact, i, step, columns) for i, step in enumerate(steps)))


def _steps(fact: KpiFact) -> list[Step]:
    past = [_measured(each) for each in fact.points[-PAST:]]
    course = fact.course
    if course is None:
        return past
    begun = past[0].on if past else course.baseline_on
    before = [_day(course.baseline_on)] if not past or course.baseline_on < begun else []
    last = past[-1].on if past else course.baseline_on
    return before + past + _ahead(fact.kpi.rhythm, last, course.target_on)


def _ahead(rhythm: str, last: date, target_on: date) -> list[Step]:
    steps: list[Step] = []
    day = period_of(rhythm, last + ONE_DAY).ends_on
    while day < target_on and len(steps) < AHEAD:
        steps.append(_day(day))
        day = period_of(rhythm, day + ONE_DAY).ends_on
    if target_on > last:
        steps.append(_day(target_on))
    return steps


def _measured(point: Point) -> Step:
    if point.period is None:
        return Step(point.on, short_day(point.on), short_day(point.on), point)
    return Step(point.on, period_in_short(point.period), period_name(point.period), point)


def _day(day: date) -> Step:
    return Step(day, short_day(day), short_day(day))


def _way(fact: KpiFact, day: date) -> Decimal | None:
    course = fact.course
    if course is None or not course.baseline_on <= day <= course.target_on:
        return None
    return round(course.expected_on(day), 2)


def _heading(fact: KpiFact, steps: Sequence[Step]) -> list[Decimal | None]:
    """The forecast from the newest figure on."""
    if fact.trend is None or fact.course is None:
        return [None] * len(steps)
    known = [each.on for each in fact.points if each.value is not None]
    return [fact.forecast_on(step.on) if step.on >= known[-1] else None for step in steps]


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _row(
    fact: KpiFact,
    place: int,
    step: Step,
    columns: Sequence[tuple[str, str, list[Decimal | None]]],
) -> tuple[Cell, ...]:
    cells = [
        "–" if values[place] is None else str(figure(values[place] or Decimal(), fact.kpi.unit))
        for _name, _tone, values in columns
    ]
    point = step.point
    if point and point.is_blind:
        cells[0] = _("unknown")
        if point.seen:
            said = {"number": figure(point.seen, fact.kpi.unit)}
            cells[0] = _("unknown (seen: %(number)s)") % said
    return (Cell(str(step.name)), *(Cell(text) for text in cells))
