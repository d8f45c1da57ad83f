"""A company on its way, as plainly as possible."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from companies.models import Company, Deputy, Membership, User
from companies.roles import Role
from monitoring.models import Feed, Match, Mention, SearchProfile, Source
from rollout import gate
from rollout.models import Stage, Submission
from rollout.stages.culture import survey
from rollout.stages.culture.questionnaire import STATEMENTS
from rollout.stages.listening import services as listening
from tests.factories import MONDAY, make_company, make_member

TODAY = date(2026, 11, 16)
LATER = MONDAY + timedelta(hours=1)

OPEN_MINDED = {key: 2 if statement.reverse else 4 for key, statement in STATEMENTS.items()}
"""75 of 100 points in every dimension."""

CLOSED = {key: 4 if statement.reverse else 2 for key, statement in STATEMENTS.items()}
"""25 of 100 points in every dimension."""


@dataclass(frozen=True)
class Place:
    """A company with its people; the rollout has begun."""

    company: Company
    lead: User
    manager: User
    member: User
    consultant: User
    memberships: dict[str, Membership]

    def stage(self, number: int = 1) -> Stage:
        return Stage.of(self.company).get(number=number)

    def hash_at(self, number: int = 1) -> str:
        submission = self.stage(number).submission
        assert submission is not None
        return submission.content_hash

    def everybody(self) -> dict[str, User]:
        return {name: membership.user for name, membership in self.memberships.items()}


def make_place(name: str = "Brauerei Lindner", *, at: datetime = MONDAY) -> Place:
    company = make_company(name)
    memberships = {
        "lead": make_member(company, Role.LEAD, name="Jana Berg"),
        "manager": make_member(company, Role.MANAGER, name="Karl Lindner"),
        "member": make_member(company, Role.MEMBER, name="Mia Roth"),
        "consultant": make_member(company, Role.CONSULTANT, name="Ben Ostler"),
    }
    users = {key: membership.user for key, membership in memberships.items()}
    gate.begin_rollout(company=company, by=users["lead"], at=at)
    return Place(company=company, memberships=memberships, **users)


def deputise(
    company: Company,
    *,
    deputy: Membership,
    principal: Membership,
    mandate: str = "",
    starts_on: date = TODAY,
    ends_on: date = TODAY + timedelta(days=14),
) -> Deputy:
    return Deputy.everywhere.create(
        company=company,
        deputy=deputy,
        principal=principal,
        starts_on=starts_on,
        ends_on=ends_on,
        mandate=mandate,
    )


def answer(place: Place, role: str, ratings: dict[str, int] | None = None) -> None:
    link = survey.create_survey_link(company=place.company, by=place.lead, at=MONDAY)
    survey.answer_by_link(
        token=link.token,
        role=role,
        answers=ratings or OPEN_MINDED,
        form_key=uuid4(),
        at=MONDAY,
    )


def make_ready(place: Place) -> None:
    """The culture check meets its criteria."""
    for role in ("management", "sales", "sales"):
        answer(place, role)


def submit(
    place: Place, number: int = 1, *, by: User | None = None, at: datetime = MONDAY
) -> Submission:
    return gate.submit_stage(company=place.company, number=number, by=by or place.lead, at=at)


def at_the_gate(name: str = "Brauerei Lindner") -> Place:
    """The lead has submitted the culture check."""
    place = make_place(name)
    make_ready(place)
    submit(place)
    return place


def passed(name: str = "Brauerei Lindner") -> Place:
    """The culture check has passed; listening is open."""
    place = at_the_gate(name)
    approve(place)
    return place


def approve(place: Place, number: int = 1, *, by: User | None = None, at: datetime = LATER) -> None:
    gate.approve_stage(
        company=place.company,
        number=number,
        shown=place.hash_at(number),
        by=by or place.manager,
        at=at,
    )


def second_manager(place: Place, name: str = "Rosa Lindner") -> Membership:
    return make_member(place.company, Role.MANAGER, name=name)


def many_companies(number: int, consultant: User) -> list[Company]:
    """So many companies of one consultant, in as few statements as possible."""
    companies = Company.objects.bulk_create(
        Company(name=f"Firma {n:03}", slug=f"firma-{n}", state="BY", created_at=MONDAY)
        for n in range(number)
    )
    Membership.everywhere.bulk_create(
        Membership(company=each, user=consultant, role=Role.CONSULTANT, started_at=MONDAY)
        for each in companies
    )
    Stage.everywhere.bulk_create(
        Stage(
            company=each,
            number=n,
            state="open" if n == 1 else "locked",
            opened_at=MONDAY if n == 1 else None,
        )
        for each in companies
        for n in range(1, 8)
    )
    return companies


# --- Listening ------------------------------------------------------------------------------


def make_source(
    place: Place, name: str = "Anzeiger", *, added_at: datetime | None = None
) -> Source:
    long_ago = MONDAY - timedelta(days=120)
    feed = Feed.objects.create(
        kind="feed",
        address=f"https://example.org/{uuid4()}",
        host="example.org",
        interval=timedelta(hours=1),
        next_due_at=MONDAY,
        created_at=long_ago,
    )
    return Source.everywhere.create(
        company=place.company,
        feed=feed,
        name=name,
        added_by=place.lead,
        added_at=added_at or long_ago,
    )


def make_profile(
    place: Place, name: str = "Lindner", *, kind: str = "brand", created_at: datetime | None = None
) -> SearchProfile:
    since = created_at or MONDAY - timedelta(days=120)
    return SearchProfile.everywhere.create(
        company=place.company,
        name=name,
        kind=kind,
        query=name,
        created_by=place.lead,
        created_at=since,
        changed_at=since,
    )


def make_mention(
    source: Source,
    *profiles: SearchProfile,
    day: date = TODAY - timedelta(days=3),
    tone: str = "neutral",
    topics: tuple[str, ...] = (),
    **fields: object,
) -> Mention:
    moment = MONDAY.replace(year=day.year, month=day.month, day=day.day)
    row = {
        "external_id": str(uuid4()),
        "text": "Das Bier kam warm an.",
        "published_at": moment,
        "fetched_at": moment,
        "day": day,
        "tone": tone,
        "kind": "other",
        "topics": list(topics),
        "content_hash": uuid4().bytes * 2,
    } | fields
    mention = Mention.everywhere.create(company=source.company, source=source, **row)
    for profile in profiles:
        Match.everywhere.create(company=source.company, mention=mention, profile=profile)
    return mention


def listen(place: Place, *, at: datetime = LATER, **plan: int) -> None:
    """Plan the last four weeks and freeze the baseline."""
    first, last = listening.suggested_window(TODAY)
    listening.set_plan(
        company=place.company, starts_on=first, ends_on=last, by=place.lead, at=at, **plan
    )
    listening.freeze_baseline(company=place.company, by=place.lead, at=at)
