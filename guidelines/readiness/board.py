"""Reads of the Social-Media-Board, and the facts that the expansion's gate asks for (S4)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from companies.models import Company
from guidelines.models import BoardMember, FollowUp, Meeting, MeetingAttendance

MEETS_WITHIN_DAYS = 100
"""A board that meets at least once a quarter, with some days to spare, is at work."""


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """The board on a day. ``departments`` are those its members belong to, by name."""

    members: int
    departments: tuple[str, ...]
    last_meeting_on: date | None
    next_meeting_on: date | None
    open_follow_ups: int
    overdue_follow_ups: int
    on: date

    @property
    def meets(self) -> bool:
        """Whether it has members and met within the last 100 days."""
        last = self.last_meeting_on
        return bool(self.members and last and (self.on - last).days <= MEETS_WITHIN_DAYS)


def board_facts(company: Company, on: date) -> BoardFacts:
    """The board on a local day (4 queries). A meeting counts as held once it has minutes."""
    members = list(board_members(company, on))
    departments = {
        each.membership.department.name for each in members if each.membership.department
    }
    held = Q(recorded_at__isnull=False)
    meetings = Meeting.of(company)
    last = meetings.filter(held, meets_on__lte=on).order_by("-meets_on")
    coming = meetings.filter(~held, meets_on__gte=on).order_by("meets_on")
    follow_ups = open_follow_ups(company).aggregate(
        number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on))
    )
    return BoardFacts(
        members=len(members),
        departments=tuple(sorted(departments, key=str.casefold)),
        last_meeting_on=last.values_list("meets_on", flat=True).first(),
        next_meeting_on=coming.values_list("meets_on", flat=True).first(),
        open_follow_ups=follow_ups["number"],
        overdue_follow_ups=follow_ups["late"],
        on=on,
    )


def board_members(company: Company, on: date) -> QuerySet[BoardMember]:
    """Who is on the board on a day and still with the company, by name."""
    return (
        _members(company)
        .filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
        .filter(membership__ended_at__isnull=True)
    )


def other_members(company: Company, on: date) -> list[BoardMember]:
    """Who was on the board or will be."""
    now = {each.pk for each in board_members(company, on)}
    return [each for each in _members(company) if each.pk not in now]


def board_member_of(company: Company, pk: int) -> BoardMember | None:
    """One membership of the board."""
    return _members(company).filter(pk=pk).first()


def meetings_of(company: Company) -> QuerySet[Meeting]:
    """Every meeting, latest first, with ``people`` and ``decided``: how many."""
    return (
        Meeting.of(company)
        .select_related("company", "recorded_by")
        .annotate(
            people=Count("attendances", distinct=True), decided=Count("decisions", distinct=True)
        )
        .order_by("-meets_on", "-pk")
    )


def meeting_of(company: Company, pk: int) -> Meeting | None:
    """One meeting."""
    return meetings_of(company).filter(pk=pk).first()


def attendances_of(row: Meeting) -> list[MeetingAttendance]:
    """Who was there, by name."""
    rows = MeetingAttendance.of(row.company).filter(meeting=row)
    people = rows.select_related("membership__user", "membership__department")
    return list(people.order_by("membership__user__name", "pk"))


def follow_ups_of(company: Company) -> QuerySet[FollowUp]:
    """Every follow-up, the earliest due first, with meeting and owner."""
    rows = FollowUp.of(company).select_related("meeting", "owner__user", "done_by", "company")
    return rows.order_by("due_on", "pk")


def open_follow_ups(company: Company) -> QuerySet[FollowUp]:
    """What is not done yet, the earliest due first."""
    return follow_ups_of(company).filter(done_at__isnull=True)


def follow_up_of(company: Company, pk: int) -> FollowUp | None:
    """One follow-up."""
    return follow_ups_of(company).filter(pk=pk).first()


def _members(company: Company) -> QuerySet[BoardMember]:
    rows = BoardMember.of(company).select_related(
        "company", "membership__user", "membership__department"
    )
    return rows.order_by("membership__user__name", "since", "pk")
