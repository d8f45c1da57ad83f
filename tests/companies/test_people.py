"""Roles change and memberships end, but a company is never left without administration."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from companies.audit import sentence
from companies.models import AuditEntry, Deputy, Membership, Notice
from companies.outbox import tell
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.people import change_role, end_membership
from tests.factories import MONDAY, make_company, make_member

pytestmark = pytest.mark.django_db


def test_a_role_changes_and_the_log_says_from_what_to_what() -> None:
    company = make_company()
    admin = make_member(company, is_admin=True, name="Jana")
    erika = make_member(company, name="Erika")
    change_role(
        membership=erika,
        role=Role.MANAGER,
        is_admin=True,
        department=None,
        by=admin.user,
        at=MONDAY,
    )
    erika.refresh_from_db()
    entry = AuditEntry.of(company).get()
    assert (erika.role, erika.is_admin) == (Role.MANAGER, True)
    assert {key: entry.detail[key] for key in ("person", "role", "role_before")} == {
        "person": "Erika",
        "role": "manager",
        "role_before": "member",
    }
    assert "Erika" in sentence(entry)
    assert "manager" not in sentence(entry)  # the label, never the key


@pytest.mark.parametrize(("role", "is_admin"), [(Role.MANAGER, True), (Role.LEAD, True)])
def test_nobody_changes_their_own_role(role: Role, is_admin: bool) -> None:
    company = make_company()
    admin = make_member(company, is_admin=True)
    make_member(company, is_admin=True)
    with pytest.raises(RefusedError) as refusal:
        change_role(
            membership=admin,
            role=role,
            is_admin=is_admin,
            department=None,
            by=admin.user,
            at=MONDAY,
        )
    assert refusal.value.field == "role"


def test_the_last_administrator_keeps_the_right_and_stays() -> None:
    company = make_company()
    admin = make_member(company, is_admin=True)
    with pytest.raises(RefusedError) as refusal:
        change_role(
            membership=admin,
            role=admin.role,
            is_admin=False,
            department=None,
            by=admin.user,
            at=MONDAY,
        )
    with pytest.raises(RefusedError):
        end_membership(membership=admin, by=admin.user, at=MONDAY)
    assert refusal.value.field == "is_admin"
    assert Membership.of(company).filter(is_admin=True, ended_at=None).count() == 1


def test_the_last_manager_goes_only_if_that_is_said() -> None:
    company = make_company()
    admin = make_member(company, is_admin=True)
    manager = make_member(company, Role.MANAGER)
    with pytest.raises(RefusedError) as refusal:
        end_membership(membership=manager, by=admin.user, at=MONDAY)
    assert refusal.value.field == "without_manager"
    end_membership(membership=manager, by=admin.user, at=MONDAY, without_manager=True)
    manager.refresh_from_db()
    assert manager.ended_at == MONDAY


def test_one_of_two_managers_goes_without_a_question() -> None:
    company = make_company()
    admin = make_member(company, is_admin=True)
    first = make_member(company, Role.MANAGER)
    make_member(company, Role.MANAGER)
    end_membership(membership=first, by=admin.user, at=MONDAY)
    assert Membership.of(company).filter(role=Role.MANAGER, ended_at=None).count() == 1


def test_who_left_frees_the_days_on_which_they_stood_in() -> None:
    company = make_company()
    admin = make_member(company, is_admin=True)
    manager, leaving, other = (
        make_member(company, role) for role in (Role.MANAGER, "lead", "lead")
    )
    today = MONDAY.date()
    Deputy.everywhere.create(
        company=company,
        principal=manager,
        deputy=leaving,
        starts_on=today - timedelta(days=3),
        ends_on=date(2026, 12, 31),
    )
    end_membership(membership=leaving, by=admin.user, at=MONDAY)
    assert Deputy.of(company).get().ends_on == today - timedelta(days=1)
    Deputy.everywhere.create(
        company=company, principal=manager, deputy=other, starts_on=today, ends_on=today
    )


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one() -> None:
    company = make_company()
    pair = [make_member(company, is_admin=True) for _ in range(2)]
    ready, refused = Barrier(2), []

    def remove(by: Membership, whom: Membership) -> None:
        ready.wait()
        try:
            end_membership(membership=whom, by=by.user, at=MONDAY)
        except RefusedError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=remove, args=(pair[i], pair[1 - i])) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Membership.of(company).filter(ended_at=None, is_admin=True).count() == 1
    assert len(refused) == 1


def test_whoever_has_left_is_not_told_what_still_lay_in_the_outbox() -> None:
    company = make_company()
    admin = make_member(company, Role.LEAD, is_admin=True)
    leaving, staying = make_member(company), make_member(company)
    for person in (leaving.user, staying.user):
        tell(company, person, template="gate_waits", subject_key="stage 1", at=MONDAY)
    end_membership(membership=leaving, by=admin.user, at=MONDAY)
    assert [notice.email for notice in Notice.of(company)] == [staying.user.email]
