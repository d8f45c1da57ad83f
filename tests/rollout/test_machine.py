"""The state machine against the table as it is written down, over all states, acts and roles."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.roles import Role
from rollout.authority import Actor, Gate, Principal, in_whose_name, why_not
from rollout.machine import Act, State
from rollout.stage import Result

EDITORS = {"lead", "consultant", "manager"}
WRITTEN = {
    "submit": ({"open"}, EDITORS),
    "withdraw": ({"submitted", "on_hold"}, {"manager"}),
    "hold": ({"submitted"}, {"manager"}),
    "resume": ({"on_hold"}, {"manager"}),
    "return": ({"submitted", "on_hold"}, {"manager"}),
    "approve": ({"submitted", "on_hold"}, {"manager"}),
    "approve_with_conditions": ({"submitted", "on_hold"}, {"manager"}),
    "reopen": ({"passed"}, {"manager"}),
}
FOUR_EYES = {"hold", "resume", "return", "approve", "approve_with_conditions"}
ANNA, BERT, CARL = 1, 2, 3

unmet = Result(key="people", title="", met=False, sentence="Niemand hat geantwortet.")


@pytest.mark.parametrize(("act", "state", "role"), list(itertools.product(Act, State, Role)))
def test_what_may_be_done_is_what_the_table_says(act, state, role):
    gate = Gate(title="Kulturcheck", state=state, submitter_id=ANNA, unmet=())
    sources, roles = WRITTEN.get(act, (set(), set()))
    allowed = state in sources and role in roles
    assert (why_not(Actor(BERT, role), act, gate) is None) == allowed


@pytest.mark.parametrize(("act", "state"), list(itertools.product(Act, State)))
def test_whoever_submitted_withdraws_and_decides_nothing(act, state):
    gate = Gate(title="Kulturcheck", state=state, submitter_id=ANNA, unmet=())
    sources, _ = WRITTEN.get(act, (set(), set()))
    allowed = state in sources and act not in FOUR_EYES
    assert (why_not(Actor(ANNA, Role.MANAGER), act, gate) is None) == allowed
    may_withdraw = act == Act.WITHDRAW and state in sources
    assert (why_not(Actor(ANNA, Role.MEMBER), act, gate) is None) == may_withdraw


@pytest.mark.parametrize("act", ["approve", "approve_with_conditions", "submit"])
def test_an_open_criterion_or_an_earlier_stage_stops_what_leads_forward(act):
    state = State.OPEN if act == "submit" else State.SUBMITTED
    actor = Actor(BERT, Role.MANAGER)
    for facts in ({"unmet": (unmet,)}, {"earlier_open": ("Kulturcheck",)}):
        gate = Gate(title="Zuhören", state=state, submitter_id=ANNA, **facts)
        assert why_not(actor, Act(act), gate) is not None


@pytest.mark.parametrize("act", ["withdraw", "return", "hold"])
def test_an_open_criterion_does_not_stop_what_leads_back(act):
    gate = Gate(title="Zuhören", state=State.SUBMITTED, submitter_id=ANNA, unmet=(unmet,))
    assert why_not(Actor(BERT, Role.MANAGER), Act(act), gate) is None


@pytest.mark.parametrize(("act", "state"), [("submit", "open"), ("reopen", "passed")])
def test_while_another_stage_is_at_the_gate_none_is_submitted_or_reopened(act, state):
    gate = Gate(title="Zuhören", state=State(state), waiting_at="Kulturcheck", unmet=())
    assert why_not(Actor(BERT, Role.MANAGER), Act(act), gate) is not None


people = st.sampled_from([ANNA, BERT, CARL])
principals = st.lists(
    st.builds(Principal, people, st.just("N. N."), st.sampled_from([*Role])), max_size=3
)


@given(
    actor=st.builds(Actor, people, st.sampled_from([*Role]), principals.map(tuple)),
    act=st.sampled_from([*FOUR_EYES]).map(Act),
    state=st.sampled_from([*State]),
    submitter=people,
    submitted_for=st.none() | people,
)
def test_however_they_stand_neither_decider_nor_principal_is_an_author(
    actor, act, state, submitter, submitted_for
):
    gate = Gate(
        title="Kulturcheck",
        state=state,
        submitter_id=submitter,
        submitted_for_id=submitted_for,
        unmet=(),
    )
    if why_not(actor, act, gate) is None:
        principal = in_whose_name(actor, act, gate)
        assert actor.user_id not in gate.authors
        assert principal is None or principal.user_id not in gate.authors
        assert (principal.role if principal else actor.role) == Role.MANAGER
