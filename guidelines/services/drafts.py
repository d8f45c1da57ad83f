"""The draft: begun from the text to begin with or the last version, edited by paragraph."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Department, User
from companies.refusals import RefusedError
from guidelines.models import Comment, GuidelineVersion, Paragraph
from guidelines.selectors import draft_of, published_version
from guidelines.services.authority import editor_or_refused
from guidelines.services.record import record
from guidelines.starting_text import StartingParagraph, starting_supplement, starting_text

MOST = 60
"""Paragraphs of a version; nobody reads more."""
NO_DRAFT = _("There is no draft. Begin a new version first.")


@transaction.atomic
def begin_draft(
    *,
    company: Company,
    language: str,
    by: User,
    at: datetime,
    department: Department | None = None,
    subject: str = "",
) -> GuidelineVersion:
    """A draft with the words of the last published version, or of a text to begin with.

    A department's supplement begins with the words for ``subject``, or with none. If there is a
    draft already, that one.
    """
    company.lock()
    editor_or_refused(company, by, at)
    if (there := draft_of(company, department)) is not None:
        return there
    last = published_version(company, department)
    draft = GuidelineVersion.everywhere.create(
        company=company,
        department=department,
        number=last.number + 1 if last else 1,
        language=last.language if last else _known(language),
        begun_by=by,
        begun_at=at,
    )
    words = _words_of(last) if last else _first_words(draft, subject)
    Paragraph.everywhere.bulk_create(
        Paragraph(
            company=company,
            version=draft,
            key=each.key,
            position=place,
            title=each.title,
            text=each.text,
        )
        for place, each in enumerate(words)
    )
    record(draft, "begun", by=by, at=at)
    return draft


@transaction.atomic
def discard_draft(
    *, company: Company, by: User, at: datetime, department: Department | None = None
) -> None:
    """Throw the draft away, and what was said about it."""
    draft = _draft_to_edit(company, department, by, at)
    Comment.of(company).filter(paragraph__version=draft).delete()
    draft.paragraphs.all().delete()
    draft.reviews.all().delete()
    draft.delete()
    record(draft, "discarded", by=by, at=at)


@transaction.atomic
def add_paragraph(
    *,
    company: Company,
    title: str,
    text: str,
    form_key: UUID,
    by: User,
    at: datetime,
    department: Department | None = None,
) -> Paragraph:
    """A paragraph at the end; the same form sent twice adds one."""
    draft = _draft_to_edit(company, department, by, at)
    _check_words(title, text)
    key = f"own-{form_key.hex}"
    rows = list(draft.paragraphs.all())
    for row in rows:
        if row.key == key:
            return row
    if len(rows) >= MOST:
        raise RefusedError(_("There are sixty paragraphs already; nobody would read more."))
    position = rows[-1].position + 1 if rows else 0
    row = Paragraph.everywhere.create(
        company=company, version=draft, key=key, position=position, title=title, text=text
    )
    record(draft, "paragraph_added", by=by, at=at, title=title)
    return row


@transaction.atomic
def save_paragraph(
    *,
    company: Company,
    paragraph_id: int,
    title: str,
    text: str,
    seen: str,
    by: User,
    at: datetime,
) -> Paragraph:
    """New words for a paragraph; ``seen`` is the fingerprint of those that were changed.

    Refused if somebody else has changed them in between.
    """
    row = row_to_edit(company, paragraph_id, by, at)
    _check_words(title, text)
    if (row.title, row.text) == (title, text):
        return row
    if seen != row.fingerprint:
        raise RefusedError(
            _(
                "Somebody else has changed this paragraph since you opened it. Keep your words "
                "aside, open the paragraph again and put both together."
            )
        )
    row.title, row.text = title, text
    row.save(update_fields=["title", "text"])
    record(row.version, "paragraph_saved", by=by, at=at, title=title)
    return row


@transaction.atomic
def move_paragraph(
    *, company: Company, paragraph_id: int, place: int, by: User, at: datetime
) -> None:
    """Put a paragraph at a place, counted from 1; beyond the ends is at the end."""
    row = row_to_edit(company, paragraph_id, by, at)
    rows = [each for each in row.version.paragraphs.all() if each.pk != row.pk]
    at_index = min(max(place, 1), len(rows) + 1) - 1
    if list(row.version.paragraphs.all()).index(row) == at_index:
        return
    rows.insert(at_index, row)
    for position, each in enumerate(rows):
        each.position = position
    Paragraph.everywhere.bulk_update(rows, ["position"])
    record(row.version, "paragraph_moved", by=by, at=at, title=row.title, place=at_index + 1)


@transaction.atomic
def remove_paragraph(*, company: Company, paragraph_id: int, by: User, at: datetime) -> None:
    """Take a paragraph out of the draft; refused while a comment on it is open."""
    row = row_to_edit(company, paragraph_id, by, at)
    if row.comments.filter(settled_at__isnull=True).exists():
        raise RefusedError(
            _("Somebody has commented on this paragraph. Please settle the comment first.")
        )
    row.comments.all().delete()
    row.delete()
    record(row.version, "paragraph_removed", by=by, at=at, title=row.title)


def _known(language: str) -> str:
    known = GuidelineVersion.Language
    return known.DE if language.startswith("de") else known.EN


def _first_words(draft: GuidelineVersion, subject: str) -> tuple[StartingParagraph, ...]:
    if draft.department_id is None:
        return starting_text(draft.language)
    return starting_supplement(subject, draft.language)


def _words_of(last: GuidelineVersion) -> tuple[StartingParagraph, ...]:
    rows = last.paragraphs.all()
    return tuple(StartingParagraph(each.key, each.title, each.text) for each in rows)


def _draft_to_edit(
    company: Company, department: Department | None, by: User, at: datetime
) -> GuidelineVersion:
    # The company is the lock: whoever edits waits for whoever publishes.
    company.lock()
    editor_or_refused(company, by, at)
    draft = draft_of(company, department)
    if draft is None:
        raise RefusedError(NO_DRAFT)
    return draft


def row_to_edit(company: Company, paragraph_id: int, by: User, at: datetime) -> Paragraph:
    """A paragraph of a draft, the company held; raises RefusedError for who may not edit it."""
    company.lock()
    editor_or_refused(company, by, at)
    rows = Paragraph.of(company).select_related("version__department", "version__company")
    drafts = rows.filter(version__state=GuidelineVersion.State.DRAFT)
    row = drafts.filter(pk=paragraph_id).first()
    if row is None:
        raise RefusedError(_("This paragraph is no longer in the draft."))
    return row


def _check_words(title: str, text: str) -> None:
    if not title.strip():
        raise RefusedError(_("Please give the paragraph a title."), field="title")
    if not text.strip():
        raise RefusedError(_("Please write the paragraph."), field="text")
