"""The settings pages as people of the company use them: people, deputies, departments."""

from datetime import date

import pytest
from django.utils import timezone

from companies import audit
from companies.models import (
    Absence,
    AuditEntry,
    Closure,
    Department,
    Deputy,
    Invitation,
    Membership,
    Notice,
)
from companies.roles import Role
from companies.services.invitations import invite
from tests.companies.office import days, log_of
from tests.factories import make_company, make_member, make_user

pytestmark = pytest.mark.django_db


PAGES = ["", "people/", "departments/", "deputies/", "hours/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_everybody_reads_the_pages_in_their_language(office, path, language) -> None:
    office.member.user.language = language
    office.member.user.save()
    answer = office.get(path, by=office.member)
    words = {"de": "Einstellungen", "en": "Settings"}
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert words[language] in answer.content.decode()


FORBIDDEN = [
    ("", {"name": "X", "state": "BE", "time_zone": "UTC"}),
    ("departments/", {"name": "X"}),
    ("hours/", {}),
    ("closures/add/", {"name": "X", "starts_on": "2026-12-24", "ends_on": "2026-12-24"}),
    ("people/invite/", {"email": "x@example.org", "role": "manager"}),
]


@pytest.mark.parametrize(("path", "typed"), FORBIDDEN)
@pytest.mark.parametrize("who", ["member", "manager"])
def test_only_administrators_change_the_company(office, path, typed, who) -> None:
    before = list(AuditEntry.of(office.company))
    assert office.post(path, typed, by=getattr(office, who)).status_code == 403
    assert list(AuditEntry.of(office.company)) == before


def test_the_company_gets_another_name_and_state(office) -> None:
    answer = office.post("", {"name": "Lindner  KG", "state": "BE", "time_zone": "Europe/Vienna"})
    office.company.refresh_from_db()
    assert answer.status_code == 302
    assert (office.company.name, office.company.state) == ("Lindner KG", "BE")
    assert audit.sentence(AuditEntry.of(office.company).latest("pk")).endswith(
        "Lindner KG, Berlin, Europe/Vienna"
    )


def test_an_invitation_is_made_shown_sent_again_and_withdrawn(office) -> None:
    typed = {"email": "Neu@example.org", "name": "Nele Neu", "role": "member"}
    assert office.post("people/invite/", typed).status_code == 302
    invitation = Invitation.of(office.company).get()
    assert "neu@example.org" in office.get("people/").content.decode()
    assert "neu@example.org" not in office.get("people/", by=office.member).content.decode()
    office.post(f"invitations/{invitation.pk}/send-again/", {})
    assert Notice.of(office.company).count() in {1, 2}  # within one second it is the same link
    office.post(f"invitations/{invitation.pk}/revoke/", {})
    assert "neu@example.org" not in office.get("people/").content.decode()
    late = office.post(f"invitations/{invitation.pk}/revoke/", {})
    assert late.status_code == 302


def test_a_mail_that_does_not_go_out_is_shown_beside_its_invitation(office) -> None:
    invite(
        company=office.company,
        email="neu@example.org",
        role=Role.MEMBER,
        by=office.admin.user,
        at=timezone.now(),
    )
    Notice.of(office.company).update(last_error="The mail server cannot be reached.", attempts=7)
    page = office.get("people/").content.decode()
    assert "Der Mailserver ist nicht erreichbar." in page


def test_an_address_that_is_already_here_is_refused_at_its_field(office) -> None:
    typed = {"email": office.member.user.email, "name": "Nele", "role": "lead"}
    answer = office.post("people/invite/", typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]
    assert 'value="Nele"' in answer.content.decode()


def test_taking_the_role_from_the_only_manager_asks_first(office) -> None:
    typed = {"role": "lead"}
    page = office.post(f"people/{office.manager.pk}/", typed)
    assert list(page.context["form"].errors) == ["without_manager"]
    office.post(f"people/{office.manager.pk}/", {**typed, "without_manager": "on"})
    office.manager.refresh_from_db()
    assert office.manager.role == Role.LEAD


def test_somebody_leaves_and_is_out_at_once(office) -> None:
    browser = office.browser(office.member)
    assert browser.get(office.url()).status_code == 200
    office.post(f"people/{office.member.pk}/end/", {})
    assert browser.get(office.url()).status_code == 404


def test_the_only_administrator_cannot_leave(office) -> None:
    answer = office.post(f"people/{office.admin.pk}/end/", {})
    assert answer.status_code == 422
    assert "Jana Lindner" in answer.content.decode()
    office.admin.refresh_from_db()
    assert office.admin.is_live


def test_departments_come_change_and_go(office) -> None:
    office.post("departments/", {"name": " Vertrieb "})
    row = Department.of(office.company).get()
    twice = office.post("departments/", {"name": "Vertrieb"})
    office.post(f"departments/{row.pk}/", {"name": "Verkauf"})
    Membership.of(office.company).filter(pk=office.member.pk).update(department=row)
    office.post(f"departments/{row.pk}/remove/", {})
    kept = list(Department.of(office.company).values_list("name", flat=True))
    Membership.of(office.company).update(department=None)
    office.post(f"departments/{row.pk}/remove/", {})
    assert list(twice.context["form"].errors) == ["name"]
    assert kept == ["Verkauf"]
    assert not Department.of(office.company).exists()


def test_a_deputy_is_appointed_and_an_overlap_is_said_at_the_field(office) -> None:
    typed = days("2098-12-21", "2099-01-06", principal=office.manager.pk, deputy=office.member.pk)
    refused = office.post("deputies/appoint/", typed)
    assert list(refused.context["form"].errors) == ["principal"]
    assert office.post("deputies/appoint/", typed, by=office.manager).status_code == 302
    answer = office.post("deputies/appoint/", typed, by=office.manager)
    assert list(answer.context["form"].errors) == ["starts_on"]
    assert "21.12.2098" in answer.content.decode()
    assert 'value="2098-12-21"' in answer.content.decode()
    assert "Karl Lindner" in office.get("deputies/", by=office.member).content.decode()


def test_a_member_names_only_their_own_deputy(office) -> None:
    foreign = days("2098-12-21", "2098-12-24", principal=office.manager.pk, deputy=office.admin.pk)
    own = {**foreign, "principal": office.member.pk}
    answer = office.post("deputies/appoint/", foreign, by=office.member)
    assert list(answer.context["form"].errors) == ["principal"]
    assert office.post("deputies/appoint/", own, by=office.member).status_code == 302
    row = Deputy.of(office.company).get()
    assert office.post(f"deputies/{row.pk}/end/", {}, by=office.manager).status_code == 403
    assert office.post(f"deputies/{row.pk}/end/", {}, by=office.member).status_code == 302
    assert not Deputy.of(office.company).exists()


def test_people_of_other_companies_are_no_choice(office) -> None:
    foreigner = make_member(make_company())
    typed = days("2098-12-21", "2098-12-24", principal=foreigner.pk, deputy=foreigner.pk)
    answer = office.post("deputies/appoint/", typed)
    assert sorted(answer.context["form"].errors) == ["deputy", "principal"]


def test_departments_of_other_companies_are_no_choice(office) -> None:
    foreign = Department.everywhere.create(company=make_company(), name="Vertrieb")
    typed = {"email": "neu@example.org", "role": "member", "department": foreign.pk}
    answer = office.post("people/invite/", typed)
    assert list(answer.context["form"].errors) == ["department"]
    assert "Vertrieb" not in answer.content.decode()


def test_an_absence_is_noted_by_oneself_and_shown_in_the_list_of_people(office) -> None:
    today = date.today()
    typed = days(today.isoformat(), today.strftime("%d.%m.%Y"), membership=office.member.pk)
    office.post("absences/note/", typed, by=office.member)
    absence = Absence.of(office.company).get()
    assert "abwesend bis" in office.get("people/").content.decode()
    assert office.post(f"absences/{absence.pk}/remove/", {}, by=office.manager).status_code == 403
    assert office.post(f"absences/{absence.pk}/remove/", {}, by=office.member).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (days("2026-12-24", "2026-12-23"), "ends_on"),
        (days("", "2026-12-23"), "starts_on"),
        (days("31.02.2026", "2026-12-23"), "starts_on"),
        (days("0001-01-01", "2026-12-23"), "starts_on"),
        (days("2026-12-23", "9999-12-31"), "ends_on"),
    ],
)
def test_impossible_days_are_refused_at_their_field(office, typed, field) -> None:
    for path, more in (
        ("absences/note/", {"membership": office.admin.pk}),
        ("closures/add/", {"name": "Betriebsruhe"}),
    ):
        answer = office.post(path, {**typed, **more})
        assert list(answer.context["form"].errors) == [field]


LISTS = {"people/": 10, "departments/": 6, "deputies/": 7, "hours/": 8, "log/": 7}


@pytest.mark.parametrize(("path", "queries"), LISTS.items())
def test_lists_cost_the_same_for_few_and_for_many(
    office, path, queries, django_assert_num_queries
) -> None:
    browser = office.browser(office.admin)
    invite(
        company=office.company,
        email="erste@example.org",
        role=Role.MEMBER,
        by=office.admin.user,
        at=timezone.now(),
    )
    browser.get(office.url(path))
    with django_assert_num_queries(queries):
        browser.get(office.url(path))
    for number in range(12):
        member = make_member(office.company, name=f"Person {number}")
        row = Department.everywhere.create(company=office.company, name=f"Nr. {number}")
        Membership.of(office.company).filter(pk=member.pk).update(department=row)
        spans = {"starts_on": date.today(), "ends_on": date(2099, 1, 1)}
        Absence.everywhere.create(company=office.company, membership=member, **spans)
        Deputy.everywhere.create(
            company=office.company, principal=member, deputy=office.admin, **spans
        )
        Closure.everywhere.create(company=office.company, name="zu", **spans)
        invite(
            company=office.company,
            email=f"neu{number}@example.org",
            role=Role.MEMBER,
            by=make_user(),
            at=timezone.now(),
        )
    log_of(office, 40)
    with django_assert_num_queries(queries):
        browser.get(office.url(path))
