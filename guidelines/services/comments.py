"""Every employee may comment on a paragraph or word it anew; an editor settles it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.models import Company, User
from companies.refusals import RefusedError
from guidelines.models import Comment, Paragraph
from guidelines.selectors import proposed_for
from guidelines.services.authority import editor_or_refused, member_or_refused
from guidelines.services.drafts import save_paragraph
from guidelines.services.record import record


@transaction.atomic
def comment(
    *,
    company: Company,
    paragraph_id: int,
    text: str,
    form_key: UUID,
    by: User,
    at: datetime,
    proposal: str = "",
) -> Comment:
    """Say something about a paragraph, or how it should read; the same form sent twice is one."""
    company.lock()
    member_or_refused(company, by, at)
    rows = Paragraph.of(company).select_related("version__company", "version__department")
    paragraph = rows.filter(pk=paragraph_id).first()
    if paragraph is None:
        raise RefusedError(_("This paragraph is no longer there."))
    text, proposal = text.strip(), proposal.strip()
    if not text and not proposal:
        raise RefusedError(_("Please write what you think."), field="text")
    row, is_new = Comment.everywhere.get_or_create(
        company=company,
        form_key=form_key,
        defaults={
            "paragraph": paragraph,
            "author": by,
            "at": at,
            "text": text,
            "proposal": proposal,
        },
    )
    if is_new:
        record(paragraph.version, "commented", by=by, at=at, title=paragraph.title)
    return row


@transaction.atomic
def settle_comment(
    *, company: Company, comment_id: int, answer: str, by: User, at: datetime
) -> None:
    """Say what came of a comment; whoever wrote it reads the answer below it."""
    company.lock()
    editor_or_refused(company, by, at)
    row = _comment_or_refused(company, comment_id)
    if not answer.strip():
        raise RefusedError(_("Please say what came of it."), field="answer")
    if row.settled_at is not None:
        if (row.settled_by_id, row.answer) == (by.pk, answer.strip()):
            return
        raise RefusedError(ALREADY_SETTLED)
    _settle(row, answer.strip(), by, at)
    version = row.paragraph.version
    title = row.paragraph.title
    record(version, "comment_settled", by=by, at=at, title=title, answer=row.answer)


@transaction.atomic
def take_over(*, company: Company, comment_id: int, seen: str, by: User, at: datetime) -> Paragraph:
    """Put a proposed wording into the draft, which settles the comment.

    ``seen`` is the fingerprint of the words that it replaces: refused if they have changed.
    """
    company.lock()
    editor_or_refused(company, by, at)
    row = _comment_or_refused(company, comment_id)
    paragraph = proposed_for(row)
    if not row.proposal or paragraph is None:
        raise RefusedError(_("There is no paragraph in the draft that this wording is for."))
    if row.settled_at is not None:
        if row.settled_by_id == by.pk and paragraph.text == row.proposal:
            return paragraph
        raise RefusedError(ALREADY_SETTLED)
    saved = save_paragraph(
        company=company,
        paragraph_id=paragraph.pk,
        title=paragraph.title,
        text=row.proposal,
        seen=seen,
        by=by,
        at=at,
    )
    number = paragraph.version.number
    # It stands below the comment for everybody: in the language of the text.
    with translation.override(paragraph.version.language):
        answer = gettext("The wording is taken over into version %(number)s.") % {"number": number}
    _settle(row, answer, by, at)
    record(paragraph.version, "taken_over", by=by, at=at, title=paragraph.title)
    return saved


ALREADY_SETTLED = _("Somebody else has settled this comment in the meantime.")


def _comment_or_refused(company: Company, comment_id: int) -> Comment:
    version = "paragraph__version"
    rows = Comment.of(company).select_related(f"{version}__company", f"{version}__department")
    row = rows.filter(pk=comment_id).first()
    if row is None:
        raise RefusedError(_("This comment is no longer there."))
    return row


def _settle(row: Comment, answer: str, by: User, at: datetime) -> None:
    row.settled_by, row.settled_at, row.answer = by, at, answer
    row.save(update_fields=["settled_by", "settled_at", "answer"])
