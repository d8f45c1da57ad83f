"""Reads of runs, and the facts that a pilot's gate asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from companies.models import Company
from publishing.models import Run, RunReturn, RunStep
from publishing.progress import RunFacts, StepFacts

FEW = 5
"""So many ended runs stand under those that go on."""


def facts_of(run: Run, steps: Sequence[RunStep]) -> RunFacts:
    """A run and its steps (in their order) as the rules read them."""
    return RunFacts(
        is_running=run.is_running,
        publication_at=run.publication_at,
        steps=tuple(
            StepFacts(
                pk=each.pk,
                position=each.position,
                kind=each.kind,
                outcome=each.outcome,
                settled_by=each.settled_by_id,
                due_at=each.due_at,
                after_publication=each.after_publication,
            )
            for each in steps
        ),
    )


def running_runs(company: Company) -> QuerySet[Run]:
    """What goes on, the longest first, with its steps (3 queries)."""
    rows = _runs(company).filter(state=Run.State.RUNNING)
    return rows.prefetch_related(_with_steps(company)).order_by("begun_at", "pk")


def ended_runs(company: Company) -> QuerySet[Run]:
    """What was finished or called off, the latest first."""
    return _runs(company).exclude(state=Run.State.RUNNING).order_by("-ended_at", "-pk")


def last_runs_ended(company: Company) -> list[Run]:
    """The latest few of them."""
    return list(ended_runs(company)[:FEW])


def run_of(company: Company, pk: int) -> Run | None:
    """One run."""
    return _runs(company).filter(pk=pk).first()


def steps_of_run(run: Run) -> list[RunStep]:
    """Its steps in their order, with people and what was not approved (2 queries)."""
    said = RunReturn.of(run.company).select_related("by", "back_to").order_by("at", "pk")
    return list(_steps(run.company).filter(run=run).prefetch_related(Prefetch("returns", said)))


def run_step_of(company: Company, pk: int) -> RunStep | None:
    """One step of a run."""
    return _steps(company).select_related("run__playbook", "run__company").filter(pk=pk).first()


def current_step(run: Run) -> RunStep | None:
    """Whose turn it is: the first open step of a run that goes on."""
    if not run.is_running:
        return None
    return _steps(run.company).filter(run=run, outcome="").first()


@dataclass(frozen=True, slots=True)
class RunsInWindow:
    """Runs begun between two days: how many there were, and how many came to their end."""

    begun: int
    finished: int
    stopped: int


def runs_in_window(company: Company, first: date, last: date) -> RunsInWindow:
    """Runs begun on the company's local days from ``first`` to ``last``, both counted (1 query)."""
    zone = ZoneInfo(company.time_zone)
    begins = datetime.combine(first, time(), zone)
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    rows = Run.of(company).filter(begun_at__gte=begins, begun_at__lt=ends)
    states = list(rows.values_list("state", flat=True))
    return RunsInWindow(
        begun=len(states),
        finished=states.count(Run.State.FINISHED),
        stopped=states.count(Run.State.STOPPED),
    )


def _runs(company: Company) -> QuerySet[Run]:
    return Run.of(company).select_related("company", "playbook", "begun_by", "ended_by")


def _steps(company: Company) -> QuerySet[RunStep]:
    people = ("owner__user", "deputy__user", "settled_by", "settled_for")
    return RunStep.of(company).select_related(*people).order_by("position", "pk")


def _with_steps(company: Company) -> "Prefetch[str]":
    return Prefetch("steps", queryset=_steps(company))
