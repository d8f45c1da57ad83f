"""Who is told of what happens at a gate; the mails are in templates/mails/."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from companies import outbox
from companies.models import Company, Deputy, Membership, User
from companies.roles import EDITORS, Role
from rollout.machine import Act
from rollout.models import Condition, Decision, Stage, Submission
from rollout.rounds import Round
from rollout.titles import title_at, title_of


def deciders(company: Company, on: date) -> list[User]:
    """The managers, and whoever stands in for one of them today (2 queries)."""
    managers = Membership.of(company).filter(role=Role.MANAGER, ended_at__isnull=True)
    users = [each.user for each in managers.select_related("user").order_by("pk")]
    deputies = Deputy.of(company).filter(
        principal__in=managers, starts_on__lte=on, ends_on__gte=on, deputy__ended_at__isnull=True
    )
    for deputyship in deputies.select_related("deputy__user").order_by("pk"):
        is_bare_consultant = (
            deputyship.deputy.role == Role.CONSULTANT and not deputyship.mandate.strip()
        )
        if deputyship.deputy.user not in users and not is_bare_consultant:
            users.append(deputyship.deputy.user)
    return users


def editors(company: Company) -> list[User]:
    """Leads, consultants and managers (1 query)."""
    rows = Membership.of(company).filter(role__in=EDITORS, ended_at__isnull=True)
    return [each.user for each in rows.select_related("user").order_by("pk")]


def acting_name(by: User, principal: User | None) -> str:
    """Whoever acts, as it is signed: for somebody else with both names."""
    return f"{by} i. V. {principal}" if principal else str(by)


def of_submission(at_gate: Round, submission: Submission, principal: User | None) -> None:
    """The deciders hear that a stage waits for them."""
    authors = {submission.submitted_by_id, submission.submitted_for_id}
    tell_all(
        at_gate.stage,
        [user for user in deciders(at_gate.company, at_gate.on) if user.pk not in authors],
        "gate_submitted",
        f"submission:{submission.pk}",
        at_gate.at,
        actor=acting_name(at_gate.by, principal),
        round=submission.round,
    )


def of_decision(at_gate: Round, decision: Decision, *, opened: Stage | None = None) -> None:
    """Everybody who works on the stages hears of it, except whoever decided."""
    audience = editors(at_gate.company)
    if decision.act == Act.WITHDRAW:
        audience = deciders(at_gate.company, at_gate.on)
    tell_all(
        at_gate.stage,
        [user for user in audience if user != decision.decided_by],
        f"gate_{decision.act}",
        f"decision:{decision.pk}",
        at_gate.at,
        actor=acting_name(decision.decided_by, decision.principal),
        reason=decision.reason,
        hold_until=decision.hold_until.isoformat() if decision.hold_until else "",
        opened=opened.number if opened else None,
    )


def of_condition(at_gate: Round, condition: Condition) -> None:
    """Its owner hears what has to be met, and by when."""
    tell_all(
        at_gate.stage,
        [condition.owner],
        "condition_given",
        f"condition:{condition.pk}",
        at_gate.at,
        actor=str(at_gate.by),
        text=condition.text,
        due_on=condition.due_on.isoformat(),
    )


def tell_all(
    stage: Stage,
    people: Iterable[User],
    template: str,
    subject_key: str,
    at: datetime,
    **context: Any,
) -> int:
    """Tell several people once about a subject; how many had not been told before.

    Titles are put into each reader's language here, because a mail's
    facts are plain JSON.
    """
    told = 0
    others = {name: context.pop(name, None) for name in ("opened", "earlier")}
    for person in people:
        with override(person.language):
            titles = {"stage": str(title_of(stage))}
            for name, number in others.items():
                titles[name] = str(title_at(number)) if number else ""
        told += outbox.tell(
            stage.company,
            person,
            template=template,
            subject_key=subject_key,
            at=at,
            company_name=stage.company.name,
            company_slug=stage.company.slug,
            number=stage.number,
            **titles,
            **context,
        )
    return told
