"""What people do with a mention: say what tone it really has, and that it was answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies.models import User
from companies.refusals import RefusedError
from monitoring.intake.placing import lock
from monitoring.models import Mention, ToneLabel
from monitoring.models.mention import TONES
from monitoring.pipeline.kind import kind_given
from monitoring.services.desk.opening import case_of, reconsider
from monitoring.services.desk.settling import (
    answer_address,
    answer_case,
    mark,
    reopen_case,
    unmark,
)
from monitoring.services.learning import ask_to_learn, judged_by


@transaction.atomic
def correct_tone(*, mention: Mention, tone: str, by: User, at: datetime) -> Mention:
    """Say what tone a mention has, or confirm the one it has: both are kept to learn from."""
    if tone not in TONES:
        raise RefusedError(_("There is no such tone."), field="tone")
    lock([mention.company_id])
    locked = _locked(mention)
    ToneLabel.everywhere.create(
        company=locked.company, mention=locked, tone=tone, was=locked.tone, by=by, at=at,
        judged_by=judged_by(locked.tone_reasons),
    )  # fmt: skip
    ask_to_learn(locked.company, at=at)
    retoned = _retoned(locked, tone, by)
    reconsider(retoned, by=by, at=at)
    return retoned


@transaction.atomic
def undo_tone(*, mention: Mention, by: User, at: datetime) -> Mention:
    """Take the last correction back; without one nothing happens."""
    lock([mention.company_id])
    locked = _locked(mention)
    labels = ToneLabel.of(locked.company).filter(mention=locked).order_by("-id")
    last, before = labels.first(), labels[1:2].first()
    if last is None:
        return locked
    last.delete()
    ask_to_learn(locked.company, at=at)
    retoned = _retoned(locked, last.was, before.by if before else None)
    reconsider(retoned, by=by, at=at)
    return retoned


@transaction.atomic
def mark_answered(*, mention: Mention, url: str = "", by: User, at: datetime) -> Mention:
    """It was answered, at this address if one is given; a second time changes nothing.

    What lies on the desk is settled there. Raises RefusedError.
    """
    url = answer_address(url)
    locked = _locked(mention)
    if locked.answered_at is None:
        case = case_of(locked)
        if case is not None:
            answer_case(case=case, url=url, by=by, at=at)
            return _locked(mention)
        mark(locked, url=url, by=by, at=at)
    return locked


@transaction.atomic
def unmark_answered(*, mention: Mention, by: User, at: datetime) -> Mention:
    """It was not answered after all; what lay on the desk lies there again."""
    locked = _locked(mention)
    if locked.answered_at is not None:
        case = case_of(locked)
        if case is not None:
            reopen_case(case=case, by=by, at=at)
            return _locked(mention)
        unmark(locked, by=by, at=at)
    return locked


def _retoned(mention: Mention, tone: str, by: User | None) -> Mention:
    mention.tone, mention.tone_by = tone, by
    mention.kind = kind_given(mention.tone, mention.is_question)
    mention.save(update_fields=["tone", "tone_by", "kind"])
    return mention


def _locked(mention: Mention) -> Mention:
    return (
        Mention.of(mention.company)
        .select_for_update(of=("self",))
        .select_related("company")
        .get(id=mention.pk)
    )
