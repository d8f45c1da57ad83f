"""No address answers with an error of its own, whatever stands in it or is sent to it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.architecture.examples import House, make_house
from tests.architecture.test_doors import ALL, Address
from tests.architecture.test_forms import all_forms

pytestmark = pytest.mark.django_db

APPS = ("companies", "config", "monitoring", "rollout")
HOSTILE = [
    "99999999999999999999",
    "a\0b",
    "%s%(x)s{}{{7}} ' OR 1=1 --" + "9" * 5000,
    "9999-12-31",
]
IN_PATHS = ["99999999999999999999", "9" * 5000, "a\0b", "%s%(x)sü"]


def names() -> list[str]:
    """Every name that some form or view of ours reads from what is sent."""
    read = re.compile(r'(?:GET|POST)(?:\.get\(|\.getlist\(|\[)"([^"]+)"')
    sources = (path.read_text() for app in APPS for path in Path(app).rglob("*.py"))
    found = {name for source in sources for name in read.findall(source)}
    found |= {name for form in all_forms() for name in getattr(form, "base_fields", {})}
    # "watch" keeps an address that is tried from being asked over the network.
    return sorted(found | {"watch", "page", "next", "condition-0-text", "condition-0-owner"})


NAMES = names()
SENT = {
    value: (
        urlencode(dict.fromkeys(NAMES, value)),
        encode_multipart(BOUNDARY, dict.fromkeys(NAMES, value)),
    )
    for value in HOSTILE
}
"""Each value as every name: in an address, and as a form. Written out once for all addresses."""


@pytest.mark.parametrize(
    "address",
    [each for each in ALL if not each.lacks_example and each.name != "styleguide"],
    ids=str,
)
def test_nothing_that_is_sent_breaks_an_address(address: Address) -> None:
    house = make_house()
    url = address.url(house)
    assert list(_knock(_signed_in(house), url)) == []


def _knock(client: Client, url: str) -> Iterator[str]:
    for value, (query, form) in SENT.items():
        for method, send in (
            ("GET", lambda: client.get(url, QUERY_STRING=query)),  # noqa: B023
            ("POST", lambda: client.generic("POST", url, form, MULTIPART_CONTENT)),  # noqa: B023
        ):
            with transaction.atomic():
                status = send().status_code
                transaction.set_rollback(True)
            if status >= 500:
                yield f"{method} {url}: {status} for {value[:30]!r}"


def test_what_is_sent_arrives() -> None:
    for value, (query, form) in SENT.items():
        asked = RequestFactory().get("/", QUERY_STRING=query)
        posted = RequestFactory().generic("POST", "/", form, MULTIPART_CONTENT)
        assert asked.GET.dict() == dict.fromkeys(NAMES, value)
        assert posted.POST.dict() == dict.fromkeys(NAMES, value)


@pytest.mark.parametrize(
    "address", [each for each in ALL if set(each.arguments) - {"company"}], ids=str
)
def test_nothing_in_an_address_breaks_it(address: Address) -> None:
    house = make_house()
    client = _signed_in(house)
    broken = []
    for value in IN_PATHS:
        for url in {*_addresses(address, house, value)}:
            with transaction.atomic():
                answers = [client.get(url).status_code, client.post(url).status_code]
                transaction.set_rollback(True)
            if max(answers) >= 500:
                broken.append((url[:80], answers))
    assert broken == []


def _addresses(address: Address, house: House, value: str) -> Iterator[str]:
    """The address with the value as each of its arguments, whether the resolver knows it or not."""
    route = re.sub(r"\(\?P<(\w+)>.*?\)", r"<x:\1>", address.route).replace("^", "").replace("$", "")
    filled = route.replace("<slug:company>", house.company.slug)
    yield "/" + re.sub(r"<[^>]*>", quote(value, safe=""), filled)
    usual = re.sub(r"<[^>]*number>", "1", filled)
    yield "/" + re.sub(r"<[^>]*>", quote(value, safe=""), usual)


def _signed_in(house: House) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(house.admin.user)
    return client


@pytest.mark.parametrize("cookie", ["etappe_session", "etappe_csrf", "django_language"])
def test_nothing_in_a_cookie_breaks_a_page(cookie: str) -> None:
    make_house()
    client = Client(raise_request_exception=False)
    for value in ("a\0b" * 8, "x" * 4000, "99999999999999999999", "\\", "../../etc"):
        client.cookies[cookie] = value
        assert client.get("/accounts/login/").status_code == 200


def test_too_many_fields_and_too_much_text_are_refused() -> None:
    house = make_house()
    client = _signed_in(house)
    page = f"/c/{house.company.slug}/settings/"
    assert client.post(page, {f"field-{number}": "x" for number in range(501)}).status_code == 400
    assert client.post(page, {"name": "x" * 3_000_000}).status_code == 400
    assert client.get(f"{page}log/?{'x' * 100_000}=1").status_code == 200
