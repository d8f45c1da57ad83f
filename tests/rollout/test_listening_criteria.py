"""What the listening stage asks for before its gate; rules without a database."""

from datetime import date, timedelta

import pytest

from rollout.stages.listening.criteria import ListeningFacts, PlanFact, criteria
from rollout.stages.listening.figures import Blind, CriticalTopic, ListeningFigures, Watch
from tests.factories import MONDAY
from tests.rollout.builders import LATER

FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)


def figures(**changes):
    return ListeningFigures(
        **{
            "starts_on": FIRST,
            "ends_on": LAST,
            "mentions": 100,
            "told": 80,
            "negative": 10,
            "topics": (),
            "watches": (Watch("Lindner", 100, 28),),
            "blind": (),
        }
        | changes
    )


def facts(**changes):
    return ListeningFacts(
        **{
            "plan": PlanFact(FIRST, LAST, 28, 20),
            "watches": (Watch("Lindner", 100, 28),),
            "figures": figures(),
            "made_at": LATER,
            "opened_at": MONDAY,
            "clarified": frozenset(),
        }
        | changes
    )


def met(given):
    return {result.key: result.met for result in criteria(given)}


def test_a_frozen_calm_baseline_meets_everything():
    assert met(facts()) == {"listened": True, "baseline": True, "criticism_clarified": True}


def test_nothing_is_met_without_a_plan_or_a_baseline():
    empty = facts(plan=None, figures=None, made_at=None, watches=())
    assert set(met(empty).values()) == {False}


@pytest.mark.parametrize(
    ("watches", "expected"),
    [
        ((Watch("Lindner", 1, 28),), True),
        ((Watch("Lindner", 1, 27),), False),
        ((Watch("Lindner", 0, 28),), False),
        ((Watch("Alt", 0, 28), Watch("Neu", 5, 3)), False),
        ((), False),
    ],
)
def test_a_profile_with_matches_watched_long_enough(watches, expected):
    assert met(facts(figures=figures(watches=watches)))["listened"] is expected
    assert met(facts(figures=None, watches=watches))["listened"] is expected


@pytest.mark.parametrize(
    "changes",
    [
        {"made_at": MONDAY - timedelta(minutes=1)},
        {"plan": PlanFact(FIRST, LAST - timedelta(days=1), 7, 20)},
        {"plan": PlanFact(FIRST - timedelta(days=1), LAST, 28, 20)},
    ],
)
def test_a_baseline_of_an_earlier_round_or_another_window_does_not_count(changes):
    assert met(facts(**changes)) == {
        "listened": True,
        "baseline": False,
        "criticism_clarified": False,
    }


@pytest.mark.parametrize(
    ("negative", "told", "expected"),
    [(0, 5, True), (1, 6, True), (1, 5, False), (199, 1000, True), (200, 1000, False)],
)
def test_criticism_from_the_threshold_on_blocks(negative, told, expected):
    given = facts(figures=figures(negative=negative, told=told))
    assert met(given)["criticism_clarified"] is expected


def test_an_unknown_share_of_criticism_is_not_good_news():
    assert met(facts(figures=figures(negative=0, told=0)))["criticism_clarified"] is False


@pytest.mark.parametrize(
    ("negative", "topics", "expected"),
    [
        (10, {"delivery": 3, "price": 2, "other": 5}, ["other", "delivery"]),
        (40, {"delivery": 3, "price": 4, "other": 33}, ["other", "price"]),
        (4, {"delivery": 2, "price": 2}, ["whole"]),
        (0, {"delivery": 0}, []),
    ],
)
def test_a_topic_is_critical_from_three_and_a_tenth_of_the_criticism_on(negative, topics, expected):
    given = figures(
        negative=negative, topics=tuple((key, "", number) for key, number in topics.items())
    )
    assert [topic.key for topic in given.critical_topics] == expected


def test_each_critical_topic_is_clarified_before_the_gate_opens():
    heavy = figures(negative=40, topics=(("delivery", "", 20), ("price", "", 20)))
    assert met(facts(figures=heavy))["criticism_clarified"] is False
    one = facts(figures=heavy, clarified=frozenset({"price"}))
    assert one.open_topics == (CriticalTopic("delivery", "", 20),)
    assert met(one)["criticism_clarified"] is False
    both = facts(figures=heavy, clarified=frozenset({"price", "delivery"}))
    assert met(both)["criticism_clarified"] is True
    assert next(each for each in criteria(both) if each.key == "criticism_clarified").attested


def test_a_baseline_over_blind_days_says_so():
    seen, blind = facts(), facts(figures=figures(blind=(Blind("Anzeiger", FIRST, None),)))
    for key in ("baseline", "criticism_clarified"):
        calm, warned = (
            next(str(each.sentence) for each in criteria(given) if each.key == key)
            for given in (seen, blind)
        )
        assert warned.startswith(calm)
        assert len(warned) > len(calm)
