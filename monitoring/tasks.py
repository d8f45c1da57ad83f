"""What runs in the background. Messages are hints: the database says what is due."""

import random
from datetime import timedelta
from time import monotonic
from typing import Any

from billiard.exceptions import SoftTimeLimitExceeded
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from companies.models import Company
from monitoring.digest import sending
from monitoring.intake import following, own_voice_checks, queue, rematching
from monitoring.intake.authors import forget_authors
from monitoring.intake.forgetting import forget
from monitoring.intake.schedule import Pace
from monitoring.intake.visit import visit_feed
from monitoring.outgoing import client
from monitoring.services import hooks, imports, learning
from monitoring.services.alarm.checking import check_alarm
from monitoring.services.alarm.forgetting import forget_contacts
from monitoring.services.desk import watching

REMATCH_SECONDS = 30


def manners() -> queue.Manners:
    """How feeds are shared out in this installation."""
    return queue.Manners(
        lease=timedelta(seconds=settings.FEED_LEASE_SECONDS),
        gap=timedelta(seconds=settings.FETCH_HOST_GAP_SECONDS),
    )


def pace() -> Pace:
    """How often feeds are asked in this installation."""
    fixed = settings.FEED_INTERVAL_SECONDS
    return Pace(fixed=timedelta(seconds=fixed) if fixed else None)


@shared_task
def sweep(**_: Any) -> None:
    """Send a hint for everything that is due."""
    now = timezone.now()
    for hint in queue.sweep(at=now, manners=manners()):
        fetch_feed.apply_async(kwargs={"feed_id": hint.feed_id}, countdown=hint.countdown)
    for rematch_id in rematching.due(at=now):
        rematch.delay(rematch_id=rematch_id)
    for check_id in own_voice_checks.due_checks(at=now):
        check_own_voices.delay(check_id=check_id)
    for import_id in imports.due_imports(at=now):
        read_import.delay(import_id=import_id)
    for tone_model_id in learning.due(at=now):
        learn_tone.delay(tone_model_id=tone_model_id)


@shared_task
def fetch_feed(*, feed_id: int, **_: Any) -> None:
    """Ask one feed and store what is new."""
    visit_feed(
        feed_id=feed_id,
        client=client(),
        at=timezone.now(),
        jitter=random.random(),  # noqa: S311 (spreads load, guards nothing)
        manners=manners(),
        pace=pace(),
        stopped=SoftTimeLimitExceeded,
    )


@shared_task
def rematch(*, rematch_id: int, **_: Any) -> None:
    """Go on with a search of what is stored; what is left after half a minute is for the next."""
    if not rematching.begin_rematch(rematch_id, at=timezone.now()):
        return
    until = monotonic() + REMATCH_SECONDS
    while rematching.go_on(rematch_id, at=timezone.now()):
        if monotonic() > until:
            rematching.put_back(rematch_id)
            rematch.delay(rematch_id=rematch_id)
            return


@shared_task
def read_import(*, import_id: int, **_: Any) -> None:
    """Go on with a table that was handed in; what is left after half a minute is for the next."""
    begun = imports.begin_import(import_id, at=timezone.now())
    if begun is None:
        return
    row, table = begun
    until = monotonic() + REMATCH_SECONDS
    while imports.go_on(row, table, at=timezone.now()):
        if monotonic() > until:
            imports.put_back(row)
            read_import.delay(import_id=import_id)
            return


@shared_task(soft_time_limit=100, time_limit=115)
def learn_tone(*, tone_model_id: int, **_: Any) -> None:
    """Fit what a company's labels teach."""
    learning.learn_tone(tone_model_id, at=timezone.now())


@shared_task
def forget_old_items(**_: Any) -> None:
    """Remove what feeds brought long ago."""
    now = timezone.now()
    forget(before=now - timedelta(days=settings.ITEM_DAYS))
    hooks.forget_deliveries(before=now - hooks.KEPT)
    imports.forget_unused(at=now)
    forget_contacts(at=now)


@shared_task(soft_time_limit=540, time_limit=600)
def forget_old_authors(**_: Any) -> None:
    """Take authors out of what was kept long enough."""
    forget_authors(at=timezone.now())


@shared_task
def check_alarms(**_: Any) -> None:
    """Send a hint for every company; one that takes long holds up no other."""
    for company_id in Company.objects.values_list("pk", flat=True).order_by("pk"):
        check_alarm_of.delay(company_id=company_id)


@shared_task(soft_time_limit=30, time_limit=45)
def check_alarm_of(*, company_id: int, **_: Any) -> None:
    """Look whether something unusual is said about a company."""
    if company := Company.objects.filter(pk=company_id).first():
        check_alarm(company=company, at=timezone.now())


@shared_task
def watch_desks(**_: Any) -> None:
    """Send a hint for every company on whose desk something lies."""
    for company_id in watching.watched_companies():
        watch_desk_of.delay(company_id=company_id)


@shared_task
def watch_desk_of(*, company_id: int, **_: Any) -> None:
    """Tell people of what is theirs, soon due, or late."""
    if company := Company.objects.filter(pk=company_id).first():
        watching.watch_desk(company, at=timezone.now())


@shared_task
def look_again_at_all(**_: Any) -> None:
    """Send a hint for every feed of which something is to be looked at again."""
    for feed_id in following.due(at=timezone.now()):
        look_again.delay(feed_id=feed_id)


@shared_task
def look_again(*, feed_id: int, **_: Any) -> None:
    """Ask a source whether what is stored of it still stands there so."""
    following.look_again(feed_id, client=client(), at=timezone.now())


@shared_task
def write_digests(**_: Any) -> None:
    """Send a hint for every company; one whose mail cannot be written holds up no other."""
    for company_id in sending.listening_companies():
        write_digest_of.delay(company_id=company_id)


@shared_task
def write_digest_of(*, company_id: int, **_: Any) -> None:
    """The mail of the week, where the week has begun."""
    if company := Company.objects.filter(pk=company_id).first():
        sending.write_digest(company, at=timezone.now())


@shared_task
def check_own_voices(*, check_id: int, **_: Any) -> None:
    """Go on with holding what is stored against the list of own voices."""
    if not own_voice_checks.begin_check(check_id, at=timezone.now()):
        return
    until = monotonic() + REMATCH_SECONDS
    while own_voice_checks.go_on_checking(check_id, at=timezone.now()):
        if monotonic() > until:
            own_voice_checks.put_back(check_id)
            check_own_voices.delay(check_id=check_id)
            return
