"""Reads of training and workshops: what comes, what was, who has attended what (S2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from companies.models import Company, Membership
from companies.selectors import live_memberships
from guidelines.models import OutsideTraining, Participation, Training

PLANNED, HELD = Training.State.PLANNED, Training.State.HELD
SIGNED_UP, ATTENDED = Participation.Outcome.SIGNED_UP, Participation.Outcome.ATTENDED


@dataclass(frozen=True, slots=True)
class ComingTraining:
    """One date to come; ``seats_left`` is None where there is no limit."""

    training_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    signed_up: int
    seats_left: int | None


def coming_trainings(company: Company, on: date) -> tuple[ComingTraining, ...]:
    """What is planned and ends on that local day or later, soonest first (one query)."""
    midnight = datetime.combine(on, time(0), ZoneInfo(company.time_zone))
    rows = trainings_of(company).filter(state=PLANNED, ends_at__gte=midnight)
    return tuple(_coming(row) for row in rows)


def trainings_of(company: Company) -> QuerySet[Training]:
    """Every training, soonest first, with ``people``: how many have a seat.

    Whoever has left the company does not come to one that is planned.
    """
    rows = Training.of(company).select_related("company", "settled_by")
    counted = ~Q(state=PLANNED) | Q(participations__membership__ended_at__isnull=True)
    people = Count("participations", filter=counted)
    return rows.annotate(people=people).order_by("starts_at", "pk")


def training_of(company: Company, pk: int) -> Training | None:
    """One training with how many have a seat."""
    return trainings_of(company).filter(pk=pk).first()


def participations_of(row: Training) -> list[Participation]:
    """Whoever has a seat, by name, with person and department."""
    rows = Participation.of(row.company).filter(training=row)
    people = ("membership__user", "membership__department", "entered_by")
    return list(rows.select_related(*people).order_by("membership__user__name", "membership_id"))


def seats_of(membership: Membership) -> dict[int, str]:
    """In which trainings this person has a seat, and what came of it."""
    rows = Participation.of(membership.company).filter(membership=membership)
    return dict(rows.values_list("training_id", "outcome"))


@dataclass(frozen=True, slots=True)
class Attended:
    """Something a person was at; ``outside`` is its row where it was not one of ours."""

    title: str
    on: date
    provider: str = ""
    outside: OutsideTraining | None = None


@dataclass(frozen=True, slots=True)
class Learner:
    """One person: what they attended, what they missed, what they are signed up for."""

    membership: Membership
    attended: tuple[Attended, ...]
    missed: int
    to_come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learners:
    """One department's people."""

    department: str
    people: tuple[Learner, ...]

    @property
    def trained(self) -> int:
        """How many have attended at least one training."""
        return sum(1 for each in self.people if each.attended)

    @property
    def percent(self) -> int:
        """Of a hundred people, how many have; rounded down, so 100 means everybody."""
        return self.trained * 100 // len(self.people)


def learners_of(company: Company) -> tuple[Learners, ...]:
    """Live members by department, those without one last (3 queries)."""
    ours: dict[int, list[Participation]] = {}
    for row in Participation.of(company).select_related("training").order_by("training__starts_at"):
        ours.setdefault(row.membership_id, []).append(row)
    elsewhere: dict[int, list[OutsideTraining]] = {}
    for each in OutsideTraining.of(company):
        elsewhere.setdefault(each.membership_id, []).append(each)
    groups: dict[str, list[Learner]] = {}
    for person in live_memberships(company):
        name = person.department.name if person.department else ""
        learner = _learner(person, company, ours.get(person.pk, ()), elsewhere.get(person.pk, ()))
        groups.setdefault(name, []).append(learner)
    order = sorted(groups, key=lambda name: (not name, name.casefold()))
    return tuple(Learners(name, tuple(groups[name])) for name in order)


def outside_training_of(company: Company, pk: int) -> OutsideTraining | None:
    """One thing that was attended elsewhere."""
    return OutsideTraining.of(company).select_related("membership__user").filter(pk=pk).first()


def _coming(row: Training) -> ComingTraining:
    people: int = row.people  # type: ignore[attr-defined]
    return ComingTraining(
        training_id=row.pk,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        link=row.link,
        signed_up=people,
        seats_left=None if row.seats is None else max(row.seats - people, 0),
    )


def _learner(
    person: Membership,
    company: Company,
    ours: Iterable[Participation],
    elsewhere: Iterable[OutsideTraining],
) -> Learner:
    zone, rows = ZoneInfo(company.time_zone), list(ours)
    attended = [
        Attended(each.training.title, each.training.starts_at.astimezone(zone).date())
        for each in rows
        if each.outcome == ATTENDED
    ]
    attended += [Attended(each.title, each.attended_on, each.provider, each) for each in elsewhere]
    return Learner(
        membership=person,
        attended=tuple(sorted(attended, key=lambda each: each.on, reverse=True)),
        missed=sum(1 for each in rows if each.outcome == Participation.Outcome.MISSED),
        to_come=tuple(
            each.training.title
            for each in rows
            if each.outcome == SIGNED_UP and each.training.state == PLANNED
        ),
    )
