"""What forms offer and take: rows of the company at hand, and nobody else's."""

import re

import pytest
from django.db import connection
from django.test import Client

from companies.forms.base import CompanyForm
from companies.models import Absence, Department, Deputy, Membership
from monitoring.models import SearchProfile, Source
from rollout.models import CultureMeasure
from tests.architecture.examples import EXAMPLES, House, make_house
from tests.architecture.test_doors import OF_COMPANY, Address
from tests.architecture.test_forms import FORMS

VALUES = re.compile(r'<(?:option|input)[^>]*\bvalue="(\d+)"')
OFFERED = (Membership, Department, Source, SearchProfile)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__qualname__)
def test_forms_with_rows_to_choose_from_narrow_them(form: type) -> None:
    assert issubclass(form, CompanyForm)


@pytest.fixture
def houses(db) -> tuple[House, House]:
    """Two companies with rows of every kind; the second is the one that is looked into."""
    # Ids far apart: no number that our pages show is by chance one of theirs.
    return _furnished("Brauerei Lindner", 500_000), _furnished("Nachbar GmbH", 900_000)


def _furnished(name: str, first_id: int) -> House:
    with connection.cursor() as cursor:
        for model in OFFERED:
            sequence = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"
            cursor.execute(sequence, [model._meta.db_table, first_id])
    house = make_house(name)
    for example in ("companies:department", "monitoring:source", "monitoring:profile"):
        EXAMPLES[example](house)
    return house


@pytest.mark.parametrize(
    "address", [each for each in OF_COMPANY if not set(each.arguments) - {"company"}], ids=str
)
def test_pages_offer_ones_own_rows_only(houses: tuple[House, House], address: Address) -> None:
    ours, theirs = houses
    client = Client()
    client.force_login(ours.admin.user)
    offered = set(VALUES.findall(client.get(address.url(ours)).getvalue().decode(errors="replace")))
    foreign = {
        str(pk) for model in OFFERED for pk in model.of(theirs.company).values_list("pk", flat=True)
    }
    assert not offered & foreign


def test_foreign_ids_that_are_sent_are_refused(houses: tuple[House, House]) -> None:
    ours, theirs = houses
    client = Client()
    client.force_login(ours.admin.user)
    days = {"starts_on": "2026-12-01", "ends_on": "2026-12-02"}
    stranger, own = theirs.member.pk, ours.member.pk
    rooms = Department.of(theirs.company).get().pk
    for path, typed in (
        ("settings/deputies/appoint/", {"principal": own, "deputy": stranger, **days}),
        ("settings/deputies/appoint/", {"principal": stranger, "deputy": own, **days}),
        ("settings/absences/note/", {"membership": stranger, **days}),
        ("settings/people/invite/", {"email": "x@y.de", "role": "member", "department": rooms}),
        (f"settings/people/{own}/", {"role": "member", "department": rooms}),
        (
            "stages/1/measures/add/",
            {"dimension": "speed", "text": "x", "owner": stranger, "due_on": "2099-01-01"},
        ),
    ):
        assert client.post(f"/c/{ours.company.slug}/{path}", typed).status_code == 422, path
    for model in (Deputy, Absence, CultureMeasure):
        assert not model.everywhere.exists()
    assert Membership.of(ours.company).get(pk=own).department is None
