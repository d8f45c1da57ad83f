"""Scores of the culture check, and whose figures must not be shown: pure rules.

Nobody can be found out: no figure for a group of fewer than three people, and none from which
such a figure follows by subtraction from the whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rollout.stages.culture.questionnaire import DIMENSIONS, HIGHEST, LOWEST, Dimension

SMALLEST_GROUP = 3
"""People at least in a group whose figure is shown."""

THRESHOLD = 60
"""Points of 100 a dimension needs: clearly more agreement than doubt (3.4 on the scale)."""


@dataclass(frozen=True)
class Answer:
    """One person's ratings by statement, and the role they named."""

    role: str
    ratings: Mapping[str, int]


@dataclass(frozen=True)
class GroupScores:
    """One role: how many answered, and their scores; None where they are withheld."""

    role: str
    people: int
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
    """What the answers come to."""

    people: int
    groups: tuple[GroupScores, ...]
    dimensions: tuple[DimensionScore, ...]

    @property
    def withheld(self) -> tuple[GroupScores, ...]:
        """The groups that answered and are not shown on their own."""
        return tuple(group for group in self.groups if group.scores is None)

    def score(self, dimension: str) -> int | None:
        """The score of one dimension."""
        return next(each.score for each in self.dimensions if each.key == dimension)


def scores(answers: Sequence[Answer]) -> SurveyScores:
    """Everything that may be known from the answers."""
    sizes = Counter(answer.role for answer in answers)
    withheld = withheld_roles(sizes)
    groups = tuple(
        GroupScores(
            role,
            people,
            None
            if role in withheld
            else _all_scores([answer for answer in answers if answer.role == role]),
        )
        for role, people in sorted(sizes.items())
    )
    whole = _all_scores(answers) if len(answers) >= SMALLEST_GROUP else None
    return SurveyScores(
        people=len(answers),
        groups=groups,
        dimensions=tuple(
            DimensionScore(
                dimension.key,
                whole[dimension.key] if whole else None,
                _disagreement(dimension.key, groups),
            )
            for dimension in DIMENSIONS
        ),
    )


def withheld_roles(sizes: Mapping[str, int]) -> frozenset[str]:
    """The roles whose figures are not shown.

    All below three people; and as long as those withheld are fewer than three people together,
    as a single small role always is, the next smallest too: else its figure would follow from the
    whole by subtraction.
    """
    by_size = sorted((role for role in sizes if sizes[role]), key=lambda role: (sizes[role], role))
    withheld = [role for role in by_size if sizes[role] < SMALLEST_GROUP]
    if not withheld:
        return frozenset()
    for role in by_size[len(withheld) :]:
        if sum(sizes[each] for each in withheld) >= SMALLEST_GROUP:
            break
        withheld.append(role)
    return frozenset(withheld)


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


def _all_scores(answers: Iterable[Answer]) -> dict[str, int]:
    kept = list(answers)
    return {
        dimension.key: _rounded(sum(points(answer, dimension) for answer in kept), len(kept))
        for dimension in DIMENSIONS
    }


def _rounded(total: Fraction | int, people: int) -> int:
    return int(Fraction(total) / people + Fraction(1, 2))


def _disagreement(dimension: str, groups: Iterable[GroupScores]) -> int | None:
    shown = [group.scores[dimension] for group in groups if group.scores is not None]
    return max(shown) - min(shown) if len(shown) > 1 else None
