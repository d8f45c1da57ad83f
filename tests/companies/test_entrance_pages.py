"""The doors for people without a company: start, first set-up, invitations."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from companies.models import Company, Invitation, Membership, User
from companies.roles import Role
from companies.services.founding import set_up_key
from companies.services.invitations import invite, revoke_invitation, token_of
from tests.factories import PASSWORD, make_company, make_member, make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited(email: str = "erika@example.org", *, days_ago: int = 0) -> Invitation:
    company = make_company("Brauerei Lindner")
    by = make_member(company, is_admin=True, name="Jana Lindner").user
    at = timezone.now() - timedelta(days=days_ago)
    return invite(company=company, email=email, role=Role.LEAD, by=by, at=at, name="Erika")


def link_to(invitation: Invitation) -> str:
    return f"/invitations/{token_of(invitation.pk, invitation.expires_at)}/"


def test_the_very_first_visitor_is_led_to_the_set_up(client) -> None:
    assert client.get("/")["Location"] == "/set-up/"
    make_user()
    assert client.get("/")["Location"] == "/accounts/login/"
    assert client.get("/set-up/")["Location"] == "/"


SET_UP = {
    "company": "Brauerei Lindner",
    "state": "BY",
    "name": "Jana Lindner",
    "email": "Jana@Lindner.example",
    "role": "lead",
    "password": "hopfen malz und wasser",
}


def test_the_key_opens_the_set_up_and_signs_the_first_person_in(client) -> None:
    answer = client.post("/set-up/", {**SET_UP, "key": set_up_key()}, follow=True)
    membership = Membership.everywhere.get()
    assert answer.status_code == 200
    assert answer.wsgi_request.user == membership.user
    assert (membership.role, membership.is_admin) == ("lead", True)
    assert membership.user.email == "jana@lindner.example"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"key": "guessed"}, "key"),
        ({"key": ""}, "key"),
        ({"password": "kurz"}, "password"),
        ({"password": "jana@lindner.example"}, "password"),
        ({"state": "XX"}, "state"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_a_wrong_set_up_founds_nothing_and_keeps_what_was_typed(client, wrong, field) -> None:
    answer = client.post("/set-up/", {**SET_UP, "key": set_up_key(), **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Brauerei Lindner" in answer.content.decode()
    assert not (User.objects.exists() or Company.objects.exists())


def test_start_leads_home_and_is_friendly_to_whoever_belongs_nowhere() -> None:
    alone = signed_in(make_user("Erika Muster")).get("/")
    member = make_member(make_company())
    home = signed_in(member.user).get("/")
    assert alone.status_code == 200
    assert "Hallo Erika Muster" in alone.content.decode()
    assert home["Location"].startswith(f"/c/{member.company.slug}/")


def test_a_new_person_names_themselves_and_is_in(client) -> None:
    invitation = invited()
    page = client.get(link_to(invitation))
    assert "erika@example.org" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    answer = client.post(
        link_to(invitation), {"name": "Erika Muster", "password": "ein sehr langes Wort"}
    )
    membership = Membership.of(invitation.company).get(user__email="erika@example.org")
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(membership.user_id)


def test_a_link_that_works_is_never_written_into_the_log(client, caplog) -> None:
    link = link_to(invited())
    assert client.post(link, {"name": "", "password": "kurz"}).status_code == 422
    assert link not in caplog.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "password": "ein sehr langes Wort"}, "name"),
        ({"name": "Erika", "password": "kurz"}, "password"),
        ({"name": "Erika", "password": "123456789012345"}, "password"),
        ({"name": "Erika", "password": "erika@example.org"}, "password"),
    ],
)
def test_a_weak_password_is_refused_at_its_field(client, typed, field) -> None:
    answer = client.post(link_to(invited()), typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.filter(email="erika@example.org").exists()


def test_a_visit_alone_never_joins() -> None:
    person = make_user()
    invitation = invited(person.email)
    browser = signed_in(person)
    browser.get(link_to(invitation))
    assert not Membership.everywhere.filter(user=person).exists()
    browser.post(link_to(invitation))
    assert Membership.everywhere.filter(user=person).count() == 1


def test_who_has_an_account_signs_in_and_comes_back(client) -> None:
    person = make_user()
    link = link_to(invited(person.email))
    page = client.get(link).content.decode()
    assert f"/accounts/login/?next={link}" in page
    answer = client.post(
        f"/accounts/login/?next={link}", {"login": person.email, "password": PASSWORD}
    )
    assert answer["Location"] == link
    # A stranger who holds the link cannot set a new password for that account.
    stranger = Client().post(link, {"name": "X", "password": "ein sehr langes Wort"})
    assert stranger.status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_somebody_else_is_told_so_and_can_change_over() -> None:
    invitation = invited()
    browser = signed_in(make_user("Otto Andermann"))
    page = browser.get(link_to(invitation)).content.decode()
    posted = browser.post(link_to(invitation))
    assert "Diese Einladung ist für jemand anderen" in page
    assert "/accounts/logout/" in page
    assert posted.status_code == 200
    assert Membership.of(invitation.company).count() == 1
    out = browser.post("/accounts/logout/", {"next": link_to(invitation)})
    assert out["Location"] == link_to(invitation)


def test_links_that_are_over_say_what_to_do(client) -> None:
    used, revoked = invited("used@example.org"), invited("revoked@example.org")
    client.post(link_to(used), {"name": "Erika", "password": "ein sehr langes Wort"})
    revoke_invitation(invitation=revoked, by=make_user(), at=timezone.now())
    pages = {
        "Diese Einladung wurde schon angenommen": (link_to(used), 410),
        "Diese Einladung wurde zurückgezogen": (link_to(revoked), 410),
        "Diese Einladung ist abgelaufen": (link_to(invited(days_ago=15)), 410),
        "Dieser Link funktioniert nicht": ("/invitations/forged:token/", 404),
    }
    for words, (link, status) in pages.items():
        answer = Client().get(link, headers={"accept-language": "de"})
        assert words in answer.content.decode()
        assert answer.status_code == status
