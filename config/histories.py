"""Whether a database can be brought up to date.

The migrations of before the first release were put together into few. A database that had all of
the old ones goes on; one that had only some of them stands where no migration leads on from.
"""

from collections.abc import Collection

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Name = tuple[str, str]
"""An app and a migration of it."""

LEFT_BEHIND = (
    "This database was begun by an Etappe of before the first release and not brought to its end: "
    "it cannot be brought up to date."
)
WAY_OUT = "Remove the folder var/ with its data, or give Etappe an empty database, and start again."


def is_left_behind(applied: Collection[Name]) -> bool:
    """Whether only some of the migrations that one stands for were applied.

    The last migration of every app stands for its first old one, too. So what a beginning with
    the new ones, cut short, leaves applied is never what the old ones left, one after the other.
    """
    begun = set(applied)
    return any(
        0 < len(begun.intersection(migration.replaces)) < len(migration.replaces)
        for migration in MigrationLoader(None).disk_migrations.values()
    )


def applied_to(alias: str = DEFAULT_DB_ALIAS) -> set[Name]:
    """The names of all migrations that this database has had."""
    return set(MigrationRecorder(connections[alias]).applied_migrations())
