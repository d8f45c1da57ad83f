"""How far a run is, whose turn it is, and what the order of its steps allows: pure rules (S3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WORK, APPROVAL, AUTOMATIC = "work", "approval", "automatic"
DONE, SKIPPED = "done", "skipped"


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of a run; ``outcome`` is empty while it is open, people are numbers of users."""

    pk: int
    position: int
    kind: str
    outcome: str
    settled_by: int | None
    due_at: datetime
    after_publication: bool


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run with its steps in their order."""

    is_running: bool
    publication_at: datetime | None
    steps: tuple[StepFacts, ...]

    @property
    def current(self) -> StepFacts | None:
        """The first open step of a run that goes on; the others wait for it."""
        if not self.is_running:
            return None
        return next((each for each in self.steps if not each.outcome), None)

    @property
    def settled(self) -> int:
        """How many steps are done or skipped."""
        return sum(bool(each.outcome) for each in self.steps)

    def step(self, pk: int) -> StepFacts | None:
        """One of the steps."""
        return next((each for each in self.steps if each.pk == pk), None)


class Standing(StrEnum):
    """How a step stands."""

    DONE = "done"
    SKIPPED = "skipped"
    NOW = "now"
    EMBARGO = "embargo"
    LATER = "later"
    DROPPED = "dropped"


def standing_of_step(run: RunFacts, step: StepFacts, at: datetime) -> Standing:
    """A step as it stands at a moment."""
    if step.outcome:
        return Standing(step.outcome)
    if not run.is_running:
        return Standing.DROPPED
    if run.current != step:
        return Standing.LATER
    return Standing.EMBARGO if waits_for_publication(run, step, at) else Standing.NOW


def waits_for_publication(run: RunFacts, step: StepFacts, at: datetime) -> bool:
    """Whether the publication's moment has to come first (embargo)."""
    return step.after_publication and (run.publication_at is None or at < run.publication_at)


def is_late(run: RunFacts, step: StepFacts, at: datetime) -> bool:
    """Whether an open step of a run that goes on is past its time."""
    return run.is_running and not step.outcome and step.due_at < at


class Refusal(StrEnum):
    """Why a step cannot be settled now."""

    OVER = "over"
    SETTLED = "settled"
    ORDER = "order"
    EMBARGO = "embargo"
    OWN_WORK = "own_work"
    NOTHING_DONE = "nothing_done"


def why_not_settle(
    run: RunFacts, step: StepFacts, outcome: str, *, by: int, at: datetime
) -> Refusal | None:
    """Why a person cannot tick a step off, or skip it, at this moment; None if they can."""
    if not run.is_running:
        return Refusal.OVER
    if step.outcome:
        return Refusal.SETTLED
    if run.current != step:
        return Refusal.ORDER
    if outcome == DONE and waits_for_publication(run, step, at):
        return Refusal.EMBARGO
    if step.kind == APPROVAL and by in who_worked_before(run.steps, step):
        return Refusal.OWN_WORK
    is_last = run.settled + 1 == len(run.steps)
    if outcome == SKIPPED and is_last and all(each.outcome != DONE for each in run.steps):
        return Refusal.NOTHING_DONE
    return None


def who_worked_before(steps: Sequence[StepFacts], step: StepFacts) -> frozenset[int]:
    """Who did any of the work before a step, and settled what came since the last of it.

    What is approved rests on all of it, not on the last piece alone. Work that was left out was
    nobody's; whoever left it out answers for it as long as no other work follows.
    """
    people = set[int]()
    is_recent = True
    for each in reversed([other for other in steps if other.position < step.position]):
        is_work = each.kind != APPROVAL and each.outcome != SKIPPED
        if each.settled_by is not None and (is_work or is_recent):
            people.add(each.settled_by)
        is_recent = is_recent and not is_work
    return frozenset(people)


def back_to(steps: Sequence[StepFacts], step: StepFacts) -> tuple[StepFacts, ...]:
    """What an approval that is not given opens again, the last first: back to the last work done.

    Empty if there is nothing before it to go back to.
    """
    opened = list[StepFacts]()
    for each in reversed([other for other in steps if other.position < step.position]):
        opened.append(each)
        if each.kind != APPROVAL and each.outcome == DONE:
            return tuple(opened)
    return ()


def last_settled(steps: Sequence[StepFacts]) -> StepFacts | None:
    """The step that can be opened again: the last that was settled."""
    settled = [each for each in steps if each.outcome]
    return settled[-1] if settled else None
