"""Deputies and absences: who acts for whom, and who is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Absence, Deputy, Membership, User
from companies.refusals import RefusedError
from companies.roles import Role


@transaction.atomic
def appoint_deputy(
    *,
    principal: Membership,
    deputy: Membership,
    starts_on: date,
    ends_on: date,
    by: Membership,
    at: datetime,
    mandate: str = "",
) -> Deputy:
    """``deputy`` acts for ``principal`` from the first to the last day, both included.

    Nobody appoints themselves. Only a manager says who stands in for a manager, and a consultant
    does so only by a mandate in words (docs/gate.md). Raises RefusedError at the field to mend.
    """
    principal.company.lock()
    _check_people(principal, deputy, by)
    _check_mandate(principal, deputy, by, mandate)
    _check_days(starts_on, ends_on)
    with _one_at_a_time(principal, starts_on, ends_on):
        row = Deputy.everywhere.create(
            company=principal.company,
            principal=principal,
            deputy=deputy,
            starts_on=starts_on,
            ends_on=ends_on,
            # Words that no manager gave must not become a mandate when somebody's role changes.
            mandate=mandate.strip() if _needs_mandate(principal, deputy) else "",
        )
    audit.record(
        principal.company,
        "deputy.appointed",
        by=by.user,
        at=at,
        deputy=str(deputy.user),
        principal=str(principal.user),
        first_on=starts_on.isoformat(),
        last_on=ends_on.isoformat(),
        mandate=row.mandate,
    )
    return row


@transaction.atomic
def end_deputy(*, deputy: Deputy, by: User, at: datetime) -> None:
    """Take a deputyship back; what was done under it keeps both names."""
    audit.record(
        deputy.company,
        "deputy.ended",
        by=by,
        at=at,
        deputy=str(deputy.deputy.user),
        principal=str(deputy.principal.user),
        first_on=deputy.starts_on.isoformat(),
        last_on=deputy.ends_on.isoformat(),
    )
    deputy.delete()


@transaction.atomic
def note_absence(
    *,
    membership: Membership,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
    note: str = "",
) -> Absence:
    """Somebody is away from the first to the last day, both included; promises run on."""
    _check_days(starts_on, ends_on)
    absence = Absence.everywhere.create(
        company=membership.company,
        membership=membership,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note.strip(),
    )
    _record_absence("absence.noted", absence, by, at)
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: User, at: datetime) -> None:
    """The person is there after all."""
    _record_absence("absence.removed", absence, by, at)
    absence.delete()


def _record_absence(act: str, absence: Absence, by: User, at: datetime) -> None:
    # Why somebody is away (the note) is nobody's business for ever, and the log is for ever.
    audit.record(
        absence.company,
        act,
        by=by,
        at=at,
        person=str(absence.membership.user),
        first_on=absence.starts_on.isoformat(),
        last_on=absence.ends_on.isoformat(),
    )


def _check_people(principal: Membership, deputy: Membership, by: Membership) -> None:
    if not (principal.is_live and deputy.is_live):
        raise RefusedError(_("This person has left the company."), field="deputy")
    if principal == deputy:
        raise RefusedError(_("Nobody can be their own deputy."), field="deputy")
    if deputy == by:
        raise RefusedError(
            _("Nobody can appoint themselves. %(person)s, or somebody else, must do this.")
            % {"person": principal.user},
            field="deputy",
        )


def _check_mandate(principal: Membership, deputy: Membership, by: Membership, text: str) -> None:
    # Whoever stands in decides at the gates: a lead who administers the company must not choose
    # who approves what they submitted.
    if principal.role == Role.MANAGER and by.role != Role.MANAGER:
        raise RefusedError(
            _("Only a manager says who stands in for a manager, because they decide at the gates."),
            field="principal",
        )
    if _needs_mandate(principal, deputy) and not text.strip():
        raise RefusedError(
            _("A consultant needs a mandate in writing before they may decide for a manager."),
            field="mandate",
        )


def _needs_mandate(principal: Membership, deputy: Membership) -> bool:
    return principal.role == Role.MANAGER and deputy.role == Role.CONSULTANT


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise RefusedError(_("The last day is before the first."), field="ends_on")


@contextmanager
def _one_at_a_time(principal: Membership, starts_on: date, ends_on: date) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        if "deputy_one_at_a_time" not in str(clash):
            raise
        other = (
            Deputy.of(principal.company)
            .filter(principal=principal, starts_on__lte=ends_on, ends_on__gte=starts_on)
            .select_related("deputy__user")
            .order_by("starts_on")
            .first()
        )
        raise RefusedError(_already(principal, other), field="starts_on") from clash


def _already(principal: Membership, other: Deputy | None) -> str:
    if other is None:  # it was taken back a moment ago
        return str(_("Please try again."))
    return _(
        "From %(first)s to %(last)s %(deputy)s already stands in for %(person)s. "
        "There is one deputy at a time: choose other days, or end that one first."
    ) % {
        "first": date_format(other.starts_on, "SHORT_DATE_FORMAT"),
        "last": date_format(other.ends_on, "SHORT_DATE_FORMAT"),
        "deputy": other.deputy.user,
        "person": principal.user,
    }
