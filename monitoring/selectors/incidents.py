"""Incidents with their timeline, and who must know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from companies.access import stands_in
from companies.models import Absence, Company, Deputy, Membership, User
from companies.roles import EDITORS, Role
from guidelines.models import Scenario
from monitoring.alarm.levels import Level, reaches
from monitoring.models import AlarmContact, AlarmReader, Incident, IncidentEvent, Peak
from monitoring.models.alarm import NEVER

FROM = {Role.MANAGER: Level.SERIOUS}
"""From which level on a role is told; lead and consultant from the lowest."""


def incidents_of(company: Company) -> QuerySet[Incident]:
    """All incidents, the newest first, with the number of their ``signals``."""
    rows = Incident.of(company).select_related("owner__user", "source")
    return rows.annotate(signals=Count("peaks"))


def open_incident(company: Company) -> Incident | None:
    """The one that is open (one query)."""
    rows = Incident.of(company).select_related("company", "owner__user")
    return rows.filter(state=Incident.State.OPEN).first()


def incident_of(company: Company, pk: int) -> Incident | None:
    """One incident with everything its page names."""
    rows = Incident.of(company).select_related(
        "company", "owner__user", "source", "scenario", "opened_by", "closed_by"
    )
    return rows.filter(pk=pk).first()


def timeline_of(incident: Incident) -> list[IncidentEvent]:
    """Everything that happened, the newest first (one query)."""
    rows = IncidentEvent.of(incident.company).filter(incident=incident).select_related("by")
    return list(rows.order_by("-at", "-pk"))


def expected_peaks(company: Company, *, most: int = 20) -> list[Peak]:
    """Peaks that had been announced: nobody was woken (one query)."""
    rows = Peak.of(company).filter(expected__isnull=False).select_related("expected", "source")
    return list(rows.order_by("-at", "-pk")[:most])


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many incidents the alarm has opened that are closed, and how many were expected."""

    closed: int
    expected: int


def verdicts_of(company: Company) -> Verdicts:
    """What people said of the alarm's incidents (one query)."""
    rows = Incident.of(company).filter(state=Incident.State.CLOSED, opened_by__isnull=True)
    found = rows.aggregate(
        closed=Count("pk"),
        expected=Count("pk", filter=Q(outcome=Incident.Outcome.EXPECTED)),
    )
    return Verdicts(**found)


def contacts_of(company: Company) -> QuerySet[AlarmContact]:
    """Contacts that were neither removed nor have unsubscribed, by name."""
    return AlarmContact.of(company).filter(removed_at__isnull=True, unsubscribed_at__isnull=True)


def ended_contacts(company: Company) -> QuerySet[AlarmContact]:
    """Contacts who are told no more and whose names are kept still, by name."""
    ended = Q(removed_at__isnull=False) | Q(unsubscribed_at__isnull=False)
    return AlarmContact.of(company).filter(ended, forgotten_at__isnull=True)


def scenarios_of(company: Company) -> list[Scenario]:
    """The scenarios with their prepared texts (two queries)."""
    return list(Scenario.of(company).prefetch_related("texts"))


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told of a level: people with an account, and contacts without one."""

    seats: tuple[Membership, ...]
    contacts: tuple[AlarmContact, ...]

    @property
    def members(self) -> tuple[User, ...]:
        """The people with an account."""
        return tuple(seat.user for seat in self.seats)


def level_for(membership: Membership, chosen: str) -> str:
    """From which level on somebody is told; empty for never."""
    if chosen:
        return "" if chosen == NEVER else chosen
    return str(FROM.get(Role(membership.role), Level.WATCH)) if membership.edits else ""


def chosen_level(membership: Membership) -> str:
    """What a member has chosen themselves; empty: their role decides."""
    row = AlarmReader.of(membership.company).filter(membership=membership).first()
    return row.from_level if row else ""


def audience_of(company: Company, level: Level, *, on: date) -> Audience:
    """Who must know of an incident of this level (five queries).

    Members by their choice or role; for those who are away today their deputy, too. Nobody who
    has chosen to be told never.
    """
    live = Membership.of(company).filter(ended_at__isnull=True).select_related("user")
    chosen = dict(AlarmReader.of(company).values_list("membership_id", "from_level"))
    wanted = [
        each
        for each in live.order_by("pk")
        if _wants(level_for(each, chosen.get(each.pk, "")), level)
    ]
    standins = [each for each in _deputies(company, wanted, on) if chosen.get(each.pk) != NEVER]
    seats = {each.user_id: each for each in [*wanted, *standins]}
    confirmed = contacts_of(company).filter(confirmed_at__isnull=False)
    emails = {seat.user.email.lower() for seat in seats.values()}
    contacts = [
        each
        for each in confirmed
        if _wants(each.from_level, level) and each.email.lower() not in emails
    ]
    return Audience(tuple(seats.values()), tuple(contacts))


def _wants(from_level: str, level: Level) -> bool:
    return bool(from_level) and reaches(level, Level(from_level))


def _deputies(company: Company, wanted: Iterable[Membership], on: date) -> list[Membership]:
    days = {"starts_on__lte": on, "ends_on__gte": on}
    away = Absence.of(company).filter(membership__in=list(wanted), **days)
    rows = Deputy.of(company).filter(principal__in=away.values("membership"), **days)
    found = rows.select_related("deputy__user", "principal")
    return [each.deputy for each in found if stands_in(each)]


def people_for_incidents(company: Company) -> QuerySet[Membership]:
    """Who can take an incident on: lead, consultant, manager."""
    live = Membership.of(company).filter(ended_at__isnull=True, role__in=EDITORS)
    return live.select_related("user").order_by("user__name", "pk")
