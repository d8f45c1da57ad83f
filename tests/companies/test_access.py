"""The door's rules that are decided without a page: who stands in for whom."""

from datetime import date

import pytest

from companies.access import standing_of
from companies.models import Deputy
from companies.roles import Role
from tests.factories import make_company, make_member, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


def test_a_stranger_has_no_standing() -> None:
    assert standing_of(make_user(), make_company(), TODAY) is None


def test_a_deputy_holds_the_principals_role_on_the_days_named_and_no_others() -> None:
    company = make_company()
    manager = make_member(company, Role.MANAGER)
    colleague = make_member(company, Role.LEAD)
    Deputy.everywhere.create(
        company=company,
        principal=manager,
        deputy=colleague,
        starts_on=TODAY,
        ends_on=date(2026, 11, 20),
    )
    on_the_day = standing_of(colleague.user, company, TODAY)
    after = standing_of(colleague.user, company, date(2026, 11, 21))
    assert on_the_day and on_the_day.principals([Role.MANAGER]) == (manager,)
    assert after and after.principals([Role.MANAGER]) == ()


@pytest.mark.parametrize(("mandate", "may"), [("", False), ("  ", False), ("Ja. Lindner", True)])
def test_a_consultant_decides_for_a_manager_only_by_a_written_mandate(
    mandate: str, may: bool
) -> None:
    company = make_company()
    consultant = make_member(company, Role.CONSULTANT)
    Deputy.everywhere.create(
        company=company,
        principal=make_member(company, Role.MANAGER),
        deputy=consultant,
        starts_on=TODAY,
        ends_on=TODAY,
        mandate=mandate,
    )
    standing = standing_of(consultant.user, company, TODAY)
    assert standing and standing.holds([Role.MANAGER]) is may
