"""What people do with the steps of a run: finish, approve, return, skip, hand on (S3)."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.access import Standing
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from publishing.models import Run, RunReturn, RunStep
from publishing.progress import (
    Refusal,
    StepFacts,
    back_to,
    last_settled,
    who_worked_before,
    why_not_settle,
)
from publishing.selectors import facts_of
from publishing.services.authority import (
    EDITORS_ONLY,
    GONE,
    live_or_refused,
    lock_for_editor,
    lock_for_member,
)
from publishing.services.runs import OVER, tell_whose_turn_it_is, touch

OWN_WORK = _("Nobody approves their own work: somebody else has to look at it.")
ONLY_THEIRS = _(
    "This step is up to somebody else. Whoever leads the playbook can give it to another person."
)
SENTENCES: dict[Refusal, str | Promise] = {
    Refusal.OVER: OVER,
    Refusal.SETTLED: _("This step has already been settled."),
    Refusal.ORDER: _("An earlier step is still open: the steps go in their order."),
    Refusal.EMBARGO: _(
        "This step waits for the publication: before that moment it cannot be ticked off."
    ),
    Refusal.OWN_WORK: OWN_WORK,
    Refusal.NOTHING_DONE: _("Nothing was done in this run: please call it off instead."),
}


@transaction.atomic
def finish_step(
    *, company: Company, step_id: int, note: str, link: str, by: User, at: datetime
) -> RunStep:
    """A step is done, or approved; after the last one the run is finished.

    By its owner, its deputy, or whoever stands in for the owner today. Raises RefusedError.
    """
    standing = lock_for_member(company, by, at)
    run, step, steps = _step_or_refused(company, step_id)
    whose = _for_whom(standing, step)
    if step.outcome == RunStep.Outcome.DONE and step.settled_by_id == by.pk:
        return step
    _check(run, step, steps, RunStep.Outcome.DONE, by, at)
    step.link = link.strip()
    _settle(step, RunStep.Outcome.DONE, note, by, whose, at)
    act = "step_approved" if step.kind == RunStep.Kind.APPROVAL else "step_done"
    _record(act, step, by, at, whose)
    _go_on(run, by, at)
    return step


@transaction.atomic
def skip_step(*, company: Company, step_id: int, reason: str, by: User, at: datetime) -> RunStep:
    """A step is left out this time, with a reason; an approval not by whoever did the work."""
    lock_for_editor(company, by, at)
    if not reason.strip():
        raise RefusedError(_("Please say why this step is left out."), field="reason")
    run, step, steps = _step_or_refused(company, step_id)
    _check(run, step, steps, RunStep.Outcome.SKIPPED, by, at)
    _settle(step, RunStep.Outcome.SKIPPED, reason, by, None, at)
    _record("step_skipped", step, by, at, reason=step.note)
    _go_on(run, by, at)
    return step


@transaction.atomic
def return_step(*, company: Company, step_id: int, reason: str, by: User, at: datetime) -> RunStep:
    """Do not approve: back to the last piece of work, which is open again. That step."""
    standing = lock_for_member(company, by, at)
    run, step, steps = _step_or_refused(company, step_id)
    whose = _for_whom(standing, step)
    if step.kind != RunStep.Kind.APPROVAL:
        raise RefusedError(_("Only an approval can be refused."))
    if not reason.strip():
        raise RefusedError(_("Please say what has to be different."), field="reason")
    _check(run, step, steps, RunStep.Outcome.DONE, by, at)
    rows = {each.pk: each for each in steps}
    opened = [rows[each.pk] for each in back_to(facts_of(run, steps).steps, step_facts(run, step))]
    if not opened:
        raise RefusedError(_("There is no work before this step that could go back."))
    for each in opened:
        _open(each)
    RunReturn.everywhere.create(
        company=company, step=step, back_to=opened[-1], reason=reason.strip(), by=by, at=at
    )
    touch(run, at)
    _record("step_returned", opened[-1], by, at, whose, reason=reason.strip())
    tell_whose_turn_it_is(run, at)
    return opened[-1]


@transaction.atomic
def reopen_step(*, company: Company, step_id: int, by: User, at: datetime) -> RunStep:
    """The last settled step was ticked off by mistake: by whoever did so, or an editor."""
    standing = lock_for_member(company, by, at)
    run, step, steps = _step_or_refused(company, step_id)
    if step.is_open:
        return step
    if not run.is_running:
        raise RefusedError(OVER)
    if step.settled_by_id != by.pk and not standing.edits:
        raise RefusedError(EDITORS_ONLY)
    last = last_settled(facts_of(run, steps).steps)
    if last is None or last.pk != step.pk:
        raise RefusedError(_("Only the last step that was settled can be opened again."))
    _open(step)
    touch(run, at)
    _record("step_opened", step, by, at)
    return step


@transaction.atomic
def give_step(
    *,
    company: Company,
    step_id: int,
    owner: Membership,
    deputy: Membership | None,
    by: User,
    at: datetime,
) -> RunStep:
    """Somebody else does an open step, or stands in; an approval not by whoever did the work."""
    lock_for_editor(company, by, at)
    run, step, steps = _step_or_refused(company, step_id)
    if not step.is_open or not run.is_running:
        raise RefusedError(SENTENCES[Refusal.SETTLED])
    person = live_or_refused(company, owner, "owner")
    assert person is not None
    standin = live_or_refused(company, deputy, "deputy")
    if standin == person:
        raise RefusedError(_("Nobody stands in for themselves."), field="deputy")
    check_four_eyes(run, step, steps, person)
    if (step.owner_id, step.deputy_id) == (person.pk, standin.pk if standin else None):
        return step
    step.owner, step.deputy = person, standin
    step.save(update_fields=["owner", "deputy"])
    touch(run, at)
    _record("step_given", step, by, at, person=str(person.user))
    tell_whose_turn_it_is(run, at)
    return step


def check_four_eyes(run: Run, step: RunStep, steps: list[RunStep], person: Membership) -> None:
    """Raises RefusedError if an approval would go to whoever did the work before it."""
    is_approval = step.kind == RunStep.Kind.APPROVAL
    before = who_worked_before(facts_of(run, steps).steps, step_facts(run, step))
    if is_approval and person.user_id in before:
        raise RefusedError(OWN_WORK, field="owner")


def is_theirs(standing: Standing, step: RunStep) -> bool:
    """Whether somebody may do a step today: owner, deputy, or standing in for the owner."""
    mine = standing.membership.pk
    return mine in (step.owner_id, step.deputy_id) or step.owner_id in {
        each.pk for each in standing.represents
    }


def step_facts(run: Run, step: RunStep) -> StepFacts:
    """One step as the rules read it."""
    return facts_of(run, [step]).steps[0]


def _for_whom(standing: Standing, step: RunStep) -> User | None:
    """Whom they stand in for, None for themselves; raises RefusedError if it is not theirs."""
    if not is_theirs(standing, step):
        raise RefusedError(ONLY_THEIRS)
    return None if step.owner_id == standing.membership.pk else step.owner.user


def _step_or_refused(company: Company, step_id: int) -> tuple[Run, RunStep, list[RunStep]]:
    found = RunStep.of(company).filter(pk=step_id).values_list("run", flat=True).first()
    if found is None:
        raise RefusedError(GONE)
    run = Run.of(company).select_related("company").get(pk=found)
    people = ("owner__user", "settled_by")
    steps = list(run.steps.select_related(*people).order_by("position", "pk"))
    for each in steps:
        each.run, each.company = run, run.company
    return run, next(each for each in steps if each.pk == step_id), steps


def _check(
    run: Run, step: RunStep, steps: list[RunStep], outcome: str, by: User, at: datetime
) -> None:
    facts = facts_of(run, steps)
    own = facts.step(step.pk)
    assert own is not None, "a step is one of its run's"
    if refusal := why_not_settle(facts, own, outcome, by=by.pk, at=at):
        raise RefusedError(SENTENCES[refusal])


def _settle(
    step: RunStep, outcome: str, note: str, by: User, whose: User | None, at: datetime
) -> None:
    step.outcome, step.note = outcome, note.strip()
    step.settled_by, step.settled_for, step.settled_at = by, whose, at
    step.save()


def _open(step: RunStep) -> None:
    """Open again; note and link stay, to be gone on with."""
    step.outcome, step.round = "", step.round + 1
    step.settled_by, step.settled_for, step.settled_at = None, None, None
    step.save()


def _go_on(run: Run, by: User, at: datetime) -> None:
    if run.steps.filter(outcome="").exists():
        touch(run, at)
        tell_whose_turn_it_is(run, at)
        return
    run.state, run.ended_by, run.ended_at = Run.State.FINISHED, by, at
    touch(run, at)
    audit.record(run.company, "run.finished", by=by, at=at, run=run.title)


def _record(
    act: str, step: RunStep, by: User, at: datetime, whose: User | None = None, **more: str
) -> None:
    audit.record(
        step.company,
        f"run.{act}",
        by=by,
        at=at,
        on_behalf_of=whose,
        title=step.title,
        run=step.run.title,
        **more,
    )
