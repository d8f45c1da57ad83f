"""Signing in: guesses are counted, addresses are not told apart, visits end."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.test import Client

from companies.models import User
from tests.factories import PASSWORD, make_company, make_member, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"


@pytest.fixture(autouse=True)
def _own_cache(settings) -> None:
    """Guesses are counted in the cache: each test begins with an empty one of its own."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": str(time.monotonic_ns()),
        }
    }


def try_password(client: Client, email: str, password: str, *, address: str = "198.51.100.7"):
    return client.post(
        LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address, follow=False
    )


def words(answer) -> str:
    """What a person reads, without the parts that differ by chance or by what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    text = re.sub(r'"X-CSRFToken": "\w+"', "", text)
    return re.sub(r"[\w.-]+@example\.org", "ADDRESS", text)


def test_five_wrong_guesses_close_an_account_from_every_address(client) -> None:
    victim = make_user()
    for guess in range(5):
        answer = try_password(client, victim.email, "falsch", address=f"198.51.100.{guess}")
        assert answer.status_code == 200
    locked = try_password(client, victim.email, PASSWORD, address="203.0.113.9")
    assert locked.status_code == 200
    assert "_auth_user_id" not in client.session
    other = make_user()
    assert try_password(client, other.email, PASSWORD, address="203.0.113.9").status_code == 302


def test_one_address_cannot_try_one_password_on_many_accounts(client) -> None:
    for number in range(30):
        try_password(client, f"nobody{number}@example.org", "Sommer2026!")
    victim = make_user()
    answer = try_password(client, victim.email, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}
    elsewhere = Client()
    assert try_password(elsewhere, victim.email, PASSWORD, address="203.0.113.9").status_code == 302


def test_too_many_requests_get_a_page_that_says_so(client) -> None:
    for _ in range(31):
        answer = client.get(LOGIN) if _ == 0 else client.post(RESET, {"email": "x@example.org"})
    assert answer.status_code == 429
    assert "Bitte warten Sie einen Moment" in answer.content.decode()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    known = try_password(Client(), make_user().email, "falsch")
    unknown = try_password(Client(), "nobody@example.org", "falsch")
    assert words(known) == words(unknown)
    assert known.status_code == unknown.status_code == 200


def test_asking_for_a_new_password_does_not_tell_who_exists() -> None:
    person = make_user()
    answers = [
        Client().post(RESET, {"email": email}, follow=True)
        for email in (person.email, "nobody@example.org")
    ]
    assert words(answers[0]) == words(answers[1])
    assert [letter.to for letter in mail.outbox] == [[person.email], ["nobody@example.org"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert "http" not in mail.outbox[1].body


def test_a_new_password_by_mail_works_once_and_is_reported(client) -> None:
    person = make_user()
    client.post(RESET, {"email": person.email})
    assert mail.outbox[0].subject == "Etappe: E-Mail zum Zurücksetzen des Passworts"
    link = re.search(r"http://\S+", mail.outbox[0].body)
    assert link
    path = link.group().removeprefix(settings.BASE_URL)
    form = client.get(path, follow=True)
    new = {"password1": "ganz neues langes Wort", "password2": "ganz neues langes Wort"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert done.status_code == 200
    person.refresh_from_db()
    assert person.check_password("ganz neues langes Wort")
    assert "gilt nicht mehr" in Client().get(path, follow=True).content.decode()
    assert len(mail.outbox) == 2
    assert "IP-Adresse: 127.0.0.1" in mail.outbox[1].body


def test_nobody_signs_up_at_the_front_door(client) -> None:
    page = client.get("/accounts/signup/")
    typed = {"email": "neu@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", typed)
    assert "Nur mit Einladung" in page.content.decode()
    assert not User.objects.exists()


def test_a_visit_ends_after_half_a_day_without_a_click(client) -> None:
    member = make_member(make_company())
    client.force_login(member.user)
    client.get("/profile/")
    session = client.session
    session["seen"] = int(time.time()) - 12 * 3600 - 1
    session.save()
    answer = client.get("/profile/")
    assert answer["Location"] == "/accounts/login/?next=/profile/"
    assert "_auth_user_id" not in client.session


def test_a_visit_ends_after_a_fortnight_whatever_happens(client) -> None:
    client.force_login(make_user())
    client.get("/profile/")
    session = client.session
    session["begun"] = int(time.time()) - 14 * 24 * 3600 - 1
    session.save()
    assert client.get("/profile/").status_code == 302


def test_a_click_keeps_the_visit_and_is_noted_every_five_minutes(client) -> None:
    client.force_login(make_user())
    client.get("/profile/")
    first = client.session["seen"]
    session = client.session
    session["seen"] = first - 150  # for the slowest of machines, not quite 300 by then
    session.save()
    client.get("/profile/")
    assert client.session["seen"] == first - 150
    session = client.session
    session["seen"] = first - 301
    session.save()
    assert client.get("/profile/").status_code == 200
    assert client.session["seen"] >= first


def test_a_changed_password_ends_every_other_visit(client) -> None:
    person = make_user()
    client.force_login(person)
    person.set_password("ganz neues langes Wort")
    person.save()
    assert client.get("/profile/").status_code == 302


PAGES_OF_ACCOUNT = [
    "/accounts/logout/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
]


@pytest.mark.parametrize("path", PAGES_OF_ACCOUNT)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pages_of_the_account_stand_in_our_frame(client, path, language) -> None:
    client.force_login(make_user(language=language))
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert 'class="site-header"' in answer.content.decode()


SECOND_FACTOR = ["totp/activate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/"]


@pytest.mark.parametrize("path", SECOND_FACTOR)
def test_the_second_factor_asks_for_the_password_and_then_shows(client, path) -> None:
    person = make_user()
    try_password(client, person.email, PASSWORD)
    answer = client.get(f"/accounts/2fa/{path}", follow=True)
    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()


def test_a_one_time_code_is_asked_for_and_works_once(client, settings) -> None:
    settings.MFA_TOTP_TOLERANCE = 1  # half a minute may end between the code and its answer
    person = make_user()
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    assert try_password(client, person.email, PASSWORD)["Location"].startswith("/accounts/2fa/")
    _, now, _ = yield_hotp_counters_from_time()
    code = f"{hotp_value(secret, now):06d}"
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    again = Client()
    try_password(again, person.email, PASSWORD)
    answer = again.post("/accounts/2fa/authenticate/", {"code": code})
    assert answer.status_code == 200
    assert "_auth_user_id" not in again.session


def test_the_seed_of_a_second_factor_is_sealed_at_rest() -> None:
    secret = generate_totp_secret()
    TOTP.activate(make_user(), secret)
    assert secret not in str(Authenticator.objects.get().data)
