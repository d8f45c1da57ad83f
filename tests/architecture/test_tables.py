"""What tables say of themselves is kept by the database: asked of every table there is."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models

from companies.guards import refuse
from companies.models import Deputy
from guidelines.models import BoardMember
from monitoring.models import Mention
from tests.factories import MONDAY, make_company, make_user
from tests.tables import refusal, row_of

pytestmark = pytest.mark.django_db

TABLES = [
    model
    for name in ("companies", "guidelines", "monitoring", "publishing", "rollout")
    for model in apps.get_app_config(name).get_models()
]
UNIQUE = {
    constraint.name: (model, constraint)
    for model in TABLES
    for constraint in model._meta.constraints
    if isinstance(constraint, models.UniqueConstraint)
    and constraint.fields
    and "id" not in constraint.fields  # such are for keys of others; the id is one anyway
    and constraint.name != "stage_one_at_a_gate"  # needs two stages: tests/rollout/promises
}
APPEND_ONLY = {
    trigger.name: model
    for model in TABLES
    for trigger in getattr(model._meta, "triggers", ())
    if trigger.func == refuse(trigger.name)
    and str(trigger.operation) == "UPDATE OR DELETE"
    and trigger.condition is None
}


SAYS = {
    "scenario_example_once": lambda _: {"example": "shitstorm"},
    "feed_private_once": lambda company: {"private_to": company},
    "case_once": lambda company: {"mention": row_of(Mention, company)},
    "decision_one_reopening": lambda _: {"act": "reopen", "reason": "Neu."},
    "membership_one_live": lambda _: {"user": make_user()},
}
"""What rows say for a promise to be about them, where it is not about every row."""


def test_there_is_something_to_ask() -> None:
    assert len(UNIQUE) > 60
    assert set(APPEND_ONLY) == {
        "comparison_group_stays",
        "comparison_share_stays",
        "decision_append_only",
        "escalation_append_only",
        "guideline_acknowledged_stays",
        "run_return_append_only",
        "peak_stays",
        "snapshot_person_append_only",
        "submission_append_only",
    }


def test_what_is_there_once_is_not_there_twice() -> None:
    answers = {}
    for name, (model, constraint) in UNIQUE.items():
        company = make_company()
        says = SAYS.get(name, lambda _: {})
        row = row_of(model, company, **says(company))
        same = {field: getattr(row, field) for field in constraint.fields}
        answers[name] = refusal(lambda: row_of(model, company, **says(company) | same))  # noqa: B023
    assert answers == {name: name for name in UNIQUE}


def test_what_is_written_once_is_neither_changed_nor_deleted() -> None:
    answers = {}
    for name, model in APPEND_ONLY.items():
        row = row_of(model, make_company())
        rows = model._base_manager.filter(pk=row.pk)
        answers[name] = (
            refusal(lambda: rows.update(**{model._meta.pk.name: row.pk})),  # noqa: B023
            refusal(lambda: rows._raw_delete("default")),  # noqa: B023
        )
    assert answers == {name: (name, name) for name in APPEND_ONLY}


def test_nobody_holds_one_office_twice_on_a_day() -> None:
    first, second, third = (MONDAY.date() + timedelta(days=days) for days in (0, 7, 14))
    company = make_company()
    seat = row_of(BoardMember, company, since=first, until=second)
    instead = row_of(Deputy, company, starts_on=first, ends_on=second)

    def again(since: date, until: date) -> tuple[str, str]:
        return (
            refusal(
                lambda: row_of(
                    BoardMember, company, membership=seat.membership, since=since, until=until
                )
            ),
            refusal(
                lambda: row_of(
                    Deputy, company, principal=instead.principal, starts_on=since, ends_on=until
                )
            ),
        )

    assert again(second, third) == ("board_member_once_at_a_time", "deputy_one_at_a_time")
    assert again(second + timedelta(days=1), third) == ("", "")
