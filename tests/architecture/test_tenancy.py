"""What belongs to a company stays with it: asked of every model there is."""

import re

import pytest
from django.apps import apps
from django.db import connection, models

from companies.models import Company, Owned

OWNED = [model for model in apps.get_models() if issubclass(model, Owned)]
NAMES = [model._meta.label for model in OWNED]
LINKS = [
    (model, field)
    for model in OWNED
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Owned)
]


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
    assert strays == []


@pytest.fixture(scope="module")
def composite_keys(django_db_setup, django_db_blocker):
    """(child table, its columns, parent table, its columns) of every key over several columns."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, "
            "pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND cardinality(conkey) > 1 AND convalidated"
        )
        found = []
        for child, parent, definition in cursor.fetchall():
            ours, theirs = re.findall(r"\(([^)]*)\)", definition)[:2]
            found.append((child, ours.split(", "), parent, theirs.split(", ")))
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
        for child, ours, to, theirs in composite_keys
        if (child, to) == (model._meta.db_table, parent)
    ]
    wanted = {"company_id": "company_id", field.column: "id"}
    assert any(wanted.items() <= pair.items() for pair in pairs)
