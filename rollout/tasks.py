"""Jobs of the rollout."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from rollout import reminders


@shared_task(name="rollout.tasks.remind")
def remind(**_: Any) -> None:
    """Bring what waits at gates back to mind."""
    reminders.remind_all(at=timezone.now())
