"""Krämer's trainings: the second one was held, and a new one is offered for the wave."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from guidelines.models import Training
from guidelines.readiness.training import participations_of
from guidelines.services import attendance, training
from guidelines.typed import TrainingPlan
from rollout.demo.kraemer.cast import Cast

FORMS = UUID("5f0f6f0e-3b4a-4d39-9a63-0f6f7f1f7a52")
AHEAD, WORKDAYS = 9, 5


def tell(cast: Cast) -> None:
    """Who came to the second training, and the one that is still to come."""
    held = Training.of(cast.company).latest("starts_at")
    attendance.note_attendance(
        company=cast.company,
        training_id=held.pk,
        attended=[each.pk for each in participations_of(held)],
        by=cast.lead,
        at=held.ends_at + timedelta(hours=2),
    )
    offered = training.add_training(
        company=cast.company,
        plan=_plan(cast),
        form_key=uuid5(FORMS, "service"),
        by=cast.lead,
        at=cast.now - timedelta(days=4),
    )
    attendance.sign_up(
        company=cast.company,
        training_id=offered.pk,
        by=cast.service,
        at=cast.now - timedelta(days=2),
    )


def _plan(cast: Cast) -> TrainingPlan:
    zone = ZoneInfo(cast.company.time_zone)
    day = (cast.now + timedelta(days=AHEAD)).astimezone(zone).date()
    while day.weekday() >= WORKDAYS:
        day += timedelta(days=1)
    return TrainingPlan(
        kind="workshop",
        title="Reklamationen öffentlich beantworten",
        about="Der Kundendienst antwortet nun selbst. Wir üben an Fällen aus diesem Jahr: was "
        "öffentlich gesagt wird, was am Telefon, und wie aus Ärger ein Termin wird.",
        starts_at=datetime.combine(day, time(13), zone),
        ends_at=datetime.combine(day, time(16), zone),
        place="Lehrwerkstatt",
        link="",
        seats=10,
        led_by="Nadine Wolf",
    )
