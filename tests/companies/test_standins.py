"""Deputies and absences."""

from datetime import date

import pytest

from companies.access import principals_of, standing_of
from companies.models import Absence, AuditEntry, Deputy, Membership
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.people import change_role
from companies.services.standins import appoint_deputy, end_deputy, note_absence, remove_absence
from tests.factories import MONDAY, make_company, make_member

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 12, 21), date(2027, 1, 6)


def appointed(principal, deputy, by, first=FIRST, last=LAST, mandate="") -> Deputy:
    return appoint_deputy(
        principal=principal,
        deputy=deputy,
        starts_on=first,
        ends_on=last,
        by=by,
        at=MONDAY,
        mandate=mandate,
    )


def refused(*args, **kwargs) -> str | None:
    with pytest.raises(RefusedError) as refusal:
        appointed(*args, **kwargs)
    return refusal.value.field


def test_days_that_overlap_are_refused_with_who_already_stands_in() -> None:
    company = make_company()
    manager = make_member(company, Role.MANAGER, name="Karl Lindner")
    lead = make_member(company, Role.LEAD, name="Jana Lindner")
    appointed(manager, lead, manager)
    with pytest.raises(RefusedError) as refusal:
        appointed(manager, lead, manager, first=LAST, last=date(2027, 2, 1))
    assert refusal.value.field == "starts_on"
    assert "Jana Lindner" in str(refusal.value)
    assert Deputy.of(company).count() == 1
    appointed(manager, lead, manager, first=date(2027, 1, 7), last=date(2027, 2, 1))


def test_nobody_appoints_themselves() -> None:
    company = make_company()
    manager = make_member(company, Role.MANAGER)
    admin = make_member(company, Role.LEAD, is_admin=True)
    assert refused(manager, admin, admin) == "deputy"
    assert refused(admin, admin, manager) == "deputy"


@pytest.mark.parametrize(
    ("by_manager", "mandate", "field"),
    [
        (False, "Ja, bis Ende Januar. K. Lindner", "principal"),
        (True, "", "mandate"),
        (True, "   ", "mandate"),
    ],
)
def test_a_consultant_needs_the_managers_own_words(by_manager, mandate, field) -> None:
    company = make_company()
    manager = make_member(company, Role.MANAGER)
    consultant = make_member(company, Role.CONSULTANT)
    by = manager if by_manager else make_member(company, Role.LEAD, is_admin=True)
    assert refused(manager, consultant, by, mandate=mandate) == field
    assert appointed(manager, consultant, manager, mandate="Ja. K. Lindner").mandate


def test_days_in_the_wrong_order_are_refused() -> None:
    company = make_company()
    people = [make_member(company) for _ in range(3)]
    assert refused(*people, first=LAST, last=FIRST) == "ends_on"


def test_a_deputy_taken_back_frees_the_days_and_stays_in_the_log() -> None:
    company = make_company()
    principal, deputy, by = (make_member(company) for _ in range(3))
    end_deputy(deputy=appointed(principal, deputy, by), by=by.user, at=MONDAY)
    appointed(principal, deputy, by)
    acts = AuditEntry.of(company).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["deputy.appointed", "deputy.ended", "deputy.appointed"]


def test_an_absence_comes_and_goes_and_the_log_does_not_say_why() -> None:
    company = make_company()
    member = make_member(company)
    absence = note_absence(
        membership=member,
        starts_on=FIRST,
        ends_on=LAST,
        by=member.user,
        at=MONDAY,
        note="Operation",
    )
    remove_absence(absence=absence, by=member.user, at=MONDAY)
    assert not Absence.of(company).exists()
    assert "Operation" not in str(list(AuditEntry.of(company).values_list("detail", flat=True)))


@pytest.mark.parametrize("who", ["deputy becomes a consultant", "principal becomes a manager"])
def test_words_no_manager_gave_do_not_become_a_mandate(who: str) -> None:
    company = make_company()
    principal = make_member(company, Role.MANAGER if "deputy" in who else Role.LEAD)
    deputy = make_member(company, Role.MEMBER if "deputy" in who else Role.CONSULTANT)
    by = principal if "deputy" in who else make_member(company, is_admin=True)
    appointed(principal, deputy, by, mandate="Ja, gern.")
    Membership.of(company).filter(pk=deputy.pk).update(role=Role.CONSULTANT)
    Membership.of(company).filter(pk=principal.pk).update(role=Role.MANAGER)
    standing = standing_of(deputy.user, company, FIRST)
    assert standing is not None
    assert not standing.holds({Role.MANAGER})


def test_whoever_submits_does_not_choose_who_decides_for_the_manager() -> None:
    company = make_company()
    manager = make_member(company, Role.MANAGER)
    lead = make_member(company, Role.LEAD, is_admin=True)
    colleague = make_member(company)
    assert refused(manager, colleague, lead) == "principal"
    assert appointed(manager, colleague, make_member(company, Role.MANAGER)).deputy == colleague


def test_a_new_managers_deputies_of_before_stand_in_no_more() -> None:
    company = make_company()
    admin = make_member(company, Role.LEAD, is_admin=True)
    member, colleague = make_member(company), make_member(company)
    appointed(member, colleague, admin)
    change_role(
        membership=member, role=Role.MANAGER, is_admin=False, department=None, by=admin.user,
        at=MONDAY,
    )  # fmt: skip
    standing = standing_of(colleague.user, company, FIRST)
    assert standing is not None
    assert standing.represents == ()


@pytest.mark.parametrize("role", [Role.LEAD, Role.MEMBER, Role.CONSULTANT])
@pytest.mark.parametrize("mandate", ["", "  ", "Ja. K. Lindner"], ids=["none", "blank", "given"])
@pytest.mark.parametrize("principal_role", [Role.MANAGER, Role.LEAD])
def test_the_part_of_a_query_names_the_same_people(role, mandate, principal_role) -> None:
    company = make_company()
    deputy = make_member(company, role)
    for ended, first in ((False, FIRST), (True, FIRST), (False, LAST)):
        principal = make_member(company, principal_role)
        Deputy.everywhere.create(
            company=company,
            principal=principal,
            deputy=deputy,
            starts_on=first,
            ends_on=LAST,
            mandate=mandate,
        )
        if ended:
            Membership.of(company).filter(pk=principal.pk).update(ended_at=MONDAY)
    standing = standing_of(deputy.user, company, FIRST)
    assert standing is not None
    assert set(principals_of(standing)) == {each.pk for each in standing.represents}
