"""What people do with a mention: say what tone it really has, and that it was answered."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import User
from companies.refusals import RefusedError
from monitoring.intake.items import is_link
from monitoring.models import Mention, ToneLabel
from monitoring.models.mention import TONES
from monitoring.pipeline.kind import CRITICISM, OTHER, PRAISE, QUESTION
from monitoring.pipeline.text import excerpt, scrub
from monitoring.pipeline.tone import NEGATIVE, POSITIVE


@transaction.atomic
def correct_tone(*, mention: Mention, tone: str, by: User, at: datetime) -> Mention:
    """Say what tone a mention has, or confirm the one it has: both are kept to learn from."""
    if tone not in TONES:
        raise RefusedError(_("There is no such tone."), field="tone")
    locked = _locked(mention)
    ToneLabel.everywhere.create(
        company=locked.company, mention=locked, tone=tone, was=locked.tone, by=by, at=at
    )
    return _retoned(locked, tone, by)


@transaction.atomic
def undo_tone(*, mention: Mention, by: User, at: datetime) -> Mention:
    """Take the last correction back; without one nothing happens."""
    locked = _locked(mention)
    labels = ToneLabel.of(locked.company).filter(mention=locked).order_by("-id")
    last, before = labels.first(), labels[1:2].first()
    if last is None:
        return locked
    last.delete()
    return _retoned(locked, last.was, before.by if before else None)


@transaction.atomic
def mark_answered(*, mention: Mention, url: str = "", by: User, at: datetime) -> Mention:
    """It was answered, at this address if one is given; a second time changes nothing."""
    url = scrub(url).strip()
    if url and not is_link(url):
        said = _("The address of the answer has to begin with https:// or http://.")
        raise RefusedError(said, field="url")
    locked = _locked(mention)
    if locked.answered_at is None:
        locked.answered_at, locked.answered_by, locked.answer_url = at, by, url
        locked.save(update_fields=["answered_at", "answered_by", "answer_url"])
        audit.record(locked.company, "mention.answered", by=by, at=at, **_named(locked))
    return locked


@transaction.atomic
def unmark_answered(*, mention: Mention, by: User, at: datetime) -> Mention:
    """It was not answered after all."""
    locked = _locked(mention)
    if locked.answered_at is not None:
        locked.answered_at, locked.answered_by, locked.answer_url = None, None, ""
        locked.save(update_fields=["answered_at", "answered_by", "answer_url"])
        audit.record(locked.company, "mention.unanswered", by=by, at=at, **_named(locked))
    return locked


def _retoned(mention: Mention, tone: str, by: User | None) -> Mention:
    mention.tone, mention.tone_by = tone, by
    mention.kind = _kind(mention)
    mention.save(update_fields=["tone", "tone_by", "kind"])
    return mention


def _kind(mention: Mention) -> str:
    # As pipeline/kind.py has it: criticism first, also in the form of a question.
    if mention.tone == NEGATIVE:
        return CRITICISM
    if mention.is_question:
        return QUESTION
    return PRAISE if mention.tone == POSITIVE else OTHER


def _named(mention: Mention) -> dict[str, Any]:
    return {"mention": mention.title or excerpt(mention.text, length=60), "id": mention.pk}


def _locked(mention: Mention) -> Mention:
    return (
        Mention.of(mention.company)
        .select_for_update(of=("self",))
        .select_related("company")
        .get(id=mention.pk)
    )
