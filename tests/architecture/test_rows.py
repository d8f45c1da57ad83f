"""Every kind of row of every stage is knocked at: its forms, its rows, their removal."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from rollout.rowkinds import RowKind
from tests.architecture.examples import House, make_house
from tests.architecture.rows import KINDS, furnish, open_all
from tests.architecture.test_doors import METHODS, writes
from tests.security.hostile import LINK, TEXT, hostile_in, make_everything_hostile

pytestmark = pytest.mark.django_db
NAMES = [f"{number}-{kind.key}" for number, kind in KINDS]


@pytest.fixture
def house() -> House:
    """A company with a row of every kind."""
    house = make_house()
    furnish(house)
    return house


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def doors(house: House, slug: str = "") -> Iterator[tuple[str, str]]:
    """The name and address of every door to a row."""
    for (number, key), pk in furnish(house).items():
        place = {"company": slug or house.company.slug, "number": number, "kind": key}
        yield "add_row", reverse("rollout:add_row", kwargs=place)
        for name in ("row", "remove_row"):
            yield name, reverse(f"rollout:{name}", kwargs={**place, "pk": pk})


def test_there_are_kinds_to_knock_at() -> None:
    assert len(KINDS) >= 20
    assert len(set(NAMES)) == len(NAMES)


def test_strangers_find_no_kind_of_row(house: House) -> None:
    neighbour = make_house("Nachbar GmbH")
    urls = list(doors(house))
    before = writes()
    client = client_of(neighbour.admin.user)
    for _name, url in urls:
        for method in METHODS:
            assert getattr(client, method)(url).status_code == 404, f"{method} {url}"
    assert writes() == before


def test_rows_of_another_company_are_unknown_in_ones_own(house: House) -> None:
    neighbour = make_house("Nachbar GmbH")
    urls = [url for name, url in doors(neighbour, house.company.slug) if name != "add_row"]
    open_all(house)
    client = client_of(house.admin.user)
    before = writes()
    for url in urls:
        for method in METHODS:
            assert getattr(client, method)(url).status_code in {404, 405}, f"{method} {url}"
    assert writes() == before


def test_a_member_changes_no_row(house: House) -> None:
    urls = list(doors(house))
    open_all(house)
    client = client_of(house.member.user)
    before = writes()
    for _name, url in urls:
        assert client.post(url).status_code in {302, 403, 422}, url
    assert writes() == before


def test_every_form_opens_with_and_without_examples(house: House) -> None:
    open_all(house)
    client = client_of(house.admin.user)
    for name, url in doors(house):
        if name != "remove_row":
            assert client.get(url).status_code == 200, url
        if name == "add_row":
            assert client.get(f"{url}?example=0").status_code == 200, url


def typed(kind: RowKind, value: str) -> dict[str, str]:
    return dict.fromkeys(kind.form.base_fields, value)


@pytest.mark.parametrize(
    "value", ["", TEXT, LINK, "-1", "0", "NaN", "1e400", "9" * 30, "\x00", "٣"], ids=ascii
)
def test_no_form_stumbles_over_what_is_typed(value: str) -> None:
    company = make_house().company
    for _number, kind in KINDS:
        kind.form(typed(kind, value), company=company).is_valid()


@pytest.mark.parametrize("value", ["", TEXT], ids=ascii)
def test_whatever_is_typed_is_taken_or_refused_in_words(house: House, value: str) -> None:
    open_all(house)
    client = client_of(house.admin.user)
    for (number, key), pk in furnish(house).items():
        kind = next(each for at, each in KINDS if (at, each.key) == (number, key))
        place = {"company": house.company.slug, "number": number, "kind": key}
        for url in (
            reverse("rollout:add_row", kwargs=place),
            reverse("rollout:row", kwargs={**place, "pk": pk}),
        ):
            answer = client.post(url, typed(kind, value))
            assert answer.status_code in {302, 422}, f"{url} {value!r}"
            if answer.status_code == 422:
                assert 'role="alert"' in answer.content.decode(), f"{url} says nothing"


def test_no_kind_of_row_runs_what_was_typed(house: House) -> None:
    urls = [url for name, url in doors(house) if name != "remove_row"]
    stages = [
        reverse("rollout:stage", kwargs={"company": house.company.slug, "number": number})
        for number in sorted({number for number, _kind in KINDS})
    ]
    open_all(house)
    make_everything_hostile()
    client = client_of(house.admin.user)
    pages = {url: client.get(url) for url in [*urls, *stages]}
    assert {url: answer.status_code for url, answer in pages.items()} == dict.fromkeys(pages, 200)
    html = {url: answer.content.decode() for url, answer in pages.items()}
    assert {url: found for url in html if (found := hostile_in(html[url]))} == {}
    # It was there to be run: every stage shows its rows.
    assert all(html[url].count("&lt;hostile-x") > 3 for url in stages)


@pytest.mark.parametrize(("number", "kind"), KINDS, ids=NAMES)
def test_every_field_has_a_label_and_every_kind_its_words(number: int, kind: RowKind) -> None:
    form = kind.form
    assert issubclass(form, forms.Form)
    assert all(field.label for field in form.base_fields.values())
    assert all(map(str, (kind.title, kind.add, kind.change, kind.added, kind.removed)))
