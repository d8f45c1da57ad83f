"""Several people at once, in real threads on real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from companies.models import AuditEntry, Notice
from companies.refusals import RefusedError
from rollout import gate, snapshot
from rollout.machine import FINAL
from rollout.models import CultureResponse, Decision, MediaEntry, Stage, SurveyParticipation
from rollout.stages.culture import media, survey
from rollout.waves import plan_wave
from tests.factories import MONDAY, make_company
from tests.patience import PATIENCE
from tests.rollout.ahead import all_passed
from tests.rollout.builders import (
    LATER,
    OPEN_MINDED,
    TODAY,
    at_the_gate,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_ready,
    make_source,
    passed,
    second_manager,
    submit,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run all at the same moment; for each what it returned, or the RefusedError."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=PATIENCE)
            return act()
        except RefusedError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def won(results):
    return [result for result in results if not isinstance(result, RefusedError)]


def test_of_eight_who_decide_at_once_exactly_one_wins():
    for round_number in range(1, 4):
        place = at_the_gate(f"Firma {round_number}")
        managers = [place.manager] + [second_manager(place, f"M {n}").user for n in range(7)]
        shown = place.hash_at()
        common = {"company": place.company, "number": 1, "shown": shown, "at": LATER}

        def decide(number, by, common=common):
            if number % 3 == 0:
                return lambda: gate.approve_stage(by=by, **common)
            if number % 3 == 1:
                return lambda: gate.return_stage(by=by, reason="Nein.", **common)
            return lambda: gate.hold_stage(
                by=by, reason="Messe.", until=TODAY + timedelta(days=3), **common
            )

        results = at_once(*(decide(number, by) for number, by in enumerate(managers)))
        final = Decision.of(place.company).filter(act__in=FINAL)
        assert final.count() == 1
        held = Decision.of(place.company).filter(act="hold").count()
        assert len(won(results)) == 1 + held
        assert place.stage().state == {"approve": "passed", "return": "open"}[final.get().act]


def test_approving_and_returning_at_the_same_moment_do_not_both_succeed():
    for number in range(6):
        place = at_the_gate(f"Firma {number}")
        rosa = second_manager(place).user
        common = {
            "company": place.company,
            "number": 1,
            "shown": place.hash_at(),
            "at": LATER,
        }
        results = at_once(
            lambda common=common, by=place.manager: gate.approve_stage(by=by, **common),
            lambda common=common, by=rosa: gate.return_stage(by=by, reason="Nein.", **common),
        )
        assert len(won(results)) == 1
        [decision] = Decision.of(place.company)
        states = [stage.state for stage in Stage.of(place.company)][:2]
        assert states == (["passed", "open"] if decision.act == "approve" else ["open", "locked"])
        logged = AuditEntry.of(place.company).filter(act__startswith="stage.")
        assert logged.exclude(act__in=["stage.submit", "stage.unlock"]).count() == 1


def test_an_edit_during_the_submission_is_in_the_snapshot_or_refused():
    for number in range(6):
        place = make_place(f"Firma {number}")
        make_ready(place)
        results = at_once(
            lambda place=place: submit(place),
            lambda place=place: media.add_medium(
                company=place.company, kind="owned", name="Web", by=place.lead, at=LATER
            ),
        )
        frozen = snapshot.read(place.stage().submission.snapshot)["work"]["media"]
        stored = list(MediaEntry.of(place.company).values_list("name", flat=True))
        assert [each["name"] for each in frozen] == stored
        assert len(won(results)) == 1 + len(stored)


def test_submitting_twice_at_once_makes_one_round():
    place = make_place()
    make_ready(place)
    results = at_once(*[lambda: submit(place)] * 4)
    assert len(won(results)) == 1
    assert place.stage().submission.round == 1
    assert Notice.of(place.company).filter(template="gate_submitted").count() == 1


def test_withdrawing_and_approving_at_once_leave_one_of_both():
    for number in range(4):
        place = at_the_gate(f"Firma {number}")
        shown = place.hash_at()
        results = at_once(
            lambda place=place: gate.withdraw_stage(
                company=place.company, number=1, by=place.lead, at=LATER
            ),
            lambda place=place, shown=shown: gate.approve_stage(
                company=place.company, number=1, shown=shown, by=place.manager, at=LATER
            ),
        )
        assert len(won(results)) == 1
        [decision] = Decision.of(place.company)
        expected = "open" if decision.act == "withdraw" else "passed"
        assert place.stage().state == expected


def test_submitting_and_withdrawing_at_once_end_in_a_whole_state():
    place = make_place()
    make_ready(place)
    at_once(
        lambda: submit(place),
        lambda: gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=LATER),
    )
    stage, decisions = place.stage(), Decision.of(place.company).count()
    assert (stage.state, stage.submission is None, decisions) in {
        ("submitted", False, 0),
        ("open", True, 1),
    }


def test_reopening_the_first_and_submitting_the_second_do_not_both_succeed():
    place = passed()
    make_mention(make_source(place), make_profile(place))
    listen(place)
    results = at_once(
        lambda: gate.reopen_stage(
            company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER
        ),
        lambda: submit(place, 2, at=LATER),
    )
    assert len(won(results)) == 1
    states = [stage.state for stage in Stage.of(place.company)][:2]
    assert states in (["open", "open"], ["passed", "submitted"])


def test_a_double_click_on_an_answer_stores_it_once():
    place = make_place()
    key = uuid4()
    results = at_once(
        *[
            lambda: survey.answer_survey(
                company=place.company,
                role="sales",
                answers=OPEN_MINDED,
                form_key=key,
                by=place.member,
                at=LATER,
            )
        ]
        * 4
    )
    assert sorted(results) == [False, False, False, True]
    assert CultureResponse.of(place.company).count() == 1
    assert SurveyParticipation.of(place.company).count() == 1


def test_beginning_twice_at_once_lays_out_seven_stages():
    company = make_company()
    results = at_once(*[lambda: gate.begin_rollout(company=company, by=None, at=MONDAY)] * 4)
    assert len(won(results)) == 1
    assert Stage.of(company).count() == 7


def test_of_six_who_lay_out_the_next_wave_at_once_exactly_one_does():
    place = all_passed()

    def lay_out():
        return plan_wave(company=place.company, by=place.lead, at=LATER)

    results = at_once(*[lay_out] * 6)
    assert len(won(results)) == 1
    assert {str(each) for each in results if each not in won(results)} == {
        "Erst muss „Welle 2“ freigegeben sein, dann kann die nächste Welle geplant werden."
    }
    assert Stage.of(place.company).count() == 8
    assert AuditEntry.of(place.company).filter(act="stage.wave_planned").count() == 1
