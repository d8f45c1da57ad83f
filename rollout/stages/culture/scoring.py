"""Scores of the culture check, and whose figures must not be shown: pure rules.

Nobody can be found out: figures are made of counted answers alone, and which answers count is
decided in batches of three and more (rollout.stages.culture.batches).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rollout.stages.culture.batches import SMALLEST_GROUP
from rollout.stages.culture.questionnaire import (
    DIMENSIONS,
    HIGHEST,
    LOWEST,
    Dimension,
    Questionnaire,
)

THRESHOLD = 60
"""Points of 100 a dimension needs: clearly more agreement than doubt (3.4 on the scale)."""


@dataclass(frozen=True)
class Answer:
    """One person's ratings by statement, the role they named, and in which figures they count."""

    role: str
    ratings: Mapping[str, int]
    counted: bool
    counted_in_role: bool


@dataclass(frozen=True)
class GroupScores:
    """One role: how many answered, how many of them its scores rest on; None while withheld."""

    role: str
    people: int
    counted: int
    scores: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension, 0 to 100: None below three people.

    ``disagreement`` is the distance in points between the highest and the lowest role that is
    shown; None if fewer than two roles are.
    """

    key: str
    score: int | None
    disagreement: int | None


@dataclass(frozen=True)
class SurveyScores:
    """What the answers come to: how many people answered, how many the figures rest on."""

    people: int
    counted: int
    groups: tuple[GroupScores, ...]
    dimensions: tuple[DimensionScore, ...]

    @property
    def withheld(self) -> tuple[GroupScores, ...]:
        """The groups that answered and are not shown on their own."""
        return tuple(group for group in self.groups if group.scores is None)

    def score(self, dimension: str) -> int | None:
        """The score of one dimension."""
        return next(each.score for each in self.dimensions if each.key == dimension)


def scores(answers: Sequence[Answer], asked: Questionnaire = DIMENSIONS) -> SurveyScores:
    """Everything that may be known from the answers to the questionnaire that was ``asked``."""
    counted = [answer for answer in answers if answer.counted]
    sizes = Counter(answer.role for answer in answers)
    groups = tuple(_group(role, people, answers, asked) for role, people in sorted(sizes.items()))
    whole = _scores_of_several(counted, asked)
    return SurveyScores(
        people=len(answers),
        counted=len(counted),
        groups=groups,
        dimensions=tuple(
            DimensionScore(
                dimension.key,
                whole[dimension.key] if whole else None,
                _disagreement(dimension.key, groups),
            )
            for dimension in asked
        ),
    )


def _group(role: str, people: int, answers: Iterable[Answer], asked: Questionnaire) -> GroupScores:
    counted = [answer for answer in answers if answer.role == role and answer.counted_in_role]
    return GroupScores(role, people, len(counted), _scores_of_several(counted, asked))


def points(answer: Answer, dimension: Dimension) -> Fraction:
    """One person's score in one dimension, 0 to 100.

    A statement that was not yet asked when they answered counts as the middle of the scale.
    """
    span = HIGHEST - LOWEST
    gained = 0
    for statement in dimension.statements:
        rating = answer.ratings.get(statement.key, LOWEST + span // 2)
        gained += HIGHEST - rating if statement.reverse else rating - LOWEST
    return Fraction(100 * gained, span * len(dimension.statements))


def _scores_of_several(answers: Sequence[Answer], asked: Questionnaire) -> dict[str, int] | None:
    if len(answers) < SMALLEST_GROUP:
        return None
    return {
        dimension.key: _rounded(sum(points(answer, dimension) for answer in answers), len(answers))
        for dimension in asked
    }


def _rounded(total: Fraction | int, people: int) -> int:
    return int(Fraction(total) / people + Fraction(1, 2))


def _disagreement(dimension: str, groups: Iterable[GroupScores]) -> int | None:
    shown = [group.scores[dimension] for group in groups if group.scores is not None]
    return max(shown) - min(shown) if len(shown) > 1 else None
