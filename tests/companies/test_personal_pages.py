"""Profile, language, and what stands at the head of every page."""

import pytest
from django.test import Client

from companies.navigation import portfolio_url
from companies.roles import Role
from tests.factories import make_company, make_member, make_user

pytestmark = pytest.mark.django_db


def test_name_and_language_are_changed_and_spoken_at_once(client) -> None:
    person = make_user("Erika Muster")
    client.force_login(person)
    answer = client.post("/profile/", {"name": "Erika  Neu", "language": "en"}, follow=True)
    person.refresh_from_db()
    assert (person.name, person.language) == ("Erika Neu", "en")
    assert "Your profile is saved." in answer.content.decode()


def test_an_empty_name_is_refused_at_its_field(client) -> None:
    client.force_login(make_user())
    answer = client.post("/profile/", {"name": " ", "language": "xx"})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["language", "name"]


def test_a_guest_keeps_the_chosen_language(client) -> None:
    make_user()
    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert '<html lang="en">' in client.get("/accounts/login/").content.decode()


def test_a_persons_language_is_kept_in_the_account(client) -> None:
    person = make_user()
    client.force_login(person)
    client.post("/language/", {"language": "en", "next": "/profile/"})
    elsewhere = Client()
    elsewhere.force_login(person)
    assert '<html lang="en">' in elsewhere.get("/profile/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"]
)
def test_the_way_back_never_leads_to_another_site(client, elsewhere) -> None:
    answer = client.post("/language/", {"language": "en", "next": elsewhere})
    assert answer["Location"] == "/"
    assert client.post("/language/", {"language": "xx", "next": elsewhere})["Location"] == "/"


def test_the_switcher_shows_ones_own_companies_and_no_others(client) -> None:
    person = make_user()
    mine = [make_company("Brauerei Lindner"), make_company("Tischlerei Brandt")]
    make_company("Fremde GmbH")
    for company in mine:
        make_member(company, user=person)
    client.force_login(person)
    page = client.get(f"/c/{mine[0].slug}/settings/").content.decode()
    assert "Brauerei Lindner" in page
    assert "Tischlerei Brandt" in page
    assert "Fremde GmbH" not in page


def test_somebody_with_several_companies_begins_with_all_of_them(client) -> None:
    person = make_user()
    for _ in range(2):
        make_member(make_company(), Role.CONSULTANT, user=person)
    client.force_login(person)
    wanted = portfolio_url()
    assert wanted == "" or client.get("/")["Location"] == wanted


def test_the_section_at_hand_is_marked(client) -> None:
    member = make_member(make_company())
    client.force_login(member.user)
    url = f"/c/{member.company.slug}/settings/people/"
    current = [section for section in client.get(url).context["nav"]() if section.current]
    assert [section.label for section in current] == ["Einstellungen"]


def test_a_consultant_founds_a_client_company_and_administers_it(client) -> None:
    consultant = make_member(make_company(), Role.CONSULTANT, name="Carla Reuter").user
    client.force_login(consultant)
    answer = client.post(
        "/companies/found/", {"name": "Gärtnerei Moos", "state": "SN", "role": "consultant"}
    )
    assert answer["Location"] == "/c/gaertnerei-moos/settings/people/invite/"
    founded = consultant.memberships.get(company__slug="gaertnerei-moos")
    assert (founded.role, founded.is_admin, founded.company.state) == ("consultant", True, "SN")


def test_a_company_without_a_name_or_state_is_refused_at_the_fields(client) -> None:
    client.force_login(make_member(make_company(), Role.CONSULTANT).user)
    answer = client.post("/companies/found/", {"name": " ", "state": "", "role": "consultant"})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["name", "state"]


def test_a_plain_member_founds_nothing(client) -> None:
    client.force_login(make_member(make_company(), Role.MEMBER).user)
    posted = client.post("/companies/found/", {"name": "Moos", "state": "SN", "role": "manager"})
    assert (client.get("/companies/found/").status_code, posted.status_code) == (403, 403)
