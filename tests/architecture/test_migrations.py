"""Migrations that show every operation the last state hold nothing that would mind."""

import pytest
from django.contrib.postgres.operations import CreateExtension
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    RunSQL,
)
from pgtrigger.migrations import AddTrigger

from companies.adding_only import AddingOnly

ADDS = (AddConstraint, AddField, AddIndex, AddTrigger, CreateExtension, CreateModel, RunSQL)
FOUND = {
    f"{app}.{name}": migration
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items(), key=str)
    if isinstance(migration, AddingOnly)
}


@pytest.mark.parametrize("migration", FOUND.values(), ids=FOUND.keys())
def test_what_shows_only_the_last_state_only_adds(migration: Migration) -> None:
    others = [each.describe() for each in migration.operations if not isinstance(each, ADDS)]
    assert others == []


@pytest.mark.parametrize("migration", FOUND.values(), ids=FOUND.keys())
def test_no_column_is_added_to_a_table_that_has_it_already(migration: Migration) -> None:
    made = {each.name.lower() for each in migration.operations if isinstance(each, CreateModel)}
    added = {each.model_name.lower() for each in migration.operations if isinstance(each, AddField)}
    assert made & added == set()
