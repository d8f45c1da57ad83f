"""The desk as it is read: its queues, one case, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Q, QuerySet

from companies.access import Standing, principals_of
from companies.models import Company
from companies.roles import EDITORS, Role
from monitoring.models import CaseEvent, CaseViewing, DeskCase, Mention
from monitoring.selectors.mentions import EVERYTHING, MentionFilters, said_in

PAGE = 25
LOOKING = timedelta(minutes=5)
"""So lately somebody must have had a case open to be shown as being at it."""

QUEUES = ("mine", "department", "unassigned", "overdue", "today", "all", "settled")


@dataclass(frozen=True)
class Viewer:
    """What somebody sees of the desk: ``memberships`` are theirs and of those they stand in for."""

    sees_all: bool
    memberships: frozenset[int]
    departments: frozenset[int]

    @classmethod
    def of(cls, standing: Standing) -> Viewer:
        """Members see what was given to them or their department, others everything."""
        held = (standing.membership, *standing.represents)
        return cls(
            sees_all=standing.holds(EDITORS),
            memberships=frozenset(each.pk for each in held),
            departments=frozenset(each.department_id for each in held if each.department_id),
        )

    @property
    def mine(self) -> Q:
        """What they see to themselves."""
        return Q(owner__in=self.memberships)

    @property
    def of_department(self) -> Q:
        """What lies with their department."""
        return Q(department__in=self.departments)

    @property
    def seen(self) -> Q:
        """What they may see at all."""
        return Q() if self.sees_all else self.mine | self.of_department


@dataclass(frozen=True)
class Filters:
    """What narrows the desk; it stands in the address. Empty: everything.

    ``said`` narrows by what was said, as on the dashboard, with the source.
    """

    queue: str = "mine"
    department: int | None = None
    why: str = ""
    said: MentionFilters = EVERYTHING

    @property
    def narrows(self) -> bool:
        """Whether anything beside the queue is chosen."""
        return bool(self.department or self.why or narrows_cases(self.said))


@dataclass(frozen=True)
class Page:
    """One page of cases in the order of their due times (settled ones: the newest first)."""

    cases: Sequence[DeskCase]
    next_place: str


def narrows_cases(said: MentionFilters) -> bool:
    """Whether filters of mentions leave any cases out.

    The desk knows no days, for it shows what waits now; and all of it concerns the company, so
    that only competitors are a choice.
    """
    return bool(
        said.source or said.profile or said.tone or said.language or said.about == "competitors"
    )


def cases_about(company: Company, said: MentionFilters) -> QuerySet[DeskCase]:
    """The cases of mentions that these filters let through, open or not, whoever sees to them."""
    rows = DeskCase.of(company)
    if not narrows_cases(said):
        return rows
    return rows.filter(mention__in=said_in(Mention.of(company).order_by(), said).values("pk"))


def queue_counts(
    viewer: Viewer, company: Company, filters: Filters = Filters(), *, at: datetime
) -> dict[str, int]:
    """How many open cases lie in each queue, of those the filters let through (one query)."""
    return _open(viewer, company, filters).aggregate(
        **{
            name: Count("pk", filter=_queue(name, viewer, company, at))
            for name in QUEUES
            if name != "settled"
        }
    )


def cases_page(
    viewer: Viewer, company: Company, filters: Filters, *, at: datetime, after: str = ""
) -> Page:
    """One page of a queue, after a place in it (two queries)."""
    settled = filters.queue == "settled"
    if settled:
        rows = _narrowed(viewer, company, filters).exclude(outcome="")
        rows = rows.order_by("-settled_at", "-id")
    else:
        rows = _open(viewer, company, filters).filter(_queue(filters.queue, viewer, company, at))
        rows = rows.order_by("due_at", "id")
    rows = _after(rows, after, newest_first=settled)
    # First the places alone, which an index has in order; then what these few lines show.
    places = list(rows.values_list("pk", flat=True)[: PAGE + 1])
    more, places = len(places) > PAGE, places[:PAGE]
    shown = {row.pk: row for row in with_people(DeskCase.of(company).filter(pk__in=places))}
    found = [shown[pk] for pk in places]
    return Page(found, _place(found[-1], settled) if more else "")


def _narrowed(viewer: Viewer, company: Company, filters: Filters) -> QuerySet[DeskCase]:
    rows = cases_about(company, filters.said).filter(viewer.seen)
    if filters.department is not None:
        rows = rows.filter(department=filters.department)
    return rows.filter(why=filters.why) if filters.why else rows


def _queue(name: str, viewer: Viewer, company: Company, at: datetime) -> Q:
    day = at.astimezone(ZoneInfo(company.time_zone)).date()
    return {
        "mine": viewer.mine,
        "department": viewer.of_department,
        "unassigned": Q(owner__isnull=True),
        "overdue": Q(due_at__lt=at),
        "today": Q(due_at__gte=at, due_at__lt=_end_of(day, company)),
    }.get(name, Q(pk__isnull=False))


def _end_of(day: date, company: Company) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(company.time_zone))


def _place(case: DeskCase, settled: bool) -> str:
    moment = case.settled_at if settled else case.due_at
    assert moment is not None, "kept by the constraint case_outcome_whole"
    return f"{moment.isoformat()}~{case.pk}"


def _after(rows: QuerySet[DeskCase], place: str, *, newest_first: bool) -> QuerySet[DeskCase]:
    text, _, number = place.partition("~")
    try:
        moment, pk = datetime.fromisoformat(text), int(number)
    except ValueError:
        return rows
    if moment.tzinfo is None or not 0 < pk < 2**63:
        return rows
    if newest_first:
        return rows.filter(Q(settled_at__lt=moment) | Q(settled_at=moment, id__lt=pk))
    return rows.filter(Q(due_at__gt=moment) | Q(due_at=moment, id__gt=pk))


def with_people(rows: QuerySet[DeskCase]) -> QuerySet[DeskCase]:
    """Cases with everything a line of a list shows."""
    return rows.select_related(
        "mention__source__feed", "owner__user", "department", "settled_by"
    ).defer("mention__words", "mention__signature", "mention__bands")


def case_of(viewer: Viewer, company: Company, pk: int) -> DeskCase | None:
    """A case this person may see, with its mention."""
    rows = with_people(DeskCase.of(company).filter(viewer.seen, pk=pk))
    return rows.select_related(
        "company", "mention__source__feed", "mention__answered_by", "owner__user", "department",
        "settled_by",
    ).first()  # fmt: skip


def events_of(case: DeskCase) -> list[CaseEvent]:
    """Its timeline, the oldest first."""
    rows = CaseEvent.of(case.company).filter(case=case).select_related("by")
    return list(rows.order_by("at", "id"))


def also_looking(case: DeskCase, user_id: int, *, at: datetime) -> list[str]:
    """The names of others who have had the case open in the last minutes."""
    rows = CaseViewing.of(case.company).filter(case=case, at__gt=at - LOOKING)
    return [str(row.user) for row in rows.exclude(user=user_id).select_related("user")]


def neighbour(
    viewer: Viewer, company: Company, filters: Filters, case: DeskCase, *, at: datetime
) -> int | None:
    """The next open case of the same queue, for working through it."""
    rows = _open(viewer, company, filters).filter(_queue(filters.queue, viewer, company, at))
    later = rows.exclude(pk=case.pk).order_by("due_at", "id")
    after = later.filter(Q(due_at__gt=case.due_at) | Q(due_at=case.due_at, id__gt=case.pk))
    return after.values_list("pk", flat=True).first() or later.values_list("pk", flat=True).first()


def _open(viewer: Viewer, company: Company, filters: Filters = Filters()) -> QuerySet[DeskCase]:
    return _narrowed(viewer, company, filters).filter(outcome="")


def soonest_cases(
    company: Company, *, limit: int, said: MentionFilters = EVERYTHING
) -> list[DeskCase]:
    """The open cases due first, late ones before all, with mention and people (one query)."""
    rows = cases_about(company, said).filter(outcome="")
    return list(with_people(rows).order_by("due_at", "id")[:limit])


def open_cases_count(company: Company, said: MentionFilters = EVERYTHING) -> int:
    """How many cases wait for an answer."""
    return cases_about(company, said).filter(outcome="").count()


@dataclass(frozen=True)
class AtDesk:
    """How many open cases somebody sees, and how many of them are late."""

    waiting: int
    late: int


def at_desk(standing: Standing, *, at: datetime) -> AtDesk:
    """What waits at the desk, of all that this person sees there (one query)."""
    open_ones = _open(Viewer.of(standing), standing.membership.company)
    counted = open_ones.aggregate(waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
    return AtDesk(**counted)


@dataclass(frozen=True)
class Waiting:
    """What waits for one person's answer: overdue, or due today."""

    late: int
    today: int


def waits_for(standing: Standing) -> QuerySet[DeskCase]:
    """What waits for somebody to answer, the soonest due first.

    Theirs and of whom they stand in for; whoever leads sees to what is nobody's, too.
    """
    theirs = Q(owner=standing.membership) | Q(owner__in=principals_of(standing))
    # Asked on every page, so it is one question and no second one about deputies.
    leads = principals_of(standing).filter(principal__role=Role.LEAD)
    if standing.membership.role == Role.LEAD:
        theirs |= Q(owner__isnull=True)
    else:
        theirs |= Q(Exists(leads), owner__isnull=True)
    return DeskCase.of(standing.membership.company).filter(theirs, outcome="").order_by("due_at")


def waiting_for(standing: Standing, *, at: datetime) -> Waiting:
    """What of it is to be answered now."""
    company = standing.membership.company
    day = at.astimezone(ZoneInfo(company.time_zone)).date()
    now = waits_for(standing).filter(due_at__lt=_end_of(day, company))
    counted = now.order_by().aggregate(
        late=Count("pk", filter=Q(due_at__lt=at)), today=Count("pk", filter=Q(due_at__gte=at))
    )
    return Waiting(**counted)


MANY = 100
"""So many and more are not counted one by one."""


def due_times_of(standing: Standing) -> list[tuple[datetime, int | None]]:
    """When what waits for somebody is due, and whose it is: the first MANY (one query)."""
    return list(waits_for(standing).values_list("due_at", "owner")[:MANY])


def late_cases_count(company: Company, said: MentionFilters = EVERYTHING, *, at: datetime) -> int:
    """How many of them are past their due time."""
    return cases_about(company, said).filter(outcome="", due_at__lt=at).count()
