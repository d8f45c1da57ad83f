"""What listening reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitoring import reports
from rollout.models import Baseline, Clarification, Evidence, ListeningPlan, Stage
from rollout.stage import Assessment, Attachment, Result
from rollout.stages.listening.about import CLARIFIED
from rollout.stages.listening.criteria import ListeningFacts, PlanFact, criteria
from rollout.stages.listening.figures import CriticalTopic, Watch, from_json


@dataclass(frozen=True)
class TopicWork:
    """A critical topic, beside what was found about it."""

    topic: CriticalTopic
    clarification: Clarification | None
    evidence: Evidence | None


@dataclass(frozen=True)
class ListeningWork:
    """Everything on the page of listening; ``report`` is the frozen JSON, None before."""

    plan: ListeningPlan | None
    baseline: Baseline | None
    topics: tuple[TopicWork, ...]
    clarifications: tuple[Clarification, ...]
    evidence: Mapping[str, Evidence]
    facts: ListeningFacts
    results: tuple[Result, ...]

    @property
    def report(self) -> dict[str, Any] | None:
        """The frozen report: see ``rollout.stages.listening.figures.as_json``."""
        return self.baseline.figures if self.baseline else None


def listening_work(stage: Stage, on: date) -> ListeningWork:
    """The work and its criteria, in six queries."""
    plan = ListeningPlan.of(stage.company).filter(stage=stage).first()
    baseline = Baseline.of(stage.company).filter(stage=stage).order_by("-made_at", "-pk").first()
    clarifications = tuple(Clarification.of(stage.company).filter(stage=stage).select_related("by"))
    evidence = {
        row.subject: row
        for row in Evidence.of(stage.company)
        .filter(stage=stage, criterion=CLARIFIED)
        .select_related("by")
        .order_by("pk")
    }
    facts = ListeningFacts(
        plan=_plan_fact(plan),
        watches=_watches(stage, plan, on),
        figures=from_json(baseline.figures) if baseline else None,
        made_at=baseline.made_at if baseline else None,
        opened_at=stage.opened_at,
        clarified=frozenset(each.topic for each in clarifications) & evidence.keys(),
    )
    by_topic = {each.topic: each for each in clarifications}
    critical = facts.figures.critical_topics if facts.figures else ()
    return ListeningWork(
        plan=plan,
        baseline=baseline,
        topics=tuple(
            TopicWork(topic, by_topic.get(topic.key), evidence.get(topic.key)) for topic in critical
        ),
        clarifications=clarifications,
        evidence=evidence,
        facts=facts,
        results=criteria(facts),
    )


def _plan_fact(plan: ListeningPlan | None) -> PlanFact | None:
    if plan is None:
        return None
    return PlanFact(plan.starts_on, plan.ends_on, plan.minimum_days, plan.criticism_threshold)


def _watches(stage: Stage, plan: ListeningPlan | None, on: date) -> tuple[Watch, ...]:
    if plan is None:
        return ()
    profiles = reports.watched_profiles(stage.company, plan.starts_on, min(plan.ends_on, on))
    return tuple(Watch(each.name, each.mentions, each.watched_days) for each in profiles)


def assess(stage: Stage, on: date) -> Assessment:
    """Listening as it stands."""
    work = listening_work(stage, on)
    return Assessment(
        results=work.results, work=_as_json(work), attachments=_attachments(work.evidence)
    )


def _attachments(evidence: Mapping[str, Evidence]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(row.file_name, row.sha256, row.file, row.criterion, row.subject)
        for _, row in sorted(evidence.items())
        if row.file
    )


def _as_json(work: ListeningWork) -> dict[str, Any]:
    plan = work.facts.plan
    return {
        "plan": plan
        and {
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
            "minimum_days": plan.minimum_days,
            "threshold": plan.threshold,
        },
        "baseline": work.report,
        "critical_topics": [
            {"key": each.topic.key, "name": each.topic.name, "negative": each.topic.negative}
            for each in work.topics
        ],
        "clarifications": [
            {
                "topic": each.topic,
                "outcome": each.outcome,
                "explanation": each.explanation,
                "by": each.by_id,
                "statement": work.evidence[each.topic].statement
                if each.topic in work.evidence
                else "",
            }
            for each in work.clarifications
        ],
    }
