"""What the strategy asks for before its gate; rules without a database."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from rollout.platforms.recommendation import Verdict
from rollout.stages import kind_of
from rollout.stages.strategy.choices import against
from rollout.stages.strategy.criteria import GroupFact, PlatformFact, StrategyFacts, criteria
from tests.rollout.strategic import STRATEGY

FINE = StrategyFacts(
    groups=(GroupFact("Guests", 2, 1), GroupFact("Apprentices", 1, 2)),
    platforms=(PlatformFact("Facebook", True, True, True),),
    goals=(("Talk with guests", True),),
    guidelines_published=True,
    scenarios=3,
    trained=4,
    people=9,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def said(facts: StrategyFacts) -> dict[str, tuple[bool, str, str]]:
    return {each.key: (each.met, str(each.figure), str(each.sentence)) for each in criteria(facts)}


def test_a_whole_strategy_meets_everything() -> None:
    assert said(FINE) == {
        "aligned": (
            True,
            "1 of 1",
            "Every goal serves a goal of the company or of its marketing.",
        ),
        "topics": (True, "2 of 2", "It is said what each group is told and asked about."),
        "platforms": (True, "2 of 2", "There is a platform for each group."),
        "platform_duties": (
            True,
            "1 of 1",
            "Purpose, KPI and owner are said for each platform.",
        ),
        "guidelines": (True, "", "The guidelines are in force."),
        "scenarios": (
            True,
            "3 (at least 3)",
            "3 conflict scenarios have a reaction and an owner.",
        ),
        "staff": (True, "4 of 9", "4 people have attended a workshop or training."),
    }


@pytest.mark.parametrize(
    ("key", "change", "figure", "sentence_"),
    [
        (
            "topics",
            {"groups": (GroupFact("Guests", 0, 1), GroupFact("Planners", 1, 1))},
            "1 of 2",
            "“Guests” has no topic yet.",
        ),
        (
            "topics",
            {"groups": ()},
            "0 of 0",
            "There are no target groups yet; they come from the stage before.",
        ),
        (
            "platforms",
            {"groups": (GroupFact("Guests", 1, 0),)},
            "0 of 1",
            "“Guests” is not met anywhere yet.",
        ),
        ("platform_duties", {"platforms": ()}, "0 of 0", "No platform has been chosen yet."),
        (
            "platform_duties",
            {"platforms": (PlatformFact("XING", False, True, True),)},
            "0 of 1",
            "It is not said yet what XING is for.",
        ),
        (
            "platform_duties",
            {"platforms": (PlatformFact("XING", True, False, True),)},
            "0 of 1",
            "No KPI shows yet whether XING works.",
        ),
        (
            "platform_duties",
            {"platforms": (*FINE.platforms, PlatformFact("XING", True, True, False))},
            "1 of 2",
            "Nobody who is with the company is responsible for XING.",
        ),
        (
            "guidelines",
            {"guidelines_published": False},
            "",
            "The guidelines are not published yet.",
        ),
        (
            "scenarios",
            {"scenarios": 2},
            "2 (at least 3)",
            "2 conflict scenarios have a reaction and an owner.",
        ),
        ("staff", {"trained": 0}, "0 of 9", "Nobody has attended a workshop or training yet."),
        (
            "aligned",
            {"goals": (("Talk with guests", True), ("Be known", False))},
            "1 of 2",
            "“Be known” does not serve any goal of the company yet.",
        ),
        (
            "aligned",
            {"goals": ()},
            "0 of 0",
            "There are no goals yet; they come from the stage before.",
        ),
    ],
    ids=[
        "a group without topics",
        "no groups",
        "a group without a platform",
        "no platform",
        "no purpose",
        "no KPI",
        "no owner",
        "no guidelines",
        "two scenarios",
        "nobody trained",
        "a loose goal",
        "no goals",
    ],
)
def test_what_is_missing_is_said(
    key: str, change: dict[str, Any], figure: str, sentence_: str
) -> None:
    facts = replace(FINE, **change)
    assert said(facts)[key] == (False, figure, sentence_)
    others = {each: result for each, result in said(facts).items() if each != key}
    assert all(met for met, _figure, _sentence in others.values()) or key == "topics"


def test_only_alignment_and_training_are_recommendations() -> None:
    assert [each.key for each in criteria(FINE) if not each.blocking] == ["aligned", "staff"]


def test_every_criterion_is_mended_in_a_section_of_the_page() -> None:
    sections = {section.key for section in kind_of(STRATEGY).sections}
    assert {each.mend for each in criteria(FINE)} <= sections


@pytest.mark.parametrize(
    ("is_chosen", "verdict", "asks"),
    [
        (True, Verdict.RECOMMENDED, False),
        (True, Verdict.POSSIBLE, False),
        (True, Verdict.NOT, True),
        (False, Verdict.RECOMMENDED, True),
        (False, Verdict.POSSIBLE, False),
        (False, Verdict.NOT, False),
        (True, None, False),
    ],
    ids=[
        "taken",
        "taken possible",
        "taken against",
        "left against",
        "left possible",
        "left",
        "new",
    ],
)
def test_only_who_overrules_the_recommendation_gives_a_reason(
    is_chosen: bool, verdict: Verdict | None, asks: bool
) -> None:
    assert bool(against(is_chosen, verdict)) is asks
