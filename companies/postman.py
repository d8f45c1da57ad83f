"""Send what lies in the outbox: at least once, and as good as never twice.

A mail server cannot be part of a transaction, so one has to choose what a crash between its "ok"
and our note does. A reminder or an invitation that is never sent leaves a gate waiting unseen; the
same mail twice is a nuisance, folded by most mailboxes because both carry one Message-ID. So we
send at least once: a row is *claimed* in a transaction of its own (attempt counted, next try set
some time ahead), then sent, then marked. Two senders never hold one row (``SKIP LOCKED``, and the
claim moves it out of reach); only a process that dies within the few milliseconds after the
server's "ok" leads to a second copy, and not before the claim has run out.
"""

from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from companies.mails import in_words, message_of
from companies.models import Notice

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 240, 720, 1440))
ATTEMPTS = len(BACK_OFF)
STEP = 500
KEPT = timedelta(days=60)
"""What letters said is kept so long: they quote what others wrote, and name who wrote it."""
AT_ONCE = 5  # each may take EMAIL_TIMEOUT, and a job has a minute


def send_due(*, at: datetime) -> int:
    """Claim and send up to AT_ONCE due notices; the number that was tried.

    One that fails is tried again after BACK_OFF, seven times in a little more than a day and a
    half; then it stays in the outbox with its last error. It never holds up another.
    """
    claimed = _claim(at)
    if not claimed:
        return 0
    post = get_connection()
    try:
        post.open()
        for notice in claimed:
            _send(notice, post, at)
    except Exception as unreachable:
        untold = Notice.everywhere.filter(pk__in=[each.pk for each in claimed], sent_at=None)
        untold.update(last_error=in_words(unreachable))
    finally:
        post.close()
    return len(claimed)


def forget_words(*, before: datetime) -> int:
    """Empty what letters said that went, or were given up, and were written before; how many.

    The row stays: who was told of what is not told again.
    """
    over = Q(sent_at__isnull=False) | Q(attempts__gte=ATTEMPTS)
    old = Notice.everywhere.filter(over, created_at__lt=before).exclude(context={})
    number = 0
    while ids := list(old.order_by("pk").values_list("pk", flat=True)[:STEP]):
        number += Notice.everywhere.filter(pk__in=ids).update(context={})
    return number


@transaction.atomic
def _claim(at: datetime) -> list[Notice]:
    due = Notice.everywhere.filter(sent_at__isnull=True, due_at__lte=at, attempts__lt=ATTEMPTS)
    claimed = list(due.select_for_update(skip_locked=True).order_by("due_at", "id")[:AT_ONCE])
    for notice in claimed:
        notice.due_at = at + BACK_OFF[notice.attempts]
        notice.attempts += 1
    Notice.everywhere.bulk_update(claimed, ["due_at", "attempts"])
    return claimed


def _send(notice: Notice, post: BaseEmailBackend, at: datetime) -> None:
    row = Notice.everywhere.filter(pk=notice.pk)
    try:
        post.send_messages([message_of(notice)])
    except Exception as error:
        row.update(last_error=in_words(error))
    else:
        row.update(sent_at=at, last_error="")
