"""What belongs to a company stays with it: asked of every model there is."""

import re

import pytest
from django.apps import apps
from django.db import connection, models

from companies.models import Company, Owned
from tests.factories import make_company
from tests.tables import refusal, row_of, triggers_asleep

pytestmark = pytest.mark.django_db

OWNED = [model for model in apps.get_models() if issubclass(model, Owned)]
NAMES = [model._meta.label for model in OWNED]
LINKS = [
    (model, field)
    for model in OWNED
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Owned)
]
ALSO = {
    "rollout.Stage.submission": {"state": "submitted"},
    "monitoring.Peak.expected": {"incident": None},
    "monitoring.RoutingRule.person": {"department": None},
}
"""What else a row says for its link to be whole."""


def test_there_is_something_to_ask():
    assert len(OWNED) > 20
    assert len(LINKS) > 15


@pytest.mark.parametrize("model", OWNED, ids=NAMES)
def test_no_manager_sees_all_companies_by_mistake(model):
    assert not hasattr(model, "objects")
    assert model._default_manager.name == "everywhere"


def test_whatever_has_a_company_is_owned_by_it():
    strays = [
        model._meta.label
        for model in apps.get_models()
        if not issubclass(model, Owned)
        and any(
            isinstance(field, models.ForeignKey) and field.related_model is Company
            for field in model._meta.get_fields()
        )
    ]
    # A feed is shared by all or private to one; a trigger and a composite key hold the difference
    # (tests/monitoring/test_private_sources.py).
    assert strays == ["monitoring.Feed"]


@pytest.fixture(scope="module")
def composite_keys(django_db_setup, django_db_blocker):
    """Every key over several columns: its name, child, columns, parent, columns there."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, conrelid::regclass::text, confrelid::regclass::text, "
            "pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND cardinality(conkey) > 1 AND convalidated"
        )
        found = []
        for name, child, parent, definition in cursor.fetchall():
            ours, theirs = re.findall(r"\(([^)]*)\)", definition)[:2]
            found.append((name, child, ours.split(", "), parent, theirs.split(", ")))
        return found


@pytest.mark.parametrize(
    ("model", "field"),
    LINKS,
    ids=[f"{model._meta.label}.{field.name}" for model, field in LINKS],
)
def test_no_link_leads_into_another_company(model, field, composite_keys):
    parent = field.related_model._meta.db_table
    pairs = [
        dict(zip(ours, theirs, strict=True))
        for _name, child, ours, to, theirs in composite_keys
        if (child, to) == (model._meta.db_table, parent)
    ]
    wanted = {"company_id": "company_id", field.column: "id"}
    assert any(wanted.items() <= pair.items() for pair in pairs)


def test_the_database_refuses_every_link_into_another_company(composite_keys):
    """Tried on a row of every table, past every trigger."""
    keys = {name for name, *_ in composite_keys}
    answers = {}
    for model, field in LINKS:
        fields = ALSO.get(f"{model._meta.label}.{field.name}", {})
        row, theirs = row_of(model, make_company()), row_of(field.related_model, make_company())
        rows = model.everywhere.filter(pk=row.pk)

        def link(rows=rows, changes={field.name: theirs} | fields):
            with triggers_asleep():
                rows.update(**changes)

        answers[f"{model._meta.label}.{field.name}"] = refusal(link)
    assert {name: by for name, by in answers.items() if by not in keys} == {}
