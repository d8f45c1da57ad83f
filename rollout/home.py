"""What the home page of a company reads to name the one next thing to do."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.formats import date_format

from companies.access import Standing
from guidelines.selectors import unread_by
from monitoring.selectors.desk import waiting_for
from rollout.assessment import assess, gate_of, standing_conditions
from rollout.authority import Actor, why_not
from rollout.machine import Act, State
from rollout.models import Decision, Stage
from rollout.next_step import HomeFacts, NextStep, next_step
from rollout.selectors import Rollout, rollout_of
from rollout.stages import culture
from rollout.stages.culture.selectors import has_answered

SOON = timedelta(days=7)


def next_step_for(
    standing: Standing, rollout: Rollout | None = None, *, at: datetime | None = None
) -> NextStep:
    """The one thing to do now; pass the rollout if the page has read it already.

    Without a moment the day's beginning is taken, for what is overdue.
    """
    company = standing.membership.company
    at = at or datetime.combine(standing.on, time(), ZoneInfo(company.time_zone))
    return next_step(home_facts(standing, rollout or rollout_of(company), at))


def home_facts(standing: Standing, rollout: Rollout, at: datetime) -> HomeFacts:
    """The facts the choice rests on."""
    waiting = waiting_for(standing, at=at)
    actor = Actor.of(standing)
    step = rollout.at_gate or rollout.current
    own = standing_conditions(rollout.company).filter(owner=standing.user)
    owed = own.aggregate(
        overdue=Count("pk", filter=Q(due_on__lt=standing.on)),
        soon=Count("pk", filter=Q(due_on__gte=standing.on, due_on__lte=standing.on + SOON)),
    )
    unread = unread_by(standing.membership)
    if step is None:
        return HomeFacts(
            begun=bool(rollout.steps),
            edits=standing.edits,
            decides=False,
            answers_late=waiting.late,
            answers_today=waiting.today,
            own_overdue=owed["overdue"],
            unread=len(unread),
            unread_supplement_of=unread[0].department_id if unread else None,
        )
    stage = step.stage
    gate = gate_of(rollout.stages, stage)
    return HomeFacts(
        begun=True,
        edits=standing.edits,
        decides=why_not(actor, Act.APPROVE, gate) is None,
        number=stage.number,
        title=step.title,
        state=gate.state,
        unmet=assess(stage, standing.on).unmet if gate.state == State.OPEN else (),
        is_author=standing.user.pk in gate.authors,
        is_manager=bool(actor.capacities(("manager",))),
        may_answer=_may_answer(standing, stage),
        answers_late=waiting.late,
        answers_today=waiting.today,
        own_overdue=owed["overdue"],
        own_conditions_due=owed["soon"],
        unread=len(unread),
        unread_supplement_of=unread[0].department_id if unread else None,
        hold_until=_hold_until(stage) if gate.state == State.ON_HOLD else "",
    )


def _may_answer(standing: Standing, stage: Stage) -> bool:
    return (
        stage.number == culture.KIND.number
        and stage.state == State.OPEN
        and not has_answered(stage, standing.user)
    )


def _hold_until(stage: Stage) -> str:
    hold = Decision.of(stage.company).filter(submission=stage.submission, act=Act.HOLD).last()
    return date_format(hold.hold_until, "SHORT_DATE_FORMAT") if hold and hold.hold_until else ""
