"""The criteria of the gate of goals: pure rules on plain facts (S0, S2)."""

from dataclasses import dataclass
from datetime import date

from rollout.aims.criteria import (
    goals_have_groups,
    goals_have_kpis,
    groups_are_meant,
    serves_the_company,
    smart_findings,
)
from rollout.aims.facts import Aims
from rollout.stage import Result


@dataclass(frozen=True)
class GoalsFacts:
    """What the criteria look at, on a local day."""

    aims: Aims
    company_goals: int
    on: date


def criteria(facts: GoalsFacts) -> tuple[Result, ...]:
    """All criteria in the order of the page; what SMART asks for recommends, and does not block."""
    return (
        goals_have_kpis(facts.aims),
        goals_have_groups(facts.aims),
        serves_the_company(facts.aims, company_goals=facts.company_goals),
        groups_are_meant(facts.aims),
        *smart_findings(facts.aims, facts.on),
    )
