"""What people took on at a meeting of the board, and whether it is done (S4)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.models import FollowUp
from guidelines.services.editors import (
    EDITORS_ONLY,
    live_or_refused,
    lock_for_editor,
    lock_for_member,
)
from guidelines.services.meetings import meeting_or_refused

MOST = 60
"""Follow-ups of one meeting."""


@transaction.atomic
def add_follow_up(
    *,
    company: Company,
    meeting_id: int,
    text: str,
    owner: Membership,
    due_on: date,
    form_key: UUID,
    by: User,
    at: datetime,
) -> FollowUp:
    """Somebody takes something on until a day; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    meeting = meeting_or_refused(company, meeting_id)
    if there := FollowUp.of(company).filter(form_key=form_key).first():
        return there
    if FollowUp.of(company).filter(meeting=meeting).count() >= MOST:
        raise RefusedError(_("Nobody does more than that after one meeting."))
    row = FollowUp(
        company=company, meeting=meeting, form_key=form_key, entered_by=by, entered_at=at
    )
    _fill(row, text, owner, due_on)
    row.save()
    _record("board.follow_up_added", row, by, at)
    return row


@transaction.atomic
def save_follow_up(
    *,
    company: Company,
    follow_up_id: int,
    text: str,
    owner: Membership,
    due_on: date,
    by: User,
    at: datetime,
) -> FollowUp:
    """Other words, somebody else, another day; refused once it is done."""
    lock_for_editor(company, by, at)
    row = _row_or_refused(company, follow_up_id)
    if row.done_at is not None:
        raise RefusedError(_("It is done. Open it again before you change it."))
    _fill(row, text, owner, due_on)
    row.save()
    _record("board.follow_up_saved", row, by, at)
    return row


@transaction.atomic
def finish_follow_up(*, company: Company, follow_up_id: int, by: User, at: datetime) -> None:
    """It is done: said by whoever took it on or by an editor; said twice it counts once."""
    row = _own_or_editors(company, follow_up_id, by, at)
    if row.done_at is not None:
        return
    row.done_by, row.done_at = by, at
    row.save(update_fields=["done_by", "done_at"])
    _record("board.follow_up_done", row, by, at)


@transaction.atomic
def reopen_follow_up(*, company: Company, follow_up_id: int, by: User, at: datetime) -> None:
    """It is not done after all."""
    row = _own_or_editors(company, follow_up_id, by, at)
    if row.done_at is None:
        return
    row.done_by, row.done_at = None, None
    row.save(update_fields=["done_by", "done_at"])
    _record("board.follow_up_reopened", row, by, at)


def _fill(row: FollowUp, text: str, owner: Membership, due_on: date) -> None:
    if not text.strip():
        raise RefusedError(_("Please say what is to be done."), field="text")
    live = live_or_refused(row.company, owner, "owner")
    assert live is not None
    row.text, row.owner, row.due_on = text.strip(), live, due_on


def _own_or_editors(company: Company, follow_up_id: int, by: User, at: datetime) -> FollowUp:
    standing = lock_for_member(company, by, at)
    row = _row_or_refused(company, follow_up_id)
    if row.owner_id != standing.membership.pk and not standing.edits:
        raise RefusedError(EDITORS_ONLY)
    return row


def _row_or_refused(company: Company, follow_up_id: int) -> FollowUp:
    rows = FollowUp.of(company).select_related("owner__user", "company")
    row = rows.filter(pk=follow_up_id).first()
    if row is None:
        raise RefusedError(_("This is no longer there."))
    return row


def _record(act: str, row: FollowUp, by: User, at: datetime) -> None:
    audit.record(
        row.company,
        act,
        by=by,
        at=at,
        text=row.text,
        person=str(row.owner.user),
        due_on=row.due_on.isoformat(),
    )
