"""What every connection to the database brings along."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_a_trigger_learns_without_an_error_that_it_is_not_ignored() -> None:
    # Else 80,000 cases in one transaction take minutes of checks at its end instead of seconds.
    with connection.cursor() as cursor:
        cursor.execute("SHOW pgtrigger.ignore")
        assert cursor.fetchone() == ("{}",)
