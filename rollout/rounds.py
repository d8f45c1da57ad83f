"""One act at a gate: everything locked, everything read anew, one record, one move."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout.assessment import assess, attachments_intact, gate_of
from rollout.authority import Actor, Gate, in_whose_name, why_not
from rollout.days import local_day
from rollout.editing import standing_or_refused
from rollout.machine import TABLE, Act, State
from rollout.models import Decision, Stage, Submission
from rollout.refusals import SAME_COMPANY, RefusedError, in_one_transaction
from rollout.stage import Assessment, Result
from rollout.titles import with_names

OTHER_CONTENT = _(
    "What you have read is not what is at the gate now: it was changed and submitted again. "
    "Please read the new version before you decide."
)


@dataclass
class Round:
    """A company's stages, locked, with the one that is acted on and whoever acts."""

    company: Company
    stages: list[Stage]
    stage: Stage
    actor: Actor
    by: User
    at: datetime
    on: date

    def assessment(self) -> Assessment:
        """The stage as it stands at this moment."""
        return assess(self.stage, self.on)

    def check(self, act: Act, unmet: tuple[Result, ...] | None = None) -> User | None:
        """For whom the person acts (None: themselves); raises RefusedError if they cannot."""
        gate = self.gate(unmet)
        if refusal := why_not(self.actor, act, gate):
            raise RefusedError(refusal)
        principal = in_whose_name(self.actor, act, gate)
        return User.objects.get(pk=principal.user_id) if principal else None

    def gate(self, unmet: tuple[Result, ...] | None = None) -> Gate:
        """The facts the rules look at."""
        return gate_of(self.stages, self.stage, unmet)

    def check_shown(self, shown: str) -> None:
        """Refuse unless the content on the person's screen is the one at the gate."""
        if self.stage.submission is None or self.stage.submission.content_hash != shown:
            raise RefusedError(OTHER_CONTENT)

    def nothing_has_lapsed(self) -> tuple[Result, ...]:
        """The criteria that were met at submission and are not any more.

        Looked at again: owners of measures still belong to the company and their dates have not
        passed, no condition of an earlier gate is overdue, attached files are unchanged, and
        every other criterion, computed anew.
        """
        now = self.assessment()
        return (*now.unmet, *(each for each in (attachments_intact(now),) if each.blocks))

    def decide(
        self, act: Act, *, principal: User | None, reason: str = "", **more: Any
    ) -> Decision:
        """Record the act about exactly the snapshot at the gate."""
        submission = self.submission
        return Decision.everywhere.create(
            company=self.company,
            submission=submission,
            submitted_by_id=submission.submitted_by_id,
            content_hash=submission.content_hash,
            act=act,
            decided_by=self.by,
            principal=principal,
            decided_at=self.at,
            reason=reason.strip(),
            **more,
        )

    @property
    def submission(self) -> Submission:
        """The round at the gate, or that has passed it."""
        if self.stage.submission is None:
            raise RefusedError(OTHER_CONTENT)
        return self.stage.submission

    def move(self, act: Act, *, submission: Submission | None = None) -> None:
        """Move the stage along the table's edge and write the log's entry of it."""
        target = TABLE[act].target
        if target == State.OPEN:
            self.stage.submission, self.stage.opened_at, self.stage.passed_at = None, self.at, None
        elif submission is not None:
            self.stage.submission = submission
        if target == State.PASSED:
            self.stage.passed_at = self.at
        self.stage.state = target
        self.stage.save()

    def log(self, act: Act, *, principal: User | None, **detail: Any) -> None:
        """Say it in the company's log."""
        audit.record(
            self.company,
            f"stage.{act}",
            by=self.by,
            at=self.at,
            on_behalf_of=principal,
            number=self.stage.number,
            **detail,
        )


@contextmanager
def round_at(company: Company, number: int, *, by: User, at: datetime) -> Iterator[Round]:
    """Lock all stages of a company, then read who acts: the order decides, and one wins.

    One transaction; raises RefusedError for strangers and stages that are not there.
    """
    with in_one_transaction():
        stages = locked_stages(company)
        stage = next((each for each in stages if each.number == number), None)
        if stage is None:
            raise RefusedError(SAME_COMPANY)
        actor = Actor.of(standing_or_refused(company, by, at))
        yield Round(company, stages, stage, actor, by, at, local_day(company, at))


def locked_stages(company: Company) -> list[Stage]:
    """All stages in their order, locked until the transaction ends, submissions loaded after."""
    locked = Stage.of(company).select_for_update(no_key=True, of=("self",)).order_by("number")
    stages = list(with_names(locked))
    # Read in a second query: one joined to the first would be as old as the wait for the lock.
    submissions = Submission.of(company).defer("snapshot")
    loaded = submissions.in_bulk([each.submission_id for each in stages if each.submission_id])
    for stage in stages:
        stage.company = company
        if stage.submission_id:
            stage.submission = loaded[stage.submission_id]
    return stages
