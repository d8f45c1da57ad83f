"""What the stage of goals reads."""

from datetime import date

from rollout.models import CompanyGoal, Stage
from rollout.stage import Assessment
from rollout.stages.goals.criteria import GoalsFacts, criteria


def assess(stage: Stage, on: date) -> Assessment:
    """The goals as they stand."""
    company_goals = list(CompanyGoal.of(stage.company).filter(stage=stage))
    return Assessment(
        results=criteria(GoalsFacts(company_goals=len(company_goals))),
        work={
            "company_goals": [
                {"name": each.name, "level": each.level, "note": each.note}
                for each in company_goals
            ]
        },
        rows={"company_goals": tuple(each.pk for each in company_goals)},
    )
