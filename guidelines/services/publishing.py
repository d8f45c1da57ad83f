"""Publication by the manager, acknowledgement by everybody, and the reminder."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit, outbox
from companies.models import Company, User
from companies.refusals import RefusedError
from companies.selectors import live_memberships
from guidelines.models import Acknowledgement, GuidelineVersion
from guidelines.selectors import fingerprint_of, published_version, readers_of, text_of, version_of
from guidelines.services.authority import (
    editor_or_refused,
    member_or_refused,
    publisher_or_refused,
)


@transaction.atomic
def publish_version(
    *, company: Company, number: int, shown: str, note: str, by: User, at: datetime
) -> GuidelineVersion:
    """Put a draft into force; everybody is asked by e-mail to read it.

    ``shown`` is the fingerprint of what the manager read: refused if the draft has changed since.
    Published a second time by the same person (a double click) it stays as it is.
    """
    company.lock()
    principal = publisher_or_refused(company, by, at)
    version = version_of(company, number)
    if version is None:
        raise RefusedError(_("This draft is no longer there."))
    if version.is_published:
        if version.published_by_id == by.pk:
            return version
        raise RefusedError(_("This version has already been published."))
    text = text_of(version)
    if not text:
        raise RefusedError(_("A version without a paragraph cannot be published."))
    if shown != fingerprint_of(text):
        raise RefusedError(
            _("The draft has changed since you opened this page. Please look at it again.")
        )
    version.state, version.note = GuidelineVersion.State.PUBLISHED, note.strip()
    version.published_by, version.published_for, version.published_at = by, principal, at
    version.save()
    audit.record(
        company, "guidelines.published", by=by, at=at, on_behalf_of=principal, number=number
    )
    everybody = (each.user for each in live_memberships(company))
    _tell(version, everybody, "guidelines_published", f"guidelines:{version.pk}", at)
    return version


@transaction.atomic
def acknowledge(*, company: Company, number: int, by: User, at: datetime) -> None:
    """They have read the version and will follow it; said twice it counts once."""
    company.lock()
    standing = member_or_refused(company, by, at)
    version = published_version(company)
    if version is None or version.number != number:
        raise RefusedError(
            _("There is a newer version of the guidelines. Please read that one first.")
        )
    _row, is_new = Acknowledgement.everywhere.get_or_create(
        company=company, version=version, membership=standing.membership, defaults={"at": at}
    )
    if is_new:
        audit.record(company, "guidelines.acknowledged", by=by, at=at, number=number)


@transaction.atomic
def remind_readers(*, company: Company, by: User, at: datetime) -> int:
    """Ask whoever has not acknowledged the version in force once more, at most once a day.

    How many were told.
    """
    company.lock()
    editor_or_refused(company, by, at)
    version = published_version(company)
    if version is None:
        return 0
    missing = [each.user for group in readers_of(version) for each in group.missing]
    today = at.astimezone(ZoneInfo(company.time_zone)).date()
    subject = f"guidelines:{version.pk}:{today.isoformat()}"
    told = _tell(version, missing, "guidelines_reminder", subject, at)
    if told:
        audit.record(
            company, "guidelines.reminded", by=by, at=at, number=version.number, people=told
        )
    return told


def _tell(
    version: GuidelineVersion, people: Iterable[User], template: str, subject: str, at: datetime
) -> int:
    company = version.company
    publisher = str(version.published_by)
    if version.published_for:
        publisher = f"{publisher} i. V. {version.published_for}"
    return sum(
        outbox.tell(
            company,
            person,
            template=template,
            subject_key=subject,
            at=at,
            company_name=company.name,
            company_slug=company.slug,
            number=version.number,
            publisher=publisher,
            note=version.note,
        )
        for person in people
    )
