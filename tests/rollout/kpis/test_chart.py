"""The picture of a KPI: what was measured, the straight way, where it is heading."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from rollout.kpis import KpiFact, Point
from rollout.kpis.periods import periods
from rollout.kpis.standing import Actual
from rollout.models import Goal, Kpi
from rollout.presenters.kpi_chart import kpi_chart

KPI = Kpi(
    name="Bewerbungen",
    unit="count",
    direction="up",
    rhythm="monthly",
    baseline=Decimal(10),
    baseline_on=date(2026, 6, 30),
    target=Decimal(20),
    target_on=date(2026, 12, 31),
)
ON = date(2026, 11, 16)
MONTHS = periods("monthly", date(2026, 7, 1), date(2026, 10, 31))


def fact(kpi: Kpi, *values: str | None) -> KpiFact:
    points = tuple(
        Point(month.ends_on, None, month, seen=Decimal(3), unseen=("“Anzeiger” did not deliver",))
        if value is None
        else Point(month.ends_on, Decimal(value), month)
        for month, value in zip(MONTHS, values, strict=False)
    )
    return KpiFact(kpi, ON, points, Actual(None, None, False, False, "No figure yet."))


def table(found: KpiFact) -> list[list[str]]:
    with override("en"):
        chart = kpi_chart(found)
        assert chart is not None
        return [list(chart.headers), *([str(cell) for cell in row] for row in chart.rows)]


def test_behind_the_picture_stand_figures_way_and_forecast() -> None:
    assert table(fact(KPI, "10", "12", "14", "16")) == [
        ["", "Measured", "Straight way to the target", "If it goes on as of late"],
        ["06/30/2026", "–", "10", "–"],
        ["July 2026", "10", "11.68", "–"],
        ["August 2026", "12", "13.37", "–"],
        ["September 2026", "14", "15", "–"],
        ["October 2026", "16", "16.68", "16.01"],
        ["11/30/2026", "–", "18.32", "17.97"],
        ["12/31/2026", "–", "20", "19.99"],
    ]


def test_a_month_that_was_not_seen_is_unknown_and_not_drawn_as_nothing() -> None:
    rows = table(fact(KPI, "10", None, "14"))
    assert rows[3][:2] == ["August 2026", "unknown (seen: 3)"]
    with override("en"):
        chart = kpi_chart(fact(KPI, "10", None, "14"))
    assert chart is not None
    assert 'class="unseen"' in chart.svg


def test_without_a_target_only_what_was_measured_is_drawn() -> None:
    kpi = Kpi(name="Lob", unit="percent", direction="up", rhythm="monthly")
    assert table(fact(kpi, "10", "12.5")) == [
        ["", "Measured"],
        ["July 2026", "10\u00a0%"],
        ["August 2026", "12.5\u00a0%"],
    ]


def test_with_neither_figure_nor_way_there_is_no_picture() -> None:
    assert kpi_chart(fact(Kpi(unit="count", direction="up", rhythm="monthly"))) is None


@pytest.mark.parametrize("values", [(), ("10",)], ids=["no figure yet", "one figure"])
def test_the_way_is_drawn_before_anything_is_measured(values: tuple[str, ...]) -> None:
    goal = Goal(title="Zwanzig", due_on=date(2026, 12, 31))
    kpi = Kpi(
        name="Bewerbungen",
        unit="count",
        direction="up",
        rhythm="quarterly",
        goal=goal,
        baseline=Decimal(10),
        baseline_on=date(2026, 6, 30),
        target=Decimal(20),
    )
    rows = table(fact(kpi, *values))
    assert (rows[1][0], rows[-1][0], rows[-1][-1]) == ("06/30/2026", "12/31/2026", "20")
