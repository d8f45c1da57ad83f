"""Anybody does anything at any gate, in any order: what the gate promises holds after every act.

The acts go through the services against the real database, triggers included. What a promise says
is written down here a second time, from the rows alone, so that the code is not its own witness.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from companies.models import Deputy
from companies.services.standins import appoint_deputy, end_deputy
from rollout.conditions import settle_condition
from rollout.machine import Act
from rollout.models import Condition, Learning, Stage
from rollout.rowkinds.journal import LEARNINGS
from rollout.stages.culture.media import add_medium
from rollout.writing import add_row
from tests.rollout.acting import A_WEEK, AT_GATE, CULTURE, FIRST_WAVE, Acting

MOVES = {
    ("locked", "open"),
    ("open", "submitted"),
    ("submitted", "open"),
    ("submitted", "on_hold"),
    ("submitted", "passed"),
    ("on_hold", "open"),
    ("on_hold", "submitted"),
    ("on_hold", "passed"),
    ("passed", "open"),
}
PEOPLE = ("lead", "manager", "second", "consultant", "member")

people = st.sampled_from(PEOPLE)
editors = st.sampled_from(("lead", "consultant", "lead", "second", "member"))
deciders = st.sampled_from(("manager", "second", "manager", "consultant", "lead", "member"))
KINDS_OF_ACT = tuple(act for act in Act if act != Act.UNLOCK)
WHAT = [
    *["go_on"] * 12,
    *["go_back"] * 2,
    *["out_of_place"] * 4,
    *["settle"] * 2,
    *["write"] * 2,
    "write_past_the_services",
    *["name_a_deputy"] * 2,
    "end_a_deputy",
    "days_go_by",
]
Draw = Callable[[st.SearchStrategy], Any]
decisions = st.sampled_from(
    [
        *[Act.APPROVE] * 4,
        *[Act.APPROVE_WITH_CONDITIONS] * 2,
        Act.RETURN,
        Act.HOLD,
        Act.RESUME,
        Act.WITHDRAW,
    ]
)
reasons = st.sampled_from(["Darum."] * 4 + [" "])
mostly_not = st.sampled_from((False, False, False, True))


class AnybodyDoesAnything(Acting):
    """Every act by anybody, and what has to hold after each of them."""

    # --- Acts -------------------------------------------------------------------------------

    @rule(what=st.sampled_from(WHAT), data=st.data())
    def anybody_does_something(self, what: str, data: st.DataObject) -> None:
        """One rule with weights, so that every example gets somewhere."""
        getattr(self, what)(data.draw)

    def go_on(self, draw: Draw) -> None:
        """What leads forward from here: submit, decide, or lay out the next wave."""
        if at_gate := self.those(*AT_GATE):
            act, who = draw(decisions), draw(deciders)
            self.do(act, who, at_gate[0], stale=draw(mostly_not), reason=draw(reasons))
        elif is_open := self.those("open"):
            self.do(Act.SUBMIT, draw(editors), is_open[0])
        else:
            self.lay_out(draw(editors))

    def go_back(self, draw: Draw) -> None:
        """Nobody could bring the stages between to their gates again here: they are left out."""
        passed = [each for each in self.those("passed") if each in {1, 2} or each >= FIRST_WAVE]
        if passed:
            self.do(Act.REOPEN, draw(deciders), draw(st.sampled_from(passed)))

    def out_of_place(self, draw: Draw) -> None:
        """Whatever comes to mind, wherever the stage stands."""
        act = draw(st.sampled_from([*KINDS_OF_ACT, None]))
        if act is None:
            self.lay_out(draw(people))
        else:
            self.do(act, draw(people), draw(st.sampled_from(sorted(self.states))))

    def settle(self, draw: Draw) -> None:
        row = Condition.of(self.place.company).order_by("settled", "pk").first()
        if row is None:
            return
        how = draw(st.sampled_from(["met", "met", "waived"]))
        self.act(
            draw(deciders),
            f"condition.{how}",
            lambda by: settle_condition(**by, condition_id=row.pk, settled=how, note="So ist es."),
        )

    def write(self, draw: Draw) -> None:
        number = draw(st.sampled_from(sorted(self.states)))
        values = {"kind": "keep", "text": "Bilder wirken.", "consequence": "Mehr davon."}
        is_late = number >= FIRST_WAVE - 1

        def doing(by: dict) -> object:
            if is_late:
                return add_row(**by, number=number, of=LEARNINGS, values=values)
            return add_medium(**by, kind="owned", name=f"Prospekt {self.at.isoformat()}")

        done = self.act(draw(editors), None, doing)
        assert not done or self.states[number if is_late else CULTURE] == "open"

    def write_past_the_services(self, draw: Draw) -> None:
        number = draw(st.sampled_from(sorted(self.states)))
        row = Learning(company=self.place.company, stage=self.place.stage(number), kind="keep")
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as refused:
            assert "work_frozen_unless_open" in str(refused)
            assert self.states[number] != "open"
        else:
            assert self.states[number] == "open"

    def name_a_deputy(self, draw: Draw) -> None:
        by = draw(deciders)
        principal, deputy = self.people[draw(deciders)], self.people[draw(people)]
        mandate = draw(st.sampled_from(["", "Schriftlich."]))
        self.act(
            by,
            "deputy.appointed",
            lambda _by: appoint_deputy(
                principal=principal,
                deputy=deputy,
                starts_on=self.on(),
                ends_on=self.on() + A_WEEK,
                by=self.people[by],
                at=self.at,
                mandate=mandate,
            ),
        )

    def end_a_deputy(self, draw: Draw) -> None:
        row = Deputy.of(self.place.company).order_by("pk").first()
        if row is not None:
            self.act(
                draw(deciders),
                "deputy.ended",
                lambda by: end_deputy(deputy=row, by=by["by"], at=self.at),
            )

    def days_go_by(self, draw: Draw) -> None:
        self.at += timedelta(days=draw(st.sampled_from([1, 6, 12])))

    # --- What holds -------------------------------------------------------------------------

    @invariant()
    def stages_move_along_the_table_one_at_a_time(self) -> None:
        now = self.states_now()
        moved = [
            (number, self.states[number], state)
            for number, state in now.items()
            if number in self.states and self.states[number] != state
        ]
        assert {(before, after) for _number, before, after in moved} <= MOVES
        acted_on = [each for each in moved if each[1] != "locked"]
        assert len(acted_on) <= 1
        assert sorted(now) == list(range(1, len(now) + 1))
        self.states = now

    @invariant()
    def at_most_one_stage_is_at_a_gate(self) -> None:
        assert sum(state in AT_GATE for state in self.states.values()) <= 1

    @invariant()
    def behind_a_locked_stage_all_are_locked(self) -> None:
        states = [self.states[number] for number in sorted(self.states)]
        if "locked" in states:
            assert set(states[states.index("locked") :]) == {"locked"}

    @invariant()
    def nothing_is_passed_without_a_standing_approval_by_somebody_else(self) -> None:
        for stage in Stage.of(self.place.company).filter(state="passed"):
            submission = stage.submission
            assert submission is not None
            decisions = list(submission.decisions.all())
            assert "reopen" not in {each.act for each in decisions}
            approvals = [each for each in decisions if each.act.startswith("approve")]
            assert len(approvals) == 1
            approval = approvals[0]
            authors = {submission.submitted_by_id, submission.submitted_for_id}
            assert approval.decided_by_id not in authors
            assert approval.principal_id is None or approval.principal_id not in authors
            assert approval.content_hash == submission.content_hash

    @invariant()
    def the_database_agrees(self) -> None:
        connection.check_constraints()


@pytest.mark.django_db
def test_whatever_anybody_does_the_gate_keeps_its_promises() -> None:
    run_state_machine_as_test(
        AnybodyDoesAnything,
        settings=settings(
            derandomize=True,
            database=None,
            deadline=None,
            max_examples=12,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
            # Shrinking replays a failure a hundred times against the database.
            phases=[Phase.generate],
        ),
    )
