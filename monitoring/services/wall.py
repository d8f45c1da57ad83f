"""The secret address of a screen on the wall: one per company, signed, replaced or ended."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from companies import audit
from companies.models import Company, User
from monitoring.models import WallAddress

# The signature is the secret; it is stored nowhere and can be shown again.
_signer = signing.Signer(salt="monitoring.wall_address", sep=".")


def token_of(address: WallAddress) -> str:
    """The secret part of the address."""
    return _signer.sign(str(address.pk))


def address_behind(token: str) -> WallAddress | None:
    """The live address a token belongs to (one query); None for anything else."""
    try:
        pk = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    live = WallAddress.everywhere.filter(pk=pk, revoked_at__isnull=True)
    return live.select_related("company", "made_by").first()


def live_address(company: Company) -> WallAddress | None:
    """The company's address, if there is one (one query)."""
    live = WallAddress.of(company).filter(revoked_at__isnull=True)
    return live.select_related("made_by").first()


@transaction.atomic
def make_wall_address(*, company: Company, by: User, at: datetime) -> WallAddress:
    """A new address, in the language of whoever makes it; an earlier one leads nowhere then."""
    company.lock()
    _end(company, at)
    address = WallAddress.everywhere.create(company=company, made_by=by, created_at=at)
    audit.record(company, "wall.address_made", by=by, at=at)
    return address


@transaction.atomic
def revoke_wall_address(*, company: Company, by: User, at: datetime) -> None:
    """No address any more: a screen that still asks finds nothing."""
    company.lock()
    if _end(company, at):
        audit.record(company, "wall.address_revoked", by=by, at=at)


def _end(company: Company, at: datetime) -> int:
    live = WallAddress.of(company).filter(revoked_at__isnull=True)
    return live.update(revoked_at=at)
