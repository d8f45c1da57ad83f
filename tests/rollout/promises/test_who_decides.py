"""Four eyes, and only those whom it is up to."""

from datetime import timedelta

import pytest

from companies.models import Membership
from companies.roles import Role
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
from tests.rollout.promises.asking import allowed, decide, move, refused_by, resubmit

pytestmark = pytest.mark.django_db


def test_nobody_decides_their_own_submission():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    for act in ("approve", "approve_with_conditions", "return", "hold", "resume"):
        at_once = "decision_about_what_is_at_the_gate"  # nothing is on hold
        with refused_by(at_once if act == "resume" else "decision_four_eyes"):
            decide(place, act, by=place.manager)
    rosa = second_manager(place).user
    with allowed():
        decide(place, by=rosa)
        move(place.stage(), "passed", place.stage().submission)


def test_nobody_decides_for_whoever_submitted():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    deputise(
        place.company,
        deputy=place.memberships["lead"],
        principal=place.memberships["manager"],
    )
    with refused_by("decision_four_eyes"):
        decide(place, by=place.lead, principal=place.manager)


def test_nobody_decides_what_was_submitted_for_them():
    place = make_place()
    make_ready(place)
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
    )
    submission = submit(place, by=place.member)
    assert submission.submitted_for == place.manager
    with refused_by("decision_not_for_oneself"):
        decide(place, by=place.manager)


def test_a_decision_cannot_claim_another_submitter():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    with refused_by("rollout_decision_about_exactly_this"):
        decide(place, by=place.manager, submitted_by_id=place.lead.pk)


def test_a_decision_is_about_exactly_the_content_that_was_submitted():
    place = at_the_gate()
    with refused_by("rollout_decision_about_exactly_this"):
        decide(place, content_hash="0" * 64)


@pytest.mark.parametrize("who", ["member", "consultant", "lead"])
def test_only_managers_decide(who):
    place = at_the_gate()
    with refused_by("decision_up_to_them"):
        decide(place, by=place.everybody()[who])


def test_a_stranger_a_former_manager_and_another_companys_manager_decide_nothing():
    place, other = at_the_gate(), make_place("Andere Firma")
    with refused_by("decision_up_to_them"):
        decide(place, by=other.manager)
    Membership.of(place.company).filter(user=place.manager).update(ended_at=LATER)
    with refused_by("decision_up_to_them"):
        decide(place)


def test_a_deputy_decides_on_the_days_of_the_deputyship_only():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
        starts_on=TODAY,
        ends_on=TODAY,
    )
    for moment in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)):
        with refused_by("decision_up_to_them"):
            decide(place, by=place.member, principal=place.manager, decided_at=moment)
    with allowed():
        decide(place, by=place.member, principal=place.manager)
        move(place.stage(), "passed", place.stage().submission)


def test_the_day_of_a_deputyship_is_the_companys_own():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
        starts_on=TODAY,
        ends_on=TODAY,
    )
    half_past_midnight_in_berlin = MONDAY.replace(day=15, hour=23, minute=30)
    with allowed():
        decide(
            place,
            "hold",
            by=place.member,
            principal=place.manager,
            decided_at=half_past_midnight_in_berlin,
        )


@pytest.mark.parametrize(("mandate", "may"), [("", False), ("  ", False), ("Ja. K. L.", True)])
def test_a_consultant_decides_only_by_mandate_in_writing(mandate, may):
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["manager"],
        mandate=mandate,
    )
    with allowed() if may else refused_by("decision_up_to_them"):
        decide(place, "hold", by=place.consultant, principal=place.manager)


def test_a_deputy_of_a_lead_decides_nothing():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["lead"],
    )
    with refused_by("decision_up_to_them"):
        decide(place, by=place.member, principal=place.lead)


def test_only_editors_submit():
    place = make_place()
    for who in (place.member, make_member(make_company("Fremd"), Role.LEAD).user):
        with refused_by("submission_up_to_them"):
            resubmit(place, by=who)
    with allowed():
        resubmit(place)
