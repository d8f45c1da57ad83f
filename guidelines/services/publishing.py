"""Publication by the manager, acknowledgement by everybody, and the reminder."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import outbox
from companies.models import Company, Department, User
from companies.refusals import RefusedError
from guidelines.models import Acknowledgement, GuidelineVersion
from guidelines.selectors import (
    fingerprint_of,
    may_acknowledge,
    people_of,
    published_version,
    readers_of,
    text_of,
    version_of,
)
from guidelines.services.authority import (
    editor_or_refused,
    member_or_refused,
    publisher_or_refused,
)
from guidelines.services.council import reason_to_keep
from guidelines.services.record import record


@transaction.atomic
def publish_version(
    *,
    company: Company,
    number: int,
    shown: str,
    note: str,
    by: User,
    at: datetime,
    department: Department | None = None,
    reason: str = "",
) -> GuidelineVersion:
    """Put a draft into force; everybody it is for is asked by e-mail to read it.

    ``shown`` is the fingerprint of what the manager read: refused if the draft has changed since.
    Where there is a works council its word has to be recorded; against its objections ``reason``
    is kept. Published a second time by the same person (a double click) it stays as it is.
    """
    company.lock()
    principal = publisher_or_refused(company, by, at)
    version = version_of(company, number, department)
    if version is None:
        raise RefusedError(_("This draft is no longer there."))
    if version.is_published:
        if version.published_by_id == by.pk:
            return version
        raise RefusedError(_("This version has already been published."))
    _check_words(version, shown)
    version.despite_objections = reason_to_keep(version, fingerprint=shown, reason=reason)
    version.state, version.note = GuidelineVersion.State.PUBLISHED, note.strip()
    version.published_by, version.published_for, version.published_at = by, principal, at
    version.save()
    record(version, "published", by=by, at=at, on_behalf_of=principal)
    asked = (each.user for each in people_of(company, department))
    _tell(version, asked, "published", f"guidelines:{version.pk}", at)
    return version


def _check_words(version: GuidelineVersion, shown: str) -> None:
    text = text_of(version)
    if not text:
        raise RefusedError(_("A version without a paragraph cannot be published."))
    if shown != fingerprint_of(text):
        raise RefusedError(
            _("The draft has changed since you opened this page. Please look at it again.")
        )


@transaction.atomic
def acknowledge(
    *,
    company: Company,
    number: int,
    by: User,
    at: datetime,
    department: Department | None = None,
) -> None:
    """They have read the version and will follow it; said twice it counts once.

    A supplement is acknowledged by the people of its department alone.
    """
    company.lock()
    standing = member_or_refused(company, by, at)
    version = published_version(company, department)
    if version is None or version.number != number:
        raise RefusedError(_("There is a newer version. Please read that one first."))
    if not may_acknowledge(version, standing.membership):
        raise RefusedError(_("Only the people of this department acknowledge its supplement."))
    _row, is_new = Acknowledgement.everywhere.get_or_create(
        company=company, version=version, membership=standing.membership, defaults={"at": at}
    )
    if is_new:
        record(version, "acknowledged", by=by, at=at)


@transaction.atomic
def remind_readers(
    *, company: Company, by: User, at: datetime, department: Department | None = None
) -> int:
    """Ask whoever has not acknowledged the version in force once more, at most once a day.

    How many were told.
    """
    company.lock()
    editor_or_refused(company, by, at)
    version = published_version(company, department)
    if version is None:
        return 0
    missing = [each.user for group in readers_of(version) for each in group.missing]
    today = at.astimezone(ZoneInfo(company.time_zone)).date()
    subject = f"guidelines:{version.pk}:{today.isoformat()}"
    told = _tell(version, missing, "reminder", subject, at)
    if told:
        record(version, "reminded", by=by, at=at, people=told)
    return told


def _tell(
    version: GuidelineVersion, people: Iterable[User], what: str, subject: str, at: datetime
) -> int:
    company, department = version.company, version.department
    publisher = str(version.published_by)
    if version.published_for:
        publisher = f"{publisher} i. V. {version.published_for}"
    context: dict[str, object] = {
        "company_name": company.name,
        "company_slug": company.slug,
        "number": version.number,
        "publisher": publisher,
        "note": version.note,
    }
    template = f"guidelines_{what}"
    if department is not None:
        template = f"supplement_{what}"
        context |= {"department": department.name, "department_id": department.pk}
    return sum(
        outbox.tell(company, person, template=template, subject_key=subject, at=at, **context)
        for person in people
    )
