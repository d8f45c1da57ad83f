"""Who is on the Social-Media-Board (S4)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.models import BoardMember
from guidelines.services.editors import live_or_refused, lock_for_editor


@transaction.atomic
def add_board_member(
    *,
    company: Company,
    membership: Membership,
    stands_for: str,
    since: date,
    until: date | None,
    by: User,
    at: datetime,
) -> BoardMember:
    """Somebody joins the board; ``until`` is their last day, None for open.

    The same said twice stays as it is. Raises RefusedError where they are on it already.
    """
    lock_for_editor(company, by, at)
    person = live_or_refused(company, membership, "membership")
    assert person is not None
    same = BoardMember.of(company).filter(membership=person, since=since, until=until)
    if there := same.filter(stands_for=stands_for.strip()).first():
        return there
    row = BoardMember(company=company, membership=person)
    _fill(row, stands_for, since, until)
    row.save()
    _record("board.joined", row, by, at)
    return row


@transaction.atomic
def save_board_member(
    *,
    company: Company,
    board_member_id: int,
    stands_for: str,
    since: date,
    until: date | None,
    by: User,
    at: datetime,
) -> BoardMember:
    """Change what somebody stands for and from when to when."""
    lock_for_editor(company, by, at)
    rows = BoardMember.of(company).select_related("membership__user", "company")
    row = rows.filter(pk=board_member_id).first()
    if row is None:
        raise RefusedError(_("This person is no longer on the board."))
    _fill(row, stands_for, since, until)
    row.save()
    _record("board.member_saved", row, by, at)
    return row


def _fill(row: BoardMember, stands_for: str, since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise RefusedError(_("The last day lies before the first."), field="until")
    others = BoardMember.of(row.company).filter(membership=row.membership).exclude(pk=row.pk)
    others = others.filter(Q(until__isnull=True) | Q(until__gte=since))
    if until is not None:
        others = others.filter(since__lte=until)
    if others.exists():
        raise RefusedError(
            _("This person is on the board on some of these days already."), field="since"
        )
    row.stands_for, row.since, row.until = stands_for.strip(), since, until


def _record(act: str, row: BoardMember, by: User, at: datetime) -> None:
    audit.record(
        row.company,
        act,
        by=by,
        at=at,
        person=str(row.membership.user),
        since_on=row.since.isoformat(),
        until_on=row.until.isoformat() if row.until else "",
    )
