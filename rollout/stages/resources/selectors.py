"""What the stage of resources reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from companies.models import Company, Membership
from companies.roles import Role
from guidelines.models import OutsideTraining, Participation, Training
from rollout.attested import as_json, attachments, attestations, attested_result
from rollout.load import Load, load_of
from rollout.models import EscalationStep, OutsourcedWork, ResourcePlan, StaffRole, Stage
from rollout.stage import Assessment
from rollout.stages.resources.about import BUDGET
from rollout.stages.resources.criteria import ResourcesFacts, RoleFact, criteria


@dataclass(frozen=True)
class ResourceRows:
    """The rows of the stage, each list in its order."""

    staff: list[StaffRole]
    plan: ResourcePlan | None
    escalation: list[EscalationStep]
    outsourced: list[OutsourcedWork]


def assess(stage: Stage, on: date) -> Assessment:
    """The resources as they stand (18 queries, most of them for the load)."""
    company, rows = stage.company, _rows(stage)
    found = attestations(stage)
    load = load_of(company, on)
    here = dict(Membership.of(company).filter(ended_at__isnull=True).values_list("user_id", "role"))
    learning = _learning(company)
    facts = ResourcesFacts(
        load=load,
        roles=tuple(_role(each, here, learning) for each in rows.staff),
        sponsor_is_manager=_is_manager(rows.plan, here),
        has_plan=rows.plan is not None,
        budget=attested_result(BUDGET, found),
        escalation=len(rows.escalation),
    )
    return Assessment(
        results=criteria(facts),
        work=_work(rows, load) | {"attestations": as_json(found)},
        attachments=attachments(found),
        rows={
            "staff": tuple(each.pk for each in rows.staff),
            "resource_plan": (rows.plan.pk,) if rows.plan else (),
            "escalation": tuple(each.pk for each in rows.escalation),
            "outsourced": tuple(each.pk for each in rows.outsourced),
        },
    )


def _rows(stage: Stage) -> ResourceRows:
    company = stage.company
    return ResourceRows(
        staff=list(StaffRole.of(company).filter(stage=stage)),
        plan=ResourcePlan.of(company).filter(stage=stage).first(),
        escalation=list(EscalationStep.of(company).filter(stage=stage)),
        outsourced=list(OutsourcedWork.of(company).filter(stage=stage)),
    )


def _role(row: StaffRole, here: Mapping[int, str], learning: frozenset[int]) -> RoleFact:
    return RoleFact(
        duty=StaffRole.Duty(row.duty).label,
        person=row.person_id,
        deputy=row.deputy_id,
        answers=row.answers,
        may_decide=row.may_decide,
        competence=row.competence,
        is_here=row.person_id in here,
        deputy_is_here=row.deputy_id in here,
        trained=row.person_id in learning,
    )


def _learning(company: Company) -> frozenset[int]:
    """People who attended a training or have a seat in one to come (two queries)."""
    attended = Participation.Outcome.ATTENDED
    seats = Participation.of(company).values_list("membership__user", "outcome", "training__state")
    taught = {user for user, outcome, _state in seats if outcome == attended}
    to_come = {user for user, _outcome, state in seats if state == Training.State.PLANNED}
    elsewhere = OutsideTraining.of(company).values_list("membership__user", flat=True)
    return frozenset({*taught, *to_come, *elsewhere})


def _is_manager(plan: ResourcePlan | None, here: Mapping[int, str]) -> bool | None:
    if plan is None or plan.sponsor_id is None:
        return None
    return here.get(plan.sponsor_id) == Role.MANAGER


def _work(rows: ResourceRows, load: Load) -> dict[str, Any]:
    return {
        "staff": [_staff(each) for each in rows.staff],
        "plan": _plan(rows.plan) if rows.plan else None,
        "escalation": [
            {"person": each.person_id, "after_hours": each.after_hours, "what": each.what}
            for each in rows.escalation
        ],
        "outsourced": [_outsourced(each) for each in rows.outsourced],
        "measured": _load(load),
    }


def _staff(row: StaffRole) -> dict[str, Any]:
    return {
        "person": row.person_id,
        "duty": row.duty,
        "hours": str(row.hours_per_week),
        "competence": row.competence,
        "competence_note": row.competence_note,
        "deputy": row.deputy_id,
        "answers": row.answers,
        "may_decide": row.may_decide,
    }


def _plan(row: ResourcePlan) -> dict[str, Any]:
    return {
        "sponsor": row.sponsor_id,
        "currency": row.currency,
        "one_off": str(row.one_off),
        "monthly": str(row.monthly),
        "tools": str(row.tools),
        "agency": str(row.agency),
        "promise": row.promise,
        "minutes_per_answer": row.minutes_per_answer,
        "decision_path": row.decision_path,
    }


def _outsourced(row: OutsourcedWork) -> dict[str, Any]:
    return {
        "what": row.what,
        "provider": row.provider,
        "monthly": str(row.monthly),
        "hours": str(row.hours_per_week),
        "owner": row.owner_id,
    }


def _load(load: Load) -> dict[str, Any]:
    answers = load.answers
    return {
        "topics": [
            {
                "title": each.title,
                "posts_per_month": each.posts_per_month,
                "minutes_per_post": each.minutes_per_post,
                "hours": str(each.hours),
            }
            for each in load.topics
        ],
        "care": [{"platform": each.platform, "hours": str(each.hours)} for each in load.care],
        "answers": {
            "a_week": str(answers.a_week),
            "minutes_per_answer": answers.minutes_per_answer,
            "hours": str(answers.hours),
            "is_known": answers.is_known,
            "is_partial": answers.is_partial,
        },
        "cadence": str(load.cadence),
        "needed": str(load.needed),
        "planned": str(load.planned),
        "outsourced": str(load.outsourced),
        "available": str(load.available),
    }
