"""A company with people, a playbook taken over and a run of it, made through the services."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4

from companies.models import BusinessHours, Company, Membership, Notice, User
from companies.roles import Role
from publishing.models import Playbook, Run, RunStep
from publishing.selectors import candidates_for
from publishing.services.playbooks import take_playbook
from publishing.services.runs import begin_run
from publishing.services.working import finish_step
from tests.factories import MONDAY, make_company, make_member

PUBLICATION = MONDAY + timedelta(days=14)
"""Monday, 30 November 2026, at ten in Berlin."""
WORKDAYS = 5


@dataclass(frozen=True)
class Place:
    """A company and its people; it works from Monday to Friday, eight to five."""

    company: Company
    lead: Membership
    manager: Membership
    member: Membership

    def by(self, who: Membership | User, at: datetime = MONDAY) -> dict:
        """What every act is told."""
        user = who.user if isinstance(who, Membership) else who
        return {"company": self.company, "by": user, "at": at}

    def url(self, path: str = "") -> str:
        """An address of the playbooks."""
        return f"/c/{self.company.slug}/playbooks/{path}"


def make_place(name: str = "Brauerei Lindner") -> Place:
    """A company with one person of each role."""
    company = make_company(name)
    for weekday in range(WORKDAYS):
        BusinessHours.everywhere.create(
            company=company, weekday=weekday, opens=time(8), closes=time(17)
        )
    return Place(
        company,
        make_member(company, Role.LEAD, name="Petra Vogt"),
        make_member(company, Role.MANAGER, name="Georg Brenner"),
        make_member(company, Role.MEMBER, name="Jonas Maier"),
    )


def take(place: Place, key: str = "press_release", language: str = "en") -> Playbook:
    """A shipped playbook, taken over by the lead."""
    return take_playbook(key=key, language=language, **place.by(place.lead))


def begin(
    place: Place,
    playbook: Playbook | None = None,
    *,
    title: str = "New apprentices",
    publication_at: datetime | None = PUBLICATION,
    at: datetime = MONDAY,
    **owners: Membership,
) -> Run:
    """A run of a playbook (the press release), begun by the lead.

    Steps go to whom they are proposed to; ``owner_2`` names somebody else for the second.
    """
    row = playbook or take(place)
    steps = list(row.steps.order_by("position"))
    people = list(Membership.of(place.company).filter(ended_at__isnull=True))
    proposed, known = candidates_for(steps, people), {each.pk: each for each in people}
    chosen = {pk: known[who] for pk, who in proposed.items()}
    for name, owner in owners.items():
        chosen[steps[int(name.removeprefix("owner_")) - 1].pk] = owner
    row.refresh_from_db()
    return begin_run(
        playbook_id=row.pk,
        title=title,
        publication_at=publication_at,
        owners=chosen,
        seen=row.revision,
        form_key=uuid4(),
        **place.by(place.lead, at),
    )


def step(run: Run, number: int) -> RunStep:
    """One step of a run, as it is now."""
    return RunStep.of(run.company).select_related("owner__user").get(run=run, position=number)


def finish(
    place: Place, run: Run, number: int, at: datetime = MONDAY, by: Membership | None = None
) -> RunStep:
    """One step done by its owner, or somebody else."""
    row = step(run, number)
    return finish_step(step_id=row.pk, note="", link="", **place.by(by or row.owner, at))


def finish_all(place: Place, run: Run, at: datetime = PUBLICATION) -> Run:
    """Every step done, each by its owner."""
    for row in run.steps.filter(outcome="").order_by("position"):
        finish(place, run, row.position, at)
    run.refresh_from_db()
    return run


def outcomes(run: Run) -> list[str]:
    """What became of each step."""
    return list(run.steps.order_by("position").values_list("outcome", flat=True))


def told(place, template=""):
    """Who was written to so far, and with which words."""
    rows = Notice.of(place.company).order_by("pk")
    if template:
        rows = rows.filter(template=template)
    return [(each.template, each.email) for each in rows]


def email(person):
    return person.user.email
