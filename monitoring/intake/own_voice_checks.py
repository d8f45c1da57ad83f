"""The list of own voices has changed: what is stored is held against it, chunk by chunk."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from monitoring.intake.opening import open_cases
from monitoring.intake.own_voices import set_apart
from monitoring.intake.placing import lock
from monitoring.models import Mention, OwnVoiceCheck

CHUNK = 2_000
LEASE = timedelta(seconds=120)


def due_checks(*, at: datetime) -> list[int]:
    """The checks that nobody is at."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    waiting = OwnVoiceCheck.everywhere.filter(free, finished_at__isnull=True)
    return list(waiting.order_by("requested_at", "id").values_list("id", flat=True))


def begin_check(check_id: int, *, at: datetime) -> bool:
    """Take one in hand; False if somebody else has."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    waiting = OwnVoiceCheck.everywhere.filter(free, id=check_id, finished_at__isnull=True)
    return bool(waiting.update(lease_until=at + LEASE))


@transaction.atomic
def go_on_checking(check_id: int, *, at: datetime) -> bool:
    """Work through one chunk; False once there is nothing left to do.

    Killed in between, the next one goes on where this one was.
    """
    check = OwnVoiceCheck.everywhere.filter(id=check_id).first()
    if check is None:
        return False
    lock([check.company_id])
    check = OwnVoiceCheck.everywhere.select_for_update().filter(id=check_id).first()
    if check is None or check.finished_at:
        return False
    rows = Mention.everywhere.filter(company=check.company_id, id__gt=check.position)
    ids = list(rows.order_by("id").values_list("id", flat=True)[:CHUNK])
    changed = set_apart(ids)
    check.changed += len(changed)
    # What turns out to be of somebody else may want an answer.
    open_cases([pk for pk, is_by_us in changed.items() if not is_by_us], at=at)
    if ids:
        check.position, check.lease_until = ids[-1], at + LEASE
    else:
        check.finished_at, check.lease_until = at, None
    check.save()
    return bool(ids)


def put_back(check_id: int) -> None:
    """Let somebody else go on."""
    OwnVoiceCheck.everywhere.filter(id=check_id).update(lease_until=None)


def check_again(company_id: int, *, at: datetime) -> OwnVoiceCheck:
    """Ask for a check of everything stored, inside the caller's transaction; one begun restarts."""
    OwnVoiceCheck.everywhere.filter(company=company_id, finished_at__isnull=True).delete()
    return OwnVoiceCheck.everywhere.create(company_id=company_id, requested_at=at)
