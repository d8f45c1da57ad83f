"""Secret calendar addresses: one live per person, signed, renewed or revoked at any time."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from companies import audit
from companies.models import CalendarAddress, Membership

# The signature is the secret; a point may stand in every calendar's address field.
_signer = signing.Signer(salt="companies.calendar_address", sep=".")


def token_of(address: CalendarAddress) -> str:
    """The secret part of the address; it can be shown again, and is stored nowhere."""
    return _signer.sign(str(address.pk))


def address_behind(token: str) -> CalendarAddress | None:
    """The live address a token belongs to, of somebody who still belongs to the company."""
    try:
        pk = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = CalendarAddress.everywhere.filter(
        pk=pk, revoked_at__isnull=True, membership__ended_at__isnull=True
    )
    return rows.select_related("company", "membership__user").first()


def live_address(membership: Membership) -> CalendarAddress | None:
    """Somebody's address, if they have made one."""
    rows = CalendarAddress.of(membership.company).filter(membership=membership)
    return rows.filter(revoked_at__isnull=True).first()


@transaction.atomic
def make_calendar_address(*, membership: Membership, at: datetime) -> CalendarAddress:
    """A new address; an earlier one leads nowhere from now on."""
    membership.company.lock()
    _end(membership, at)
    address = CalendarAddress.everywhere.create(
        company=membership.company, membership=membership, created_at=at
    )
    audit.record(membership.company, "calendar.address_made", by=membership.user, at=at)
    return address


@transaction.atomic
def revoke_calendar_address(*, membership: Membership, at: datetime) -> None:
    """No address any more; calendars that subscribed see nothing new."""
    membership.company.lock()
    if _end(membership, at):
        audit.record(membership.company, "calendar.address_revoked", by=membership.user, at=at)


def _end(membership: Membership, at: datetime) -> int:
    rows = CalendarAddress.of(membership.company).filter(membership=membership)
    return rows.filter(revoked_at__isnull=True).update(revoked_at=at)
