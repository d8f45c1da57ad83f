"""How a case ends: answered, closed with a reason, taken up again; never deleted (S3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from companies import audit
from companies.calendars import working_time_of
from companies.models import User
from companies.refusals import RefusedError
from monitoring.desk.due import due_at
from monitoring.desk.words import CloseReason, Happening, Outcome
from monitoring.intake.items import is_link
from monitoring.models import CaseEvent, DeskCase, Mention
from monitoring.pipeline.text import scrub
from monitoring.services.desk.holding import done, held, logged_name, took
from monitoring.services.learning import learn_from_end

SETTLED = ("outcome", "because", "settled_at", "settled_by", "took_seconds")


@transaction.atomic
def answer_case(
    *,
    case: DeskCase,
    url: str = "",
    text: str = "",
    by: User,
    at: datetime,
    seen: int | None = None,
) -> DeskCase:
    """It was answered, at this address and in these words if they are given.

    Raises RefusedError, also if somebody else answered it.
    """
    url = answer_address(url)
    row = held(case, seen=seen)
    if row.outcome == Outcome.ANSWERED:
        raise RefusedError(already(row))
    if row.mention is None:
        raise RefusedError(_("The mention was erased; close this instead."))
    row.outcome, row.because = Outcome.ANSWERED, ""
    row.settled_at, row.settled_by, row.took_seconds = at, by, took(row, at)
    done(row, Happening.ANSWERED, *SETTLED, by=by, at=at, text=text, url=url)
    mark(row.mention, url=url, by=by, at=at)
    learn_from_end(row, at=at)
    return row


def already(case: DeskCase) -> str:
    """Who answered a case, in a sentence."""
    last = CaseEvent.of(case.company).filter(case=case, kind=Happening.ANSWERED)
    event = last.select_related("by").order_by("-id").first()
    name = str(event.by) if event and event.by else ""
    return _("%(name)s has answered this already.") % {"name": name}


@transaction.atomic
def close_case(
    *,
    case: DeskCase,
    because: str,
    note: str = "",
    by: User | None,
    at: datetime,
    seen: int | None = None,
) -> DeskCase:
    """Nobody answers, for this reason. Raises RefusedError."""
    if because not in CloseReason.values:
        raise RefusedError(_("Say why nobody answers."), field="because")
    row = held(case, seen=seen)
    if not row.is_open:
        raise RefusedError(_("This is settled already."))
    row.outcome, row.because = Outcome.CLOSED, because
    row.settled_at, row.settled_by, row.took_seconds = at, by, None
    done(row, Happening.CLOSED, *SETTLED, by=by, at=at, text=note, because=because)
    if by is not None:
        name = logged_name(row.mention)
        audit.record(row.company, "case.closed", by=by, at=at, mention=name, because=because)
        learn_from_end(row, at=at)
    return row


@transaction.atomic
def reopen_case(
    *, case: DeskCase, note: str = "", by: User, at: datetime, seen: int | None = None
) -> DeskCase:
    """It is not settled after all. What was due before now is promised anew from now on.

    Raises RefusedError.
    """
    row = held(case, seen=seen)
    if row.is_open:
        return row
    if row.outcome == Outcome.ANSWERED and row.mention is not None:
        unmark(row.mention, by=by, at=at)
    row.outcome = row.because = ""
    row.settled_at = row.settled_by = row.took_seconds = None
    row.escalation, row.escalated_at, row.reminded_at = 0, None, None
    was = row.due_at
    if row.due_at <= at:
        row.due_at = due_at(working_time_of(row.company), at, row.promised_minutes)
    fields = (*SETTLED, "escalation", "escalated_at", "reminded_at", "due_at")
    detail = {"due_was": was.isoformat()} if was != row.due_at else {}
    done(row, Happening.REOPENED, *fields, by=by, at=at, text=note, **detail)
    audit.record(row.company, "case.reopened", by=by, at=at, mention=logged_name(row.mention))
    learn_from_end(row, at=at)
    return row


def answer_address(url: str) -> str:
    """The address of an answer as it is stored, empty for none. Raises RefusedError."""
    url = scrub(url).strip()
    if url and not is_link(url):
        said = _("The address of the answer has to begin with https:// or http://.")
        raise RefusedError(said, field="url")
    return url


def mark(mention: Mention, *, url: str, by: User, at: datetime) -> None:
    """Write on a locked mention that it was answered."""
    mention.answered_at, mention.answered_by, mention.answer_url = at, by, url
    mention.save(update_fields=["answered_at", "answered_by", "answer_url"])
    _log(mention, "mention.answered", by, at)


def unmark(mention: Mention, *, by: User, at: datetime) -> None:
    """Write on a locked mention that it was not answered."""
    mention.answered_at, mention.answered_by, mention.answer_url = None, None, ""
    mention.save(update_fields=["answered_at", "answered_by", "answer_url"])
    _log(mention, "mention.unanswered", by, at)


def _log(mention: Mention, act: str, by: User, at: datetime) -> None:
    audit.record(mention.company, act, by=by, at=at, mention=logged_name(mention), id=mention.pk)
