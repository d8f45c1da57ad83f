"""What every answer carries, whoever asks and whatever went wrong."""

import pytest
from django.test import Client

from tests.architecture.examples import make_house

pytestmark = pytest.mark.django_db

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}


def checked(answer) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
    )
    assert {name: policy.get(name) for name in CSP} == CSP
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


PATHS = [
    ("get", "/", 302),
    ("get", "/healthz", 200),
    ("get", "/accounts/login/", 200),
    ("get", "/accounts/password/reset/", 200),
    ("get", "/set-up/", 302),
    ("get", "/invitations/forged/", 404),
    ("get", "/no-such-page/", 404),
    ("get", "/c/no-such-company/settings/", 302),
    ("get", "/language/", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), PATHS)
def test_guests_get_every_header(method: str, path: str, status: int) -> None:
    make_house()
    answer = getattr(Client(), method)(path)
    checked(answer)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [("", 200), ("people/", 200), ("log/", 200), ("nothing/", 404), ("people/999/", 404)],
)
def test_members_get_every_header(path: str, status: int) -> None:
    house = make_house()
    client = Client()
    client.force_login(house.admin.user)
    answer = client.get(f"/c/{house.company.slug}/settings/{path}")
    checked(answer)
    assert answer.status_code == status


def test_the_session_cookie_is_for_our_pages_alone() -> None:
    house = make_house()
    client = Client()
    client.force_login(house.admin.user)
    client.get("/profile/")
    cookie = client.cookies["etappe_session"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/styleguide/"])
def test_pages_hold_no_script_or_style_of_their_own(path: str) -> None:
    make_house()
    page = Client().get(path).content.decode()
    inline = [part.split(">")[0] for part in page.split("<script")[1:]]
    assert all("src=" in tag or "application/json" in tag for tag in inline)
    assert "<style" not in page
    assert " onclick=" not in page


def test_a_form_from_an_old_session_is_answered_in_words() -> None:
    house = make_house()
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.admin.user)
    answer = client.post("/profile/", {"name": "X"})
    assert answer.status_code == 403
    checked(answer)
