"""Scores of the culture check, and what must not be known."""

from fractions import Fraction

import pytest

from rollout.stages.culture.questionnaire import DIMENSIONS, STATEMENTS
from rollout.stages.culture.scoring import Answer, GroupScores, points, scores
from tests.rollout.builders import CLOSED, OPEN_MINDED


def counted(role, ratings):
    return Answer(role, ratings, counted=True, counted_in_role=True)


KEYS = [dimension.key for dimension in DIMENSIONS]


def rated(value):
    """The same agreement to everything, reverse statements turned round."""
    return {key: 6 - value if statement.reverse else value for key, statement in STATEMENTS.items()}


def test_five_dimensions_of_four_to_six_statements_each_and_some_reversed():
    assert KEYS == ["openness", "control", "criticism", "speed", "management"]
    for dimension in DIMENSIONS:
        assert 4 <= len(dimension.statements) <= 6
        assert any(statement.reverse for statement in dimension.statements)
    assert len(STATEMENTS) == sum(len(dimension.statements) for dimension in DIMENSIONS)


@pytest.mark.parametrize(("value", "expected"), [(1, 0), (2, 25), (3, 50), (4, 75), (5, 100)])
def test_a_score_runs_from_0_to_100(value, expected):
    answer = counted("sales", rated(value))
    assert [points(answer, dimension) for dimension in DIMENSIONS] == [expected] * 5


def test_one_reversed_statement_counts_the_other_way_round():
    ratings = rated(5) | {"openness_closed": 5}
    assert points(counted("sales", ratings), DIMENSIONS[0]) == Fraction(80)


def test_a_statement_that_was_not_asked_yet_counts_as_the_middle():
    ratings = {key: value for key, value in rated(5).items() if key != "openness_closed"}
    assert points(counted("sales", ratings), DIMENSIONS[0]) == Fraction(90)


def test_the_score_of_a_dimension_is_the_mean_over_people_rounded():
    found = scores([counted("sales", rated(value)) for value in (5, 4, 4, 1)])
    assert [each.score for each in found.dimensions] == [63] * 5  # 62.5


@pytest.mark.parametrize("people", [0, 1, 2])
def test_no_figure_at_all_below_three_people(people):
    found = scores([counted("sales", OPEN_MINDED)] * people)
    assert [each.score for each in found.dimensions] == [None] * 5
    assert all(group.scores is None for group in found.groups)


def test_disagreement_is_the_distance_between_the_roles_shown():
    answers = [counted("sales", OPEN_MINDED)] * 3 + [counted("office", CLOSED)] * 3
    found = scores(answers)
    assert [each.disagreement for each in found.dimensions] == [50] * 5
    assert [each.score for each in found.dimensions] == [50] * 5


def test_there_is_no_disagreement_to_show_with_one_role():
    found = scores([counted("sales", OPEN_MINDED)] * 3)
    assert [each.disagreement for each in found.dimensions] == [None] * 5


def test_figures_rest_on_counted_answers_and_numbers_on_all():
    answers = [counted("sales", OPEN_MINDED)] * 3 + [
        Answer("sales", CLOSED, counted=True, counted_in_role=False),
        Answer("sales", CLOSED, counted=False, counted_in_role=False),
        Answer("office", CLOSED, counted=False, counted_in_role=False),
    ]
    found = scores(answers)
    assert (found.people, found.counted) == (6, 4)
    assert [each.score for each in found.dimensions] == [63] * 5  # (3 * 75 + 25) / 4 = 62.5
    assert found.groups == (
        GroupScores("office", 1, 0, None),
        GroupScores("sales", 5, 3, dict.fromkeys(KEYS, 75)),
    )
