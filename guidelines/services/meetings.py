"""Meetings of the board: planned, held with minutes, and what they decided (S4)."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.models import BoardDecision, FollowUp, Meeting, MeetingAttendance
from guidelines.services.editors import CHANGED_MEANWHILE, live_or_refused, lock_for_editor

MOST_DECISIONS = 60
"""Decisions of one meeting."""


@transaction.atomic
def plan_meeting(
    *,
    company: Company,
    meets_on: date,
    begins: time | None,
    place: str,
    agenda: str,
    form_key: UUID,
    by: User,
    at: datetime,
) -> Meeting:
    """A meeting on a local day; the same form sent twice plans one."""
    lock_for_editor(company, by, at)
    row, is_new = Meeting.everywhere.get_or_create(
        company=company,
        form_key=form_key,
        defaults={
            "meets_on": meets_on,
            "begins": begins,
            "place": place.strip(),
            "agenda": agenda.strip(),
        },
    )
    if is_new:
        _record("board.planned", row, by, at)
    return row


@transaction.atomic
def save_meeting(
    *,
    company: Company,
    meeting_id: int,
    meets_on: date,
    begins: time | None,
    place: str,
    agenda: str,
    by: User,
    at: datetime,
) -> Meeting:
    """Another day, place or agenda; a meeting that was held stays on its day or before."""
    lock_for_editor(company, by, at)
    row = meeting_or_refused(company, meeting_id)
    if row.is_held:
        _not_to_come(company, meets_on, at, "meets_on")
    row.meets_on, row.begins = meets_on, begins
    row.place, row.agenda = place.strip(), agenda.strip()
    row.changes, row.changed_at = row.changes + 1, at
    row.save()
    _record("board.meeting_saved", row, by, at)
    return row


@transaction.atomic
def write_minutes(
    *,
    company: Company,
    meeting_id: int,
    minutes: str,
    people: Collection[Membership],
    seen: int,
    by: User,
    at: datetime,
) -> Meeting:
    """What was said and who was there: by this the meeting counts as held.

    ``seen`` is the revision that was before their eyes; refused if the minutes have changed
    since, and before the day has come. Who has left the company meanwhile was there all the same.
    The same sent twice is written once.
    """
    lock_for_editor(company, by, at)
    row = meeting_or_refused(company, meeting_id)
    _not_to_come(company, row.meets_on, at, None)
    if not minutes.strip():
        raise RefusedError(_("Please write down what was said."), field="minutes")
    if not people:
        raise RefusedError(_("Please say who was there."), field="people")
    if _says_so_already(row, minutes.strip(), people):
        return row
    if seen != row.revision:
        raise RefusedError(CHANGED_MEANWHILE)
    _seat(row, people)
    row.minutes, row.revision = minutes.strip(), row.revision + 1
    row.recorded_by, row.recorded_at = by, at
    row.save()
    _record("board.minutes", row, by, at)
    return row


@transaction.atomic
def remove_meeting(*, company: Company, meeting_id: int, by: User, at: datetime) -> None:
    """It does not take place; refused once it was held or decided something."""
    lock_for_editor(company, by, at)
    row = meeting_or_refused(company, meeting_id)
    decided = BoardDecision.of(company).filter(meeting=row).exists()
    if row.is_held or decided or FollowUp.of(company).filter(meeting=row).exists():
        raise RefusedError(_("This meeting was held; what it decided stays."))
    row.delete()
    _record("board.meeting_removed", row, by, at)


@transaction.atomic
def add_decision(
    *, company: Company, meeting_id: int, text: str, form_key: UUID, by: User, at: datetime
) -> BoardDecision:
    """What a meeting decided; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    row = meeting_or_refused(company, meeting_id)
    _not_to_come(company, row.meets_on, at, None)
    if not text.strip():
        raise RefusedError(_("Please say what was decided."), field="text")
    decisions = BoardDecision.of(company)
    if there := decisions.filter(form_key=form_key).first():
        return there
    if decisions.filter(meeting=row).count() >= MOST_DECISIONS:
        raise RefusedError(_("No meeting decides more than that."))
    new = BoardDecision.everywhere.create(
        company=company,
        meeting=row,
        text=text.strip(),
        form_key=form_key,
        entered_by=by,
        entered_at=at,
    )
    _record("board.decided", row, by, at, text=new.text)
    return new


@transaction.atomic
def remove_decision(*, company: Company, decision_id: int, by: User, at: datetime) -> None:
    """It was written down by mistake; the log keeps its words."""
    lock_for_editor(company, by, at)
    rows = BoardDecision.of(company).select_related("meeting__company")
    row = rows.filter(pk=decision_id).first()
    if row is None:
        raise RefusedError(_("This decision is no longer there."))
    row.delete()
    _record("board.decision_removed", row.meeting, by, at, text=row.text)


def meeting_or_refused(company: Company, meeting_id: int) -> Meeting:
    """The meeting; raises RefusedError if it has been removed."""
    row = Meeting.of(company).select_related("company").filter(pk=meeting_id).first()
    if row is None:
        raise RefusedError(_("This meeting is no longer there."))
    return row


def _says_so_already(row: Meeting, minutes: str, people: Collection[Membership]) -> bool:
    there = MeetingAttendance.of(row.company).filter(meeting=row, membership__ended_at__isnull=True)
    seated = set(there.values_list("membership_id", flat=True))
    return row.is_held and row.minutes == minutes and seated == {each.pk for each in people}


def _seat(row: Meeting, people: Collection[Membership]) -> None:
    there = MeetingAttendance.of(row.company).filter(meeting=row)
    there.filter(membership__ended_at__isnull=True).delete()
    live = [live_or_refused(row.company, each, "people") for each in people]
    MeetingAttendance.everywhere.bulk_create(
        MeetingAttendance(company=row.company, meeting=row, membership=each) for each in live
    )


def _not_to_come(company: Company, day: date, at: datetime, field: str | None) -> None:
    if day > at.astimezone(ZoneInfo(company.time_zone)).date():
        raise RefusedError(_("This day is still to come."), field=field)


def _record(act: str, row: Meeting, by: User, at: datetime, **detail: Any) -> None:
    audit.record(row.company, act, by=by, at=at, meets_on=row.meets_on.isoformat(), **detail)
