"""What is particular about playbooks and runs in a company's archive."""

from collections.abc import Iterator
from itertools import pairwise

from companies.archive.specials import register_check, register_guards
from companies.models import Company
from publishing.models import Run, RunStep
from publishing.progress import APPROVAL, DONE, who_worked_before
from publishing.selectors import facts_of

GUARDS = (
    "publishing.Run:run_begins_running",
    "publishing.RunStep:run_step_of_a_running_run",
)
"""They keep the order in which people act; broken_promises looks at where it has led."""


def register_all() -> None:
    """Called once, when the app is ready."""
    register_guards(*GUARDS)
    register_check(broken_promises)


def broken_promises(company: Company) -> Iterator[str]:
    """Every promise that the runs of a company break, in words for the operator."""
    for run in Run.of(company).order_by("pk").iterator(chunk_size=50):
        steps = list(RunStep.of(company).filter(run=run).order_by("position"))
        yield from _of_run(run, steps)


def _of_run(run: Run, steps: list[RunStep]) -> Iterator[str]:
    facts = facts_of(run, steps)
    outcomes = [each.outcome for each in facts.steps]
    forgot = "" in outcomes or DONE not in outcomes
    if run.state == Run.State.FINISHED and forgot:
        yield f"run {run.title!r} is finished with an open step"
    if any(not earlier and later for earlier, later in pairwise(outcomes)):
        yield f"run {run.title!r} has steps out of their order"
    for row, step in zip(steps, facts.steps, strict=True):
        settled_by = step.settled_by
        if step.kind == APPROVAL and settled_by in who_worked_before(facts.steps, step):
            yield f"run {run.title!r} was approved by whoever did the work"
        early = run.publication_at is None or (
            row.settled_at is not None and row.settled_at < run.publication_at
        )
        if step.after_publication and step.outcome == DONE and early:
            yield f"run {run.title!r} has a step that was done under its embargo"
