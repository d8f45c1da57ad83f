"""What the trace is made of, over all stages and waves of a company."""

from collections import defaultdict

from companies.models import Company
from rollout.machine import State
from rollout.models import (
    ContentTopic,
    Goal,
    GoalAudience,
    Kpi,
    PlatformAudience,
    PlatformChoice,
    PostRecord,
    Stage,
    TargetGroup,
)
from rollout.models.expansion import wave_name
from rollout.trace.chains import (
    GoalNode,
    GroupNode,
    KpiNode,
    PlatformNode,
    PostNode,
    TraceFacts,
)

STRATEGY = 4


def trace_facts(company: Company) -> TraceFacts:
    """Everything that can hang together (nine queries, however much there is)."""
    strategy = Stage.of(company).filter(number=STRATEGY).exclude(state=State.LOCKED)
    meant = GoalAudience.of(company).values_list("goal_id", "target_group_id")
    return TraceFacts(
        goals=_goals(company),
        groups=_groups(company),
        kpis=tuple(
            KpiNode(*row)
            for row in Kpi.of(company)
            .order_by("stage__number", "pk")
            .values_list("pk", "name", "stage__number", "goal_id")
        ),
        platforms=_platforms(company),
        posts=_posts(company),
        meant=frozenset(meant),
        has_strategy=strategy.exists(),
    )


def _goals(company: Company) -> tuple[GoalNode, ...]:
    rows = Goal.of(company).select_related("serves", "stage").order_by("stage__number", "pk")
    named = rows.annotate(wave_name=wave_name("stage"))
    return tuple(
        GoalNode(
            each.pk,
            each.title,
            each.stage.number,
            each.due_on,
            each.serves.name if each.serves else "",
            each.wave_name or "",
        )
        for each in named
    )


def _groups(company: Company) -> tuple[GroupNode, ...]:
    topics: dict[int, list[str]] = defaultdict(list)
    for group, title in ContentTopic.of(company).values_list("target_group_id", "title"):
        topics[group].append(title)
    rows = TargetGroup.of(company).order_by("stage__number", "pk")
    return tuple(
        GroupNode(pk, name, stage, tuple(topics[pk]))
        for pk, name, stage in rows.values_list("pk", "name", "stage__number")
    )


def _platforms(company: Company) -> tuple[PlatformNode, ...]:
    groups: dict[int, set[int]] = defaultdict(set)
    links = PlatformAudience.of(company).values_list("choice_id", "target_group_id")
    for choice, group in links:
        groups[choice].add(group)
    rows = PlatformChoice.of(company).filter(is_chosen=True).order_by("stage__number", "pk")
    return tuple(
        PlatformNode(pk, key, stage, kpi, frozenset(groups[pk]))
        for pk, key, stage, kpi in rows.values_list("pk", "platform", "stage__number", "kpi_id")
    )


def _posts(company: Company) -> tuple[PostNode, ...]:
    rows = PostRecord.of(company).select_related("stage", "topic").order_by("planned_on", "pk")
    return tuple(
        PostNode(
            pk=each.pk,
            name=each.title,
            stage=each.stage.number,
            platform=each.platform,
            group=each.target_group_id or (each.topic.target_group_id if each.topic else None),
            is_published=each.published_on is not None,
            reach=each.reach,
            reactions=each.reactions,
        )
        for each in rows
    )
