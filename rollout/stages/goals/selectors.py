"""What the stage of goals reads."""

from datetime import date

from rollout.aims.facts import aims_in
from rollout.aims.reading import aim_rows
from rollout.models import CompanyGoal, Stage
from rollout.stage import Assessment
from rollout.stages.goals.criteria import GoalsFacts, criteria


def assess(stage: Stage, on: date) -> Assessment:
    """The goals as they stand (five queries)."""
    company_goals = list(CompanyGoal.of(stage.company).filter(stage=stage))
    rows = aim_rows(stage)
    aims = rows.work()
    facts = GoalsFacts(aims=aims_in(aims), company_goals=len(company_goals), on=on)
    return Assessment(
        results=criteria(facts),
        work={
            "company_goals": [
                {"name": each.name, "level": each.level, "note": each.note}
                for each in company_goals
            ],
            **aims,
        },
        rows={"company_goals": tuple(each.pk for each in company_goals), **rows.keys()},
    )
