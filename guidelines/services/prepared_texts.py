"""The words that lie ready in a scenario."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from guidelines.models import PreparedText
from guidelines.services.editors import lock_for_editor
from guidelines.services.scenarios import scenario_or_refused

MOST = 12
"""Texts of a scenario; whoever is in a hurry reads no more."""


@transaction.atomic
def add_text(
    *,
    company: Company,
    scenario_id: int,
    title: str,
    language: str,
    text: str,
    form_key: UUID,
    by: User,
    at: datetime,
) -> PreparedText:
    """One more text that lies ready; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    row = scenario_or_refused(company, scenario_id)
    _check_words(title, text)
    texts = PreparedText.of(company)
    if there := texts.filter(form_key=form_key).first():
        return there
    if texts.filter(scenario=row).count() >= MOST:
        raise RefusedError(_("There are twelve texts already; in a hurry nobody reads more."))
    new = PreparedText.everywhere.create(
        company=company,
        scenario=row,
        title=title.strip(),
        language=language,
        text=text.strip(),
        form_key=form_key,
    )
    _record("scenario.text_added", new, by, at)
    return new


@transaction.atomic
def save_text(
    *,
    company: Company,
    text_id: int,
    title: str,
    language: str,
    text: str,
    by: User,
    at: datetime,
) -> PreparedText:
    """New words for a text that lies ready."""
    row = _text_to_edit(company, text_id, by, at)
    _check_words(title, text)
    if (row.title, row.language, row.text) == (title.strip(), language, text.strip()):
        return row
    row.title, row.language, row.text = title.strip(), language, text.strip()
    row.save(update_fields=["title", "language", "text"])
    _record("scenario.text_saved", row, by, at)
    return row


@transaction.atomic
def remove_text(*, company: Company, text_id: int, by: User, at: datetime) -> None:
    """Take a text away."""
    row = _text_to_edit(company, text_id, by, at)
    row.delete()
    _record("scenario.text_removed", row, by, at)


def _text_to_edit(company: Company, text_id: int, by: User, at: datetime) -> PreparedText:
    lock_for_editor(company, by, at)
    rows = PreparedText.of(company).select_related("scenario", "company")
    row = rows.filter(pk=text_id).first()
    if row is None:
        raise RefusedError(_("This text is no longer there."))
    return row


def _check_words(title: str, text: str) -> None:
    if not title.strip():
        raise RefusedError(_("Please say what the text is for."), field="title")
    if not text.strip():
        raise RefusedError(_("Please write the text."), field="text")


def _record(act: str, row: PreparedText, by: User, at: datetime) -> None:
    audit.record(row.company, act, by=by, at=at, title=row.title, topic=row.scenario.topic)
