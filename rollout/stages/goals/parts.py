"""The goals in words, from the work as it is frozen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.aims.words import goals_part, groups_part, kpis_part
from rollout.models import CompanyGoal
from rollout.parts import Chip, Line, Part
from rollout.stage import Names


def parts(work: Mapping[str, Any], names: Names) -> tuple[Part, ...]:
    """The parts of the page, in their order."""
    return (
        Part(
            key="company_goals",
            title=_("Goals of the company"),
            intro=_(
                "What the company wants anyway; every goal on social media serves one of them."
            ),
            rows="company_goals",
            lines=tuple(
                Line(
                    title=each["name"],
                    note=each["note"],
                    chips=(Chip(CompanyGoal.Level(each["level"]).label),),
                )
                for each in work["company_goals"]
            ),
            empty=_("None yet. Begin with what the company wants anyway."),
        ),
        groups_part(work),
        goals_part(work, names),
        kpis_part(work),
    )
