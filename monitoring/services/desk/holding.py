"""A case in hand: locked, compared with what the person saw, and its timeline continued."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from companies.calendars import working_time_of
from companies.models import User
from companies.refusals import RefusedError
from monitoring.desk.words import Happening
from monitoring.models import CaseEvent, DeskCase, Mention
from monitoring.pipeline.text import excerpt, scrub

TEXT = 5000
NAME = 60


class ChangedMeanwhileError(RefusedError):
    """Somebody did something with the case since the page was opened; ``event`` is the last."""

    def __init__(self, event: CaseEvent | None) -> None:
        super().__init__(_said(event))
        self.event = event


def _said(event: CaseEvent | None) -> str:
    if event is None or event.by is None:
        return _("This changed in the meantime. Please look at it again.")
    return _(
        "%(name)s did something with this in the meantime (%(what)s). Please look at it again; "
        "what you typed is still there."
    ) % {"name": event.by, "what": event.get_kind_display()}


def held(case: DeskCase, *, seen: int | None = None) -> DeskCase:
    """The case, locked with its mention; ``seen`` is the version the person had before them.

    Raises ChangedMeanwhileError.
    """
    if case.mention_id:
        # First the mention, then the case, whoever comes from where.
        Mention.of(case.company).select_for_update().filter(id=case.mention_id).first()
    row = (
        DeskCase.of(case.company)
        .select_for_update(of=("self",))
        .select_related("company", "mention", "owner__user", "department")
        .get(id=case.pk)
    )
    if seen is not None and row.version != seen:
        events = CaseEvent.of(row.company).filter(case=row).exclude(kind=Happening.NOTE)
        raise ChangedMeanwhileError(events.select_related("by").order_by("-id").first())
    return row


def done(
    case: DeskCase,
    kind: Happening,
    *fields: str,
    by: User | None,
    at: datetime,
    text: str = "",
    **detail: Any,
) -> DeskCase:
    """Save these columns of a case in hand as a new version, and go on with its timeline."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])
    tell(case, kind, by=by, at=at, text=text, **detail)
    return case


def tell(
    case: DeskCase, kind: Happening, *, by: User | None, at: datetime, text: str = "", **detail: Any
) -> CaseEvent:
    """Go on with the timeline of a case; ``detail`` holds names as they are now."""
    return CaseEvent.everywhere.create(
        company=case.company,
        case=case,
        at=at,
        by=by,
        kind=kind,
        text=words_of(text),
        detail=detail,
    )


def words_of(text: str) -> str:
    """What somebody wrote, fit to be stored."""
    return scrub(text).strip()[:TEXT]


def name_of(mention: Mention | None) -> str:
    """How the log calls what a case is about."""
    return (mention.title or excerpt(mention.text, length=NAME)) if mention else _("erased")


def logged_name(mention: Mention | None) -> str:
    """How the log, which nobody can change, calls it: without a word of whoever wrote it."""
    return f"{mention.site} #{mention.pk}".strip() if mention else _("erased")


def took(case: DeskCase, at: datetime) -> int:
    """Working seconds from when it came in until now."""
    passed = working_time_of(case.company).working_time_between(case.came_in_at, at)
    return max(0, int(passed.total_seconds()))
