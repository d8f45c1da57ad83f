"""Goals, target groups and KPIs as plain facts, from the JSON they are frozen as."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class KpiAim:
    """A KPI with where it is to go; values are in its unit, what is missing is None."""

    name: str
    unit: str
    direction: str
    rhythm: str
    measure: str = ""
    goal: str | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it says from where to where."""
        return self.baseline is not None and self.target is not None


@dataclass(frozen=True, slots=True)
class GoalAim:
    """A goal with the names of what it serves and of whom it is meant for, and its KPIs."""

    title: str
    description: str
    due_on: date
    serves: str | None = None
    target_groups: tuple[str, ...] = ()
    kpis: tuple[KpiAim, ...] = ()


@dataclass(frozen=True, slots=True)
class Aims:
    """All of it; ``groups`` are the names of the target groups, ``loose`` KPIs without a goal."""

    goals: tuple[GoalAim, ...] = ()
    groups: tuple[str, ...] = ()
    loose: tuple[KpiAim, ...] = ()


def aims_in(work: Mapping[str, Any]) -> Aims:
    """The aims in a stage's work (lists ``target_groups``, ``goals`` and ``kpis``)."""
    kpis = [_kpi(each) for each in work["kpis"]]
    return Aims(
        goals=tuple(
            GoalAim(
                title=each["title"],
                description=each["description"],
                due_on=date.fromisoformat(each["due_on"]),
                serves=each["serves"],
                target_groups=tuple(each["target_groups"]),
                kpis=tuple(kpi for kpi in kpis if kpi.goal == each["title"]),
            )
            for each in work["goals"]
        ),
        groups=tuple(each["name"] for each in work["target_groups"]),
        loose=tuple(kpi for kpi in kpis if kpi.goal is None),
    )


def _kpi(row: Mapping[str, Any]) -> KpiAim:
    return KpiAim(
        name=row["name"],
        unit=row["unit"],
        direction=row["direction"],
        rhythm=row["rhythm"],
        measure=row["measure"],
        goal=row["goal"],
        baseline=_decimal(row["baseline"]),
        baseline_on=_day(row["baseline_on"]),
        target=_decimal(row["target"]),
        target_on=_day(row["target_on"]),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
