"""The companies somebody works for, who needs help first: three queries, however many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.formats import date_format
from django.utils.functional import lazy

from companies.access import stands_in
from companies.models import Company, Deputy, Membership, User
from companies.roles import EDITORS
from monitoring.alarm.levels import Level
from monitoring.models import DeskCase, Incident, MentionCount, Source
from monitoring.moments import LATELY
from rollout.assessment import gate_of, standing_conditions
from rollout.authority import Actor, Principal, why_not
from rollout.machine import AT_GATE, Act, State
from rollout.models import Decision, ListeningPlan, Stage
from rollout.stages.listening.services import DEFAULT_THRESHOLD
from rollout.titles import title_of, with_names
from rollout.urgency import ClientFacts, Subject, Urgency, urgency
from rollout.wording import Text

SOON = 7
"""Days in which what is owed is due soon."""


@dataclass(frozen=True)
class ClientRow:
    """One company on the list. ``stages`` in their order, ``current`` the one it is at.

    ``on`` is the day it is there, ``reason`` says why it stands where it stands, ``subject`` what
    the reason is about.
    """

    company: Company
    on: date
    role: str
    stages: tuple[Stage, ...]
    current: Stage | None
    title: Text
    hold_until: date | None
    facts: ClientFacts
    urgency: Urgency
    reason: Text
    subject: Subject

    def local_day(self, at: datetime) -> date:
        """The date of a moment where the company is."""
        return at.astimezone(ZoneInfo(self.company.time_zone)).date()


def portfolio_of(user: User, at: datetime) -> list[ClientRow]:
    """The companies in which ``user`` works on stages, the most urgent first (3 queries).

    What is due is counted from the day it is where each company is.
    """
    memberships = list(_memberships(user, at))
    stages: dict[int, list[Stage]] = defaultdict(list)
    for stage in _stages([each.company_id for each in memberships]):
        stages[stage.company_id].append(stage)
    principals = _principals(user, at)
    rows = [
        _row(each, stages[each.company_id], principals.get(each.pk, ())) for each in memberships
    ]
    return sorted(rows, key=lambda row: (row.urgency, row.company.name, row.company.pk))


def _row(membership: Any, stages: list[Stage], represents: tuple[Principal, ...]) -> ClientRow:
    company, on = membership.company, membership.today
    at_gate = next((stage for stage in stages if stage.state in AT_GATE), None)
    current = at_gate or next((stage for stage in stages if stage.state != State.PASSED), None)
    title: Text = title_of(current) if current else ""
    zone = ZoneInfo(company.time_zone)
    submitted = at_gate.submission.submitted_at if at_gate and at_gate.submission else None
    hold_until = current.hold_until if current else None  # type: ignore[attr-defined]
    actor = Actor(membership.user_id, membership.role, represents)
    facts = ClientFacts(
        begun=bool(stages),
        state=State(current.state) if current else None,
        title=title,
        waiting_since=submitted.astimezone(zone).date() if submitted else None,
        overdue=membership.overdue,
        waiting=membership.waiting,
        answers_late=membership.answers_late,
        negative=membership.negative,
        told=membership.told,
        threshold=membership.threshold,
        blind=membership.blind,
        blind_since=membership.blind_since.astimezone(zone).date()
        if membership.blind_since
        else None,
        decides=at_gate is not None
        and why_not(actor, Act.APPROVE, gate_of(stages, at_gate)) is None,
        owed=membership.owed,
        incident=Level(membership.incident) if membership.incident else None,
        hold_until=_in_words(hold_until) if hold_until else "",
        open_since=current.opened_at.astimezone(zone).date()
        if current and current.state == State.OPEN and current.opened_at
        else None,
    )
    reading = urgency(facts, on)
    return ClientRow(
        company=company,
        on=on,
        role=membership.role,
        stages=tuple(stages),
        current=current,
        title=title,
        hold_until=hold_until,
        facts=facts,
        urgency=reading.urgency,
        reason=reading.reason,
        subject=reading.subject,
    )


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


_in_words = lazy(_short, str)


def _principals(user: User, at: datetime) -> dict[int, tuple[Principal, ...]]:
    """For whom the person acts today, by their own membership (one query)."""
    found: dict[int, tuple[Principal, ...]] = defaultdict(tuple)
    on = _local_day("company__time_zone", at)
    rows = Deputy.everywhere.filter(deputy__user=user, starts_on__lte=on, ends_on__gte=on)
    for each in rows.select_related("deputy", "principal__user"):
        if stands_in(each):
            whom = each.principal
            found[each.deputy_id] += (Principal(whom.user_id, str(whom.user), whom.role),)
    return found


def _local_day(zone: str, at: datetime) -> Cast:
    """The day it is at a moment where the time zone in this column holds."""
    there = Func(F(zone), Value(at), function="timezone", output_field=DateTimeField())
    return Cast(there, DateField())


def _today(days: int = 0) -> Cast:
    """The day it is in the outer row's company, or so many days before or after."""
    day = ExpressionWrapper(
        OuterRef("today") + Value(timedelta(days=days)), output_field=DateTimeField()
    )
    return Cast(day, DateField())


def _memberships(user: User, at: datetime) -> QuerySet[Membership]:
    lately = MentionCount.everywhere.filter(is_own=True, day__gt=_today(-LATELY), day__lte=_today())
    told = lately.exclude(tone="unclear")
    waiting = DeskCase.everywhere.filter(outcome="")
    overdue = standing_conditions().filter(due_on__lt=_today())
    owed = standing_conditions().filter(owner=user, due_on__lte=_today(SOON))
    blind = Source.everywhere.filter(
        Q(feed__failing_since__isnull=False) | Q(feed__quarantined_at__isnull=False),
        paused_at__isnull=True,
        removed_at__isnull=True,
    )
    incident = Incident.everywhere.filter(company=OuterRef("company"), state=Incident.State.OPEN)
    threshold = ListeningPlan.everywhere.filter(company=OuterRef("company"))
    return (
        Membership.everywhere.filter(user=user, role__in=EDITORS, ended_at__isnull=True)
        .select_related("company")
        .annotate(today=_local_day("company__time_zone", at))
        .annotate(
            incident=Subquery(incident.values("level")[:1]),
            overdue=_per_company(overdue, Count("pk")),
            owed=_per_company(owed, Count("pk")),
            waiting=_per_company(waiting, Count("pk")),
            answers_late=_per_company(waiting.filter(due_at__lt=at), Count("pk")),
            negative=_per_company(lately.filter(tone="negative"), Sum("number")),
            told=_per_company(told, Sum("number")),
            blind=_per_company(blind, Count("pk")),
            blind_since=Subquery(
                _grouped(blind).annotate(first=Min("feed__failing_since")).values("first")
            ),
            threshold=Coalesce(
                Subquery(threshold.values("criticism_threshold")[:1]), DEFAULT_THRESHOLD
            ),
        )
    )


def _grouped(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.filter(company=OuterRef("company")).order_by().values("company")


def _per_company(rows: QuerySet[Any], figure: Any) -> Coalesce:
    counted = _grouped(rows).annotate(figure=figure).values("figure")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _stages(companies: Iterable[int]) -> QuerySet[Stage]:
    holds = Decision.everywhere.filter(submission=OuterRef("submission"), act=Act.HOLD)
    held = holds.order_by("-pk")
    return (
        with_names(Stage.everywhere.filter(company__in=companies))
        .select_related("submission")
        .defer("submission__snapshot")
        .annotate(
            hold_until=Subquery(held.values("hold_until")[:1]),
            held_at=Subquery(held.values("decided_at")[:1]),
        )
        .order_by("company", "number")
    )
