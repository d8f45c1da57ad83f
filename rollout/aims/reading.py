"""The rows of a stage's aims, and the JSON they are frozen as."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rollout.models import Goal, GoalAudience, Kpi, Stage, TargetGroup


@dataclass(frozen=True)
class AimRows:
    """Target groups, goals and KPIs of one stage; ``audiences`` are names by goal."""

    groups: tuple[TargetGroup, ...]
    goals: tuple[Goal, ...]
    kpis: tuple[Kpi, ...]
    audiences: Mapping[int, tuple[str, ...]]

    def work(self) -> dict[str, Any]:
        """The lists of a stage's work, without numbers of rows."""
        return {
            "target_groups": [_group(each) for each in self.groups],
            "goals": [_goal(each, self.audiences.get(each.pk, ())) for each in self.goals],
            "kpis": [_kpi(each) for each in self.kpis],
        }

    def keys(self) -> dict[str, tuple[int, ...]]:
        """The primary keys behind those lists, in the same order."""
        return {
            "target_groups": tuple(each.pk for each in self.groups),
            "goals": tuple(each.pk for each in self.goals),
            "kpis": tuple(each.pk for each in self.kpis),
        }


def aim_rows(stage: Stage) -> AimRows:
    """Everything a stage wants to reach, and how it is measured (four queries)."""
    company = stage.company
    audiences: dict[int, list[str]] = defaultdict(list)
    links = GoalAudience.of(company).filter(stage=stage).select_related("target_group")
    for link in links.order_by("target_group_id"):
        audiences[link.goal_id].append(link.target_group.name)
    return AimRows(
        groups=tuple(TargetGroup.of(company).filter(stage=stage)),
        goals=tuple(Goal.of(company).filter(stage=stage).select_related("serves")),
        kpis=tuple(Kpi.of(company).filter(stage=stage).select_related("goal")),
        audiences={goal: tuple(names) for goal, names in audiences.items()},
    )


def _group(row: TargetGroup) -> dict[str, Any]:
    return {
        "name": row.name,
        "market": row.market,
        "age_from": row.age_from,
        "age_to": row.age_to,
        "role": row.role,
        "interests": row.interests,
        "languages": list(row.languages),
        "places": list(row.places),
        "places_note": row.places_note,
    }


def _goal(row: Goal, groups: tuple[str, ...]) -> dict[str, Any]:
    return {
        "title": row.title,
        "kind": row.kind,
        "description": row.description,
        "due_on": row.due_on.isoformat(),
        "owner": row.owner_id,
        "serves": row.serves.name if row.serves else None,
        "target_groups": list(groups),
    }


def _kpi(row: Kpi) -> dict[str, Any]:
    return {
        "name": row.name,
        "goal": row.goal.title if row.goal else None,
        "measure": row.measure,
        "unit": row.unit,
        "direction": row.direction,
        "rhythm": row.rhythm,
        "baseline": _decimal(row.baseline),
        "baseline_on": _day(row.baseline_on),
        "target": _decimal(row.target),
        "target_on": _day(row.target_on),
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
