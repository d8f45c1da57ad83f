"""Answering the culture check, with an account or by a link, without being found out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout.days import local_day
from rollout.editing import editing, editor_or_refused, open_stage, standing_or_refused
from rollout.models import CultureResponse, Stage, SurveyLink, SurveyParticipation
from rollout.models.culture import RespondentRole
from rollout.refusals import RefusedError, in_one_transaction
from rollout.stages.culture.about import NUMBER, TITLE
from rollout.stages.culture.batches import Counting, count_in
from rollout.stages.culture.questionnaire import HIGHEST, LOWEST, statements_of
from rollout.stages.culture.selectors import questionnaire_of

LINK_LASTS = timedelta(days=14)
LINK_OVER = _("This link is no longer valid. Please ask whoever sent it to you for a new one.")


def answer_survey(
    *,
    company: Company,
    role: str,
    answers: Mapping[str, int],
    form_key: UUID,
    by: User,
    at: datetime,
) -> bool:
    """Somebody with an account answers, once. False if this very form was already stored.

    Nothing links the answers to the person: who has answered is kept beside what was answered.
    Raises RefusedError, with ``field`` naming the statement that lacks a rating.
    """
    standing_or_refused(company, by, at)
    on = local_day(company, at)
    if _is_stored(form_key):
        return False
    with open_stage(company, NUMBER, TITLE) as stage:
        if _is_stored(form_key):
            return False
        SurveyParticipation.everywhere.create(company=company, stage=stage, user=by, answered_on=on)
        _store(stage, role, answers, form_key)
    return True


def answer_by_link(
    *, token: str, role: str, answers: Mapping[str, int], form_key: UUID, at: datetime
) -> bool:
    """Somebody without an account answers under a link. False if already stored."""
    link = link_for(token, at=at)
    if link is None:
        raise RefusedError(LINK_OVER)
    with open_stage(link.company, NUMBER, TITLE) as stage:
        if _is_stored(form_key):
            return False
        _store(stage, role, answers, form_key)
    return True


def link_for(token: str, *, at: datetime) -> SurveyLink | None:
    """The link behind a token while it is valid."""
    return (
        SurveyLink.everywhere.filter(token=token, expires_at__gt=at, withdrawn_at__isnull=True)
        .select_related("company", "stage")
        .first()
    )


def _is_stored(form_key: UUID) -> bool:
    return CultureResponse.everywhere.filter(form_key=form_key).exists()


def _store(stage: Stage, role: str, answers: Mapping[str, int], form_key: UUID) -> None:
    if role not in RespondentRole.values:
        raise RefusedError(_("Please say where in the company you work."), field="role")
    asked = statements_of(questionnaire_of(stage))
    for key in asked:
        if answers.get(key) not in range(LOWEST, HIGHEST + 1):
            raise RefusedError(_("Please rate every statement from 1 to 5."), field=key)
    CultureResponse.everywhere.create(
        company=stage.company,
        stage=stage,
        form_key=form_key,
        role=role,
        answers={key: int(answers[key]) for key in asked},
    )
    _count_in(stage)


def _count_in(stage: Stage) -> None:
    """Let those count who no longer wait; the caller holds the stage's lock."""
    rows = list(CultureResponse.of(stage.company).filter(stage=stage).defer("answers"))
    before = [Counting(row.role, row.batch, row.role_batch) for row in rows]
    changed = []
    for row, old, now in zip(rows, before, count_in(before, uuid4), strict=True):
        if now != old:
            row.batch, row.role_batch = now.batch, now.role_batch
            changed.append(row)
    CultureResponse.everywhere.bulk_update(changed, ["batch", "role_batch"])


def create_survey_link(
    *, company: Company, by: User, at: datetime, lasts: timedelta = LINK_LASTS
) -> SurveyLink:
    """A secret address for people without an account, valid for two weeks."""
    with editing(company, NUMBER, TITLE, by=by, at=at) as stage:
        link = SurveyLink.everywhere.create(
            company=company,
            stage=stage,
            token=token_urlsafe(32),
            created_by=by,
            created_at=at,
            expires_at=at + lasts,
        )
        audit.record(company, "culture.link_created", by=by, at=at)
    return link


def withdraw_survey_link(*, company: Company, link_id: int, by: User, at: datetime) -> None:
    """The address stops working at once, whatever state the stage is in."""
    with in_one_transaction():
        editor_or_refused(company, by, at)
        link = SurveyLink.of(company).filter(pk=link_id, withdrawn_at__isnull=True)
        if link.update(withdrawn_at=at):
            audit.record(company, "culture.link_withdrawn", by=by, at=at)
