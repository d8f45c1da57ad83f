"""The criteria of resources as tables of facts, and how needed hours are reckoned."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from rollout.load import AnswerLoad, CareLoad, Load, TopicLoad
from rollout.stage import Result
from rollout.stages.resources.about import BUDGET, COMPETENCE
from rollout.stages.resources.budget import over
from rollout.stages.resources.criteria import (
    ResourcesFacts,
    RoleFact,
    criteria,
    is_a_closed_pair,
)

ANSWERS = AnswerLoad(mentions=32, minutes_per_answer=15)
LOAD = Load(
    topics=(TopicLoad("Festivals", 8, 60), TopicLoad("Brewing", 4, 90)),
    care=(CareLoad("facebook", 75),),
    answers=ANSWERS,
    planned=Decimal("7.0"),
)
ANNA, BERND, CARLA = 1, 2, 3


def role(person: int = ANNA, deputy: int | None = BERND, **said: object) -> RoleFact:
    fact = RoleFact("Answering", person, deputy, answers=True, may_decide=True, competence=4)
    return replace(fact, **said)


FINE = ResourcesFacts(
    load=LOAD,
    roles=(role(), role(BERND, CARLA, duty="Writing", answers=False)),
    sponsor_is_manager=True,
    has_plan=True,
    budget=Result(BUDGET.key, BUDGET.title, met=True, sentence="Confirmed.", attested=True),
    escalation=2,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def result(key: str, **facts: object) -> tuple[bool, str, str]:
    """Whether it is met, its figure, its sentence."""
    found = {each.key: each for each in criteria(replace(FINE, **facts))}[key]
    return found.met, plain(found.figure), plain(found.sentence)


def test_all_criteria_are_met_by_a_good_plan() -> None:
    found = criteria(FINE)
    assert [each.key for each in found if not each.met] == []
    assert [each.key for each in found if each.blocking] == [
        "hours_covered",
        "deputies",
        "answering_decides",
        "sponsor",
        "budget_approved",
    ]


def test_each_term_of_the_load_is_rounded_so_that_the_sum_adds_up() -> None:
    assert [each.hours for each in LOAD.topics] == [Decimal("1.8"), Decimal("1.4")]
    assert LOAD.care[0].hours == Decimal("1.3")
    assert (ANSWERS.a_week, ANSWERS.hours) == (Decimal("8.0"), Decimal("2.0"))
    assert (LOAD.cadence, LOAD.needed, LOAD.missing) == (
        Decimal("4.5"),
        Decimal("6.5"),
        Decimal("0.0"),
    )


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        pytest.param(
            LOAD,
            (True, "7 h (at least 6.5 h)", "The plan covers what topics, platforms and answers"),
            id="enough",
        ),
        pytest.param(
            replace(LOAD, planned=Decimal("6.4")),
            (False, "6.4 h (at least 6.5 h)", "0.1 h a week are missing"),
            id="a tenth too little",
        ),
        pytest.param(
            replace(LOAD, planned=Decimal("6.4"), outsourced=Decimal("0.1")),
            (True, "6.5 h (at least 6.5 h)", "The plan covers"),
            id="others do the rest",
        ),
        pytest.param(
            replace(LOAD, topics=()),
            (False, "7 h", "The strategy names no topics"),
            id="no cadence",
        ),
    ],
)
def test_hours_planned_cover_hours_needed(load: Load, expected: tuple[bool, str, str]) -> None:
    met, figure, sentence = result("hours_covered", load=load)
    assert (met, figure) == expected[:2]
    assert sentence.startswith(expected[2])


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        pytest.param(ANSWERS, "", id="seen"),
        pytest.param(replace(ANSWERS, is_partial=True), "there may be more", id="seen in part"),
        pytest.param(AnswerLoad(0, 15, is_partial=True), "is not known", id="nothing, half blind"),
        pytest.param(AnswerLoad(0, 15, is_watched=False), "is not known", id="nothing watched"),
    ],
)
def test_what_a_blind_source_hides_is_said(answers: AnswerLoad, says: str) -> None:
    _met, _figure, sentence = result("hours_covered", load=replace(LOAD, answers=answers))
    covered = "topics, platforms and answers" if answers.is_known else "topics and platforms"
    first, *rest = sentence.split(". ")
    assert first.removesuffix(".") == f"The plan covers what {covered} take"
    assert [says in each for each in rest] == ([True] if says else [])


@pytest.mark.parametrize(
    ("roles", "met", "figure"),
    [
        pytest.param((), False, "0 of 0", id="nobody named"),
        pytest.param((role(),), True, "1 of 1", id="somebody else"),
        pytest.param((role(deputy=None),), False, "0 of 1", id="no deputy"),
        pytest.param((role(deputy=ANNA),), False, "0 of 1", id="their own"),
        pytest.param((role(deputy_is_here=False),), False, "0 of 1", id="deputy has left"),
        pytest.param((role(is_here=False),), False, "0 of 1", id="person has left"),
        pytest.param((role(), role(BERND, ANNA)), True, "2 of 2", id="a circle"),
        pytest.param((role(), role(BERND, None)), False, "1 of 2", id="one of two"),
    ],
)
def test_everybody_has_a_deputy(roles: tuple[RoleFact, ...], met: bool, figure: str) -> None:
    assert result("deputies", roles=roles)[:2] == (met, figure)


def test_the_duties_without_a_deputy_are_named_and_no_people() -> None:
    roles = (role(deputy=None), role(BERND, None, duty="Writing"), role(CARLA, ANNA))
    assert result("deputies", roles=roles)[2] == "Without a deputy who is here: Answering, Writing."


@pytest.mark.parametrize(
    ("roles", "met", "figure"),
    [
        pytest.param((role(answers=False),), False, "0 of 0", id="nobody answers"),
        pytest.param((role(may_decide=False),), False, "0 of 1", id="has to ask"),
        pytest.param((role(), role(BERND, may_decide=False)), False, "1 of 2", id="one has to ask"),
        pytest.param(
            (role(), role(BERND, answers=False, may_decide=False)), True, "1 of 1", id="writers ask"
        ),
    ],
)
def test_whoever_answers_may_decide(roles: tuple[RoleFact, ...], met: bool, figure: str) -> None:
    assert result("answering_decides", roles=roles)[:2] == (met, figure)


@pytest.mark.parametrize(
    ("is_manager", "met"), [(None, False), (False, False), (True, True)], ids=str
)
def test_the_sponsor_is_a_manager_who_is_here(is_manager: bool | None, met: bool) -> None:
    assert result("sponsor", sponsor_is_manager=is_manager)[0] is met


def test_no_budget_is_approved_that_was_not_planned() -> None:
    assert result("budget_approved", has_plan=False)[::2] == (
        False,
        "Say first what is planned, even if it is nothing.",
    )


@pytest.mark.parametrize(
    ("roles", "met"),
    [
        pytest.param((role(competence=3),), True, id="practised enough"),
        pytest.param((role(competence=2),), False, id="no training"),
        pytest.param((role(competence=2, trained=True),), True, id="training planned"),
        pytest.param(
            (role(competence=2, trained=True), role(BERND, competence=1)), False, id="one of two"
        ),
    ],
)
def test_little_practice_asks_for_training(roles: tuple[RoleFact, ...], met: bool) -> None:
    assert result("training", roles=roles)[0] is met


@pytest.mark.parametrize(
    ("roles", "met"),
    [
        pytest.param((role(competence=3),), False, id="only ordinary questions"),
        pytest.param((role(competence=4),), True, id="calm under criticism"),
        pytest.param((role(competence=5, answers=False),), False, id="but does not answer"),
    ],
)
def test_somebody_good_at_dialogue_answers(roles: tuple[RoleFact, ...], met: bool) -> None:
    assert result("dialogue", roles=roles)[0] is met


@pytest.mark.parametrize(
    ("roles", "alone"),
    [
        pytest.param((), False, id="nobody"),
        pytest.param((role(),), False, id="one with a deputy"),
        pytest.param((role(), role(BERND, ANNA)), True, id="two for each other"),
        pytest.param((role(), role(BERND, ANNA), role(ANNA, BERND)), True, id="with two duties"),
        pytest.param((role(), role(BERND, CARLA), role(CARLA, ANNA)), False, id="a circle of 3"),
        pytest.param((role(), role(BERND, ANNA), role(CARLA, ANNA)), False, id="and a third"),
    ],
)
def test_two_people_alone_are_said(roles: tuple[RoleFact, ...], alone: bool) -> None:
    assert is_a_closed_pair(roles) is alone
    found = {each.key: each for each in criteria(replace(FINE, roles=roles))}["more_than_two"]
    assert (found.met, found.blocking) == (not alone, False)


def test_every_step_of_competence_has_its_words() -> None:
    assert list(COMPETENCE) == [1, 2, 3, 4, 5]
    assert len({str(each) for each in COMPETENCE.values()}) == 5


def test_a_budget_is_added_up_exactly() -> None:
    monthly = [Decimal("80.10"), Decimal("0.20")]
    assert over(Decimal("1000.05"), monthly, 12) == Decimal("1963.65")
    assert over(Decimal("1000.05"), monthly, 24) == Decimal("2927.25")
