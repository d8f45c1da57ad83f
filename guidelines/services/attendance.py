"""Seats and attendance: signing up, taking back, who was there, what was attended elsewhere (S2).

The row of the training is the lock: two people never take the last seat. The database counts
once more by itself (models/training_guards.py).
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.models import OutsideTraining, Participation, Training
from guidelines.services.authority import member_or_refused
from guidelines.services.editors import live_or_refused, lock_for_editor
from guidelines.services.training import locked_training

PLANNED, HELD = Training.State.PLANNED, Training.State.HELD
SIGNED_UP = Participation.Outcome.SIGNED_UP
ATTENDED, MISSED = Participation.Outcome.ATTENDED, Participation.Outcome.MISSED
FULL = _("All seats are taken.")
NOT_TO_COME = _("This date is over or called off.")


@transaction.atomic
def sign_up(*, company: Company, training_id: int, by: User, at: datetime) -> Participation:
    """Take a seat until it begins; taken twice it is one. Raises RefusedError if all are taken."""
    row = locked_training(company, training_id)
    membership = member_or_refused(company, by, at).membership
    if row.state != PLANNED or row.starts_at <= at:
        raise RefusedError(NOT_TO_COME)
    return _seat(row, membership, SIGNED_UP, "training.signed_up", by, at)


@transaction.atomic
def take_back(*, company: Company, training_id: int, by: User, at: datetime) -> None:
    """Give the seat back before it begins."""
    row = locked_training(company, training_id)
    membership = member_or_refused(company, by, at).membership
    if row.state != PLANNED or row.starts_at <= at:
        raise RefusedError(NOT_TO_COME)
    gone, _rows = Participation.of(company).filter(training=row, membership=membership).delete()
    if gone:
        audit.record(company, "training.taken_back", by=by, at=at, title=row.title)


@transaction.atomic
def enter_people(
    *, company: Company, training_id: int, people: Collection[Membership], by: User, at: datetime
) -> int:
    """Give people a seat; once it was held, they count as having been there. How many are new."""
    lock_for_editor(company, by, at)
    row = locked_training(company, training_id)
    if row.state not in (PLANNED, HELD):
        raise RefusedError(NOT_TO_COME)
    outcome = ATTENDED if row.state == HELD else SIGNED_UP
    before = Participation.of(company).filter(training=row).count()
    for person in people:
        live = live_or_refused(company, person, "people")
        assert live is not None
        _seat(row, live, outcome, "training.entered", by, at)
    return Participation.of(company).filter(training=row).count() - before


@transaction.atomic
def remove_seat(*, company: Company, participation_id: int, by: User, at: datetime) -> None:
    """Take somebody out who was entered by mistake or told an editor that they cannot come."""
    lock_for_editor(company, by, at)
    rows = Participation.of(company).select_related("training", "membership__user")
    row = rows.filter(pk=participation_id).first()
    if row is None:
        raise RefusedError(_("This person has no seat any more."))
    row.delete()
    audit.record(
        company,
        "training.seat_removed",
        by=by,
        at=at,
        title=row.training.title,
        person=str(row.membership.user),
    )


@transaction.atomic
def note_attendance(
    *, company: Company, training_id: int, attended: Collection[int], by: User, at: datetime
) -> Training:
    """Say who was there (ids of participations); everybody else missed it. It is closed by that.

    It may be said again if something was wrong. Refused before it has begun.
    """
    lock_for_editor(company, by, at)
    row = locked_training(company, training_id)
    if row.state not in (PLANNED, HELD):
        raise RefusedError(NOT_TO_COME)
    if at < row.starts_at:
        raise RefusedError(_("It has not begun yet. Afterwards you say here who was there."))
    seats = Participation.of(company).filter(training=row)
    seats.filter(pk__in=attended).update(outcome=ATTENDED)
    seats.exclude(pk__in=attended).update(outcome=MISSED)
    row.state, row.settled_by, row.settled_at = HELD, by, at
    row.save()
    audit.record(
        company,
        "training.held",
        by=by,
        at=at,
        title=row.title,
        there=seats.filter(outcome=ATTENDED).count(),
        missing=seats.filter(outcome=MISSED).count(),
    )
    return row


@transaction.atomic
def note_outside_training(
    *,
    company: Company,
    membership: Membership,
    title: str,
    provider: str,
    attended_on: date,
    form_key: UUID,
    by: User,
    at: datetime,
) -> OutsideTraining:
    """Somebody attended something elsewhere; the same form sent twice notes it once."""
    lock_for_editor(company, by, at)
    person = live_or_refused(company, membership, "membership")
    if not title.strip():
        raise RefusedError(_("Please give it a title."), field="title")
    if attended_on > at.astimezone(ZoneInfo(company.time_zone)).date():
        raise RefusedError(_("This day is still to come."), field="attended_on")
    row, is_new = OutsideTraining.everywhere.get_or_create(
        company=company,
        form_key=form_key,
        defaults={
            "membership": person,
            "title": title.strip(),
            "provider": provider.strip(),
            "attended_on": attended_on,
            "entered_by": by,
            "entered_at": at,
        },
    )
    if is_new:
        _record_outside("training.outside_noted", row, by, at)
    return row


@transaction.atomic
def remove_outside_training(*, company: Company, outside_id: int, by: User, at: datetime) -> None:
    """It was entered by mistake."""
    lock_for_editor(company, by, at)
    row = OutsideTraining.of(company).filter(pk=outside_id).first()
    if row is None:
        raise RefusedError(_("This entry is no longer there."))
    row.delete()
    _record_outside("training.outside_removed", row, by, at)


def _seat(
    row: Training, membership: Membership, outcome: str, act: str, by: User, at: datetime
) -> Participation:
    seats = Participation.of(row.company).filter(training=row)
    if there := seats.filter(membership=membership).first():
        return there
    if row.state == PLANNED and at < row.starts_at:
        # Whoever has left the company since does not come.
        seats.filter(membership__ended_at__isnull=False).delete()
    if row.state == PLANNED and row.seats is not None and seats.count() >= row.seats:
        raise RefusedError(FULL)
    new = Participation.everywhere.create(
        company=row.company,
        training=row,
        membership=membership,
        outcome=outcome,
        entered_by=by,
        entered_at=at,
    )
    person = str(membership.user)
    audit.record(row.company, act, by=by, at=at, title=row.title, person=person)
    return new


def _record_outside(act: str, row: OutsideTraining, by: User, at: datetime) -> None:
    person = str(row.membership.user)
    audit.record(row.company, act, by=by, at=at, title=row.title, person=person)
