"""One row of every kind of every stage, made from the tables themselves.

A new kind needs nothing here, as long as plain values suit its table; what a table asks for beyond
them is said in ``SAID``.
"""

from typing import Any

import pgtrigger
from django.db import models

from companies.models import Department, Owned, User
from rollout.machine import State
from rollout.models import Stage, StageContent
from rollout.rowkinds import RowKind
from rollout.stages import STAGES
from tests.architecture.examples import House
from tests.factories import MONDAY

KINDS: tuple[tuple[int, RowKind], ...] = tuple(
    (stage.number, kind) for stage in STAGES for kind in stage.rows
)
SAID: dict[str, Any] = {
    "platform": "facebook",
    "measure": "",
    "recommended": "",
    "currency": "EUR",
    "dimension": "speed",
}
"""Values of fields, by name, that plain words do not suit."""


def furnish(house: House) -> dict[tuple[int, str], int]:
    """A row of every kind, by number of the stage and key of the kind; their primary keys."""
    # Doors do not ask how far a company has come; the tables would.
    with pgtrigger.ignore():
        return {(number, kind.key): _row(kind.model, house, number).pk for number, kind in KINDS}


def open_all(house: House) -> None:
    """Every stage is open at once, which no rollout ever is: each form can be seen."""
    with pgtrigger.ignore():
        Stage.of(house.company).update(state=State.OPEN, opened_at=MONDAY)


def _row(model: type[StageContent], house: House, number: int) -> StageContent:
    stage = Stage.of(house.company).get(number=number)
    there = model.of(house.company).filter(stage=stage).first()
    return there or model.everywhere.create(
        company=house.company,
        stage=stage,
        **{
            field.name: _value(field, house, number)
            for field in model._meta.concrete_fields
            if field.name not in {"id", "company", "stage"} and _is_wanted(field)
        },
    )


def _is_wanted(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return not field.has_default() and (is_text or not field.null)


def _value(field: models.Field, house: House, number: int) -> Any:
    if isinstance(field, models.ForeignKey):
        return _linked(field.related_model, house, number)
    if field.name in SAID:
        return SAID[field.name]
    if field.choices:
        return next(value for value, _label in field.flatchoices)
    if isinstance(field, models.URLField):
        return "https://example.org/"
    if isinstance(field, models.CharField | models.TextField):
        return f"Wort {field.name}"[: field.max_length]
    if isinstance(field, models.DateTimeField):
        return MONDAY
    if isinstance(field, models.DateField):
        return MONDAY.date()
    assert isinstance(field, models.IntegerField | models.DecimalField), field
    return 1


def _linked(model: type[models.Model], house: House, number: int) -> models.Model:
    if model is User:
        return house.member.user
    if model is Department:
        return Department.everywhere.get_or_create(company=house.company, name="Vertrieb")[0]
    assert issubclass(model, Owned) and issubclass(model, StageContent), model
    own = next((at for at, kind in KINDS if kind.model is model), number)
    return _row(model, house, own)
