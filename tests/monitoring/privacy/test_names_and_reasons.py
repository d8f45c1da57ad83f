"""A search that names a person says why it may; every search can say what it is for."""

import pytest

from companies.refusals import RefusedError
from monitoring.privacy.names import names_in
from monitoring.services.profiles import add_profile, change_profile
from tests.factories import MONDAY, make_company, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"Rosa Graf"', ["Rosa Graf"]),
        ('Lindner AND ("Karl-Heinz Müller" OR "Anna von der Heide")',
         ["Karl-Heinz Müller", "Anna von der Heide"]),
        ('"Brauerei Lindner" OR "Lindner Bräu"', []),
        ('Lindner NOT "Peter Lindner"', []),
        ('"peter lindner bier"', []),
        ('"Max"', []),
        ("Rosa Graf", []),
    ],
    ids=["one", "two", "company", "excluded", "small", "first-name", "no-phrase"],
)  # fmt: skip
def test_full_names_stand_out(query: str, names: list[str]) -> None:
    assert names_in(query) == names


def given(**other: str) -> dict[str, object]:
    said = {"name": "Chef", "kind": "person", "query": "Lindner", "by": make_user(), "at": MONDAY}
    return {**said, **other}


@pytest.mark.parametrize(
    "said",
    [{}, {"kind": "topic", "query": '"Rosa Graf"'}, {"person_ground": "   "}],
    ids=["kind", "query", "blank"],
)
def test_a_search_that_names_a_person_needs_a_ground(said: dict[str, str]) -> None:
    with pytest.raises(RefusedError, match=r"person|Person") as refused:
        add_profile(company=make_company(), **given(**said))
    assert refused.value.field == "person_ground"


def test_with_a_ground_it_is_saved_and_kept() -> None:
    ground = "Unser Geschäftsführer in seinem Amt"
    row = add_profile(company=make_company(), **given(person_ground=ground))
    row.refresh_from_db()
    assert row.person_ground == ground
    with pytest.raises(RefusedError):
        change_profile(profile=row, **given())


def test_purpose_and_balance_are_kept_with_the_search() -> None:
    said = {"kind": "brand", "purpose": "Fragen beantworten", "balancing": "Nur Öffentliches."}
    row = add_profile(company=make_company(), **given(**said))
    row.refresh_from_db()
    assert (row.purpose, row.balancing) == ("Fragen beantworten", "Nur Öffentliches.")
