"""Conditions an approval was given under: settled once, by somebody else than their owner."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.roles import EDITORS, Role
from rollout.authority import Actor, Principal
from rollout.editing import standing_or_refused
from rollout.models import Condition
from rollout.refusals import SENTENCES, RefusedError, in_one_transaction
from rollout.wording import Text

ROLES = {Condition.Settled.MET: EDITORS, Condition.Settled.WAIVED: frozenset({Role.MANAGER})}
"""Who notes a condition as met, and who waives one."""


def settle_condition(
    *, company: Company, condition_id: int, settled: str, by: User, at: datetime, note: str = ""
) -> Condition:
    """Note a condition as ``met``, or (a manager, with a reason) as ``waived``."""
    with in_one_transaction():
        rows = Condition.of(company).select_for_update(no_key=True).filter(pk=condition_id)
        condition = rows.first()
        if condition is None:
            raise RefusedError(_("This is not there any more. Please look at the page again."))
        actor = Actor.of(standing_or_refused(company, by, at))
        if refusal := why_not_settle(actor, condition, settled):
            raise RefusedError(refusal)
        if settled == Condition.Settled.WAIVED and not note.strip():
            raise RefusedError(_("Please give a reason."), field="note")
        principal = _capacities(actor, condition, settled)[0]
        condition.settled, condition.settled_at = settled, at
        condition.settled_by, condition.settled_note = by, note.strip()
        if principal:
            condition.settled_for = User.objects.get(pk=principal.user_id)
        condition.save()
        audit.record(
            company,
            f"condition.{settled}",
            by=by,
            at=at,
            on_behalf_of=condition.settled_for,
            text=condition.text,
        )
    return condition


def why_not_settle(actor: Actor, condition: Condition, settled: str) -> Text | None:
    """Why this person cannot settle this condition so; None if they can."""
    if settled not in ROLES:
        return _("A condition is met or waived.")
    if condition.settled:
        return SENTENCES["condition_settled_once"]
    if _capacities(actor, condition, settled):
        return None
    if actor.user_id == condition.owner_id or actor.capacities(ROLES[Condition.Settled(settled)]):
        return SENTENCES["condition_settled_by_other"]
    if settled == Condition.Settled.WAIVED:
        return _("Only a manager, or whoever stands in for one today, waives a condition.")
    return _("The lead, a consultant or a manager notes a condition as met.")


def _capacities(actor: Actor, condition: Condition, settled: str) -> tuple[Principal | None, ...]:
    if actor.user_id == condition.owner_id:
        return ()
    return tuple(
        each
        for each in actor.capacities(ROLES[Condition.Settled(settled)])
        if each is None or each.user_id != condition.owner_id
    )
