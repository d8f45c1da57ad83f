"""How far a figure is on the straight way, and where it is heading."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.kpis.course import Course, Pace, pace
from rollout.kpis.forecast import LOOKED_AT, NEEDED, trend

UP = Course(Decimal(10), date(2026, 1, 1), Decimal(20), date(2026, 12, 27), "up")
DOWN = Course(Decimal(20), date(2026, 1, 1), Decimal(10), date(2026, 12, 27), "down")
HALFWAY = date(2026, 6, 30)
VALUES = st.decimals(-10_000, 10_000, places=2)


@pytest.mark.parametrize(
    ("course", "value", "on", "stands"),
    [
        (None, "12", HALFWAY, Pace.NO_TARGET),
        (UP, None, HALFWAY, Pace.UNKNOWN),
        (UP, "15", HALFWAY, Pace.ON_THE_WAY),
        (UP, "14.99", HALFWAY, Pace.TOO_SLOW),
        (UP, "20", HALFWAY, Pace.REACHED),
        (UP, "19.99", date(2026, 12, 27), Pace.MISSED),
        (UP, "20", date(2027, 3, 1), Pace.REACHED),
        (UP, "10", date(2025, 12, 1), Pace.ON_THE_WAY),
        (DOWN, "15", HALFWAY, Pace.ON_THE_WAY),
        (DOWN, "15.01", HALFWAY, Pace.TOO_SLOW),
        (DOWN, "9", HALFWAY, Pace.REACHED),
        (DOWN, "10.01", date(2026, 12, 27), Pace.MISSED),
    ],
    ids=[
        "no target",
        "no figure",
        "on the line",
        "below the line",
        "there already",
        "too late",
        "late, but there",
        "before it began",
        "down, on the line",
        "down, above the line",
        "down, there already",
        "down, too late",
    ],
)
def test_a_figure_stands_to_the_straight_line(
    course: Course | None, value: str | None, on: date, stands: Pace
) -> None:
    assert pace(course, None if value is None else Decimal(value), on) == stands


def line(start: Decimal, step: Decimal, number: int) -> list[tuple[date, Decimal]]:
    first = date(2026, 1, 5)
    return [(first + timedelta(days=7 * n), start + step * n) for n in range(number)]


def test_three_figures_are_too_few_for_a_forecast() -> None:
    assert trend(line(Decimal(1), Decimal(1), NEEDED - 1)) is None
    assert trend(line(Decimal(1), Decimal(1), NEEDED)) is not None


@given(VALUES, VALUES, st.integers(NEEDED, 12), st.integers(0, 50))
def test_what_grew_evenly_goes_on_evenly(
    start: Decimal, step: Decimal, number: int, weeks: int
) -> None:
    found = trend(line(start, step, number))
    assert found is not None
    assert found.on(date(2026, 1, 5) + timedelta(days=7 * weeks)) == start + step * weeks


@given(st.lists(VALUES, min_size=NEEDED, max_size=LOOKED_AT), VALUES)
def test_a_forecast_moves_as_the_figures_move(values: list[Decimal], shift: Decimal) -> None:
    days = [date(2026, 1, 5) + timedelta(days=7 * n) for n in range(len(values))]
    ahead = days[-1] + timedelta(days=28)
    plain = trend(list(zip(days, values, strict=True)))
    moved = trend([(day, value + shift) for day, value in zip(days, values, strict=True)])
    assert plain is not None
    assert moved is not None
    # Both are written down in hundredths.
    assert abs(moved.on(ahead) - plain.on(ahead) - shift) <= Decimal("0.01")


@given(st.lists(VALUES, min_size=NEEDED, max_size=LOOKED_AT))
def test_the_line_lies_in_the_middle_of_the_figures(values: list[Decimal]) -> None:
    days = [date(2026, 1, 5) + timedelta(days=2 * n) for n in range(len(values))]
    found = trend(list(zip(days, values, strict=True)))
    assert found is not None
    middle = days[0] + (days[-1] - days[0]) / 2
    assert abs(found.on(middle) - sum(values) / len(values)) <= Decimal("0.01")


def test_only_the_newest_figures_count() -> None:
    old = [(date(2020, 1, 1) + timedelta(days=n), Decimal(9999)) for n in range(5)]
    newest = line(Decimal(1), Decimal(1), LOOKED_AT)
    assert trend(old + newest) == trend(newest)
