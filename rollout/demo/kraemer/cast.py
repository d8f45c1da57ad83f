"""The people of Metallbau Krämer, and how they act on their days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from companies.models import Company, Department, User
from companies.services.founding import found_company
from companies.states import GermanState
from rollout.demo import people
from rollout.gate import approve_stage, submit_stage
from rollout.models import Stage, StageContent
from rollout.stages import kind_of
from rollout.writing import add_row


@dataclass(frozen=True)
class Cast:
    """The company and its people; ``begun`` is its first morning, ``now`` the reader's."""

    company: Company
    lead: User
    manager: User
    staff: User
    service: User
    workshop: User
    begun: datetime
    now: datetime

    @property
    def everybody(self) -> tuple[User, ...]:
        """All five."""
        return (self.lead, self.manager, self.staff, self.service, self.workshop)

    def on(self, day: int, hour: int = 0) -> datetime:
        """A moment of the story: so many days after its beginning."""
        return self.begun + timedelta(days=day, hours=hour)

    def write(self, number: int, kind: str, at: datetime, /, **values: Any) -> StageContent:
        """A row in the work of a stage, by the lead."""
        of = kind_of(number).row_kind(kind)
        assert of is not None, f"stage {number} has no rows {kind}"
        return add_row(
            company=self.company, number=number, of=of, values=values, by=self.lead, at=at
        )

    def department(self, name: str) -> Department:
        """One of the departments."""
        row: Department = Department.of(self.company).get(name=name)
        return row

    def pass_gate(self, number: int, at: datetime) -> None:
        """The lead submits, the manager approves the next morning."""
        submission = submit_stage(company=self.company, number=number, by=self.lead, at=at)
        approve_stage(
            company=self.company,
            number=number,
            shown=submission.content_hash,
            by=self.manager,
            at=at + timedelta(days=1),
        )

    def stage(self, number: int) -> Stage:
        """One of the stages."""
        row: Stage = Stage.of(self.company).get(number=number)
        return row


def found(begun: datetime, now: datetime) -> Cast:
    """The company with its people, their departments, and the consultant."""
    founder = people.account(people.KRAEMER[0])
    company = found_company(
        name="Metallbau Krämer", state=GermanState.NW, founder=founder, by=founder, at=begun
    )
    users = [people.join(company, person, at=begun).user for person in people.KRAEMER]
    people.join(company, people.CONSULTANT, at=begun)
    lead, manager, staff, service, workshop = users
    return Cast(company, lead, manager, staff, service, workshop, begun=begun, now=now)
