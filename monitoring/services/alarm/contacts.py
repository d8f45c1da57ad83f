"""Contacts without an account: asked by mail first, gone with one click (double opt-in)."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies import audit, outbox
from companies.models import Company, Notice, User
from companies.refusals import RefusedError
from monitoring.models import AlarmContact
from monitoring.selectors.incidents import contacts_of
from monitoring.services.alarm.doors import editor_or_refused

MOST = 30
ASKED_AGAIN = timedelta(days=1)
VALID_FOR = timedelta(days=14)
CONFIRM, UNSUBSCRIBE = "confirm", "unsubscribe"


def token_of(contact: AlarmContact, act: str) -> str:
    """The secret part of a contact's link; safe in addresses."""
    return _signer(act).sign_object([contact.pk])


def unsubscribe_path(contact: AlarmContact) -> str:
    """Where a contact ends the mails."""
    return reverse("monitoring:unsubscribe_alarm", args=(token_of(contact, UNSUBSCRIBE),))


def confirm_path(contact: AlarmContact) -> str:
    """Where a contact says yes."""
    return reverse("monitoring:confirm_alarm", args=(token_of(contact, CONFIRM),))


def contact_behind(token: str, act: str) -> AlarmContact | None:
    """The contact a link belongs to; None if it is forged or they have been removed."""
    try:
        (pk,) = _signer(act).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    rows = AlarmContact.everywhere.select_related("company")
    return rows.filter(pk=pk, removed_at__isnull=True).first()


def _signer(act: str) -> signing.Signer:
    return signing.Signer(salt=f"monitoring.alarm.{act}")


@transaction.atomic
def add_contact(
    *,
    company: Company,
    name: str,
    email: str,
    language: str,
    from_level: str,
    by: User,
    at: datetime,
) -> AlarmContact:
    """Ask an address whether it wants to be told; nothing else is sent before it says yes.

    Raises RefusedError at ``email`` if it is a contact already or was asked within a day.
    """
    editor_or_refused(company, by, at)
    email = email.strip().lower()
    _refuse_twice(company, email, at)
    row = AlarmContact.everywhere.create(
        company=company,
        name=name,
        email=email,
        language=language,
        from_level=from_level,
        added_by=by,
        added_at=at,
    )
    outbox.tell_address(
        company,
        email,
        language=language,
        template="alarm_contact",
        subject_key=f"alarm_contact:{row.pk}",
        at=at,
        name=name,
        actor=str(by),
        confirm_path=confirm_path(row),
    )
    audit.record(company, "alarm.contact_added", by=by, at=at)
    return row


def _refuse_twice(company: Company, email: str, at: datetime) -> None:
    live = contacts_of(company)
    if live.filter(email=email).exists():
        raise RefusedError(_("This address is a contact already."), field="email")
    lately = AlarmContact.of(company).filter(email=email, added_at__gt=at - ASKED_AGAIN)
    if lately.exists():
        said = _("This address was asked within the last day. Please wait, or speak to the person.")
        raise RefusedError(said, field="email")
    if live.count() >= MOST:
        raise RefusedError(_("There are thirty contacts already. Remove one first."))


@transaction.atomic
def remove_contact(*, company: Company, contact_id: int, by: User, at: datetime) -> None:
    """They are told no more. A second time changes nothing."""
    editor_or_refused(company, by, at)
    row = contacts_of(company).filter(pk=contact_id).first()
    if row is not None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        _keep_back(row)
        audit.record(company, "alarm.contact_removed", by=by, at=at)


def is_open(contact: AlarmContact, *, at: datetime) -> bool:
    """Whether the question still waits for an answer."""
    return contact.confirmed_at is None and at < contact.added_at + VALID_FOR


@transaction.atomic
def confirm_contact(*, contact: AlarmContact, at: datetime) -> bool:
    """The person says yes; False if the question has run out. A second time changes nothing."""
    contact.company.lock()
    contact.refresh_from_db()
    if contact.removed_at or contact.unsubscribed_at:
        return False
    if contact.confirmed_at:
        return True
    if not is_open(contact, at=at):
        return False
    contact.confirmed_at = at
    contact.save(update_fields=["confirmed_at"])
    audit.record(contact.company, "alarm.contact_confirmed", by=None, at=at)
    return True


@transaction.atomic
def unsubscribe_contact(*, contact: AlarmContact, at: datetime) -> None:
    """The person wants no more mails, whatever the company thinks of it."""
    rows = AlarmContact.of(contact.company).filter(Q(unsubscribed_at__isnull=True), pk=contact.pk)
    if rows.update(unsubscribed_at=at):
        _keep_back(contact)
        audit.record(contact.company, "alarm.contact_unsubscribed", by=None, at=at)


def letters_to(contact: AlarmContact) -> Q:
    """The mails of the outbox that went, or are to go, to a contact as such.

    Old ones say nothing any more, so they are known by their address alone.
    """
    question = Q(context__confirm_path=confirm_path(contact))
    told = Q(context__unsubscribe_path=unsubscribe_path(contact))
    old = Q(context={}, template__in=("alarm_contact", "incident"))
    return Q(email=contact.email) & (question | told | old)


def _keep_back(contact: AlarmContact) -> None:
    """What has not gone yet does not go any more."""
    Notice.of(contact.company).filter(letters_to(contact), sent_at__isnull=True).delete()
