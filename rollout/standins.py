"""Who can decide in place of the managers when these do not: for escalations (docs/gate.md)."""

from dataclasses import dataclass
from datetime import date

from companies.models import Absence, Company, Deputy, Membership, User
from companies.roles import Role
from rollout.machine import Act
from rollout.models import Decision, GateEscalation, Submission


@dataclass(frozen=True)
class GateKeepers:
    """Managers who may decide on a round, those of them who are away, and who stands in today."""

    managers: tuple[User, ...]
    away: tuple[User, ...]
    deputies: tuple[User, ...]

    @property
    def why(self) -> GateEscalation.Why:
        """Why nobody has decided yet."""
        if not self.managers:
            return GateEscalation.Why.NO_MANAGER
        if len(self.away) == len(self.managers):
            return GateEscalation.Why.AWAY
        return GateEscalation.Why.UNDECIDED


def gate_keepers(company: Company, submission: Submission, on: date) -> GateKeepers:
    """Who can decide on a round that day, whoever submitted it left out (3 queries)."""
    authors = {submission.submitted_by_id, submission.submitted_for_id}
    rows = Membership.of(company).filter(role=Role.MANAGER, ended_at__isnull=True)
    managers = [
        each for each in rows.select_related("user").order_by("pk") if each.user_id not in authors
    ]
    days = {"starts_on__lte": on, "ends_on__gte": on}
    absent = Absence.of(company).filter(**days).values_list("membership_id", flat=True)
    away = set(absent)
    deputies = Deputy.of(company).filter(
        principal__in=managers, deputy__ended_at__isnull=True, **days
    )
    own = {each.user_id for each in managers}
    able = {
        each.deputy.user_id: each.deputy.user
        for each in deputies.select_related("deputy__user").order_by("pk")
        if each.deputy.user_id not in authors | own
        and each.deputy_id not in away
        and (each.deputy.role != Role.CONSULTANT or each.mandate.strip())
    }
    return GateKeepers(
        managers=tuple(each.user for each in managers),
        away=tuple(each.user for each in managers if each.pk in away),
        deputies=tuple(able.values()),
    )


def escalation_of(submission: Submission) -> GateEscalation | None:
    """The escalation of the wait a round is in now; None before there is one (2 queries)."""
    latest = GateEscalation.of(submission.company).filter(submission=submission).last()
    if latest is None:
        return None
    steps = Decision.of(submission.company).filter(submission=submission)
    last = steps.filter(act__in=[Act.HOLD, Act.RESUME]).order_by("-pk").first()
    return latest if latest.after_id == (last.pk if last else None) else None
