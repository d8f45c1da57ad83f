"""What a database that began before the first release is told."""

from itertools import accumulate

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.histories import Name, applied_to, is_left_behind

FILES = MigrationLoader(None).disk_migrations
APPS = ("companies", "guidelines", "monitoring", "publishing", "rollout")


def stood_for(app: str) -> list[list[Name]]:
    """The old names that each file of this app stands for, in the order of the files."""
    return [list(FILES[key].replaces) for key in sorted(FILES) if key[0] == app]


def beginnings(pieces: list[list[Name]]) -> list[list[Name]]:
    return list(accumulate(pieces, lambda before, piece: [*before, *piece], initial=[]))


@pytest.mark.parametrize("app", APPS)
def test_whoever_stopped_anywhere_among_the_old_ones_is_left_behind(app: str) -> None:
    old = sorted(name for names in stood_for(app) for name in names)
    nothing, *begun, everything = beginnings([[name] for name in old])
    assert [is_left_behind(applied) for applied in begun] == [True] * len(begun)
    assert begun
    assert not is_left_behind(nothing)
    assert not is_left_behind(everything)


@pytest.mark.parametrize("app", APPS)
def test_a_beginning_with_the_new_ones_that_was_cut_short_goes_on(app: str) -> None:
    for applied in beginnings(stood_for(app)):
        assert not is_left_behind(applied)


@pytest.mark.django_db
def test_the_check_tells_whoever_migrates_what_to_do() -> None:
    assert not is_left_behind(applied_to())
    assert run_checks(databases=["default"]) == []
    last = ("rollout", "0011_templates_of_playbooks")
    assert last in applied_to()
    MigrationRecorder.Migration.objects.filter(app=last[0], name=last[1]).delete()
    with pytest.raises(SystemCheckError) as told:
        call_command("migrate", verbosity=0, skip_checks=False)
    assert "not brought to its end: it cannot be brought up to date." in str(told.value)
    assert "Remove the folder var/ with its data, or give Etappe an empty database" in str(
        told.value
    )
