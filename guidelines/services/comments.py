"""Every employee may comment on a paragraph; an editor settles it with an answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from guidelines.models import Comment, Paragraph
from guidelines.services.authority import editor_or_refused, member_or_refused


@transaction.atomic
def comment(
    *, company: Company, paragraph_id: int, text: str, form_key: UUID, by: User, at: datetime
) -> Comment:
    """Say something about a paragraph; the same form sent twice is one comment."""
    company.lock()
    member_or_refused(company, by, at)
    rows = Paragraph.of(company).select_related("version")
    paragraph = rows.filter(pk=paragraph_id).first()
    if paragraph is None:
        raise RefusedError(_("This paragraph is no longer there."))
    if not text.strip():
        raise RefusedError(_("Please write what you think."), field="text")
    row, is_new = Comment.everywhere.get_or_create(
        company=company,
        form_key=form_key,
        defaults={"paragraph": paragraph, "author": by, "at": at, "text": text.strip()},
    )
    if is_new:
        audit.record(
            company,
            "guidelines.commented",
            by=by,
            at=at,
            title=paragraph.title,
            number=paragraph.version.number,
        )
    return row


@transaction.atomic
def settle_comment(
    *, company: Company, comment_id: int, answer: str, by: User, at: datetime
) -> None:
    """Say what came of a comment; whoever wrote it reads the answer below it."""
    company.lock()
    editor_or_refused(company, by, at)
    rows = Comment.of(company).select_related("paragraph__version")
    row = rows.filter(pk=comment_id).first()
    if row is None:
        raise RefusedError(_("This comment is no longer there."))
    if not answer.strip():
        raise RefusedError(_("Please say what came of it."), field="answer")
    if row.settled_at is not None:
        if (row.settled_by_id, row.answer) == (by.pk, answer.strip()):
            return
        raise RefusedError(_("Somebody else has settled this comment in the meantime."))
    row.settled_by, row.settled_at, row.answer = by, at, answer.strip()
    row.save(update_fields=["settled_by", "settled_at", "answer"])
    audit.record(
        company,
        "guidelines.comment_settled",
        by=by,
        at=at,
        title=row.paragraph.title,
        number=row.paragraph.version.number,
        answer=row.answer,
    )
