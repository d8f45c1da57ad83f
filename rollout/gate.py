"""What people do at a gate. Each service is one transaction and raises RefusedError."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.roles import EDITORS
from rollout import snapshot, telling
from rollout.authority import EDITORS_ONLY
from rollout.editing import member_or_refused, standing_or_refused
from rollout.machine import Act, State
from rollout.models import Condition, Decision, Stage, Submission
from rollout.refusals import RefusedError, in_one_transaction
from rollout.rounds import Round, round_at
from rollout.stages import STAGES, kind_of
from rollout.titles import title_of


@dataclass(frozen=True, slots=True)
class Promise:
    """A condition an approval is given under."""

    text: str
    owner: User
    due_on: date


def begin_rollout(*, company: Company, by: User | None, at: datetime) -> list[Stage]:
    """Lay out the stages, the first one open. ``by=None``: the installation itself."""
    with in_one_transaction():
        if by is not None:
            standing = standing_or_refused(company, by, at)
            if not (standing.holds(EDITORS) or standing.administers):
                raise RefusedError(EDITORS_ONLY)
        company.lock()
        if Stage.of(company).exists():
            raise RefusedError(_("The rollout has already begun."))
        stages = [
            Stage.everywhere.create(
                company=company,
                number=kind.number,
                state=State.LOCKED if position else State.OPEN,
                opened_at=None if position else at,
            )
            for position, kind in enumerate(STAGES)
        ]
        audit.record(company, "rollout.begun", by=by, at=at)
    return stages


def begin_with_company(company: Company, at: datetime) -> None:
    """Every company begins with its stages, in the transaction of its founding."""
    begin_rollout(company=company, by=None, at=at)


def submit_stage(*, company: Company, number: int, by: User, at: datetime) -> Submission:
    """Freeze the stage's work and bring it before its gate."""
    with round_at(company, number, by=by, at=at) as at_gate:
        at_gate.check(Act.SUBMIT)
        assessment = at_gate.assessment()
        principal = at_gate.check(Act.SUBMIT, assessment.unmet)
        kind = kind_of(number)
        earlier = Submission.of(company).filter(stage=at_gate.stage).order_by("-round")
        round_number = (earlier.values_list("round", flat=True).first() or 0) + 1
        submission = Submission.everywhere.create(
            company=company,
            stage=at_gate.stage,
            round=round_number,
            submitted_by=by,
            submitted_for=principal,
            submitted_at=at,
            work_hash=snapshot.work_hash(kind, assessment),
            snapshot=snapshot.build(
                company=company.name,
                kind=kind,
                number=number,
                title=title_of(at_gate.stage),
                round_number=round_number,
                assessment=assessment,
                submitted_by=by.pk,
                submitted_for=principal.pk if principal else None,
                at=at,
                rests_on=_earlier_work(at_gate),
            ),
        )
        at_gate.move(Act.SUBMIT, submission=submission)
        at_gate.log(Act.SUBMIT, principal=principal, round=round_number)
        telling.of_submission(at_gate, submission, principal)
    return submission


def _earlier_work(at_gate: Round) -> dict[int, str]:
    return {
        stage.number: stage.submission.work_hash
        for stage in at_gate.stages
        if stage.number < at_gate.stage.number and stage.submission
    }


def withdraw_stage(*, company: Company, number: int, by: User, at: datetime) -> Decision:
    """Take a stage back from the gate, to work on it again."""
    with round_at(company, number, by=by, at=at) as at_gate:
        principal = at_gate.check(Act.WITHDRAW)
        decision = at_gate.decide(Act.WITHDRAW, principal=principal)
        at_gate.move(Act.WITHDRAW)
        at_gate.log(Act.WITHDRAW, principal=principal)
        telling.of_decision(at_gate, decision)
    return decision


def hold_stage(
    *,
    company: Company,
    number: int,
    shown: str,
    reason: str,
    until: date,
    by: User,
    at: datetime,
) -> Decision:
    """Put a decision off until a day. ``shown`` is the content hash on the person's form."""
    with round_at(company, number, by=by, at=at) as at_gate:
        principal = at_gate.check(Act.HOLD)
        at_gate.check_shown(shown)
        _need(reason, _("Please give a reason."), field="reason")
        if until <= at_gate.on:
            raise RefusedError(_("Please choose a day that is still to come."), field="until")
        decision = at_gate.decide(Act.HOLD, principal=principal, reason=reason, hold_until=until)
        at_gate.move(Act.HOLD)
        at_gate.log(
            Act.HOLD, principal=principal, reason=reason.strip(), until_on=until.isoformat()
        )
        telling.of_decision(at_gate, decision)
    return decision


def resume_stage(*, company: Company, number: int, shown: str, by: User, at: datetime) -> Decision:
    """End a hold: the stage waits for its decision again."""
    with round_at(company, number, by=by, at=at) as at_gate:
        principal = at_gate.check(Act.RESUME)
        at_gate.check_shown(shown)
        decision = at_gate.decide(Act.RESUME, principal=principal)
        at_gate.move(Act.RESUME)
        at_gate.log(Act.RESUME, principal=principal)
        telling.of_decision(at_gate, decision)
    return decision


def return_stage(
    *,
    company: Company,
    number: int,
    shown: str,
    reason: str,
    by: User,
    at: datetime,
    findings: Mapping[str, str] | None = None,
) -> Decision:
    """Send a stage back to work. ``findings`` are remarks by key of the submitted criterion."""
    with round_at(company, number, by=by, at=at) as at_gate:
        principal = at_gate.check(Act.RETURN)
        at_gate.check_shown(shown)
        _need(reason, _("Please give a reason."), field="reason")
        decision = at_gate.decide(
            Act.RETURN,
            principal=principal,
            reason=reason,
            findings=_known_findings(at_gate.submission, findings or {}),
        )
        at_gate.move(Act.RETURN)
        at_gate.log(Act.RETURN, principal=principal, reason=reason.strip())
        telling.of_decision(at_gate, decision)
    return decision


def _known_findings(submission: Submission, findings: Mapping[str, str]) -> dict[str, str]:
    said = {key: text.strip() for key, text in findings.items() if text.strip()}
    keys = {each["key"] for each in snapshot.read(submission.snapshot)["criteria"]}
    if said.keys() - keys:
        raise RefusedError(_("A finding is about something that was not submitted."))
    return said


def approve_stage(*, company: Company, number: int, shown: str, by: User, at: datetime) -> Decision:
    """Let a stage pass; the next one opens."""
    with round_at(company, number, by=by, at=at) as at_gate:
        principal = _may_approve(at_gate, Act.APPROVE, shown)
        decision = at_gate.decide(Act.APPROVE, principal=principal)
        _pass(at_gate, decision, principal, round=at_gate.submission.round)
    return decision


def approve_with_conditions(
    *,
    company: Company,
    number: int,
    shown: str,
    reason: str,
    conditions: Sequence[Promise],
    by: User,
    at: datetime,
) -> Decision:
    """Let a stage pass under conditions, each with an owner and a day."""
    with round_at(company, number, by=by, at=at) as at_gate:
        act = Act.APPROVE_WITH_CONDITIONS
        principal = _may_approve(at_gate, act, shown)
        _need(reason, _("Please give a reason."), field="reason")
        _check_conditions(at_gate, conditions)
        decision = at_gate.decide(act, principal=principal, reason=reason)
        for promise in conditions:
            condition = Condition.everywhere.create(
                company=company,
                decision=decision,
                text=promise.text.strip(),
                owner=promise.owner,
                due_on=promise.due_on,
            )
            telling.of_condition(at_gate, condition)
        _pass(
            at_gate,
            decision,
            principal,
            round=at_gate.submission.round,
            reason=reason.strip(),
            conditions=len(conditions),
        )
    return decision


def _may_approve(at_gate: Round, act: Act, shown: str) -> User | None:
    at_gate.check(act)
    at_gate.check_shown(shown)
    return at_gate.check(act, at_gate.nothing_has_lapsed())


def _check_conditions(at_gate: Round, conditions: Sequence[Promise]) -> None:
    if not conditions:
        raise RefusedError(_("Please name at least one condition."), field="conditions")
    for promise in conditions:
        _need(promise.text, _("Please say what the condition is."), field="conditions")
        if promise.due_on < at_gate.on:
            raise RefusedError(_("The date lies in the past."), field="conditions")
        member_or_refused(
            at_gate.company,
            promise.owner,
            _("Whoever owns a condition has to belong to the company."),
            field="conditions",
        )


def _pass(at_gate: Round, decision: Decision, principal: User | None, **detail: object) -> None:
    act = Act(decision.act)
    at_gate.move(act)
    at_gate.log(act, principal=principal, **detail)
    opened = _unlock_next(at_gate)
    telling.of_decision(at_gate, decision, opened=opened)


def _unlock_next(at_gate: Round) -> Stage | None:
    for stage in at_gate.stages:
        if stage.state == State.LOCKED:
            stage.state, stage.opened_at = State.OPEN, at_gate.at
            stage.save()
            audit.record(
                at_gate.company, "stage.unlock", by=None, at=at_gate.at, number=stage.number
            )
            return stage
        if stage.state != State.PASSED:
            return None
    return None


def reopen_stage(*, company: Company, number: int, reason: str, by: User, at: datetime) -> Decision:
    """Work on a passed stage again. Later stages keep their state, and wait for it to pass."""
    with round_at(company, number, by=by, at=at) as at_gate:
        principal = at_gate.check(Act.REOPEN)
        _need(reason, _("Please give a reason."), field="reason")
        decision = at_gate.decide(Act.REOPEN, principal=principal, reason=reason)
        at_gate.move(Act.REOPEN)
        at_gate.log(Act.REOPEN, principal=principal, reason=reason.strip())
        telling.of_decision(at_gate, decision)
    return decision


def _need(text: str, sentence: object, *, field: str) -> None:
    if not text.strip():
        raise RefusedError(sentence, field=field)  # type: ignore[arg-type]
