"""Goals and KPIs for tests, made as plainly as possible."""

from datetime import date
from decimal import Decimal
from typing import Any

from rollout.models import CompanyGoal, Goal, GoalAudience, Kpi, KpiReading, TargetGroup
from tests.factories import MONDAY
from tests.rollout.builders import Place

GOALS = 3


def make_goal(place: Place, title: str = "Zwanzig Bewerbungen", **fields: Any) -> Goal:
    row = {"kind": "recruiting", "due_on": date(2027, 6, 30), "owner": place.lead} | fields
    stage = row.pop("stage", None) or place.stage(GOALS)
    return Goal.everywhere.create(company=place.company, stage=stage, title=title, **row)


def make_group(place: Place, name: str = "Schulabgänger", **fields: Any) -> TargetGroup:
    row = {"market": "applicants", "interests": "Beruf", "languages": ["de"]} | fields
    stage = place.stage(GOALS)
    return TargetGroup.everywhere.create(company=place.company, stage=stage, name=name, **row)


def make_kpi(place: Place, name: str = "Bewerbungen", **fields: Any) -> Kpi:
    row = {"unit": "count", "direction": "up", "rhythm": "monthly"} | fields
    stage = row.pop("stage", None) or place.stage(GOALS)
    return Kpi.everywhere.create(company=place.company, stage=stage, name=name, **row)


def make_company_goal(place: Place, name: str = "Wachsen") -> CompanyGoal:
    return CompanyGoal.everywhere.create(
        company=place.company, stage=place.stage(GOALS), name=name, level="company"
    )


def aim(place: Place, goal: Goal, group: TargetGroup) -> GoalAudience:
    return GoalAudience.everywhere.create(
        company=place.company, stage=goal.stage, goal=goal, target_group=group
    )


def make_reading(place: Place, kpi: Kpi, on: date, value: str, **fields: Any) -> KpiReading:
    row = {"origin": "entered", "by": place.lead, "at": MONDAY} | fields
    return KpiReading.everywhere.create(
        company=place.company, kpi=kpi, on=on, value=Decimal(value), **row
    )
