"""Jobs of publishing."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from publishing import reminders


@shared_task(name="publishing.tasks.remind_of_steps")
def remind_of_steps(**_: Any) -> None:
    """Bring steps that wait back to mind."""
    reminders.remind_of_steps(at=timezone.now())
