"""The walk over every address of the installation, as people who should not get in.

It is made from the resolver: an address without a door, or with arguments nobody gave an example
for, fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from companies.models import Membership
from companies.models.company import Owned
from companies.roles import Role
from tests.architecture.examples import EXAMPLES, House, make_house
from tests.factories import MONDAY, make_member, make_user

pytestmark = pytest.mark.django_db

METHODS = ("get", "post")
ALLAUTH = ("allauth.account", "allauth.mfa", "allauth.usersessions")
DOORS = ("company", "personal", "public")


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver."""

    name: str
    route: str
    arguments: tuple[str, ...]
    door: str
    module: str

    def __str__(self) -> str:
        return self.name or self.route

    @property
    def lacks_example(self) -> bool:
        """Whether nobody has said with which arguments to knock here."""
        return bool(set(self.arguments) - {"company"}) and self.name not in EXAMPLES

    def url(self, house: House) -> str:
        """The address with the example's arguments."""
        if self.lacks_example:
            pytest.skip(
                "without an example; test_every_address_with_arguments_has_an_example fails"
            )
        made = EXAMPLES[self.name](house) if self.name in EXAMPLES else {}
        # Addresses that share an example need not share every argument.
        kwargs = {name: value for name, value in made.items() if name in self.arguments}
        if "company" in self.arguments:
            kwargs["company"] = house.company.slug
        return reverse(self.name, kwargs=kwargs) if self.name else f"/{self.route}"


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", "", ()))


def _walk(
    resolver: URLResolver, route: str, namespace: str, arguments: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        names = arguments + tuple(pattern.pattern.regex.groupindex)
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, here, inner, names)
        else:
            yield _address(pattern, here, namespace, names)


def _address(pattern: URLPattern, route: str, namespace: str, names: tuple[str, ...]) -> Address:
    view = pattern.callback
    return Address(
        name=f"{namespace}{pattern.name}" if pattern.name else "",
        route=route,
        arguments=tuple(dict.fromkeys(names)),
        door=getattr(view, "door", ""),
        module=view.__module__,
    )


for _more in Path(__file__).parent.glob("examples_*.py"):
    import_module(f"tests.architecture.{_more.stem}")

ALL = addresses()
OF_COMPANY = [each for each in ALL if each.door == "company"]
PERSONAL = [each for each in ALL if each.door == "personal"]


@pytest.mark.parametrize("address", ALL, ids=str)
def test_every_address_has_a_door_or_is_allauths(address: Address) -> None:
    if address.module.startswith(ALLAUTH):
        assert address.door == ""
    else:
        assert address.door in DOORS, f"{address}: mark its view with one of companies.access"


@pytest.mark.parametrize("address", ALL, ids=str)
def test_every_address_with_arguments_has_an_example(address: Address) -> None:
    assert not address.lacks_example, (
        f"register {address.arguments} of {address} in tests/architecture/examples.py"
    )


@pytest.mark.parametrize("address", ALL, ids=str)
def test_what_stands_under_a_company_is_behind_its_door(address: Address) -> None:
    assert ("company" in address.arguments) == (address.door == "company")
    assert address.route.startswith("c/<slug:company>/") == (address.door == "company")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", OF_COMPANY + PERSONAL, ids=str)
def test_who_is_not_signed_in_is_asked_to(address: Address, method: str) -> None:
    url = address.url(make_house())
    answer = getattr(Client(), method)(url)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={url}")


def strangers(house: House) -> dict[str, object]:
    """People who must not learn that the company exists."""
    neighbour = make_house("Nachbar GmbH")
    return {
        "former member": house.former.user,
        "administrator of another company": neighbour.admin.user,
        "consultant of another client": make_member(neighbour.company, Role.CONSULTANT).user,
        "nobody's member": make_user(),
        "operator": make_user_with_every_django_right(),
    }


def make_user_with_every_django_right() -> object:
    operator = make_user("Otto Operator")
    operator.is_staff = operator.is_superuser = True
    operator.save()
    return operator


@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_strangers_get_404_and_change_nothing(address: Address) -> None:
    house = make_house()
    url = address.url(house)
    outside = strangers(house)
    before = rows_of_companies()
    for who, user in outside.items():
        client = Client()
        client.force_login(user)
        for method in METHODS:
            answer = getattr(client, method)(url, headers={"accept-language": "de"})
            assert answer.status_code == 404, f"{who}, {method} {url}"
            assert house.company.name not in answer.content.decode(), f"{who} read its name"
    assert rows_of_companies() == before


@pytest.mark.parametrize(
    # The number of a stage counts within each company, kinds and criteria are words of ours: they
    # are nobody's ids.
    "address",
    [
        each
        for each in OF_COMPANY
        if set(each.arguments) - {"company", "number", "kind", "criterion"}
    ],
    ids=str,
)
def test_ids_of_another_company_are_unknown_in_ones_own(address: Address) -> None:
    house, neighbour = make_house(), make_house("Nachbar GmbH")
    foreign = address.url(neighbour).replace(neighbour.company.slug, house.company.slug)
    everybody = Client()
    everybody.force_login(make_member(house.company, Role.MANAGER, is_admin=True).user)
    before = rows_of_companies()
    for method in METHODS:
        answer = getattr(everybody, method)(foreign)
        assert answer.status_code in {404, 405}, f"{method} {foreign}"
        assert neighbour.company.name not in answer.content.decode()
    assert rows_of_companies() == before


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_a_member_without_the_right_never_breaks_a_page(address: Address, method: str) -> None:
    house = make_house()
    url = address.url(house)
    client = Client()
    client.force_login(house.member.user)
    assert getattr(client, method)(url).status_code in {200, 302, 400, 403, 404, 405, 409, 422}


@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_an_administrator_gets_an_answer_everywhere(address: Address) -> None:
    house = make_house()
    url = address.url(house)
    client = Client()
    client.force_login(house.admin.user)
    assert client.get(url).status_code in {200, 302, 403, 405}


@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_the_door_asks_once_and_before_anything_else(address: Address) -> None:
    house = make_house()
    url = address.url(house)
    client = Client()
    client.force_login(make_user())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(url)
    about_companies = [each["sql"] for each in queries if '"companies_company"' in each["sql"]]
    assert len(about_companies) <= 2, about_companies  # the door, and the stranger's own companies
    assert '"companies_membership"' in about_companies[0]


def test_the_walk_would_notice_an_address_without_a_door() -> None:
    assert {each.door for each in ALL} >= {"company", "personal", "public"}
    assert len(OF_COMPANY) >= 19


def rows_of_companies() -> dict[str, list[object]]:
    """Every row that belongs to a company, so that a change anywhere is seen."""
    models = [model for model in apps.get_models() if issubclass(model, Owned)]
    return {model.__name__: list(model.everywhere.order_by("pk").values()) for model in models} | {
        "ended": list(Membership.everywhere.filter(ended_at=MONDAY).values("pk"))
    }
