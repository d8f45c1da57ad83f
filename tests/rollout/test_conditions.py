"""Conditions: given with an approval, settled by somebody else, kept before every later gate."""

from datetime import timedelta

import pytest

from companies.refusals import RefusedError
from companies.roles import Role
from rollout import gate
from rollout.authority import Actor, Principal
from rollout.conditions import settle_condition, why_not_settle
from rollout.models import Condition, Stage
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.builders import (
    LATER,
    TODAY,
    approve,
    at_the_gate,
    listen,
    make_mention,
    make_profile,
    make_source,
    submit,
)

pytestmark = pytest.mark.django_db


def states(place):
    return [stage.state for stage in Stage.of(place.company)]


def test_an_approval_with_conditions_names_them_and_passes():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Im Grunde gut.",
        conditions=[gate.Promise("Vertrieb befragen", place.lead, TODAY + timedelta(days=7))],
        by=place.manager,
        at=LATER,
    )
    condition = Condition.of(place.company).get()
    assert states(place)[:2] == ["passed", "open"]
    assert (condition.text, condition.owner, condition.due_on, condition.settled) == (
        "Vertrieb befragen",
        place.lead,
        TODAY + timedelta(days=7),
        "",
    )


def test_conditions_need_text_date_and_an_owner_who_belongs_here():
    place = at_the_gate()
    stranger = make_member(make_company("Andere Firma")).user
    soon = TODAY + timedelta(days=7)
    for conditions in (
        [],
        [gate.Promise(" ", place.lead, soon)],
        [gate.Promise("Fragen", stranger, soon)],
        [gate.Promise("Fragen", place.lead, TODAY - timedelta(days=1))],
    ):
        with pytest.raises(RefusedError) as refused:
            gate.approve_with_conditions(
                company=place.company,
                number=1,
                shown=place.hash_at(),
                reason="Gut.",
                conditions=conditions,
                by=place.manager,
                at=LATER,
            )
        assert refused.value.field == "conditions"
    assert states(place)[0] == "submitted"


def conditional(due_on=TODAY + timedelta(days=7)):
    """Passed with one condition of the lead's; listening is ready to be submitted."""
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Im Grunde gut.",
        conditions=[gate.Promise("Vertrieb befragen", place.lead, due_on)],
        by=place.manager,
        at=LATER,
    )
    make_mention(make_source(place), make_profile(place))
    listen(place)
    return place


def test_an_overdue_condition_keeps_every_later_gate_shut_until_it_is_settled():
    place = conditional()
    in_time, too_late = MONDAY + timedelta(days=7), MONDAY + timedelta(days=8)
    submit(place, 2, at=in_time)
    gate.withdraw_stage(company=place.company, number=2, by=place.lead, at=in_time)
    listen(place, at=in_time)
    with pytest.raises(RefusedError, match=r"overdue|überfällig"):
        submit(place, 2, at=too_late)
    settle_condition(
        company=place.company,
        condition_id=Condition.of(place.company).get().pk,
        settled="met",
        by=place.manager,
        at=too_late,
    )
    submit(place, 2, at=too_late)
    assert states(place)[1] == "submitted"


def test_a_condition_that_falls_due_while_the_gate_waits_stops_the_approval():
    place = conditional()
    submit(place, 2, at=MONDAY + timedelta(days=7))
    with pytest.raises(RefusedError, match=r"overdue|überfällig"):
        approve(place, 2, at=MONDAY + timedelta(days=8))
    approve(place, 2, at=MONDAY + timedelta(days=7))


def test_a_condition_is_settled_by_somebody_else_than_its_owner_and_once():
    place = conditional()
    pk = Condition.of(place.company).get().pk
    common = {"company": place.company, "condition_id": pk, "at": LATER}
    for by in (place.lead, place.member):
        with pytest.raises(RefusedError):
            settle_condition(settled="met", by=by, **common)
    with pytest.raises(RefusedError):
        settle_condition(settled="waived", by=place.consultant, note="Egal.", **common)
    with pytest.raises(RefusedError):
        settle_condition(settled="waived", by=place.manager, **common)
    settle_condition(settled="waived", by=place.manager, note="Nicht mehr noetig.", **common)
    with pytest.raises(RefusedError):
        settle_condition(settled="met", by=place.consultant, **common)
    assert Condition.of(place.company).get().settled == "waived"


def test_the_buttons_of_a_condition_follow_the_same_rule():
    condition = Condition.of(conditional().company).get()
    owner, other = condition.owner_id, 0
    for actor, settled, may in (
        (Actor(owner, Role.MANAGER), "met", False),
        (Actor(owner, Role.MANAGER), "waived", False),
        (Actor(other, Role.MANAGER), "waived", True),
        (Actor(other, Role.LEAD), "met", True),
        (Actor(other, Role.LEAD), "waived", False),
        (Actor(other, Role.MEMBER), "met", False),
        (Actor(other, Role.MEMBER, (Principal(owner, "N. N.", Role.MANAGER),)), "met", False),
        (Actor(other, Role.MEMBER, (Principal(-1, "N. N.", Role.MANAGER),)), "waived", True),
        (Actor(other, Role.MANAGER), "forgotten", False),
    ):
        assert (why_not_settle(actor, condition, settled) is None) == may
