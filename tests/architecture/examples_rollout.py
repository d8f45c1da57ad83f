"""Examples for the addresses of the rollout."""

from datetime import timedelta
from uuid import uuid4

import pgtrigger

from companies.models import Membership, User
from companies.roles import Role
from rollout import gate
from rollout.models import (
    CompanyGoal,
    Condition,
    CultureMeasure,
    Evidence,
    MediaEntry,
    Stage,
    SurveyLink,
)
from rollout.stages.culture import measures, media, survey
from rollout.stages.culture.questionnaire import STATEMENTS
from rollout.stages.listening import services as listening
from tests.architecture.examples import DAY, House, example
from tests.factories import MONDAY, make_member

CULTURE, LISTENING, GOALS, RESOURCES = 1, 2, 3, 5
FILE = "ab" * 32


@example(
    "rollout:stage",
    "rollout:submit",
    "rollout:withdraw",
    "rollout:decide",
    "rollout:resume",
    "rollout:reopen",
    "rollout:create_link",
    "rollout:add_measure",
    "rollout:add_medium",
)
def _stage(of: House) -> dict[str, object]:
    return {"number": CULTURE}


@example("rollout:plan", "rollout:freeze")
def _listening(of: House) -> dict[str, object]:
    return {"number": LISTENING}


@example("rollout:add_row", "rollout:row", "rollout:remove_row")
def _row(of: House) -> dict[str, object]:
    stage = Stage.of(of.company).get(number=GOALS)
    # The doors do not ask how far the company has come; the table would.
    with pgtrigger.ignore("rollout.CompanyGoal:work_frozen_unless_open"):
        row, _created = CompanyGoal.everywhere.get_or_create(
            company=of.company, stage=stage, name="Alle Lehrstellen besetzen", level="company"
        )
    return {"number": GOALS, "kind": "company_goals", "pk": row.pk}


@example("rollout:confirm", "rollout:unconfirm")
def _criterion(of: House) -> dict[str, object]:
    return {"number": RESOURCES, "criterion": "budget_approved"}


@example("rollout:dossier", "rollout:dossier_pdf")
def _dossier(of: House) -> dict[str, object]:
    if not Stage.of(of.company).filter(submission__isnull=False).exists():
        _submit(of)
    return {"number": CULTURE, "round": 1}


@example("rollout:settle")
def _condition(of: House) -> dict[str, object]:
    if not Condition.of(of.company).exists():
        _pass(of)
    return {"pk": Condition.of(of.company).get().pk}


@example("rollout:clarify", "rollout:unclarify")
def _topic(of: House) -> dict[str, object]:
    if not Condition.of(of.company).exists():
        _pass(of)
        first, last = listening.suggested_window(MONDAY.date())
        by = of.admin.user
        listening.set_plan(company=of.company, starts_on=first, ends_on=last, by=by, at=MONDAY)
        listening.freeze_baseline(company=of.company, by=by, at=MONDAY)
    return {"number": LISTENING, "topic": "whole"}


@example("rollout:file")
def _file(of: House) -> dict[str, object]:
    Evidence.everywhere.get_or_create(
        company=of.company,
        stage=Stage.of(of.company).get(number=CULTURE),
        criterion="shown",
        defaults={
            "statement": "Steht im Protokoll.",
            "file": "evidence/lost.pdf",
            "file_name": "Protokoll.pdf",
            "sha256": FILE,
            "by": of.admin.user,
            "at": MONDAY,
        },
    )
    return {"number": CULTURE, "sha256": FILE}


@example("rollout:withdraw_link")
def _link(of: House) -> dict[str, object]:
    row = SurveyLink.of(of.company).first() or _new_link(of)
    return {"number": CULTURE, "pk": row.pk}


@example("rollout:measure", "rollout:remove_measure", "rollout:measure_done")
def _measure(of: House) -> dict[str, object]:
    row = CultureMeasure.of(of.company).first() or measures.add_measure(
        company=of.company,
        dimension="speed",
        text="Antworten ohne Rückfrage",
        owner=of.member.user,
        due_on=DAY,
        by=of.admin.user,
        at=MONDAY,
    )
    return {"number": CULTURE, "pk": row.pk}


@example("rollout:medium", "rollout:remove_medium")
def _medium(of: House) -> dict[str, object]:
    row = MediaEntry.of(of.company).first() or media.add_medium(
        company=of.company, kind="owned", name="Website", by=of.admin.user, at=MONDAY
    )
    return {"number": CULTURE, "pk": row.pk}


@example("rollout:survey_link", "rollout:thanks")
def _token(of: House) -> dict[str, object]:
    return {"token": "forged"}


def _new_link(of: House) -> SurveyLink:
    return survey.create_survey_link(company=of.company, by=of.admin.user, at=MONDAY)


def _submit(of: House) -> str:
    link = _new_link(of)
    for role in ("management", "sales", "sales"):
        survey.answer_by_link(
            token=link.token,
            role=role,
            answers={key: 2 if each.reverse else 4 for key, each in STATEMENTS.items()},
            form_key=uuid4(),
            at=MONDAY,
        )
    submission = gate.submit_stage(company=of.company, number=CULTURE, by=of.admin.user, at=MONDAY)
    return submission.content_hash


def _pass(of: House) -> None:
    gate.approve_with_conditions(
        company=of.company,
        number=CULTURE,
        shown=_submit(of),
        reason="Es geht weiter.",
        conditions=[gate.Promise("Zuständigkeit festhalten", of.member.user, DAY)],
        by=_manager(of),
        at=MONDAY + timedelta(hours=1),
    )


def _manager(of: House) -> User:
    live = Membership.of(of.company).filter(role=Role.MANAGER, ended_at__isnull=True).first()
    return (live or make_member(of.company, Role.MANAGER, name="Karl Chef")).user
