"""What strangers try at the doors: forged hosts, borrowed sessions, ways to other sites."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from companies.tasks import forget_visits
from tests.architecture.examples import make_house
from tests.architecture.test_doors import ALL, Address
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
OPEN = {
    "companies:invitation",
    "monitoring:receive",
    "monitoring:stop_alarm",
    "monitoring:stop_digest",
    "monitoring:unsubscribe_alarm",
}
"""What programs send to a webhook carries a signature instead (tests/monitoring/inbound); a
mailbox that ends a mail with one click (RFC 8058) has the signed address out of that mail, and no
cookie."""


@pytest.mark.parametrize(
    "address",
    [each for each in ALL if not each.lacks_example and each.name not in OPEN],
    ids=str,
)
def test_a_post_from_another_site_is_refused(address: Address) -> None:
    house = make_house()
    url = address.url(house)
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.admin.user)
    assert client.post(url, {"name": "x"}).status_code in {403, 404, 405}


ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x()", "///x"]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("path", [LOGIN, "/accounts/logout/", "/accounts/reauthenticate/"])
def test_no_door_of_the_account_leads_to_another_site(path: str, elsewhere: str) -> None:
    house = make_house()
    client = Client()
    typed = {"login": house.admin.user.email, "password": PASSWORD, "next": elsewhere}
    if path != LOGIN:
        client.post(LOGIN, typed)
    answer = client.post(f"{path}?next={elsewhere}", typed)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]
    assert not answer["Location"].startswith(("//", "/\\"))


def test_a_session_that_was_given_to_somebody_is_not_theirs_after_signing_in() -> None:
    person = make_user()
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["etappe_session"] = planted = session.session_key
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["etappe_session"] = planted
    assert "_auth_user_id" not in thief.session


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "127.0.0.1@evil.example"]
)
def test_a_forged_host_is_refused(host: str) -> None:
    make_house()
    assert Client(headers={"host": host}).get(LOGIN).status_code == 400


def test_the_link_for_a_new_password_leads_home_whatever_host_was_asked(settings) -> None:
    settings.ALLOWED_HOSTS = ["etappe.example.org"]
    settings.BASE_URL = "https://etappe.example.org"
    person = make_user()
    Client(headers={"host": "etappe.example.org:4444"}).post(
        "/accounts/password/reset/", {"email": person.email}
    )
    (letter,) = mail.outbox
    assert "https://etappe.example.org/accounts/password/reset/key/" in letter.body
    assert "4444" not in letter.body


def test_visits_that_ran_out_are_forgotten_and_others_go_on() -> None:
    old, new = Client(), Client()
    for browser in (old, new):
        browser.force_login(make_user())
    Session.objects.filter(session_key=old.session.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    forget_visits()
    assert [row.session_key for row in Session.objects.all()] == [new.session.session_key]
    assert {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()} >= {forget_visits.name}
