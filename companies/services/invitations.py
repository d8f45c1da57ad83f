"""Invitations: a signed link lets one address join, once, for fourteen days.

The link carries the row's id and the moment it expires, both signed. The row says whether it is
still open, so revoking or using it ends every copy of the link.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies import audit, outbox
from companies.models import Company, Department, Invitation, Membership, User
from companies.refusals import RefusedError
from companies.roles import Role

VALID_FOR = timedelta(days=14)
_signer = signing.Signer(salt="companies.invitation")


class UsedError(RefusedError):
    """The link led somewhere once; now it does not. ``reason``: unknown, expired, used, revoked."""

    def __init__(self, reason: str, invitation: Invitation | None = None) -> None:
        super().__init__(_("This invitation can no longer be accepted."))
        self.reason = reason
        self.invitation = invitation


def token_of(invitation_id: int, expires_at: datetime) -> str:
    """The secret part of the link; safe in addresses."""
    return _signer.sign_object([invitation_id, int(expires_at.timestamp())])


def invitation_behind(token: str, *, at: datetime) -> Invitation:
    """The open invitation a link leads to; raises UsedError with the reason it leads nowhere."""
    try:
        pk, expires = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError) as forged:
        raise UsedError("unknown") from forged
    found = Invitation.everywhere.select_related("company", "department", "invited_by")
    invitation = found.filter(pk=pk).first()
    if invitation is None:
        raise UsedError("unknown")
    if reason := _why_closed(invitation, datetime.fromtimestamp(expires, UTC), at):
        raise UsedError(reason, invitation)
    return invitation


def _why_closed(invitation: Invitation, expires_at: datetime, at: datetime) -> str:
    if invitation.accepted_at:
        return "used"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if at >= expires_at else ""


@transaction.atomic
def invite(
    *,
    company: Company,
    email: str,
    role: str,
    by: User | None,
    at: datetime,
    name: str = "",
    is_admin: bool = False,
    department: Department | None = None,
) -> Invitation:
    """Ask an address to join and write the mail into the outbox.

    Raises RefusedError at ``email`` if the person belongs to the company or is invited already.
    """
    company.lock()
    email = email.strip().lower()
    if _person_in(company, email):
        raise RefusedError(_("This person already belongs to the company."), field="email")
    if _open_in(company).filter(email=email).exists():
        raise RefusedError(
            _("This address is already invited. You can send the invitation again below the list."),
            field="email",
        )
    invitation = Invitation.everywhere.create(
        company=company,
        email=email,
        name=name.strip(),
        role=role,
        is_admin=is_admin,
        department=department,
        invited_by=by,
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    audit.record(company, "invitation.sent", by=by, at=at, email=email, role=str(role))
    _send(invitation, at)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """A fresh link for another fourteen days; earlier links keep the end they were given."""
    invitation = _locked_open(invitation)
    invitation.expires_at = at + VALID_FOR
    invitation.save(update_fields=["expires_at"])
    audit.record(invitation.company, "invitation.sent_again", by=by, at=at, email=invitation.email)
    _send(invitation, at)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """The link leads nowhere from now on."""
    invitation = _locked_open(invitation)
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    audit.record(invitation.company, "invitation.revoked", by=by, at=at, email=invitation.email)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Somebody who has an account with this address joins.

    Raises RefusedError if ``by`` is somebody else, UsedError if the invitation is over.
    """
    if not addressed_to(invitation, by):
        raise RefusedError(
            _("This invitation is for %(email)s. Please sign in with that address.")
            % {"email": invitation.email}
        )
    return _join(_locked_open(invitation), by, at)


@transaction.atomic
def accept_as_new_person(
    *, invitation: Invitation, name: str, password: str, language: str, at: datetime
) -> Membership:
    """A new person joins; the address counts as confirmed because the link came to it."""
    invitation = _locked_open(invitation)
    if account_of(invitation):
        raise RefusedError(_("There is an account with this address. Please sign in."))
    person = User.objects.create_user(invitation.email, password, name=name, language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return _join(invitation, person, at)


def addressed_to(invitation: Invitation, user: User) -> bool:
    """Whether the invitation went to one of this person's own, confirmed addresses."""
    own = EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True)
    return user.email.lower() == invitation.email or own.exists()


def account_of(invitation: Invitation) -> User | None:
    """The account the invited address belongs to, if there is one."""
    return User.objects.filter(_address(invitation.email)).first()


def _address(email: str) -> Q:
    confirmed = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return Q(email__iexact=email) | confirmed


def _person_in(company: Company, email: str) -> bool:
    people = User.objects.filter(_address(email))
    return Membership.of(company).filter(user__in=people, ended_at__isnull=True).exists()


def _open_in(company: Company) -> QuerySet[Invitation]:
    return Invitation.of(company).filter(accepted_at__isnull=True, revoked_at__isnull=True)


def _locked_open(invitation: Invitation) -> Invitation:
    locked = (
        Invitation.everywhere.select_for_update(of=("self",))
        .select_related("company", "department", "invited_by")
        .get(pk=invitation.pk)
    )
    if locked.accepted_at or locked.revoked_at:
        raise UsedError("used" if locked.accepted_at else "revoked", locked)
    return locked


def _join(invitation: Invitation, person: User, at: datetime) -> Membership:
    if at >= invitation.expires_at:
        raise UsedError("expired", invitation)
    company = invitation.company
    company.lock()
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    membership = (
        Membership.of(company).filter(user=person, ended_at__isnull=True).first()
    ) or Membership.everywhere.create(
        company=company,
        user=person,
        role=invitation.role,
        is_admin=invitation.is_admin,
        department=invitation.department,
        started_at=at,
    )
    audit.record(
        company,
        "invitation.accepted",
        by=person,
        at=at,
        email=invitation.email,
        role=membership.role,
    )
    return membership


def _send(invitation: Invitation, at: datetime) -> None:
    account = account_of(invitation)
    inviter = invitation.invited_by
    language = account.language if account else inviter.language if inviter else "de"
    zone = ZoneInfo(invitation.company.time_zone)
    outbox.tell_address(
        invitation.company,
        invitation.email,
        language=language,
        template="invitation",
        subject_key=f"invitation:{invitation.pk}:{int(invitation.expires_at.timestamp())}",
        at=at,
        # The link itself is made when the mail is: no secret lies in the outbox.
        invitation=invitation.pk,
        # As the clock of the company shows it, for the letter names the day.
        expires_at=invitation.expires_at.astimezone(zone).isoformat(),
        name=invitation.name,
        inviter=str(inviter) if inviter else "",
        role=Role(invitation.role).value,
    )
