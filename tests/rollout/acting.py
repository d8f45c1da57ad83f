"""A company in whose rollout anybody acts: how it is done, and how it stands after."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from companies.models import AuditEntry, Deputy, Membership, Notice, User
from companies.refusals import RefusedError
from rollout import gate
from rollout.machine import TABLE, Act
from rollout.models import (
    Baseline,
    Condition,
    Decision,
    Learning,
    ListeningPlan,
    Stage,
    Submission,
    Wave,
)
from rollout.waves import plan_wave
from tests.factories import MONDAY
from tests.rollout.ahead import open_next, pass_stage
from tests.rollout.builders import (
    Place,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_ready,
    make_source,
    second_manager,
)
from tests.rollout.waves_ahead import ready_company, ready_wave

CULTURE, LISTENING, FIRST_WAVE = 1, 2, 7
A_WEEK = timedelta(days=7)
AT_GATE = {"submitted", "on_hold"}


class Acting(RuleBasedStateMachine):
    """One company and five people; each example is rolled back as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.at = MONDAY + timedelta(days=1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize(ahead=st.booleans())
    def a_company(self, ahead: bool) -> None:
        """It begins with its first stage, or stands before its first wave."""
        self.place: Place = make_place()
        self.people: dict[str, Membership] = {
            **self.place.memberships,
            "second": second_manager(self.place),
        }
        make_ready(self.place)
        make_mention(make_source(self.place), make_profile(self.place))
        ready_company(self.place)
        if ahead:
            for number in range(1, FIRST_WAVE):
                pass_stage(self.place, number)
                open_next(self.place, number + 1)
            ready_wave(self.place, FIRST_WAVE)
        self.states = self.states_now()

    def do(
        self, act: Act, who: str, number: int, *, stale: bool = False, reason: str = "Darum."
    ) -> None:
        """One act at a gate, as whoever clicks would do it."""
        if act == Act.SUBMIT:
            self.get_ready(number)
        here = {"number": number}
        shown = {"shown": self.shown(number, stale)}
        promise = gate.Promise("Nachliefern", self.people["lead"].user, self.on() + A_WEEK)
        doing: dict[Act, Callable[[dict], object]] = {
            Act.SUBMIT: lambda by: gate.submit_stage(**by, **here),
            Act.WITHDRAW: lambda by: gate.withdraw_stage(**by, **here),
            Act.HOLD: lambda by: gate.hold_stage(
                **by, **here, **shown, reason=reason, until=self.on() + A_WEEK
            ),
            Act.RESUME: lambda by: gate.resume_stage(**by, **here, **shown),
            Act.RETURN: lambda by: gate.return_stage(**by, **here, **shown, reason=reason),
            Act.APPROVE: lambda by: gate.approve_stage(**by, **here, **shown),
            Act.APPROVE_WITH_CONDITIONS: lambda by: gate.approve_with_conditions(
                **by, **here, **shown, reason=reason, conditions=[promise]
            ),
            Act.REOPEN: lambda by: gate.reopen_stage(**by, **here, reason=reason),
        }
        reads = act not in {Act.SUBMIT, Act.WITHDRAW, Act.REOPEN}
        done = self.act(who, f"stage.{act}", doing[act], stale=stale and reads)
        assert not (done and TABLE[act].reason) or reason.strip()

    def lay_out(self, who: str) -> None:
        """The next wave, only after everything has passed, and by somebody who edits."""
        done = self.act(who, "stage.wave_planned", lambda by: plan_wave(**by))
        assert not done or set(self.states.values()) == {"passed"}

    def act(
        self,
        who: str,
        logged: str | None,
        doing: Callable[[dict], object],
        *,
        stale: bool = False,
    ) -> bool:
        """Do it; refused, it changed nothing, and done, the log names who did it."""
        self.at += timedelta(minutes=7)
        by = self.people[who].user
        before, entries = self.picture(), self.entries()
        known = set(Decision.of(self.place.company).values_list("pk", flat=True))
        try:
            with transaction.atomic():
                doing({"company": self.place.company, "by": by, "at": self.at})
        except RefusedError as refusal:
            assert str(refusal)
            assert self.picture() == before
            return False
        assert not stale, "somebody decided on what they had not seen"
        written = [each for each in self.entries() if each not in entries]
        own = [act for _pk, act, actor in written if actor == by.pk]
        assert len(own) == 1
        assert logged in {None, own[0]}
        for decision in Decision.of(self.place.company).exclude(pk__in=known):
            self.was_up_to_them(decision, by)
        return True

    def was_up_to_them(self, decision: Decision, by: User) -> None:
        """Said a second time, from the memberships and deputies of the day."""
        submission = decision.submission
        authors = {submission.submitted_by_id, submission.submitted_for_id}
        role = self.role(decision.decided_by_id)
        if decision.principal_id is None:
            is_withdrawal_of_own = decision.act == "withdraw" and by.pk in authors
            assert role == "manager" or is_withdrawal_of_own
        else:
            assert self.role(decision.principal_id) == "manager"
            standing_in = Deputy.of(self.place.company).get(
                deputy__user=by,
                principal__user=decision.principal_id,
                starts_on__lte=self.on(),
                ends_on__gte=self.on(),
            )
            assert role != "consultant" or standing_in.mandate
        if TABLE[Act(decision.act)].four_eyes:
            assert not {decision.decided_by_id, decision.principal_id} & (authors - {None})

    def role(self, user_id: int) -> str:
        return next(each.role for each in self.people.values() if each.user_id == user_id)

    def get_ready(self, number: int) -> None:
        """What the criteria ask for is brought, as far as the stage takes it."""
        if self.states[number] != "open":
            return
        if number == LISTENING:
            opened = self.place.stage(LISTENING).opened_at
            if not Baseline.of(self.place.company).filter(made_at__gte=opened).exists():
                listen(self.place, at=self.at)
        elif number > FIRST_WAVE:
            stage = self.place.stage(number)
            if not Wave.of(self.place.company).filter(stage=stage).exists():
                ready_wave(self.place, number)

    def those(self, *states: str) -> list[int]:
        return [number for number, state in sorted(self.states.items()) if state in states]

    def shown(self, number: int, stale: bool) -> str:
        submission = self.place.stage(number).submission
        return "0" * 64 if stale or submission is None else submission.content_hash

    def on(self) -> date:
        return self.at.date()

    def states_now(self) -> dict[int, str]:
        return dict(Stage.of(self.place.company).values_list("number", "state"))

    def entries(self) -> list[tuple[int, str, int | None]]:
        rows = AuditEntry.of(self.place.company).order_by("pk")
        return list(rows.values_list("pk", "act", "actor_id"))

    def picture(self) -> tuple[list[object], ...]:
        """Everything an act could have changed."""
        company = self.place.company
        return tuple(
            list(rows.order_by("pk").values_list())
            for rows in (
                Stage.of(company),
                Submission.of(company).defer("snapshot"),
                Decision.of(company),
                Condition.of(company),
                Deputy.of(company),
                Learning.of(company),
                ListeningPlan.of(company),
                AuditEntry.of(company),
                Notice.of(company),
            )
        )
