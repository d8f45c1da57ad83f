"""A stage's work as it is frozen, in words and pictures: the same for what will be submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from companies.models import Company
from rollout.models import Clarification
from rollout.parts import Part
from rollout.presenters import baseline, culture
from rollout.presenters.media import Column, frozen_columns
from rollout.presenters.moments import short_day
from rollout.selectors import names_of
from rollout.snapshot import people_in
from rollout.stage import StageKind
from rollout.stages.culture.questionnaire import DIMENSION_TITLES
from rollout.stages.listening.wording import topic_name
from rollout.wording import Text


@dataclass(frozen=True)
class MeasureView:
    """A measure against a weak dimension."""

    dimension: Text
    text: str
    owner: str
    due: str


@dataclass(frozen=True)
class ClarificationView:
    """What came of looking into a topic."""

    topic: Text
    outcome: Text
    explanation: str
    statement: str
    by: str


@dataclass(frozen=True)
class FrozenWork:
    """The parts of a stage's work; those that the stage does not have are None or empty."""

    survey: culture.SurveyView | None = None
    statements: tuple[str, ...] = ()
    measures: tuple[MeasureView, ...] = ()
    media: tuple[Column, ...] = ()
    plan: str = ""
    report: baseline.ReportView | None = None
    topics: tuple[str, ...] = ()
    clarifications: tuple[ClarificationView, ...] = ()
    parts: tuple[Part, ...] = ()


def frozen_work(
    work: Mapping[str, Any],
    company: Company,
    people: Mapping[int, str],
    now: datetime,
    kind: StageKind,
) -> FrozenWork:
    """The work of any stage, from the JSON that is frozen; ``people`` are names by number."""
    if kind.parts:
        said = kind.parts(work, people)
        return FrozenWork(parts=tuple(part for part in said if part.says_something))
    if "survey" in work:
        return _culture(work, people)
    if "critical_topics" in work:
        return _listening(work, company, people, now)
    return FrozenWork()


def _culture(work: Mapping[str, Any], people: Mapping[int, str]) -> FrozenWork:
    return FrozenWork(
        survey=culture.survey_view(work),
        statements=tuple(each["text"] for each in work.get("statements", ())),
        measures=tuple(
            MeasureView(
                dimension=DIMENSION_TITLES.get(each["dimension"], each["dimension"]),
                text=each["text"],
                owner=people.get(each["owner"], "–"),
                due=short_day(date.fromisoformat(each["due_on"])),
            )
            for each in work["measures"]
        ),
        media=tuple(frozen_columns(work["media"])),
    )


def _listening(
    work: Mapping[str, Any], company: Company, people: Mapping[int, str], now: datetime
) -> FrozenWork:
    report = work["baseline"]
    names = {each["key"]: each["name"] for each in report["topics"]} if report else {}
    return FrozenWork(
        plan=_plan(work["plan"]),
        report=baseline.report_view(report, company, now) if report else None,
        topics=tuple(
            _("%(topic)s (critical: %(number)s)")
            % {
                "topic": topic_name(each["key"], each["name"]),
                "number": each["negative"],
            }
            for each in work["critical_topics"]
        ),
        clarifications=tuple(
            ClarificationView(
                topic=topic_name(each["topic"], names.get(each["topic"], "")),
                outcome=Clarification.Outcome(each["outcome"]).label,
                explanation=each["explanation"],
                statement=each["statement"],
                by=people.get(each["by"], "–"),
            )
            for each in work["clarifications"]
        ),
    )


def _plan(plan: Mapping[str, Any] | None) -> str:
    if plan is None:
        return ""
    return _(
        "%(first)s to %(last)s, at least %(days)s days; from %(threshold)s %% of criticism on the "
        "gate is blocked."
    ) % {
        "first": short_day(date.fromisoformat(plan["starts_on"])),
        "last": short_day(date.fromisoformat(plan["ends_on"])),
        "days": plan["minimum_days"],
        "threshold": plan["threshold"],
    }


def current_work(
    work: Mapping[str, Any], company: Company, now: datetime, kind: StageKind
) -> FrozenWork:
    """The work as it would be frozen now, with the names of the people in it (one query)."""
    return frozen_work(work, company, names_of(people_in(work)), now, kind)
