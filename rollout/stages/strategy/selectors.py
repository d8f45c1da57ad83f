"""What the strategy reads: its own rows, the goals before it, guidelines, scenarios, training."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from companies.models import Company, Membership
from guidelines.models import GuidelineVersion, Scenario
from guidelines.readiness.scenarios import facts_of, scenarios_of
from guidelines.readiness.training import learners_of
from guidelines.selectors import published_version
from rollout.days import local_day
from rollout.models import (
    Alignment,
    CompanyGoal,
    ContentTopic,
    Goal,
    PlatformAudience,
    PlatformChoice,
    Stage,
    TargetGroup,
)
from rollout.stage import Assessment
from rollout.stages.strategy.about import NUMBER
from rollout.stages.strategy.choices import platform_name
from rollout.stages.strategy.content_first import target_groups
from rollout.stages.strategy.criteria import GroupFact, PlatformFact, StrategyFacts, criteria


@dataclass(frozen=True)
class StrategyRows:
    """The rows of the strategy and of the goals before it, each list in its order."""

    groups: list[TargetGroup]
    goals: list[Goal]
    company_goals: list[CompanyGoal]
    alignments: list[Alignment]
    topics: list[ContentTopic]
    choices: list[PlatformChoice]
    audiences: list[PlatformAudience]


def assess(stage: Stage, on: date) -> Assessment:
    """The strategy as it stands (13 queries)."""
    company, rows = stage.company, _rows(stage)
    here = set(
        Membership.of(company).filter(ended_at__isnull=True).values_list("user_id", flat=True)
    )
    version, scenarios = published_version(company), list(scenarios_of(company))
    learners = learners_of(company)
    facts = StrategyFacts(
        groups=tuple(_groups(rows)),
        platforms=tuple(_platforms(rows, here)),
        goals=tuple(_goals(rows)),
        guidelines_published=version is not None,
        scenarios=sum(1 for each in scenarios if _is_ready(each)),
        trained=sum(each.trained for each in learners),
        people=sum(len(each.people) for each in learners),
    )
    return Assessment(
        results=criteria(facts),
        work=_work(rows, facts, version, scenarios),
        rows={
            "alignments": tuple(each.pk for each in rows.alignments),
            "topics": tuple(each.pk for each in rows.topics),
            "platforms": tuple(each.pk for each in rows.choices),
        },
    )


def _rows(stage: Stage) -> StrategyRows:
    company = stage.company
    return StrategyRows(
        groups=target_groups(company),
        goals=list(_before(Goal.of(company).select_related("serves"))),
        company_goals=list(_before(CompanyGoal.of(company))),
        alignments=list(
            Alignment.of(company).filter(stage=stage).select_related("goal", "company_goal")
        ),
        topics=list(ContentTopic.of(company).filter(stage=stage).select_related("target_group")),
        choices=list(PlatformChoice.of(company).filter(stage=stage).select_related("kpi")),
        audiences=list(
            PlatformAudience.of(company).filter(stage=stage).select_related("target_group")
        ),
    )


def _before(rows: Any) -> Any:
    return rows.filter(stage__number__lt=NUMBER)


def _groups(rows: StrategyRows) -> Iterable[GroupFact]:
    topics = Counter(each.target_group_id for each in rows.topics)
    chosen = {each.pk for each in rows.choices if each.is_chosen}
    platforms = Counter(each.target_group_id for each in rows.audiences if each.choice_id in chosen)
    for group in rows.groups:
        yield GroupFact(group.name, topics[group.pk], platforms[group.pk])


def _platforms(rows: StrategyRows, here: set[int]) -> Iterable[PlatformFact]:
    for each in rows.choices:
        if each.is_chosen:
            yield PlatformFact(
                name=platform_name(each.platform),
                has_purpose=bool(each.purpose.strip()),
                has_kpi=each.kpi_id is not None,
                has_owner=each.owner_id in here,
            )


def _goals(rows: StrategyRows) -> Iterable[tuple[str, bool]]:
    aligned = {each.goal_id for each in rows.alignments}
    for goal in rows.goals:
        yield goal.title, goal.pk in aligned or goal.serves_id is not None


def _is_ready(row: Scenario) -> bool:
    facts = facts_of(row)
    return facts.has_reaction and facts.owner_is_live


def _work(
    rows: StrategyRows,
    facts: StrategyFacts,
    version: GuidelineVersion | None,
    scenarios: Sequence[Scenario],
) -> dict[str, Any]:
    return {
        "target_groups": [group.name for group in rows.groups],
        "goals": [
            {"title": goal.title, "serves": goal.serves.name if goal.serves else ""}
            for goal in rows.goals
        ],
        "company_goals": [goal.name for goal in rows.company_goals],
        "alignments": [_alignment(each) for each in rows.alignments],
        "topics": [_topic(each) for each in rows.topics],
        "platforms": [_choice(each, rows.audiences) for each in rows.choices],
        "guidelines": _guidelines(version),
        "scenarios": [_scenario(each) for each in scenarios],
        # How many were trained grows every week; the work changes only with the answer.
        "staff_involved": facts.trained > 0,
    }


def _alignment(row: Alignment) -> dict[str, Any]:
    return {
        "goal": row.goal.title,
        "company_goal": row.company_goal.name,
        "strength": row.strength,
        "how": row.how,
    }


def _topic(row: ContentTopic) -> dict[str, Any]:
    return {
        "target_group": row.target_group.name,
        "title": row.title,
        "formats": list(row.formats),
        "posts_per_month": row.posts_per_month,
        "minutes_per_post": row.minutes_per_post,
        "tone": row.tone,
        "supplier": row.supplier_id,
    }


def _choice(row: PlatformChoice, audiences: Iterable[PlatformAudience]) -> dict[str, Any]:
    return {
        "platform": row.platform,
        "is_chosen": row.is_chosen,
        "target_groups": [each.target_group.name for each in audiences if each.choice_id == row.pk],
        "purpose": row.purpose,
        "kpi": row.kpi.name if row.kpi else "",
        "owner": row.owner_id,
        "recommended": row.recommended,
        "reason": row.reason,
    }


def _guidelines(version: GuidelineVersion | None) -> dict[str, Any] | None:
    if version is None or version.published_at is None:
        return None
    company: Company = version.company
    return {
        "version": version.number,
        "published_on": local_day(company, version.published_at).isoformat(),
    }


def _scenario(row: Scenario) -> dict[str, Any]:
    return {
        "topic": row.topic,
        "likelihood": row.likelihood,
        "trigger": row.trigger,
        "reaction": row.reaction,
        "plan": row.plan,
        "owner": row.owner.user_id if row.owner else None,
        "deputy": row.deputy.user_id if row.deputy else None,
    }
