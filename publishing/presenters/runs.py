"""The pages of runs: who does what now, what was done, what comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.access import Standing as Person
from publishing.models import Run, RunReturn, RunStep
from publishing.presenters.addresses import Chip, address, day_of, moment_of, name_of
from publishing.presenters.playbooks import KINDS
from publishing.progress import (
    RunFacts,
    Standing,
    StepFacts,
    is_late,
    last_settled,
    standing_of_step,
    who_worked_before,
)
from publishing.selectors import facts_of
from publishing.services.working import is_theirs

STATES: dict[str, Chip] = {
    Run.State.RUNNING: Chip(gettext_lazy("Running"), "accent", "play"),
    Run.State.FINISHED: Chip(gettext_lazy("Finished"), "ok", "check"),
    Run.State.STOPPED: Chip(gettext_lazy("Called off"), "neutral", "stop"),
}
SIGNS: dict[Standing, Chip] = {
    Standing.DONE: Chip(gettext_lazy("Done"), "ok", "check"),
    Standing.SKIPPED: Chip(gettext_lazy("Skipped"), "neutral", "minus"),
    Standing.NOW: Chip(gettext_lazy("Now"), "accent", "arrow-right"),
    Standing.EMBARGO: Chip(gettext_lazy("Waits for the publication"), "warn", "lock"),
    Standing.LATER: Chip(gettext_lazy("Later"), "neutral", "clock"),
    Standing.DROPPED: Chip(gettext_lazy("Not done"), "neutral", "close"),
}


@dataclass(frozen=True)
class RunLine:
    """A run in a list: how far it is, and whose turn it is."""

    row: Run
    url: str
    state: Chip
    progress: str
    settled: int
    total: int
    now: str
    due: Chip | None
    ended: str


def run_lines(rows: Iterable[Run], at: datetime) -> list[RunLine]:
    """Runs that go on; their steps are loaded."""
    return [_run_line(row, list(row.steps.all()), at) for row in rows]


def ended_lines(rows: Iterable[Run]) -> list[RunLine]:
    """Runs that are over."""
    return [
        RunLine(
            row=row,
            url=address(row.company, "run", row.pk),
            state=STATES[row.state],
            progress="",
            settled=0,
            total=0,
            now="",
            due=None,
            ended=day_of(row.ended_at, row.company) if row.ended_at else "",
        )
        for row in rows
    ]


def _run_line(row: Run, steps: Sequence[RunStep], at: datetime) -> RunLine:
    facts = facts_of(row, steps)
    current = facts.current
    now = next((each for each in steps if current and each.pk == current.pk), None)
    given = {"settled": facts.settled, "total": len(steps)}
    return RunLine(
        row=row,
        url=address(row.company, "run", row.pk),
        state=STATES[row.state],
        progress=_("%(settled)s of %(total)s steps") % given,
        settled=facts.settled,
        total=len(steps),
        now=f"{now.title} · {name_of(now.owner)}" if now else "",
        due=due_chip(row, facts, current, at) if current else None,
        ended="",
    )


def due_chip(run: Run, facts: RunFacts, step: StepFacts, at: datetime) -> Chip:
    """When an open step is due, and whether it is late."""
    given = {"day": day_of(step.due_at, run.company)}
    if is_late(facts, step, at):
        return Chip(_("Overdue since %(day)s") % given, "stop", "alert")
    if facts.current == step and standing_of_step(facts, step, at) == Standing.EMBARGO:
        return SIGNS[Standing.EMBARGO]
    return Chip(_("Due on %(day)s") % given, "neutral", "clock")


@dataclass(frozen=True)
class OwnStep:
    """A step that is up to the reader; ``is_now``: it is their turn."""

    title: str
    run: str
    url: str
    due: Chip
    is_now: bool
    for_whom: str


def own_steps(rows: Iterable[Run], person: Person, at: datetime) -> list[OwnStep]:
    """What is up to somebody in the runs that go on: their turn first, then what comes."""
    found = list[tuple[bool, datetime, OwnStep]]()
    for run in rows:
        steps = list(run.steps.all())
        facts = facts_of(run, steps)
        for row, step in zip(steps, facts.steps, strict=True):
            if step.outcome or not is_theirs(person, row):
                continue
            is_now = standing_of_step(facts, step, at) == Standing.NOW
            mine = row.owner_id == person.membership.pk
            if not mine and not is_now:
                continue
            own = OwnStep(
                title=row.title,
                run=run.title,
                url=address(run.company, "run", run.pk),
                due=due_chip(run, facts, step, at),
                is_now=is_now,
                for_whom="" if mine else _("For %(person)s") % {"person": row.owner.user},
            )
            found.append((not is_now, row.due_at, own))
    found.sort(key=lambda each: each[:2])
    return [own for _later, _due, own in found]


@dataclass(frozen=True)
class ReturnView:
    """An approval that was not given."""

    who: str
    when: str
    reason: str


@dataclass(frozen=True)
class RunStepView:
    """One step of a run; ``settled`` says who and when, ``sign`` how it stands."""

    row: RunStep
    number: int
    kind: Chip
    sign: Chip
    due: Chip | None
    owner: str
    deputy: str
    settled: str
    returns: tuple[ReturnView, ...]
    is_now: bool
    can_reopen: bool
    can_give: bool


@dataclass(frozen=True)
class Now:
    """The next step, as the reader sees it: what it is, whether they do it, why not."""

    view: RunStepView
    can_do: bool
    is_approval: bool
    is_automatic: bool
    why_not: str | Promise
    returned: ReturnView | None
    can_skip: bool


@dataclass(frozen=True)
class RunPage:
    """One run."""

    row: Run
    state: Chip
    publication: str
    embargo_over: bool
    progress: str
    settled: int
    total: int
    steps: tuple[RunStepView, ...]
    now: Now | None
    begun: str
    ended: str


def run_page(run: Run, steps: Sequence[RunStep], person: Person, at: datetime) -> RunPage:
    """A run as somebody sees it at a moment."""
    facts = facts_of(run, steps)
    last = last_settled(facts.steps)
    views = tuple(
        _step_view(run, facts, row, number, person, at, last)
        for number, row in enumerate(steps, start=1)
    )
    given = {"settled": facts.settled, "total": len(steps)}
    publication = run.publication_at
    return RunPage(
        row=run,
        state=STATES[run.state],
        publication=moment_of(publication, run.company) if publication else "",
        embargo_over=publication is not None and publication <= at,
        progress=_("%(settled)s of %(total)s steps") % given,
        settled=facts.settled,
        total=len(steps),
        steps=views,
        now=_now(run, facts, views, person, at),
        begun=day_of(run.begun_at, run.company),
        ended=_ended(run),
    )


def _step_view(
    run: Run,
    facts: RunFacts,
    row: RunStep,
    number: int,
    person: Person,
    at: datetime,
    last: StepFacts | None,
) -> RunStepView:
    step = facts.steps[number - 1]
    settler = row.settled_by_id == person.user.pk
    return RunStepView(
        row=row,
        number=number,
        kind=KINDS[row.kind],
        sign=SIGNS[standing_of_step(facts, step, at)],
        due=due_chip(run, facts, step, at) if facts.is_running and not step.outcome else None,
        owner=name_of(row.owner),
        deputy=name_of(row.deputy),
        settled=_settled(run, row),
        returns=tuple(_return_view(run, each) for each in row.returns.all()),
        is_now=facts.current == step,
        can_reopen=facts.is_running and step == last and (settler or person.edits),
        can_give=facts.is_running and not step.outcome and person.edits,
    )


def _settled(run: Run, row: RunStep) -> str:
    if row.settled_at is None:
        return ""
    given = {"person": row.settled_by, "when": moment_of(row.settled_at, run.company)}
    if row.settled_for is not None:
        return _("%(person)s for %(principal)s, %(when)s") % {
            **given,
            "principal": row.settled_for,
        }
    return _("%(person)s, %(when)s") % given


def _return_view(run: Run, row: RunReturn) -> ReturnView:
    return ReturnView(str(row.by), moment_of(row.at, run.company), row.reason)


def _now(
    run: Run, facts: RunFacts, views: Sequence[RunStepView], person: Person, at: datetime
) -> Now | None:
    current = facts.current
    if current is None:
        return None
    view = next(each for each in views if each.row.pk == current.pk)
    theirs = is_theirs(person, view.row)
    why_not = _why_not(run, facts, current, view, person, at, theirs)
    own_work = person.user.pk in who_worked_before(facts.steps, current)
    return Now(
        view=view,
        can_do=not why_not,
        is_approval=view.row.kind == RunStep.Kind.APPROVAL,
        is_automatic=view.row.kind == RunStep.Kind.AUTOMATIC,
        why_not=why_not,
        returned=_returned(run, view, views),
        can_skip=person.edits and not (view.row.kind == RunStep.Kind.APPROVAL and own_work),
    )


def _why_not(
    run: Run,
    facts: RunFacts,
    current: StepFacts,
    view: RunStepView,
    person: Person,
    at: datetime,
    theirs: bool,
) -> str:
    if standing_of_step(facts, current, at) == Standing.EMBARGO:
        when = moment_of(run.publication_at, run.company) if run.publication_at else ""
        return _("This step waits for the publication: it can be ticked off from %(when)s on.") % {
            "when": when
        }
    if not theirs:
        return _("It is up to %(person)s.") % {"person": view.owner}
    if view.row.kind == RunStep.Kind.APPROVAL and person.user.pk in who_worked_before(
        facts.steps, current
    ):
        return _("You did the work before this step, so somebody else has to approve it.")
    return ""


def _returned(run: Run, view: RunStepView, views: Sequence[RunStepView]) -> ReturnView | None:
    """Why the step is open again, if an approval after it was not given."""
    if view.row.round == 1:
        return None
    said = [
        (row.at, row)
        for each in views
        for row in each.row.returns.all()
        if row.back_to_id == view.row.pk
    ]
    return _return_view(run, max(said, key=lambda each: each[0])[1]) if said else None


def _ended(run: Run) -> str:
    if run.ended_at is None:
        return ""
    return _("%(person)s, %(when)s") % {
        "person": run.ended_by,
        "when": moment_of(run.ended_at, run.company),
    }
