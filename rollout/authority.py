"""Who may do what at a gate, and why not: pure rules on plain facts (docs/gate.md, S0).

Buttons ask ``why_not`` before they show, services ask it again inside the lock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from companies.access import Standing
from companies.roles import EDITORS, Role
from rollout.machine import AT_GATE, TABLE, Act, Edge, State
from rollout.stage import Result
from rollout.wording import Text, words

EDITORS_ONLY = _("The lead, a consultant or a manager edits the work of a stage.")


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody an actor stands in for today."""

    user_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a company: their own role, and for whom they may act today."""

    user_id: int
    role: str
    represents: tuple[Principal, ...] = ()

    @classmethod
    def of(cls, standing: Standing) -> "Actor":
        """The facts of a standing (at most one query, and that kept by the standing)."""
        return cls(
            user_id=standing.user.pk,
            role=standing.membership.role,
            represents=tuple(
                Principal(each.user_id, str(each.user), each.role) for each in standing.represents
            ),
        )

    def capacities(self, roles: Iterable[str]) -> tuple[Principal | None, ...]:
        """In whose name they can act in one of ``roles``: None is their own, and comes first."""
        wanted = set(roles)
        own: tuple[Principal | None, ...] = (None,) if self.role in wanted else ()
        return own + tuple(each for each in self.represents if each.role in wanted)


@dataclass(frozen=True)
class Gate:
    """What the rules need to know of a stage and its gate.

    ``waiting_at`` is the title of the company's stage that is at a gate, if there is one;
    ``earlier_open`` the titles of earlier stages that have not passed. ``unmet`` are the blocking
    criteria that are not met; None where nobody asked (they do not matter for the act).
    """

    title: Text
    state: State
    earlier_open: tuple[Text, ...] = ()
    waiting_at: Text = ""
    submitter_id: int | None = None
    submitted_for_id: int | None = None
    unmet: tuple[Result, ...] | None = field(default=None)

    @property
    def authors(self) -> frozenset[int]:
        """Who submitted, and for whom: neither of them decides, nor anybody for them."""
        return frozenset({self.submitter_id, self.submitted_for_id} - {None})  # type: ignore[arg-type]


def why_not(actor: Actor, act: Act, gate: Gate) -> Text | None:
    """Why this person cannot do this to this stage now, in a sentence; None if they can."""
    edge = TABLE[act]
    return (
        _not_from_here(edge, gate)
        or _not_up_to_them(actor, edge, gate)
        or _not_in_order(edge, gate)
        or _criteria_open(edge, gate)
    )


def in_whose_name(actor: Actor, act: Act, gate: Gate) -> Principal | None:
    """For whom they would act: None for themselves. Ask only where ``why_not`` is None."""
    edge = TABLE[act]
    if act == Act.WITHDRAW and actor.user_id in gate.authors:
        return None
    eligible = _eligible(actor, edge, gate)
    return eligible[0] if eligible else None


def _eligible(actor: Actor, edge: Edge, gate: Gate) -> tuple[Principal | None, ...]:
    capacities = actor.capacities(edge.roles)
    if not edge.four_eyes:
        return capacities
    if actor.user_id in gate.authors:
        return ()
    return tuple(each for each in capacities if each is None or each.user_id not in gate.authors)


def _not_from_here(edge: Edge, gate: Gate) -> Text | None:
    if gate.state in edge.sources and edge.act != Act.UNLOCK:
        return None
    if edge.act == Act.SUBMIT and gate.state in AT_GATE:
        return words(_("“%(stage)s” is already at the gate."), {"stage": gate.title})
    if gate.state == State.PASSED:
        return words(_("“%(stage)s” has already passed its gate."), {"stage": gate.title})
    if gate.state == State.LOCKED:
        return words(_("“%(stage)s” is still locked."), {"stage": gate.title})
    if gate.state == State.OPEN:
        return words(
            _("“%(stage)s” is not at the gate any more; it is open."), {"stage": gate.title}
        )
    if gate.state == State.ON_HOLD:
        return words(_("“%(stage)s” is on hold."), {"stage": gate.title})
    return words(_("“%(stage)s” is at the gate and not on hold."), {"stage": gate.title})


def _not_up_to_them(actor: Actor, edge: Edge, gate: Gate) -> Text | None:
    if edge.act == Act.WITHDRAW and actor.user_id in gate.authors:
        return None
    if _eligible(actor, edge, gate):
        return None
    if edge.four_eyes and actor.capacities(edge.roles):
        if actor.user_id in gate.authors:
            return _("Nobody decides on a submission of their own: somebody else has to.")
        return _(
            "You stand in for the person this was submitted for. Nobody decides on a submission "
            "of their own, and no deputy does it for them."
        )
    if edge.act == Act.SUBMIT:
        return _("The lead, a consultant or a manager submits a stage.")
    if edge.act == Act.WITHDRAW:
        return _("Whoever submitted withdraws, or a manager.")
    if actor.role == Role.CONSULTANT:
        return _(
            "A consultant decides at a gate only with a manager’s mandate in writing, for a range "
            "of days."
        )
    return _("Only a manager, or whoever stands in for one today, decides at a gate.")


def _not_in_order(edge: Edge, gate: Gate) -> Text | None:
    forward = edge.act == Act.SUBMIT or edge.target == State.PASSED
    if forward and gate.earlier_open:
        return words(
            _("First “%(earlier)s” has to pass its gate."), {"earlier": gate.earlier_open[0]}
        )
    if edge.act in {Act.SUBMIT, Act.REOPEN} and gate.waiting_at:
        return words(
            _("“%(waiting)s” is at the gate. One stage at a time: wait for its decision."),
            {"waiting": gate.waiting_at},
        )
    return None


def _criteria_open(edge: Edge, gate: Gate) -> Text | None:
    if not gate.unmet or not (edge.act == Act.SUBMIT or edge.target == State.PASSED):
        return None
    first = gate.unmet[0]
    if edge.act == Act.SUBMIT:
        return words(_("Not yet: %(criterion)s"), {"criterion": first.sentence})
    return words(
        _("Something that was met at submission no longer is: %(criterion)s"),
        {"criterion": first.sentence},
    )


def why_no_editing(actor: Actor, gate: Gate) -> Text | None:
    """Why this person cannot change the stage's work now; None if they can."""
    if not actor.capacities(EDITORS):
        return EDITORS_ONLY
    return why_frozen(gate)


def why_frozen(gate: Gate) -> Text | None:
    """Why nobody can change the stage's work now; None while it is open."""
    if gate.state == State.OPEN:
        return None
    if gate.state in AT_GATE:
        return words(
            _(
                "“%(stage)s” is at the gate; its work is frozen until the decision. It can be "
                "withdrawn first."
            ),
            {"stage": gate.title},
        )
    if gate.state == State.PASSED:
        return words(_("“%(stage)s” has passed; a manager can reopen it."), {"stage": gate.title})
    return words(_("“%(stage)s” is still locked."), {"stage": gate.title})
