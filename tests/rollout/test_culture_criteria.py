"""The criteria of the culture check, on plain facts."""

from datetime import timedelta

import pytest

from rollout.stages.culture.criteria import CultureFacts, MeasureFact, criteria
from rollout.stages.culture.scoring import Answer, scores
from tests.rollout.builders import CLOSED, OPEN_MINDED, TODAY


def given(role, ratings):
    return Answer(role, ratings, counted=True, counted_in_role=True)


ANSWERS = [given(role, OPEN_MINDED) for role in ("management", "sales", "sales")]


def facts(answers=ANSWERS, found=(), media_counts=None, on=TODAY):
    return CultureFacts(
        on=on,
        survey=scores(answers),
        threshold=60,
        measures=tuple(found),
        media=media_counts or {},
    )


def met(looked_at):
    return {result.key: result.met for result in criteria(looked_at) if result.blocking}


def test_three_people_of_two_roles_with_management_meet_everything():
    assert set(met(facts()).values()) == {True}


@pytest.mark.parametrize(
    ("roles", "people", "management"),
    [
        (["management", "sales"], False, True),
        (["management"] * 3, False, True),
        (["sales", "office", "office"], True, False),
        (["management", "sales", "office"], True, True),
        ([], False, False),
    ],
)
def test_enough_people_of_enough_roles_and_management(roles, people, management):
    result = met(facts([given(role, OPEN_MINDED) for role in roles]))
    assert (result["people"], result["management"]) == (people, management)


WEAK = [given(role, CLOSED) for role in ("management", "sales", "sales")]


@pytest.mark.parametrize(
    ("measure", "stands"),
    [
        (MeasureFact("speed", True, TODAY, False), True),
        (MeasureFact("speed", True, TODAY - timedelta(days=1), False), False),
        (MeasureFact("speed", True, TODAY - timedelta(days=1), True), True),
        (MeasureFact("speed", False, TODAY, False), False),
        (MeasureFact("control", True, TODAY, False), False),
    ],
)
def test_a_weak_dimension_needs_a_measure_that_stands(measure, stands):
    assert met(facts(WEAK, [measure]))["dimension_speed"] is stands


def test_a_dimension_at_its_threshold_needs_no_measure():
    three_point_four = OPEN_MINDED | {"speed_day": 3, "speed_urgent": 3, "speed_knows": 3}
    at_threshold = facts(
        [given(role, three_point_four) for role in ("management", "sales", "sales")]
    )
    assert at_threshold.survey.score("speed") == 60
    assert met(at_threshold)["dimension_speed"]


def test_the_figure_stands_beside_each_criterion():
    figures = {result.key: result.figure for result in criteria(facts(ANSWERS[:2]))}
    assert str(figures["people"]) == "2 (mindestens 3)"
    assert figures["management"] == "1"
    assert str(figures["dimension_speed"]) == "– (mindestens 60)"


def test_the_media_inventory_is_recommended_only():
    by_key = {
        result.key: result for result in criteria(facts(media_counts={"owned": 2, "paid": 1}))
    }
    assert (by_key["media"].met, by_key["media"].blocking, str(by_key["media"].figure)) == (
        False,
        False,
        "2 von 3",
    )
