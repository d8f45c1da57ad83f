"""Roles change and memberships end; a company is never left without administration."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Department, Deputy, Membership, Notice, User
from companies.refusals import RefusedError
from companies.roles import Role


@transaction.atomic
def change_role(
    *,
    membership: Membership,
    role: str,
    is_admin: bool,
    department: Department | None,
    by: User,
    at: datetime,
    without_manager: bool = False,
) -> Membership:
    """Give somebody another role, right or department.

    Nobody changes their own role or makes themselves administrator. The last administrator stays.
    Without a manager no gate can be decided: taking the role from the last one is refused unless
    ``without_manager`` says that this is meant.
    """
    current = _locked(membership)
    if current.user == by and (role != current.role or (is_admin and not current.is_admin)):
        raise RefusedError(
            _("Nobody can change their own role. Please ask somebody else who administers this."),
            field="role",
        )
    if current.is_admin and not is_admin:
        _keep_an_admin(current, field="is_admin")
    if current.role == Role.MANAGER and role != Role.MANAGER and not without_manager:
        _keep_a_manager(current)
    if (current.role, current.is_admin, current.department) == (role, is_admin, department):
        return current
    before = current.role
    current.role, current.is_admin, current.department = role, is_admin, department
    current.save(update_fields=["role", "is_admin", "department"])
    if role == Role.MANAGER != before:
        # Who stands in for a manager is said by a manager, not by whoever they were before.
        _end_stand_ins(Deputy.of(current.company).filter(principal=current), current, at)
    audit.record(
        current.company,
        "membership.changed",
        by=by,
        at=at,
        person=str(current.user),
        role_before=before,
        role=str(role),
        is_admin=is_admin,
        department=department.name if department else "",
    )
    return current


@transaction.atomic
def end_membership(
    *, membership: Membership, by: User, at: datetime, without_manager: bool = False
) -> None:
    """Somebody leaves: what they did stays, under their name; duties as a deputy end today.

    The last administrator cannot leave; the last manager only if ``without_manager`` is said.
    """
    current = _locked(membership)
    if current.is_admin:
        _keep_an_admin(current)
    if current.role == Role.MANAGER and not without_manager:
        _keep_a_manager(current)
    current.ended_at = at
    current.save(update_fields=["ended_at"])
    _end_deputyships(current, at)
    _keep_untold(current)
    audit.record(
        current.company,
        "membership.ended",
        by=by,
        at=at,
        person=str(current.user),
        role=current.role,
    )


def _locked(membership: Membership) -> Membership:
    # The company is the lock: two administrators who remove each other take turns.
    membership.company.lock()
    live = Membership.of(membership.company).filter(pk=membership.pk, ended_at__isnull=True)
    current = live.select_related("company", "user", "department").first()
    if current is None:
        raise RefusedError(_("This person has already left the company."))
    return current


def _others(membership: Membership, **what: object) -> bool:
    live = Membership.of(membership.company).filter(ended_at__isnull=True, **what)
    return live.exclude(pk=membership.pk).exists()


def _keep_an_admin(membership: Membership, field: str | None = None) -> None:
    if not _others(membership, is_admin=True):
        raise RefusedError(
            _(
                "%(person)s is the only one who administers this company. "
                "Please give somebody else that right first."
            )
            % {"person": membership.user},
            field=field,
        )


def _keep_a_manager(membership: Membership) -> None:
    if not _others(membership, role=Role.MANAGER):
        raise RefusedError(
            _(
                "%(person)s is the only manager. Without a manager nobody can decide a gate. "
                "Invite another manager first, or confirm that this is meant."
            )
            % {"person": membership.user},
            field="without_manager",
        )


def _keep_untold(membership: Membership) -> None:
    # What still lies in the outbox is the company's own business from now on.
    waiting = Notice.of(membership.company).filter(sent_at__isnull=True)
    waiting.filter(email__iexact=membership.user.email).delete()


def _end_deputyships(membership: Membership, at: datetime) -> None:
    # A deputy who left would keep the principal's days taken, and nobody else could stand in.
    theirs = Deputy.of(membership.company).filter(Q(principal=membership) | Q(deputy=membership))
    _end_stand_ins(theirs, membership, at)


def _end_stand_ins(theirs: QuerySet[Deputy], membership: Membership, at: datetime) -> None:
    today = at.astimezone(ZoneInfo(membership.company.time_zone)).date()
    theirs.filter(starts_on__gte=today).delete()
    theirs.filter(ends_on__gte=today).update(ends_on=today - timedelta(days=1))


def only_manager(membership: Membership) -> bool:
    """Whether no other live manager would be left; the page warns before the service refuses."""
    return membership.role == Role.MANAGER and not _others(membership, role=Role.MANAGER)
