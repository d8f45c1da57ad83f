"""Nobody decides on a submission of their own, by whatever path they try."""

from datetime import timedelta

import pytest

from companies.refusals import RefusedError
from companies.roles import Role
from rollout import gate
from rollout.models import Decision
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.builders import (
    LATER,
    TODAY,
    at_the_gate,
    deputise,
    make_place,
    make_ready,
    second_manager,
    submit,
)

pytestmark = pytest.mark.django_db


def submitted_by(who):
    place = make_place()
    make_ready(place)
    submit(place, by=place.everybody()[who])
    return place


def try_everything(place, by, *, at=LATER):
    """Every act that decides; none may succeed."""
    shown = place.hash_at()
    common = {"company": place.company, "number": 1, "by": by, "at": at, "shown": shown}
    tries = [
        lambda: gate.approve_stage(**common),
        lambda: gate.approve_with_conditions(
            **common,
            reason="Gut.",
            conditions=[gate.Promise("Fragen", place.member, TODAY + timedelta(days=9))],
        ),
        lambda: gate.return_stage(**common, reason="Nein."),
        lambda: gate.hold_stage(**common, reason="Messe.", until=TODAY + timedelta(days=9)),
    ]
    for attempt in tries:
        with pytest.raises(RefusedError):
            attempt()
    assert place.stage().state == "submitted"
    assert not Decision.of(place.company).exists()


def test_a_manager_does_not_decide_their_own_submission():
    place = submitted_by("manager")
    try_everything(place, place.manager)


def test_a_lead_who_becomes_manager_meanwhile_does_not_decide_their_own_submission():
    place = submitted_by("lead")
    membership = place.memberships["lead"]
    membership.role = Role.MANAGER
    membership.save()
    try_everything(place, place.lead)


def test_a_submitter_who_stands_in_for_the_manager_does_not_decide():
    place = submitted_by("lead")
    deputise(
        place.company, deputy=place.memberships["lead"], principal=place.memberships["manager"]
    )
    try_everything(place, place.lead)


def test_a_deputy_does_not_decide_what_the_manager_submitted():
    place = submitted_by("manager")
    deputise(
        place.company, deputy=place.memberships["lead"], principal=place.memberships["manager"]
    )
    try_everything(place, place.lead)


def test_a_manager_does_not_decide_what_a_deputy_submitted_for_them():
    place = make_place()
    make_ready(place)
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    submission = submit(place, by=place.member)
    assert (submission.submitted_by, submission.submitted_for) == (place.member, place.manager)
    try_everything(place, place.manager)
    try_everything(place, place.member)


def test_whoever_stands_in_for_two_managers_acts_for_the_one_who_did_not_submit():
    place = submitted_by("manager")
    rosa = second_manager(place)
    for principal in (place.memberships["manager"], rosa):
        deputise(place.company, deputy=place.memberships["member"], principal=principal)
    decision = gate.approve_stage(
        company=place.company, number=1, shown=place.hash_at(), by=place.member, at=LATER
    )
    assert (decision.decided_by, decision.principal) == (place.member, rosa.user)


def test_a_deputy_decides_and_both_names_are_kept():
    place = at_the_gate()
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    decision = gate.approve_stage(
        company=place.company, number=1, shown=place.hash_at(), by=place.member, at=LATER
    )
    assert (decision.decided_by, decision.principal) == (place.member, place.manager)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_deputyship_of_another_day_gives_nothing(days):
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
        starts_on=TODAY + timedelta(days=days),
        ends_on=TODAY + timedelta(days=days),
    )
    try_everything(place, place.member)


def test_a_deputy_of_a_manager_who_left_decides_nothing():
    place = at_the_gate()
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    left = place.memberships["manager"]
    left.ended_at = MONDAY
    left.save()
    try_everything(place, place.member)
    try_everything(place, place.manager)


def test_a_deputy_of_a_deputy_decides_nothing():
    place = at_the_gate()
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    deputise(
        place.company, deputy=place.memberships["consultant"], principal=place.memberships["member"]
    )
    try_everything(place, place.consultant)


def test_a_consultant_decides_only_by_mandate_in_writing():
    place = at_the_gate()
    try_everything(place, place.consultant)
    deputyship = deputise(
        place.company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["manager"],
    )
    try_everything(place, place.consultant)
    deputyship.mandate = "Herr Ostler entscheidet bis Monatsende für mich. K. Lindner"
    deputyship.save()
    decision = gate.approve_stage(
        company=place.company, number=1, shown=place.hash_at(), by=place.consultant, at=LATER
    )
    assert decision.principal == place.manager


@pytest.mark.parametrize("who", ["lead", "member", "consultant"])
def test_nobody_else_decides(who):
    place = at_the_gate()
    try_everything(place, place.everybody()[who])


def test_another_companys_manager_decides_nothing_here():
    place = at_the_gate()
    other = make_place("Andere Firma")
    try_everything(place, other.manager)
    try_everything(place, make_member(make_company("Dritte Firma"), Role.MANAGER).user)


def test_an_administrator_without_the_role_decides_nothing():
    place = at_the_gate()
    admin = make_member(place.company, Role.MEMBER, name="Ada Admin", is_admin=True)
    try_everything(place, admin.user)
