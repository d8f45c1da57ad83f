"""Scores of the culture check, and what must not be known."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.models.culture import RespondentRole
from rollout.stages.culture.questionnaire import DIMENSIONS, STATEMENTS
from rollout.stages.culture.scoring import Answer, points, scores, withheld_roles
from tests.rollout.builders import CLOSED, OPEN_MINDED

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
    answer = Answer("sales", rated(value))
    assert [points(answer, dimension) for dimension in DIMENSIONS] == [expected] * 5


def test_one_reversed_statement_counts_the_other_way_round():
    ratings = rated(5) | {"openness_closed": 5}
    assert points(Answer("sales", ratings), DIMENSIONS[0]) == Fraction(80)


def test_a_statement_that_was_not_asked_yet_counts_as_the_middle():
    ratings = {key: value for key, value in rated(5).items() if key != "openness_closed"}
    assert points(Answer("sales", ratings), DIMENSIONS[0]) == Fraction(90)


def test_the_score_of_a_dimension_is_the_mean_over_people_rounded():
    found = scores([Answer("sales", rated(value)) for value in (5, 4, 4, 1)])
    assert [each.score for each in found.dimensions] == [63] * 5  # 62.5


@pytest.mark.parametrize("people", [0, 1, 2])
def test_no_figure_at_all_below_three_people(people):
    found = scores([Answer("sales", OPEN_MINDED)] * people)
    assert [each.score for each in found.dimensions] == [None] * 5
    assert all(group.scores is None for group in found.groups)


def test_disagreement_is_the_distance_between_the_roles_shown():
    answers = [Answer("sales", OPEN_MINDED)] * 3 + [Answer("office", CLOSED)] * 3
    found = scores(answers)
    assert [each.disagreement for each in found.dimensions] == [50] * 5
    assert [each.score for each in found.dimensions] == [50] * 5


def test_there_is_no_disagreement_to_show_with_one_role():
    found = scores([Answer("sales", OPEN_MINDED)] * 3)
    assert [each.disagreement for each in found.dimensions] == [None] * 5


@pytest.mark.parametrize(
    ("sizes", "withheld"),
    [
        ({}, set()),
        ({"sales": 3, "office": 4}, set()),
        ({"sales": 3}, set()),
        ({"sales": 2, "office": 4, "production": 9}, {"sales", "office"}),
        ({"sales": 2, "office": 4}, {"sales", "office"}),
        ({"sales": 1, "office": 2, "production": 5}, {"sales", "office"}),
        (
            {"sales": 1, "office": 1, "production": 5, "marketing": 3},
            {"sales", "office", "marketing"},
        ),
        ({"sales": 2}, {"sales"}),
        ({"sales": 0, "office": 3}, set()),
    ],
)
def test_small_groups_are_withheld_and_the_next_smallest_with_a_single_one(sizes, withheld):
    assert withheld_roles(sizes) == withheld


@given(st.dictionaries(st.sampled_from(RespondentRole.values), st.integers(0, 9)))
def test_no_small_group_is_shown_nor_left_over_when_the_shown_are_subtracted(sizes):
    withheld = withheld_roles(sizes)
    shown = {role for role, people in sizes.items() if people} - withheld
    assert all(sizes[role] >= 3 for role in shown)
    rest = sum(sizes.values()) - sum(sizes[role] for role in shown)
    assert not shown or rest == 0 or rest >= 3
    assert not shown or len(withheld) != 1


@given(
    st.lists(
        st.tuples(st.sampled_from(RespondentRole.values), st.sampled_from([OPEN_MINDED, CLOSED])),
        max_size=20,
    )
)
def test_only_groups_of_three_and_more_have_figures(answers):
    found = scores([Answer(role, ratings) for role, ratings in answers])
    sizes = Counter(role for role, _ in answers)
    assert {group.role: group.people for group in found.groups} == sizes
    for group in found.groups:
        assert group.scores is None or group.people >= 3
