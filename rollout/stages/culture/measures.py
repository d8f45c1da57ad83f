"""Measures against weak dimensions: what is done, by whom, until when."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout.days import local_day
from rollout.editing import (
    editing,
    editor_or_refused,
    member_or_refused,
    row_or_refused,
    standing_or_refused,
)
from rollout.models import CultureMeasure
from rollout.refusals import RefusedError, in_one_transaction
from rollout.stages.culture.about import NUMBER, TITLE
from rollout.stages.culture.questionnaire import DIMENSION_TITLES

NOT_A_MEMBER = _("Whoever owns a measure has to belong to the company.")


def add_measure(
    *,
    company: Company,
    dimension: str,
    text: str,
    owner: User,
    due_on: date,
    by: User,
    at: datetime,
) -> CultureMeasure:
    """What is done about a weak dimension, by whom, until when."""
    with editing(company, NUMBER, TITLE, by=by, at=at) as stage:
        measure = CultureMeasure(company=company, stage=stage)
        _write(measure, dimension, text, owner, due_on, on=local_day(company, at))
        audit.record(company, "culture.measure_added", by=by, at=at, text=text)
    return measure


def change_measure(
    *,
    company: Company,
    measure_id: int,
    dimension: str,
    text: str,
    owner: User,
    due_on: date,
    by: User,
    at: datetime,
) -> CultureMeasure:
    """Say a measure anew."""
    with editing(company, NUMBER, TITLE, by=by, at=at):
        measure = row_or_refused(company, CultureMeasure, measure_id)
        _write(measure, dimension, text, owner, due_on, on=local_day(company, at))
        audit.record(company, "culture.measure_changed", by=by, at=at, text=text)
    return measure


def remove_measure(*, company: Company, measure_id: int, by: User, at: datetime) -> None:
    """Take a measure back."""
    with editing(company, NUMBER, TITLE, by=by, at=at):
        measure = row_or_refused(company, CultureMeasure, measure_id)
        measure.delete()
        audit.record(company, "culture.measure_removed", by=by, at=at, text=measure.text)


def mark_measure_done(*, company: Company, measure_id: int, by: User, at: datetime) -> None:
    """Its owner or an editor says that it is done, also after the gate."""
    with in_one_transaction():
        measure = row_or_refused(company, CultureMeasure, measure_id)
        if by != measure.owner:
            editor_or_refused(company, by, at)
        standing_or_refused(company, by, at)
        undone = CultureMeasure.of(company).filter(pk=measure_id, done_on__isnull=True)
        if undone.update(done_on=local_day(company, at)):
            audit.record(company, "culture.measure_done", by=by, at=at, text=measure.text)


def _write(
    measure: CultureMeasure, dimension: str, text: str, owner: User, due_on: date, *, on: date
) -> None:
    if dimension not in DIMENSION_TITLES:
        raise RefusedError(_("Please choose what the measure is for."), field="dimension")
    if not text.strip():
        raise RefusedError(_("Please say what is to be done."), field="text")
    if due_on < on:
        raise RefusedError(_("The date lies in the past."), field="due_on")
    member_or_refused(measure.company, owner, NOT_A_MEMBER, field="owner")
    measure.dimension, measure.text = dimension, text.strip()
    measure.owner, measure.due_on = owner, due_on
    measure.save()
