"""The walk over every address of the installation, as people who should not get in.

It is made from the resolver: an address without a door, or with arguments nobody gave an example
for, fails.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from companies.models import User
from companies.models.company import Owned
from companies.roles import Role
from tests.architecture.examples import EXAMPLES, House, make_house
from tests.factories import make_member, make_user

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


@dataclass
class Street:
    """Two companies side by side and people who know them or not, each signed in once."""

    house: House
    neighbour: House
    strangers: dict[str, User]
    manager: User
    _signed_in: dict[int, SimpleCookie] = field(default_factory=dict)

    def client_of(self, user: User) -> Client:
        """A browser of this person that has been nowhere yet."""
        client = Client()
        client.cookies = deepcopy(self._signed_in[user.pk])
        return client

    def sign_in(self, *users: User) -> None:
        for user in users:
            client = Client()
            client.force_login(user)
            self._signed_in[user.pk] = client.cookies


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Street]:
    """Built once for the whole walk; what each step of it writes is taken back after the step."""
    with django_db_blocker.unblock(), transaction.atomic():
        house, neighbour = make_house(), make_house("Nachbar GmbH")
        manager = make_member(house.company, Role.MANAGER, is_admin=True).user
        made = Street(house, neighbour, strangers(house, neighbour), manager)
        made.sign_in(manager, house.member.user, house.admin.user, *made.strangers.values())
        yield made
        transaction.set_rollback(True)


def strangers(house: House, neighbour: House) -> dict[str, User]:
    """People who must not learn that the company exists."""
    return {
        "former member": house.former.user,
        "administrator of another company": neighbour.admin.user,
        "consultant of another client": make_member(neighbour.company, Role.CONSULTANT).user,
        "nobody's member": make_user(),
        "operator": make_user_with_every_django_right(),
    }


def make_user_with_every_django_right() -> User:
    operator = make_user("Otto Operator")
    operator.is_staff = operator.is_superuser = True
    operator.save()
    return operator


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", OF_COMPANY + PERSONAL, ids=str)
def test_who_is_not_signed_in_is_asked_to(street: Street, address: Address, method: str) -> None:
    url = address.url(street.house)
    answer = getattr(Client(), method)(url)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={url}")


@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_strangers_get_404_and_change_nothing(street: Street, address: Address) -> None:
    url, name = address.url(street.house), street.house.company.name
    before = writes()
    for who, user in street.strangers.items():
        client = street.client_of(user)
        for method in METHODS:
            answer = getattr(client, method)(url, headers={"accept-language": "de"})
            assert answer.status_code == 404, f"{who}, {method} {url}"
            assert name not in answer.content.decode(), f"{who} read its name"
    assert writes() == before


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
def test_ids_of_another_company_are_unknown_in_ones_own(street: Street, address: Address) -> None:
    ours, theirs = street.house.company, street.neighbour.company
    foreign = address.url(street.neighbour).replace(theirs.slug, ours.slug)
    everybody = street.client_of(street.manager)
    before = writes()
    for method in METHODS:
        answer = getattr(everybody, method)(foreign)
        assert answer.status_code in {404, 405}, f"{method} {foreign}"
        assert theirs.name not in answer.content.decode()
    assert writes() == before


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_a_member_without_the_right_never_breaks_a_page(
    street: Street, address: Address, method: str
) -> None:
    url = address.url(street.house)
    answer = getattr(street.client_of(street.house.member.user), method)(url)
    assert answer.status_code in {200, 302, 400, 403, 404, 405, 409, 422}


@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_an_administrator_gets_an_answer_everywhere(street: Street, address: Address) -> None:
    url = address.url(street.house)
    answer = street.client_of(street.house.admin.user).get(url)
    assert answer.status_code in {200, 302, 403, 405}


@pytest.mark.parametrize("address", OF_COMPANY, ids=str)
def test_the_door_asks_once_and_before_anything_else(street: Street, address: Address) -> None:
    url = address.url(street.house)
    client = street.client_of(street.strangers["nobody's member"])
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    about_companies = [each["sql"] for each in queries if '"companies_company"' in each["sql"]]
    assert len(about_companies) <= 2, about_companies  # the door, and the stranger's own companies
    assert '"companies_membership"' in about_companies[0]


def test_a_write_anywhere_would_be_noticed(street: Street) -> None:
    before = writes()
    street.house.member.save()
    changed = {name for name, of_table in writes().items() if of_table != before[name]}
    assert changed == {"companies_membership"}


def test_the_walk_would_notice_an_address_without_a_door() -> None:
    assert {each.door for each in ALL} >= {"company", "personal", "public"}
    assert len(OF_COMPANY) >= 19


def writes() -> dict[str, tuple[int, ...]]:
    """How many rows of each table of companies were written so far, as the database counts."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables "
            "WHERE relname = ANY(%s)",
            [tables],
        )
        found = {name: tuple(numbers) for name, *numbers in cursor.fetchall()}
    assert found.keys() == set(tables)
    return found
