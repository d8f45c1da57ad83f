"""Jobs of people and tenancy."""

from time import monotonic
from typing import Any

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from companies import postman

LONGEST_RUN = 30.0  # seconds; the sweeper calls again soon


@shared_task(name="companies.tasks.send_notices")
def send_notices(**_: Any) -> None:
    """Send what is due until the outbox is empty or half a minute has passed."""
    begun = monotonic()
    while postman.send_due(at=timezone.now()) and monotonic() - begun < LONGEST_RUN:
        pass


@shared_task(name="companies.tasks.forget_visits")
def forget_visits(**_: Any) -> None:
    """Remove the sessions that have run out: they say who was here, and nobody needs them."""
    SessionStore.clear_expired()
