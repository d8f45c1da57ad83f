"""The pilot: its criteria on plain facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from rollout.journal import log_facts
from rollout.stage import Result
from rollout.stages.pilot.criteria import AnswerFacts, PilotFacts, answered_in_time, criteria
from tests.rollout.piloting import FIRST, LAST, WEEKS


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


ATTESTED = Result(key="answered", title="", met=True, sentence="")
SEEN = AnswerFacts(asked=10, in_time=9, late=1, waiting=0, blind=())
WHOLE = PilotFacts(
    on=date(2026, 10, 26),
    window=(FIRST, LAST),
    people=2,
    weeks=3,
    written=3,
    hypotheses=1,
    measured=1,
    judged=1,
    published=1,
    learnings=2,
    kept_and_changed=True,
    outcome="go",
    answers=SEEN,
    answer_rate=90,
)


def unmet(facts: PilotFacts, *, blocking: bool = True) -> set[str]:
    results = criteria(facts, ATTESTED, replace(ATTESTED, key="playbooks"))
    return {each.key for each in results if not each.met and each.blocking is blocking}


def test_a_pilot_that_is_whole_passes() -> None:
    assert unmet(WHOLE) | unmet(WHOLE, blocking=False) == set()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"on": LAST}, "ran"),
        ({"window": None}, "ran"),
        ({"window": (date(2026, 10, 12), date(2026, 10, 24))}, "ran"),
        ({"written": 2}, "logged"),
        ({"weeks": 0, "written": 0}, "logged"),
        ({"measured": 0}, "measured"),
        ({"hypotheses": 0, "measured": 0}, "measured"),
        ({"judged": 0}, "judged"),
        ({"published": 0}, "published"),
        ({"learnings": 0}, "learned"),
        ({"outcome": ""}, "decided"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each),
)
def test_what_is_missing_keeps_the_gate_shut(change: dict[str, object], missing: str) -> None:
    assert missing in unmet(replace(WHOLE, **change))


def test_fourteen_days_are_enough_and_thirteen_are_not() -> None:
    on = LAST + timedelta(days=1)
    assert "ran" not in unmet(replace(WHOLE, on=on, window=(LAST - timedelta(days=13), LAST)))
    assert "ran" in unmet(replace(WHOLE, on=on, window=(LAST - timedelta(days=12), LAST)))


@pytest.mark.parametrize(
    ("answers", "signed", "met"),
    [
        (SEEN, False, True),
        (replace(SEEN, in_time=8, late=2), False, False),
        (replace(SEEN, in_time=8, late=2), True, False),
        (replace(SEEN, blind=("Anzeiger",)), False, False),
        (replace(SEEN, blind=("Anzeiger",)), True, True),
        (replace(SEEN, in_time=8, late=2, blind=("Anzeiger",)), True, False),
        (AnswerFacts(3, 0, 0, 3, ()), False, False),
        (AnswerFacts(3, 0, 0, 3, ()), True, True),
    ],
    ids=[
        "nine-of-ten",
        "eight-of-ten",
        "no-word-against-a-count",
        "blind",
        "blind-and-signed",
        "too-few-though-blind",
        "nothing-due",
        "nothing-due-and-signed",
    ],
)
def test_answers_are_counted_and_a_word_fills_only_what_cannot_be_seen(
    answers: AnswerFacts, signed: bool, met: bool
) -> None:
    asked = replace(ATTESTED, key="answered", met=signed)
    found = answered_in_time(replace(WHOLE, answers=answers), asked)
    assert found.met is met
    assert str(found.sentence) or signed


def test_a_week_is_missing_once_it_is_over() -> None:
    window = (date(2026, 10, 7), date(2026, 10, 23))
    assert log_facts(window, set(), date(2026, 10, 11)).missing == ()
    assert log_facts(window, set(), date(2026, 10, 12)).missing == (WEEKS[0],)
    assert log_facts(window, {WEEKS[0]}, date(2026, 10, 23)).missing == (WEEKS[1],)
    facts = log_facts(window, {WEEKS[0]}, date(2026, 10, 24))
    assert (facts.weeks, facts.missing, facts.written) == (tuple(WEEKS), (WEEKS[1], WEEKS[2]), 1)
