"""What the pilot reads."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from rollout.attested import as_json, attachments, attestations, attested_result
from rollout.journal import Journal, journal_of
from rollout.models import Learning, PilotMember, PilotOutcome, PilotPlan, Stage
from rollout.rowkinds.journal import Window
from rollout.stage import Assessment
from rollout.stages.pilot.answers import answers_of
from rollout.stages.pilot.attested import ANSWERED, PLAYBOOKS
from rollout.stages.pilot.criteria import AnswerFacts, PilotFacts, criteria
from rollout.stages.pilot.playbooks import playbooks_result, runs_of

USUAL_RATE = 90


def assess(stage: Stage, on: date) -> Assessment:
    """The pilot as it stands."""
    company = stage.company
    plan = PilotPlan.of(company).filter(stage=stage).first()
    members = tuple(PilotMember.of(company).filter(stage=stage))
    outcome = PilotOutcome.of(company).filter(stage=stage).first()
    window = (plan.starts_on, plan.ends_on) if plan else None
    journal = journal_of(stage, window, on)
    answers = answers_of(company, window, on)
    found = attestations(stage)
    answered = attested_result(ANSWERED, found)
    runs = runs_of(company, window)
    playbooks = playbooks_result(runs, attested_result(PLAYBOOKS, found, blocking=False))
    facts = _facts(window, plan, members, outcome, journal, answers, on)
    return Assessment(
        results=criteria(facts, answered, playbooks),
        work={
            "plan": plan and _plan(plan),
            "members": [{"person": each.person_id, "part": each.part} for each in members],
            **journal.as_json(),
            "outcome": outcome
            and {"outcome": outcome.outcome, "reason": outcome.reason, "by": outcome.by_id},
            "attestations": as_json(found),
            "measured": {
                "actuals": list(journal.actuals),
                "answers": _answers(answers),
                "playbooks": asdict(runs),
            },
        },
        attachments=attachments(found),
        rows={
            "plan": (plan.pk,) if plan else (),
            "members": tuple(each.pk for each in members),
            **journal.rows,
            "outcome": (outcome.pk,) if outcome else (),
        },
    )


def _facts(
    window: Window | None,
    plan: PilotPlan | None,
    members: tuple[PilotMember, ...],
    outcome: PilotOutcome | None,
    journal: Journal,
    answers: AnswerFacts,
    on: date,
) -> PilotFacts:
    kinds = {each.kind for each in journal.learnings}
    return PilotFacts(
        on=on,
        window=window,
        people=len(members),
        weeks=len(journal.weeks.weeks),
        written=journal.weeks.written,
        hypotheses=len(journal.hypotheses),
        measured=journal.measured,
        judged=journal.judged,
        published=journal.published,
        learnings=len(journal.learnings),
        kept_and_changed=Learning.Kind.KEEP in kinds and bool(kinds - {Learning.Kind.KEEP}),
        outcome=outcome.outcome if outcome else "",
        answers=answers,
        answer_rate=plan.answer_rate if plan else USUAL_RATE,
    )


def _plan(plan: PilotPlan) -> Mapping[str, Any]:
    return {
        "platform": plan.platform,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "answer_rate": plan.answer_rate,
    }


def _answers(answers: AnswerFacts) -> Mapping[str, Any]:
    return {
        "asked": answers.asked,
        "in_time": answers.in_time,
        "late": answers.late,
        "waiting": answers.waiting,
        "blind": list(answers.blind),
    }
