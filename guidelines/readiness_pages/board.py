"""The pages of the Social-Media-Board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import time_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.access import Standing
from guidelines.markdown import to_html
from guidelines.models import BoardMember, FollowUp, Meeting, MeetingAttendance
from guidelines.readiness.board import BoardFacts
from guidelines.readiness_pages.sections import Chip, address, long_day, name_of, short_day


@dataclass(frozen=True)
class MemberView:
    """Somebody on the board."""

    row: BoardMember
    name: str
    role: str
    days: str
    url: str


def member_views(rows: Iterable[BoardMember]) -> list[MemberView]:
    """Who is on the board."""
    return [
        MemberView(
            row=row,
            name=name_of(row.membership),
            role=" · ".join(_roles(row)),
            days=_days(row),
            url=address(row.company, "board_member", row.pk),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class MeetingView:
    """One meeting, in a list or on its own page."""

    row: Meeting
    title: str
    url: str
    when: str
    state: Chip
    about: str
    agenda: SafeString
    minutes: SafeString
    can_write: bool


def meeting_view(row: Meeting, on: date) -> MeetingView:
    """A meeting as it stands on a day; the row carries ``people`` and ``decided``."""
    return MeetingView(
        row=row,
        title=_("Meeting on %(day)s") % {"day": long_day(row.meets_on)},
        url=address(row.company, "meeting", row.pk),
        when=_when(row),
        state=_state(row, on),
        about=_about(row) if row.is_held else "",
        agenda=to_html(row.agenda),
        minutes=to_html(row.minutes),
        can_write=row.meets_on <= on,
    )


def meeting_views(rows: Iterable[Meeting], on: date) -> list[MeetingView]:
    """The list of meetings."""
    return [meeting_view(row, on) for row in rows]


def people_words(rows: Iterable[MeetingAttendance]) -> str:
    """Who was there, in a line."""
    return ", ".join(name_of(row.membership) for row in rows)


@dataclass(frozen=True)
class FollowUpView:
    """Something somebody took on; ``can_finish`` for them and for editors."""

    row: FollowUp
    owner: str
    due: Chip
    meeting: str
    meeting_url: str
    can_finish: bool


def follow_up_views(rows: Iterable[FollowUp], standing: Standing, on: date) -> list[FollowUpView]:
    """What is open or done, as one person sees it."""
    return [
        FollowUpView(
            row=row,
            owner=name_of(row.owner),
            due=_due(row, on),
            meeting=_("Meeting on %(day)s") % {"day": short_day(row.meeting.meets_on)},
            meeting_url=address(row.company, "meeting", row.meeting_id),
            can_finish=standing.edits or row.owner_id == standing.membership.pk,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Line:
    """A name and what it stands for, as components/definitions.html draws them."""

    term: str
    text: str


def facts_lines(facts: BoardFacts) -> list[Line]:
    """How the board stands, in four lines."""
    departments = ", ".join(facts.departments) or _("none yet")
    last, coming = facts.last_meeting_on, facts.next_meeting_on
    return [
        Line(_("Departments represented"), departments),
        Line(_("Last meeting"), long_day(last) if last else _("none yet")),
        Line(_("Next meeting"), long_day(coming) if coming else _("not planned")),
    ]


def advice(facts: BoardFacts) -> str:
    """What to do next; empty if everything is as it should be."""
    if not facts.members:
        return _(
            "Put people of several departments on the board: whoever has a say in what the "
            "company says online."
        )
    if facts.overdue_follow_ups:
        return ngettext(
            "%(number)s follow-up is overdue. Settle it, or agree on another day.",
            "%(number)s follow-ups are overdue. Settle them, or agree on other days.",
            facts.overdue_follow_ups,
        ) % {"number": facts.overdue_follow_ups}
    if not facts.next_meeting_on:
        return _("No meeting is planned. A board that is of use meets at least once a quarter.")
    if len(facts.departments) < 2:
        return _("So far only one department is represented, or none is said. Invite others too.")
    return ""


def _roles(row: BoardMember) -> list[str]:
    department = row.membership.department
    return [words for words in (department.name if department else "", row.stands_for) if words]


def _days(row: BoardMember) -> str:
    if row.until is None:
        return _("since %(day)s") % {"day": short_day(row.since)}
    return _("%(day)s to %(last_day)s") % {
        "day": short_day(row.since),
        "last_day": short_day(row.until),
    }


def _when(row: Meeting) -> str:
    clock = time_format(row.begins, "TIME_FORMAT") if row.begins else ""
    return " · ".join(words for words in (clock, row.place) if words)


def _state(row: Meeting, on: date) -> Chip:
    if row.is_held:
        return Chip(_("Held"), "ok", "check")
    if row.meets_on <= on:
        return Chip(_("Minutes missing"), "warn", "clock")
    return Chip(_("Planned"), "neutral", "calendar")


def _about(row: Meeting) -> str:
    people: int = row.people  # type: ignore[attr-defined]
    decided: int = row.decided  # type: ignore[attr-defined]
    return " · ".join(
        (
            ngettext("%(number)s person", "%(number)s people", people) % {"number": people},
            ngettext("%(number)s decision", "%(number)s decisions", decided) % {"number": decided},
        )
    )


def _due(row: FollowUp, on: date) -> Chip:
    if row.done_at is not None:
        return Chip(_("Done"), "ok", "check")
    given = {"day": short_day(row.due_on)}
    if row.due_on < on:
        return Chip(_("Overdue since %(day)s") % given, "stop", "alert")
    return Chip(_("Due on %(day)s") % given, "neutral", "clock")
