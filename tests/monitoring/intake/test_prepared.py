"""Statements that stay prepared on the server for as long as a connection lives."""

from datetime import timedelta

import pytest
from django.db import DataError, connection, transaction
from django.db.transaction import TransactionManagementError

from monitoring.intake.prepared import rows_of
from monitoring.intake.queue import begin
from tests.factories import MONDAY, make_company
from tests.monitoring.listening import MINUTE, POLITE, watch

pytestmark = pytest.mark.django_db
DIVIDED = "SELECT %(one)s::int / %(other)s::int"


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%/ $2%'")
        return int(cursor.fetchone()[0])


def test_a_statement_is_prepared_once_however_often_it_is_made() -> None:
    asked = [rows_of(DIVIDED, {"one": number, "other": 2}) for number in range(0, 20, 2)]
    assert asked == [[(number,)] for number in range(10)]
    assert prepared() == 1


def test_what_django_sends_is_not_prepared() -> None:
    for _number in range(10):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 8 / %s", [2])
    assert prepared() == 0


def test_it_works_again_after_one_that_the_database_refused() -> None:
    assert rows_of(DIVIDED, {"one": 8, "other": 2}) == [(4,)]
    for _time in range(2):
        with pytest.raises(DataError), transaction.atomic():
            rows_of(DIVIDED, {"one": 8, "other": 0})
        assert rows_of(DIVIDED, {"one": 8, "other": 4}) == [(2,)]


def test_nothing_is_sent_in_a_transaction_that_is_broken() -> None:
    with pytest.raises(TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        rows_of(DIVIDED, {"one": 8, "other": 2})


def test_a_visit_begins_also_when_a_migration_has_added_a_column_meanwhile() -> None:
    source = watch(make_company(), "https://blog.example/feed")
    assert begin(source.feed_id, at=MONDAY, manners=POLITE) is not None
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE monitoring_feed ADD COLUMN anything text")
    later = MONDAY + timedelta(seconds=121)
    again = begin(source.feed_id, at=later, manners=POLITE)
    assert again is not None
    assert (again.attempt, again.begun_at, again.interval) == (2, later, 15 * MINUTE)
