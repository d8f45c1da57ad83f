"""The stage of goals as it is worked on: rows, refusals, what is frozen."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pgtrigger
import pytest
from django.utils.translation import override

from companies.refusals import RefusedError
from rollout.assessment import assess
from rollout.models import Goal, GoalAudience, Kpi
from rollout.rowkinds import RowKind
from rollout.rowkinds.goals import GOALS as GOAL_ROWS
from rollout.rowkinds.kpis import KPIS
from rollout.rowkinds.target_groups import TARGET_GROUPS
from rollout.writing import add_row, change_row
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import TODAY, Place
from tests.rollout.kpis.builders import (
    GOALS,
    aim,
    make_company_goal,
    make_goal,
    make_group,
    make_kpi,
    make_reading,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    return place_at(GOALS)


def add(place: Place, of: RowKind, *, number: int = GOALS, **values: object) -> object:
    return add_row(
        company=place.company, number=number, of=of, values=values, by=place.lead, at=MONDAY
    )


@pytest.mark.django_db
def test_a_whole_set_of_goals_meets_the_gate(place: Place) -> None:
    company_goal, group = make_company_goal(place), make_group(place)
    goal = make_goal(
        place, description="Wer sich bewirbt, woher und um was es geht.", serves=company_goal
    )
    aim(place, goal, group)
    make_kpi(
        place,
        goal=goal,
        baseline=Decimal(8),
        baseline_on=TODAY,
        target=Decimal(20),
        target_on=date(2027, 6, 30),
    )
    assessment = assess(place.stage(GOALS), TODAY)
    assert [each.key for each in assessment.results if not each.met] == []
    assert assessment.work["goals"] == [
        {
            "title": "Zwanzig Bewerbungen",
            "kind": "recruiting",
            "description": "Wer sich bewirbt, woher und um was es geht.",
            "due_on": "2027-06-30",
            "owner": place.lead.pk,
            "serves": "Wachsen",
            "target_groups": ["Schulabgänger"],
        }
    ]
    assert assessment.work["kpis"] == [
        {
            "name": "Bewerbungen",
            "goal": "Zwanzig Bewerbungen",
            "measure": "",
            "unit": "count",
            "direction": "up",
            "rhythm": "monthly",
            "baseline": "8.00",
            "baseline_on": "2026-11-16",
            "target": "20.00",
            "target_on": "2027-06-30",
        }
    ]


@pytest.mark.django_db
def test_figures_that_come_in_do_not_change_the_work(place: Place) -> None:
    kpi = make_kpi(place)
    before = assess(place.stage(GOALS), TODAY).work
    make_reading(place, kpi, TODAY, "12")
    assert assess(place.stage(GOALS), TODAY).work == before


@pytest.mark.django_db
def test_the_groups_of_a_goal_are_said_anew(place: Place) -> None:
    first, second = make_group(place), make_group(place, "Eltern")
    values = {"kind": "recruiting", "title": "Bewerben", "due_on": date(2027, 6, 30)}
    goal = add(place, GOAL_ROWS, **values, owner=place.lead, target_groups=[first])
    assert isinstance(goal, Goal)
    change_row(
        company=place.company,
        number=GOALS,
        of=GOAL_ROWS,
        row_id=goal.pk,
        values={"target_groups": [second]},
        by=place.lead,
        at=MONDAY,
    )
    names = GoalAudience.of(place.company).values_list("target_group__name", flat=True)
    assert list(names) == ["Eltern"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (GOAL_ROWS, {"title": "Bewerben", "kind": "sales", "due_on": TODAY}, "due_on"),
        (
            TARGET_GROUPS,
            {"name": "Alle", "market": "b2c", "age_from": 50, "age_to": 20, "languages": ["de"]},
            "age_to",
        ),
        (
            KPIS,
            {"name": "Lob", "unit": "count", "baseline": Decimal(1), "baseline_on": None},
            "baseline_on",
        ),
        (KPIS, {"name": "Lob", "unit": "count", "baseline_on": date(2026, 11, 17)}, "baseline_on"),
        (
            KPIS,
            {"name": "Lob", "unit": "count", "baseline_on": TODAY, "target_on": TODAY},
            "target_on",
        ),
    ],
    ids=[
        "a goal of yesterday",
        "ages turned round",
        "a baseline of some day",
        "a baseline to come",
        "a target before",
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    place: Place, kind: RowKind, values: dict[str, object], field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        add(place, kind, **values)
    assert refused.value.field == field


@pytest.mark.django_db
def test_a_kpi_belongs_to_a_goal_of_its_own_stage() -> None:
    place = place_at(4)
    with pgtrigger.ignore("rollout.Goal:work_frozen_unless_open"):
        goal = make_goal(place)
    with pytest.raises(RefusedError, match="another stage") as refused:
        add(place, KPIS, number=4, name="Lob", unit="count", goal=goal)
    assert refused.value.field == "goal"


@pytest.mark.django_db
def test_what_is_counted_has_the_unit_of_its_measure(place: Place) -> None:
    kpi = add(
        place,
        KPIS,
        name="Lob",
        unit="count",
        measure="positive_share",
        direction="up",
        rhythm="monthly",
    )
    assert isinstance(kpi, Kpi)
    assert kpi.unit == "percent"
    values = {"unit": "euro"}
    act = {"company": place.company, "number": GOALS, "by": place.lead, "at": MONDAY}
    change_row(of=KPIS, row_id=kpi.pk, values=values, **act)
    kpi.refresh_from_db()
    assert kpi.unit == "percent"


@pytest.mark.django_db
def test_a_unit_stays_once_there_are_figures(place: Place) -> None:
    kpi = make_kpi(place)
    make_reading(place, kpi, TODAY, "12")
    with pytest.raises(RefusedError, match="another KPI"):
        change_row(
            company=place.company,
            number=GOALS,
            of=KPIS,
            row_id=kpi.pk,
            values={"unit": "euro", "measure": ""},
            by=place.lead,
            at=MONDAY,
        )
