"""Jobs of the guidelines."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from guidelines.services import training_mails


@shared_task(name="guidelines.tasks.remind_of_trainings")
def remind_of_trainings(**_: Any) -> None:
    """Tell people a day before that they have a seat."""
    training_mails.remind_of_trainings(at=timezone.now())
