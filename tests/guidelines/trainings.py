"""Trainings with seats, as plainly as possible."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from companies.models import AuditEntry, Membership, Notice
from guidelines.models import Participation, Training
from guidelines.services import attendance, training
from guidelines.typed import TrainingPlan
from tests.factories import MONDAY
from tests.guidelines.builders import Place

FORMS = UUID("33333333-3333-4333-8333-333333333333")
BERLIN = ZoneInfo("Europe/Berlin")
BEGINS = datetime(2026, 11, 26, 9, 0, tzinfo=BERLIN)
AFTER = BEGINS + timedelta(hours=4)


def plan(**changes) -> TrainingPlan:
    given = {
        "kind": "workshop",
        "title": "Antworten üben",
        "about": "Freundlich bleiben.",
        "starts_at": BEGINS,
        "ends_at": BEGINS + timedelta(hours=3),
        "place": "Kantine",
        "link": "",
        "seats": 2,
        "led_by": "Carla",
    }
    return TrainingPlan(**{**given, **changes})


def offer(place: Place, key: str = "1", **changes) -> Training:
    return training.add_training(
        plan=plan(**changes), form_key=uuid5(FORMS, key), **place.by(place.lead)
    )


def sign_up(place: Place, row: Training, who: Membership, at: datetime = MONDAY) -> Participation:
    return attendance.sign_up(training_id=row.pk, **place.by(who, at))


def acts(place: Place) -> list[str]:
    return list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))


def mails(place: Place, template: str) -> list[str]:
    rows = Notice.of(place.company).filter(template=template).order_by("email")
    return [row.email for row in rows]
