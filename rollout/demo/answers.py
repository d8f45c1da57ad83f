"""Answers to the culture check, by people of several roles: willing, slow to decide."""

import random

from rollout.models.culture import RespondentRole
from rollout.stages.culture.questionnaire import DIMENSIONS

# How openly each role sees each dimension, on the scale of 1 to 5.
VIEWS = {
    RespondentRole.MANAGEMENT: {"openness": 3.6, "speed": 3.4},
    RespondentRole.MARKETING: {"openness": 4.4, "speed": 2.2},
    RespondentRole.SALES: {"openness": 4.1, "speed": 2.4},
}
USUAL = 3.8
PEOPLE_PER_ROLE = 3


def answers(role: RespondentRole, person: int) -> dict[str, int]:
    """One person's ratings; the same for all starts."""
    chance = random.Random(f"{role} {person}")  # noqa: S311 - demo data, not a secret
    rated = {}
    for dimension in DIMENSIONS:
        view = VIEWS[role].get(dimension.key, USUAL)
        for statement in dimension.statements:
            mark = min(5, max(1, round(chance.gauss(view, 0.6))))
            rated[statement.key] = 6 - mark if statement.reverse else mark
    return rated
