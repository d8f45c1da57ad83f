"""The state machine of a stage: one table, read by services, buttons, triggers and tests.

Source: docs/gate.md ("exactly one decision wins", "four eyes"), S0 for the
order of the stages.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from companies.roles import Role


class State(TextChoices):
    """Where a stage stands."""

    LOCKED = "locked", _("Locked")
    OPEN = "open", pgettext_lazy("state of a stage", "Open")
    SUBMITTED = "submitted", _("At the gate")
    ON_HOLD = "on_hold", _("On hold")
    PASSED = "passed", _("Passed")


class Act(TextChoices):
    """What can be done to a stage."""

    UNLOCK = "unlock", pgettext_lazy("act at a gate", "Unlock")
    SUBMIT = "submit", pgettext_lazy("act at a gate", "Submit")
    WITHDRAW = "withdraw", pgettext_lazy("act at a gate", "Withdraw")
    HOLD = "hold", pgettext_lazy("act at a gate", "Put on hold")
    RESUME = "resume", pgettext_lazy("act at a gate", "Resume")
    RETURN = "return", pgettext_lazy("act at a gate", "Return")
    APPROVE = "approve", pgettext_lazy("act at a gate", "Approve")
    APPROVE_WITH_CONDITIONS = (
        "approve_with_conditions",
        pgettext_lazy("act at a gate", "Approve with conditions"),
    )
    REOPEN = "reopen", pgettext_lazy("act at a gate", "Reopen")


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of the table.

    ``roles`` is empty where no person acts. ``four_eyes``: never whoever submitted, nor the
    person they acted for. ``reason``: words are required. ``ends_round``: a final decision.
    """

    act: Act
    sources: frozenset[State]
    target: State
    roles: frozenset[Role] = frozenset()
    four_eyes: bool = False
    reason: bool = False
    ends_round: bool = False


AT_GATE = frozenset({State.SUBMITTED, State.ON_HOLD})
MANAGER = frozenset({Role.MANAGER})
EDITING = frozenset({Role.LEAD, Role.CONSULTANT, Role.MANAGER})

TABLE: dict[Act, Edge] = {
    edge.act: edge
    for edge in (
        Edge(Act.UNLOCK, frozenset({State.LOCKED}), State.OPEN),
        Edge(Act.SUBMIT, frozenset({State.OPEN}), State.SUBMITTED, EDITING),
        # Whoever submitted may withdraw, or a manager: the service adds the submitter.
        Edge(Act.WITHDRAW, AT_GATE, State.OPEN, MANAGER, ends_round=True),
        Edge(
            Act.HOLD,
            frozenset({State.SUBMITTED}),
            State.ON_HOLD,
            MANAGER,
            four_eyes=True,
            reason=True,
        ),
        Edge(Act.RESUME, frozenset({State.ON_HOLD}), State.SUBMITTED, MANAGER, four_eyes=True),
        Edge(
            Act.RETURN,
            AT_GATE,
            State.OPEN,
            MANAGER,
            four_eyes=True,
            reason=True,
            ends_round=True,
        ),
        Edge(Act.APPROVE, AT_GATE, State.PASSED, MANAGER, four_eyes=True, ends_round=True),
        Edge(
            Act.APPROVE_WITH_CONDITIONS,
            AT_GATE,
            State.PASSED,
            MANAGER,
            four_eyes=True,
            reason=True,
            ends_round=True,
        ),
        Edge(Act.REOPEN, frozenset({State.PASSED}), State.OPEN, MANAGER, reason=True),
    )
}

DECISIONS = tuple(act for act in Act if act not in {Act.UNLOCK, Act.SUBMIT})
FINAL = tuple(act for act in Act if TABLE[act].ends_round)
APPROVALS = (Act.APPROVE, Act.APPROVE_WITH_CONDITIONS)
NOT_FOUR_EYES = tuple(act for act in DECISIONS if not TABLE[act].four_eyes)
NEEDS_REASON = tuple(act for act in DECISIONS if TABLE[act].reason)
MOVES = sorted({(source, edge.target) for edge in TABLE.values() for source in edge.sources})
"""Every pair of states the database lets a stage move between."""
