"""The criteria of the gate of goals: pure rules on plain facts (S0, S2)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rollout.stage import Result


@dataclass(frozen=True)
class GoalsFacts:
    """What the criteria look at."""

    company_goals: int


def criteria(facts: GoalsFacts) -> tuple[Result, ...]:
    """All criteria in the order of the page."""
    return (
        Result(
            key="company_goals",
            title=_("The goals of the company are named"),
            met=facts.company_goals > 0,
            figure=str(facts.company_goals),
            sentence=_("Named.")
            if facts.company_goals
            else _("Name at least one goal of the company that social media are to serve."),
            mend="company_goals",
        ),
    )
