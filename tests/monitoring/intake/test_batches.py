import pytest
from django.db import DataError, connection

from monitoring.intake.batches import texts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        [],
        [""],
        ["", ""],
        ["a", None, "NULL", "null"],
        ['"', "\\", '\\"', "{", "}", ",", "','", '","', "{a,b}"],
        ["Zeile\neins\r\n", "\ttab", " vorn und hinten ", "ÄÖÜ 😀 \u202e", "%s %(a)s"],
    ],
)
def test_texts_arrive_as_they_are(values: list[str | None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [texts(values)])
        assert cursor.fetchone()[0] == values


@pytest.mark.parametrize("values", [["\0"], ["a", "b\0c"], ["a\0b", "c"], ["\0", None]])
def test_a_text_with_nul_is_refused_and_never_becomes_two(values: list[str | None]) -> None:
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [texts(values)])
