"""A company begins."""

from datetime import date, time

import pytest
from django.core.management import CommandError, call_command

from companies.calendars import working_time_of, working_times_of
from companies.models import (
    AuditEntry,
    BusinessHours,
    Closure,
    Company,
    Invitation,
    Membership,
    User,
)
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.founding import found_company, set_up_installation, slug_of
from companies.working_time import Interval
from tests.factories import MONDAY, make_company, make_user

pytestmark = pytest.mark.django_db
DAY = (Interval(time(8), time(12)), Interval(time(13), time(17)))


def test_a_founded_company_works_the_usual_week_and_its_founder_administers_it() -> None:
    founder = make_user("Jana Lindner")
    company = found_company(
        name="Brauerei Lindner", state="BY", founder=founder, by=founder, at=MONDAY
    )
    membership = Membership.of(company).get()
    assert (membership.user, membership.role, membership.is_admin) == (founder, Role.LEAD, True)
    assert working_time_of(company).hours == dict.fromkeys(range(5), DAY)
    entries = AuditEntry.of(company).filter(act__startswith="company.")
    assert list(entries.values_list("act", "actor_name")) == [("company.founded", "Jana Lindner")]


def test_the_working_time_of_a_company_costs_two_queries(django_assert_num_queries) -> None:
    company = found_company(name="Lindner", state="BY", founder=None, by=None, at=MONDAY)
    with django_assert_num_queries(2):
        working_time_of(company)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bäckerei Groß & Söhne", "baeckerei-gross-soehne"),
        ("Ba\u0308ckerei", "baeckerei"),
        ("株式会社", "firma"),
        ("A" * 49 + " GmbH", "a" * 49),
    ],
)
def test_names_become_addresses_a_german_can_read(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_second_company_of_the_same_name_gets_an_address_of_its_own() -> None:
    slugs = [
        found_company(name="Lindner", state="BY", founder=None, by=None, at=MONDAY).slug
        for _ in range(3)
    ]
    assert slugs == ["lindner", "lindner-2", "lindner-3"]


def set_up(email: str = "jana@example.org") -> User:
    return set_up_installation(
        company="Lindner",
        state="BY",
        name="Jana",
        email=email,
        password="ein langes Passwort",
        role=Role.LEAD,
        language="de",
        at=MONDAY,
    )


def test_the_first_set_up_makes_a_person_who_can_sign_in(client) -> None:
    set_up("Jana@Example.org")
    typed = {"login": "jana@example.org", "password": "ein langes Passwort"}
    answer = client.post("/accounts/login/", typed)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_nobody_sets_up_an_installation_that_somebody_uses() -> None:
    set_up()
    with pytest.raises(RefusedError, match=r"bereits eingerichtet|already set up"):
        set_up("other@example.org")
    assert User.objects.count() == Company.objects.count() == 1


def test_the_command_prints_a_link_that_lets_the_first_person_in(client, capsys) -> None:
    call_command("found_company", name="Lindner", email="Jana@example.org", person="Jana")
    link = capsys.readouterr().out.strip().splitlines()[-1]
    page = client.get(link.removeprefix("http://127.0.0.1:8000"))
    assert page.status_code == 200
    assert Invitation.everywhere.get().email == "jana@example.org"
    assert Invitation.everywhere.get().is_admin


@pytest.mark.parametrize(
    ("name", "email"), [("Lindner", "jana"), ("", "jana@example.org"), ("x" * 121, "j@example.org")]
)
def test_the_command_refuses_what_cannot_be(name: str, email: str) -> None:
    with pytest.raises(CommandError):
        call_command("found_company", name=name, email=email)
    assert not Company.objects.exists()


def test_the_set_up_link_is_shown_only_while_nobody_exists(capsys) -> None:
    call_command("set_up_link")
    shown = capsys.readouterr().out
    make_user()
    call_command("set_up_link")
    assert "/set-up/?key=" in shown
    assert capsys.readouterr().out == ""


def test_what_every_company_begins_with_is_laid_by_the_apps_above() -> None:
    from companies.services import founding

    begun: list[tuple[str, object]] = []
    founding.when_founded(begin := lambda company, at: begun.append((company.name, at)))
    try:
        found_company(name="Lindner", state="BY", founder=None, by=None, at=MONDAY)
    finally:
        founding._foundings.remove(begin)
    assert begun == [("Lindner", MONDAY)]


def test_the_working_times_of_many_companies_cost_one_query(django_assert_num_queries) -> None:
    companies = [make_company(state=state) for state in ("BY", "HE", "HE")]
    for company, opens in zip(companies[:2], (8, 13), strict=True):
        for start in (opens, 18):
            BusinessHours.everywhere.create(
                company=company, weekday=1, opens=time(start), closes=time((start + 4) % 24)
            )
    for day, name in ((24, "Heiligabend – halb"), (31, "")):
        Closure.everywhere.create(
            company=companies[1],
            starts_on=date(2026, 12, day),
            ends_on=date(2026, 12, 31),
            name=name,
        )
    expected = {company.pk: working_time_of(company) for company in companies}
    with django_assert_num_queries(1):
        assert working_times_of(expected) == expected


def test_a_stretch_until_midnight_is_kept(django_assert_num_queries) -> None:
    from companies.services.settings import set_business_hours

    company = make_company()
    night = Interval(time(18), time(0))
    set_business_hours(company=company, hours={4: [night]}, by=make_user(), at=MONDAY)
    assert working_time_of(company).hours == {4: (night,)}
