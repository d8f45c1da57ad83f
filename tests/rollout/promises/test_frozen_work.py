"""The work of a stage changes while it is open, and only then; it stays with its stage."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from rollout.machine import State
from rollout.models import CultureMeasure, Stage, StageContent, Submission, SurveyLink
from tests.factories import MONDAY, make_company, make_user
from tests.rollout.builders import LATER, TODAY, at_the_gate, make_place, make_ready, submit
from tests.rollout.promises.asking import allowed, leave, refused_by, sql
from tests.tables import plain, refusal, row_of, triggers_asleep

pytestmark = pytest.mark.django_db

WORK: list[type[StageContent]] = [
    model
    for model in apps.get_app_config("rollout").get_models()
    if issubclass(model, StageContent)
]
AT_ANY_TIME = {"SurveyLink.withdrawn_at", "CultureMeasure.done_on"}
"""Columns that may change after the gate, too."""


def in_a_stage(model: type[StageContent], state: str) -> StageContent:
    """A row of the work of a stage in this state; whatever it links to is work of that stage."""
    company = make_company()
    stage = row_of(Stage, company, state=State.OPEN)
    row: StageContent = row_of(model, company, stage=stage)
    if state not in {State.LOCKED, State.OPEN}:
        stage.submission = row_of(Submission, company, stage=stage)
    stage.state = state
    with triggers_asleep():
        stage.save()
    return row


def update(row: StageContent, column: str, value: Any) -> str:
    rows = type(row).everywhere.filter(pk=row.pk)
    return refusal(lambda: rows.update(**{column: value}))


def insert(row: StageContent, **changes: Any) -> StageContent:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row).everywhere.create(**values | changes)


def delete(row: StageContent) -> int:
    return sql(f"DELETE FROM {row._meta.db_table} WHERE company_id = %s", row.company_id)


def another(field: "models.Field[Any, Any]") -> Any:
    return 0 if isinstance(field, models.ForeignKey) else plain(field, 7)


def changes(row: StageContent) -> dict[str, str]:
    """The refusal of a change of each column."""
    return {
        f"{row._meta.object_name}.{field.name}": update(
            row, field.attname, another(field) if getattr(row, field.attname) is None else None
        )
        for field in row._meta.concrete_fields
        if field.name not in {row._meta.pk.name, "company", "stage"}
    }


def test_there_is_work_to_try() -> None:
    assert len(WORK) > 25


@pytest.mark.parametrize("state", [state for state in State if state != State.OPEN])
def test_work_is_frozen_unless_its_stage_is_open(state: State) -> None:
    refused: dict[str, str] = {}
    for model in WORK:
        row = in_a_stage(model, state)
        refused |= changes(row)
        refused[f"{model.__name__}: delete"] = refusal(lambda row=row: delete(row))
        refused[f"{model.__name__}: insert"] = refusal(lambda row=row: insert(row, pk=None))
    frozen = "work_frozen_unless_open"
    assert refused == {key: "" if key in AT_ANY_TIME else frozen for key in refused}


def test_work_changes_while_its_stage_is_open() -> None:
    answers = {}
    for model in WORK:
        row = in_a_stage(model, State.OPEN)
        answers[model.__name__] = (
            update(row, "company_id", row.company_id),
            refusal(lambda row=row: (delete(row), insert(row))),
        )
    assert answers == dict.fromkeys(answers, ("", ""))


def test_work_does_not_slip_into_another_stage() -> None:
    answers = {}
    for model in WORK:
        row = in_a_stage(model, State.OPEN)
        other = row_of(Stage, row.company, number=2, state=State.OPEN)
        answers[model.__name__] = update(row, "stage_id", other.pk)
    assert answers == dict.fromkeys(answers, "work_keeps_its_stage")


def test_of_a_measure_only_that_it_is_done_may_be_said_at_the_gate():
    place = make_place()
    make_ready(place)
    measure = CultureMeasure.everywhere.create(
        company=place.company,
        stage=place.stage(),
        dimension="speed",
        text="Vertretung regeln",
        owner=place.lead,
        due_on=TODAY,
    )
    submit(place)
    row = CultureMeasure.of(place.company).filter(pk=measure.pk)
    with refused_by("work_frozen_unless_open"):
        row.update(text="Nichts tun")
    with refused_by("work_frozen_unless_open"):
        row.update(text="Nichts tun", done_on=TODAY)
    with refused_by("work_frozen_unless_open"):
        sql("DELETE FROM rollout_culturemeasure")
    with allowed():
        row.update(done_on=TODAY)


def test_a_frozen_measure_goes_to_another_member_once_its_owner_has_left():
    place = make_place()
    make_ready(place)
    measure = CultureMeasure.everywhere.create(
        company=place.company,
        stage=place.stage(),
        dimension="speed",
        text="Vertretung regeln",
        owner=place.lead,
        due_on=TODAY,
    )
    submit(place)
    row = CultureMeasure.of(place.company).filter(pk=measure.pk)
    with refused_by("work_frozen_unless_open"):
        row.update(owner=place.member)
    leave(place, "lead")
    with refused_by("work_frozen_unless_open"):
        row.update(owner=make_user("Fremde Person"))
    with refused_by("work_frozen_unless_open"):
        row.update(owner=place.member, text="Nichts tun")
    with allowed():
        row.update(owner=place.member)


def test_of_a_survey_link_only_the_withdrawal_is_possible_at_the_gate():
    place = at_the_gate()
    link = SurveyLink.of(place.company)
    with refused_by("work_frozen_unless_open"):
        link.update(expires_at=MONDAY + timedelta(days=900))
    with allowed():
        link.update(withdrawn_at=LATER)
