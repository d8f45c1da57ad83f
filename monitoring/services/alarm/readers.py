"""Members who want no mails of the alarm any more: one click in a mail, without signing in."""

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.urls import reverse

from companies.models import Membership, Notice
from monitoring.models.alarm import NEVER
from monitoring.selectors.incidents import chosen_level
from monitoring.services.alarm.settings import choose_own_level

_signer = signing.Signer(salt="monitoring.alarm.reader", sep=".")


def token_of(membership: Membership) -> str:
    """What lets somebody end the mails of one company's alarm; it is good for nothing else."""
    return _signer.sign(str(membership.pk))


def stop_path(membership: Membership) -> str:
    """Where a member ends the mails."""
    return reverse("monitoring:stop_alarm", args=(token_of(membership),))


def reader_behind(token: str) -> Membership | None:
    """Whose mail it is; None for a forged token and for those who have left."""
    try:
        pk = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    live = Membership.everywhere.filter(pk=pk, ended_at__isnull=True)
    return live.select_related("company", "user").first()


@transaction.atomic
def stop_telling(*, membership: Membership, at: datetime) -> None:
    """No mail of this company's alarm any more, nor what waits to be sent; all others go on.

    It is the choice of the alarm's page, and is taken back there. A second time changes nothing.
    """
    if is_told(membership):
        choose_own_level(membership=membership, from_level=NEVER, at=at)
    waiting = Notice.of(membership.company).filter(template="incident", sent_at__isnull=True)
    waiting.filter(email=membership.user.email).delete()


def is_told(membership: Membership) -> bool:
    """Whether they have not chosen to be told never (one query)."""
    return chosen_level(membership) != NEVER
