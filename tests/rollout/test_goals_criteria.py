"""The stage of goals: its criteria as tables of facts, and SMART letter by letter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from rollout.aims.facts import Aims, GoalAim, KpiAim
from rollout.aims.smart import LETTERS, months_after, smart
from rollout.stages.goals.criteria import GoalsFacts, criteria
from tests.rollout.builders import TODAY

KPI = KpiAim(
    name="Bewerbungen",
    unit="count",
    direction="up",
    rhythm="monthly",
    goal="Zwanzig Bewerbungen",
    baseline=Decimal(8),
    baseline_on=date(2026, 11, 1),
    target=Decimal(20),
)

GOAL = GoalAim(
    title="Zwanzig Bewerbungen",
    description="Schulabgänger aus der Region bewerben sich bei uns.",
    due_on=date(2027, 6, 30),
    serves="Alle Lehrstellen besetzen",
    target_groups=("Schulabgänger",),
    kpis=(KPI,),
)

AIMS = Aims(goals=(GOAL,), groups=("Schulabgänger",))


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def found(aims: Aims, company_goals: int = 1) -> dict[str, tuple[bool, str, str, str]]:
    results = criteria(GoalsFacts(aims, company_goals, TODAY))
    return {
        each.key: (each.met, str(each.figure), str(each.sentence), each.mend)
        for each in results
        if not each.key.startswith("smart")
    }


def with_goal(**fields: object) -> Aims:
    return replace(AIMS, goals=(replace(GOAL, **fields),))


@pytest.mark.parametrize(
    ("aims", "company_goals", "key", "met", "figure", "sentence", "mend"),
    [
        (
            AIMS,
            1,
            "goals_have_kpis",
            True,
            "1 of 1",
            "This is so for every goal.",
            "kpis",
        ),
        (
            Aims(),
            1,
            "goals_have_kpis",
            False,
            "0 of 0",
            "There is no goal yet. Add the first one.",
            "goals",
        ),
        (
            with_goal(kpis=()),
            1,
            "goals_have_kpis",
            False,
            "0 of 1",
            "A KPI with baseline and target is missing for: “Zwanzig Bewerbungen”.",
            "kpis",
        ),
        (
            with_goal(kpis=(replace(KPI, baseline=None), replace(KPI, target=None))),
            1,
            "goals_have_kpis",
            False,
            "0 of 1",
            "A KPI with baseline and target is missing for: “Zwanzig Bewerbungen”.",
            "kpis",
        ),
        (
            with_goal(target_groups=()),
            1,
            "goals_have_groups",
            False,
            "0 of 1",
            "A target group is missing for: “Zwanzig Bewerbungen”.",
            "goals",
        ),
        (
            replace(with_goal(target_groups=()), groups=()),
            1,
            "goals_have_groups",
            False,
            "0 of 1",
            "A target group is missing for: “Zwanzig Bewerbungen”.",
            "target_groups",
        ),
        (
            with_goal(serves=None),
            1,
            "serves_the_company",
            False,
            "0 (at least 1)",
            "Say at one of the goals which goal of the company it serves.",
            "goals",
        ),
        (
            with_goal(serves=None),
            0,
            "serves_the_company",
            False,
            "0 (at least 1)",
            "Name at least one goal of the company that social media are to serve.",
            "company_goals",
        ),
        (
            AIMS,
            1,
            "serves_the_company",
            True,
            "1 (at least 1)",
            "It is clear what social media are good for.",
            "goals",
        ),
        (
            replace(AIMS, groups=("Schulabgänger", "Architekten")),
            1,
            "groups_are_meant",
            False,
            "1 of 2",
            "No goal is meant for: “Architekten”.",
            "goals",
        ),
    ],
    ids=[
        "all there",
        "no goal",
        "no KPI",
        "half a KPI each",
        "no group chosen",
        "no group at all",
        "serves nothing",
        "nothing to serve",
        "serves something",
        "an idle group",
    ],
)
def test_a_criterion_says_what_was_found(
    aims: Aims, company_goals: int, key: str, met: bool, figure: str, sentence: str, mend: str
) -> None:
    assert found(aims, company_goals)[key] == (met, figure, sentence, mend)


def test_only_three_criteria_keep_the_gate_shut() -> None:
    results = criteria(GoalsFacts(Aims(), 0, TODAY))
    assert [each.key for each in results if each.blocks] == [
        "goals_have_kpis",
        "goals_have_groups",
        "serves_the_company",
    ]


def test_what_smart_finds_recommends_and_names_a_goal() -> None:
    aims = replace(
        AIMS, goals=(GOAL, replace(GOAL, title="Lob", serves=None), replace(GOAL, serves=None))
    )
    results = {each.key: each for each in criteria(GoalsFacts(aims, 1, TODAY))}
    relevant = results["smart_relevant"]
    assert (relevant.met, relevant.blocking, str(relevant.figure)) == (False, False, "1 of 3")
    assert str(relevant.sentence) == (
        "“Lob”: Serves no goal of the company yet. The same may be asked of 1 more goal."
    )
    assert results["smart_timed"].met


def said(goal: GoalAim, letter: str) -> tuple[bool, str]:
    sign = next(each for each in smart(goal, TODAY) if each.key == letter)
    return sign.met, str(sign.sentence)


def test_a_whole_goal_has_all_five_signs() -> None:
    assert [(sign.key, sign.met) for sign in smart(GOAL, TODAY)] == [
        (letter, True) for letter in LETTERS
    ]


@pytest.mark.parametrize(
    ("goal", "letter", "met", "sentence"),
    [
        (GOAL, "specific", True, "Says what is meant, and for whom."),
        (
            replace(GOAL, target_groups=()),
            "specific",
            False,
            "Says what is meant, but not for whom.",
        ),
        (
            replace(GOAL, description="Mehr davon."),
            "specific",
            False,
            "Says for whom; what exactly is meant needs one more sentence.",
        ),
        (
            replace(GOAL, description="", target_groups=()),
            "specific",
            False,
            "Neither says what exactly is meant, nor for whom.",
        ),
        (GOAL, "measurable", True, "“Bewerbungen” shows it (unit: number)."),
        (replace(GOAL, kpis=()), "measurable", False, "No KPI shows whether it came true."),
        (GOAL, "relevant", True, "Serves “Alle Lehrstellen besetzen”."),
        (replace(GOAL, serves=None), "relevant", False, "Serves no goal of the company yet."),
        (GOAL, "timed", True, "Until June 30, 2027."),
        (replace(GOAL, due_on=TODAY), "timed", False, "Its day is over: Nov. 16, 2026."),
        (
            replace(GOAL, due_on=date(2028, 11, 16)),
            "timed",
            True,
            "Until Nov. 16, 2028.",
        ),
        (
            replace(GOAL, due_on=date(2028, 11, 17)),
            "timed",
            False,
            "Nov. 17, 2028 is more than two years away; set a step on the way to it.",
        ),
        (
            replace(GOAL, kpis=(replace(KPI, target_on=date(2027, 7, 1)),)),
            "timed",
            False,
            "The target of “Bewerbungen” is only due after the goal itself.",
        ),
    ],
)
def test_each_letter_says_what_is_there_or_missing(
    goal: GoalAim, letter: str, met: bool, sentence: str
) -> None:
    assert said(goal, letter) == (met, sentence)


@pytest.mark.parametrize(
    ("changes", "met", "sentence"),
    [
        ({}, True, "From 8 to 20."),
        ({"baseline": None}, False, "“Bewerbungen” has no baseline: from where does it start?"),
        ({"target": None}, False, "“Bewerbungen” has no target: how much is enough?"),
        (
            {"target": Decimal(8)},
            False,
            "The target of “Bewerbungen” is its baseline: nothing would change.",
        ),
        (
            {"target": Decimal(7)},
            False,
            "The target of “Bewerbungen” is worse than its baseline.",
        ),
        ({"target": Decimal(80)}, True, "From 8 to 80."),
        (
            {"target": Decimal(81)},
            False,
            "“Bewerbungen” is to become more than ten times as good: is that realistic?",
        ),
        ({"baseline": Decimal(0), "target": Decimal(50)}, True, "From 0 to 50."),
        ({"direction": "down", "target": Decimal(0)}, True, "From 8 to 0."),
        (
            {"direction": "down", "baseline": Decimal(40), "target": Decimal(3)},
            False,
            "“Bewerbungen” is to become more than ten times as good: is that realistic?",
        ),
        (
            {"direction": "down", "target": Decimal(9)},
            False,
            "The target of “Bewerbungen” is worse than its baseline.",
        ),
        (
            {"measure": "share_of_voice", "unit": "percent", "target": Decimal(101)},
            False,
            "“Bewerbungen” is a share: it lies between 0 and 100 %.",
        ),
    ],
    ids=[
        "sane",
        "no baseline",
        "no target",
        "no change",
        "wrong way",
        "ten times",
        "more than ten times",
        "from nothing",
        "a few to none",
        "less than a tenth",
        "down, wrong way",
        "more than everything",
    ],
)
def test_achievable_holds_the_target_against_the_baseline(
    changes: dict[str, object], met: bool, sentence: str
) -> None:
    assert said(replace(GOAL, kpis=(replace(KPI, **changes),)), "achievable") == (met, sentence)


def test_two_years_from_the_last_day_of_february_end_in_february() -> None:
    assert months_after(date(2028, 2, 29), 24) == date(2030, 2, 28)
    assert months_after(date(2026, 8, 31), 3) == date(2026, 11, 30)
