"""Jobs of people and tenancy."""

import logging
from functools import partial
from time import monotonic
from typing import Any

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from companies import postman, progress
from companies.services import archives

log = logging.getLogger(__name__)

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


@shared_task(name="companies.tasks.forget_letters")
def forget_letters(**_: Any) -> None:
    """Empty what letters said that were sent long ago."""
    postman.forget_words(before=timezone.now() - postman.KEPT)


# A long one: it is taken from the queue when it begins, and the row says who is at it.
@shared_task(
    name="companies.tasks.make_archives", acks_late=False, soft_time_limit=3000, time_limit=3300
)
def make_archives(**_: Any) -> None:
    """Make what was asked for, one after the other."""
    while archive := archives.begin_next(at=timezone.now()):
        try:
            made = archives.make(archive, partial(progress.note, archive))
        except Exception:
            log.exception("archive %s could not be made", archive.pk)
            archives.give_up(archive=archive, at=timezone.now())
        else:
            archives.finish(archive=archive, made=made, at=timezone.now())


@shared_task(name="companies.tasks.forget_archives")
def forget_archives(**_: Any) -> None:
    """Remove archives that were kept long enough."""
    archives.forget_old(at=timezone.now())
