"""Statements that every visit makes, planned once a connection instead of once a visit.

Django binds parameters on the client, so the server reads and plans each statement anew, which for
most of these costs more than doing what they say. They are prepared on the server. Name the columns
that come back: a plan of ``*`` is refused once a migration has added one.

A statement that returns ``set_config('synchronous_commit', 'off', true)`` does not wait for the
disk if it is a transaction of its own. What a crash of the database forgets then (the last half
second) must do no harm; nothing that is kept comes after what is forgotten.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections


def rows_of(statement: str, given: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """Execute a statement that returns something, and give its rows; JSON comes as text.

    Raises what Django's own cursors raise.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.validate_no_broken_transaction()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    own = connection.connection
    with connection.wrap_database_errors:
        # Set for this call only: what Django sends has its values in it and must not be kept.
        before, own.prepare_threshold = own.prepare_threshold, 0
        try:
            cursor = psycopg.Cursor(own)
            cursor.execute(statement, given, prepare=True)
            return cursor.fetchall()
        finally:
            own.prepare_threshold = before
