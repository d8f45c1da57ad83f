"""What comes on the desk by hand, and what a corrected tone puts there or takes away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import User
from companies.refusals import RefusedError
from monitoring.desk.wanting import is_recent
from monitoring.desk.words import CloseReason, Happening, Why
from monitoring.intake.desks import desks_of
from monitoring.intake.opening import draft, reason_of, write
from monitoring.intake.placing import lock
from monitoring.intake.told import told_of
from monitoring.models import DeskCase, Mention
from monitoring.services.desk.holding import logged_name, tell
from monitoring.services.desk.settling import close_case, reopen_case


@transaction.atomic
def put_on_desk(*, mention: Mention, note: str = "", by: User, at: datetime) -> DeskCase:
    """Somebody says that it wants an answer: the promise counts from now on. Raises RefusedError.

    What was closed before is taken up again.
    """
    lock([mention.company_id])
    row = locked_mention(mention)
    if row.answered_at is not None:
        raise RefusedError(_("This was answered already."))
    if row.folded_into_id is not None:
        raise RefusedError(_("This says the same as another mention. Put that one on the desk."))
    there = case_of(row)
    if there is not None:
        return reopen_case(case=there, note=note, by=by, at=at)
    desk = desks_of({row.company_id: at})[row.company_id]
    write([draft(desk, told_of(row.pk), Why.HAND, at, by)])
    made = DeskCase.of(row.company).select_related("company").get(mention=row)
    if note.strip():
        tell(made, Happening.NOTE, by=by, at=at, text=note)
    audit.record(row.company, "case.opened", by=by, at=at, mention=logged_name(row))
    return made


def reconsider(mention: Mention, *, by: User, at: datetime) -> None:
    """A locked mention has another tone now: what follows for the desk, without a word.

    A case that nobody touched and that only its tone put there goes; a new one may come. The
    caller holds the company's lock (monitoring/intake/placing.py).
    """
    there = case_of(mention)
    desk, told = desks_of({mention.company_id: at})[mention.company_id], told_of(mention.pk)
    reason = reason_of(told, desk)
    if there is None:
        if reason is not None and is_recent(mention.published_at, at):
            write([draft(desk, told, reason, at, by)])
    elif reason is None and is_untouched(there):
        close_case(case=there, because=CloseReason.BY_ITSELF, by=None, at=at)


def is_untouched(case: DeskCase) -> bool:
    """Whether nobody has done anything with it since it came by itself."""
    return case.is_open and case.version == 1 and case.why != Why.HAND


def case_of(mention: Mention) -> DeskCase | None:
    """The case of a mention, if it has one."""
    rows = DeskCase.of(mention.company).filter(mention=mention)
    return rows.select_related("company").first()


def locked_mention(mention: Mention) -> Mention:
    """The mention as it is now, locked."""
    return (
        Mention.of(mention.company)
        .select_for_update(of=("self",))
        .select_related("company")
        .get(id=mention.pk)
    )
