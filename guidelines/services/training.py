"""Training and workshops: offered, changed, called off (S2)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from guidelines.models import Participation, Training
from guidelines.services.editors import lock_for_editor
from guidelines.services.training_mails import tell_participants
from guidelines.typed import TrainingPlan

PLANNED, CALLED_OFF = Training.State.PLANNED, Training.State.CALLED_OFF
SETTLED = _("This date is over or called off; it can no longer be changed.")
TOO_FEW = _("More people than that have signed up already.")


@transaction.atomic
def add_training(
    *, company: Company, plan: TrainingPlan, form_key: UUID, by: User, at: datetime
) -> Training:
    """A date people can sign up for; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    if there := Training.of(company).filter(form_key=form_key).first():
        return there
    row = Training(company=company, form_key=form_key, created_by=by, created_at=at)
    _fill(row, plan)
    row.save()
    _record("training.added", row, by, at)
    return row


@transaction.atomic
def save_training(
    *, company: Company, training_id: int, plan: TrainingPlan, by: User, at: datetime
) -> Training:
    """Change a date to come; whoever signed up is told if time or place are others.

    Refused where more people have a seat than there would be.
    """
    lock_for_editor(company, by, at)
    row = locked_training(company, training_id)
    if row.state != PLANNED:
        raise RefusedError(SETTLED)
    people = Participation.of(company).filter(training=row).count()
    if plan.seats is not None and plan.seats < people:
        raise RefusedError(TOO_FEW, field="seats")
    before = _where_and_when(row)
    _fill(row, plan)
    row.changes, row.changed_at = row.changes + 1, at
    row.save()
    _record("training.saved", row, by, at)
    if _where_and_when(row) != before:
        tell_participants(row, "training_moved", f"moved:{at.isoformat()}", at)
    return row


@transaction.atomic
def call_off(
    *, company: Company, training_id: int, reason: str, by: User, at: datetime
) -> Training:
    """It does not take place; whoever signed up is told why. Said twice it stays so."""
    lock_for_editor(company, by, at)
    row = locked_training(company, training_id)
    if row.state == CALLED_OFF:
        return row
    if row.state != PLANNED:
        raise RefusedError(_("It has taken place already."))
    row.state, row.reason = CALLED_OFF, reason.strip()
    row.settled_by, row.settled_at = by, at
    row.save()
    _record("training.called_off", row, by, at)
    tell_participants(row, "training_called_off", "called-off", at)
    return row


def locked_training(company: Company, training_id: int) -> Training:
    """The training, held until the transaction ends; raises RefusedError if there is none."""
    rows = (
        Training.of(company).select_related("company").select_for_update(of=("self",), no_key=True)
    )
    row = rows.filter(pk=training_id).first()
    if row is None:
        raise RefusedError(_("This date is no longer there."))
    return row


def _fill(row: Training, plan: TrainingPlan) -> None:
    if not plan.title.strip():
        raise RefusedError(_("Please give it a title."), field="title")
    if plan.ends_at <= plan.starts_at:
        raise RefusedError(_("It ends before it begins."), field="ends")
    row.kind, row.title, row.about = plan.kind, plan.title.strip(), plan.about.strip()
    row.starts_at, row.ends_at = plan.starts_at, plan.ends_at
    row.place, row.link = plan.place.strip(), plan.link.strip()
    row.seats, row.led_by = plan.seats, plan.led_by.strip()


def _where_and_when(row: Training) -> tuple[datetime, datetime, str, str]:
    return row.starts_at, row.ends_at, row.place, row.link


def _record(act: str, row: Training, by: User, at: datetime) -> None:
    audit.record(row.company, act, by=by, at=at, title=row.title)
