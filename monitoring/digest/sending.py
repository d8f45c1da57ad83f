"""The mail of the week to everybody who leads it, told once, at the opening of the week."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from companies.calendars import working_time_of
from companies.models import Company, Membership, Notice
from companies.outbox import tell
from companies.roles import EDITORS
from companies.working_time import NeverOpenError
from monitoring.digest.letter import letter
from monitoring.digest.week import is_time, monday_of, week_before, week_of
from monitoring.forms.filters import Period
from monitoring.models import DigestRefusal, Source
from monitoring.presenters.sight import Sight

_signer = signing.Signer(salt="monitoring.weekly_mail", sep=".")


def listening_companies() -> list[int]:
    """The companies that watch anything (one query)."""
    listening = Source.everywhere.filter(removed_at__isnull=True, paused_at__isnull=True)
    return list(listening.order_by("company").values_list("company", flat=True).distinct())


def write_digest(company: Company, *, at: datetime) -> int:
    """Write the mail if the week has just begun there; how many were written.

    A second call in the same week writes nothing.
    """
    hours = working_time_of(company)
    try:
        if not is_time(at, hours):
            return 0
    except NeverOpenError:
        return 0
    period = week_before(at, hours.zone)
    readers = [each for each in readers_of(company) if not _told(each, period)]
    return _write(company, period, readers, at) if readers else 0


def readers_of(company: Company) -> Iterator[Membership]:
    """Lead, consultants and managers, unless they have said no (two queries)."""
    refused = set(DigestRefusal.of(company).values_list("membership", flat=True))
    live = Membership.of(company).filter(ended_at__isnull=True, role__in=EDITORS)
    for membership in live.select_related("user", "company").order_by("pk"):
        if membership.pk not in refused:
            yield membership


def _told(membership: Membership, period: Period) -> bool:
    sent = Notice.of(membership.company).filter(
        email=membership.user.email, subject_key=_key(period)
    )
    return sent.exists()


def _key(period: Period) -> str:
    return f"week:{monday_of(period).isoformat()}"


@transaction.atomic
def _write(company: Company, period: Period, readers: list[Membership], at: datetime) -> int:
    week, sight = week_of(company, period, at=at), Sight(company, at)
    words: dict[str, dict[str, Any]] = {}
    for reader in readers:
        language = reader.user.language
        if language not in words:
            with override(language):
                words[language] = asdict(letter(week, sight))
        tell(
            company,
            reader.user,
            template="weekly",
            subject_key=_key(period),
            at=at,
            letter=words[language],
            token=token_of(reader),
            unsubscribe_path=reverse("monitoring:stop_digest", args=(token_of(reader),)),
        )
    return len(readers)


def token_of(membership: Membership) -> str:
    """What lets somebody refuse the mail without signing in; it is good for nothing else."""
    return _signer.sign(str(membership.pk))


def membership_behind(token: str) -> Membership | None:
    """Whose mail it is; None for a forged token and for those who have left."""
    try:
        pk = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    live = Membership.everywhere.filter(pk=pk, ended_at__isnull=True)
    return live.select_related("company", "user").first()


def refuse_digest(*, membership: Membership, at: datetime) -> None:
    """No mail of the week any more; a second time changes nothing."""
    DigestRefusal.everywhere.get_or_create(
        company=membership.company, membership=membership, defaults={"at": at}
    )


def want_digest(*, membership: Membership) -> None:
    """The mail of the week again."""
    DigestRefusal.of(membership.company).filter(membership=membership).delete()


def wants_digest(membership: Membership) -> bool:
    """Whether the mail comes (one query)."""
    return not DigestRefusal.of(membership.company).filter(membership=membership).exists()
