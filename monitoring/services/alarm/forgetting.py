"""Contacts who are told no more lose name and address; that somebody was told stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from companies import audit
from companies.models import Company, Notice, User
from monitoring.models import AlarmContact, IncidentEvent
from monitoring.selectors.incidents import ended_contacts
from monitoring.services.alarm.contacts import letters_to
from monitoring.services.alarm.doors import editor_or_refused

KEPT = timedelta(days=30)
"""After somebody is told no more, and after a question that was never answered."""


def forget_contacts(*, at: datetime) -> int:
    """Forget who was told no more long enough ago, or never answered; how many."""
    before = at - KEPT
    ended = Q(removed_at__lte=before) | Q(unsubscribed_at__lte=before)
    silent = Q(confirmed_at__isnull=True, added_at__lte=before)
    rows = AlarmContact.everywhere.filter(ended | silent, forgotten_at__isnull=True)
    due = list(rows.select_related("company").order_by("pk"))
    for contact in due:
        forget_contact(contact=contact, at=at)
    return len(due)


@transaction.atomic
def forget_contact(*, contact: AlarmContact, at: datetime) -> None:
    """Name and address go at once, here, in the timelines and in the outbox.

    Somebody else of the same name is no longer named in what was written until now, either.
    """
    contact.company.lock()
    contact.refresh_from_db()
    if contact.forgotten_at is not None:
        return
    told = IncidentEvent.of(contact.company).filter(
        sort=IncidentEvent.Sort.TOLD, detail__contacts__contains=[contact.name]
    )
    for event in told:
        names = event.detail["contacts"]
        event.detail["contacts"] = ["" if name == contact.name else name for name in names]
        event.save(update_fields=["detail"])
    Notice.of(contact.company).filter(letters_to(contact)).delete()
    if contact.unsubscribed_at is None and contact.removed_at is None:
        contact.removed_at = at
    contact.name, contact.email, contact.forgotten_at = "", "", at
    contact.save()


@transaction.atomic
def forget_at_once(*, company: Company, contact_id: int, by: User, at: datetime) -> None:
    """Forget somebody who is told no more, because they ask for it. Raises RefusedError."""
    editor_or_refused(company, by, at)
    contact = ended_contacts(company).select_related("company").filter(pk=contact_id).first()
    if contact is not None:
        forget_contact(contact=contact, at=at)
        audit.record(company, "alarm.contact_forgotten", by=by, at=at)
