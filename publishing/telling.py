"""The e-mails about steps: it is your turn, it is late, somebody else is asked (S3)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from companies import outbox
from companies.models import User
from publishing.models import RunReturn, RunStep
from publishing.selectors.standins import is_away, leads_of, standin_of


def tell_turn(step: RunStep, at: datetime) -> int:
    """Tell the owner that a step is theirs now; how many mails were written.

    Who is away is told too, and whoever stands in for them at once.
    """
    on = at.astimezone(ZoneInfo(step.company.time_zone)).date()
    people = [step.owner.user] if step.owner.is_live else []
    if is_away(step.company, step.owner, on):
        standin = standin_of(step, on)
        people += [standin.user] if standin else leads_of(step.company)
    said = RunReturn.of(step.company).filter(back_to=step).order_by("at", "pk").last()
    reason = said.reason if said and step.round > 1 else ""
    return _tell(step, people, "step_turn", "turn", at, reason=reason)


def tell_late(step: RunStep, at: datetime) -> int:
    """Tell the owner that a step is past its time."""
    people = [step.owner.user] if step.owner.is_live else leads_of(step.company)
    return _tell(step, people, "step_late", f"late:{step.due_at.isoformat()}", at)


def tell_standin(step: RunStep, at: datetime) -> int:
    """Ask whoever stands in; where nobody does, whoever looks after the playbooks."""
    on = at.astimezone(ZoneInfo(step.company.time_zone)).date()
    standin = standin_of(step, on)
    people = [standin.user] if standin else leads_of(step.company)
    people = [each for each in people if each != step.owner.user]
    return _tell(step, people, "step_escalated", f"escalated:{step.due_at.isoformat()}", at)


def _tell(
    step: RunStep, people: Iterable[User], template: str, subject: str, at: datetime, **more: str
) -> int:
    company = step.company
    return sum(
        outbox.tell(
            company,
            person,
            template=template,
            subject_key=f"run-step:{step.pk}:{step.round}:{subject}",
            at=at,
            company_name=company.name,
            company_slug=company.slug,
            run=step.run_id,
            run_title=step.run.title,
            step=step.title,
            instruction=step.instruction,
            owner=str(step.owner.user),
            due_at=step.due_at.isoformat(),
            zone=company.time_zone,
            **more,
        )
        for person in people
    )
