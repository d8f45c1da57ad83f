"""The way from a goal to its result, and what belongs to no such way; pure (S0, S2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from rollout.wording import Text


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal; ``stage`` is the number of its stage, ``wave`` the name where that is a wave."""

    pk: int
    name: str
    stage: int
    due_on: date
    serves: str = ""
    wave: str = ""


@dataclass(frozen=True, slots=True)
class GroupNode:
    """A target group, and how many topics are meant for it."""

    pk: int
    name: str
    stage: int
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KpiNode:
    """A KPI with the goal it shows."""

    pk: int
    name: str
    stage: int
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class PlatformNode:
    """A platform that was chosen, with its KPI and the target groups it is there for."""

    pk: int
    key: str
    stage: int
    kpi: int | None = None
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PostNode:
    """A post that is planned or published; ``platform`` is a key."""

    pk: int
    name: str
    stage: int
    platform: str
    group: int | None = None
    is_published: bool = False
    reach: int | None = None
    reactions: int | None = None


@dataclass(frozen=True)
class TraceFacts:
    """Everything of a company; ``meant`` are pairs (goal, target group).

    ``has_strategy``: the strategy's stage has begun, so that its links can be asked for.
    """

    goals: tuple[GoalNode, ...] = ()
    groups: tuple[GroupNode, ...] = ()
    kpis: tuple[KpiNode, ...] = ()
    platforms: tuple[PlatformNode, ...] = ()
    posts: tuple[PostNode, ...] = ()
    meant: frozenset[tuple[int, int]] = frozenset()
    has_strategy: bool = False


@dataclass(frozen=True)
class Chain:
    """One goal with everything that leads to its result."""

    goal: GoalNode
    groups: tuple[GroupNode, ...]
    kpis: tuple[KpiNode, ...]
    platforms: tuple[PlatformNode, ...]
    posts: tuple[PostNode, ...]

    @property
    def published(self) -> tuple[PostNode, ...]:
        """The posts that are out."""
        return tuple(post for post in self.posts if post.is_published)


def chains(facts: TraceFacts) -> tuple[Chain, ...]:
    """One for each goal: its groups and KPIs, and what is there for these groups."""
    return tuple(_chain(goal, facts) for goal in facts.goals)


def _chain(goal: GoalNode, facts: TraceFacts) -> Chain:
    groups = {group for of, group in facts.meant if of == goal.pk}
    kpis = tuple(kpi for kpi in facts.kpis if kpi.goal == goal.pk)
    shown = {kpi.pk for kpi in kpis}
    return Chain(
        goal=goal,
        groups=tuple(group for group in facts.groups if group.pk in groups),
        kpis=kpis,
        platforms=tuple(
            each for each in facts.platforms if each.groups & groups or each.kpi in shown
        ),
        posts=tuple(post for post in facts.posts if post.group in groups),
    )


class Loose(StrEnum):
    """What is missing for something to belong to a chain; the value is kept by nobody."""

    GOAL_WITHOUT_KPI = "goal_without_kpi"
    GOAL_WITHOUT_GROUP = "goal_without_group"
    KPI_WITHOUT_GOAL = "kpi_without_goal"
    GROUP_WITHOUT_GOAL = "group_without_goal"
    GROUP_WITHOUT_TOPIC = "group_without_topic"
    GROUP_WITHOUT_PLATFORM = "group_without_platform"
    PLATFORM_WITHOUT_KPI = "platform_without_kpi"
    PLATFORM_WITHOUT_GROUP = "platform_without_group"
    POST_WITHOUT_GROUP = "post_without_group"
    POST_ELSEWHERE = "post_elsewhere"

    @property
    def label(self) -> Text:
        """The same in words."""
        return LABELS[self]

    @property
    def section(self) -> str:
        """The section of the stage where it is mended."""
        return SECTIONS[self]


LABELS: dict[Loose, Text] = {
    Loose.GOAL_WITHOUT_KPI: _("Goals without a KPI"),
    Loose.GOAL_WITHOUT_GROUP: _("Goals without a target group"),
    Loose.KPI_WITHOUT_GOAL: _("KPIs without a goal"),
    Loose.GROUP_WITHOUT_GOAL: _("Target groups without a goal"),
    Loose.GROUP_WITHOUT_TOPIC: _("Target groups without a topic"),
    Loose.GROUP_WITHOUT_PLATFORM: _("Target groups without a platform"),
    Loose.PLATFORM_WITHOUT_KPI: _("Platforms without a KPI"),
    Loose.PLATFORM_WITHOUT_GROUP: _("Platforms without a target group"),
    Loose.POST_WITHOUT_GROUP: _("Posts without a target group"),
    Loose.POST_ELSEWHERE: _("Posts on a platform nobody has chosen"),
}
SECTIONS: dict[Loose, str] = {
    Loose.GOAL_WITHOUT_KPI: "kpis",
    Loose.GOAL_WITHOUT_GROUP: "goals",
    Loose.KPI_WITHOUT_GOAL: "kpis",
    Loose.GROUP_WITHOUT_GOAL: "goals",
    Loose.GROUP_WITHOUT_TOPIC: "topics",
    Loose.GROUP_WITHOUT_PLATFORM: "platforms",
    Loose.PLATFORM_WITHOUT_KPI: "platforms",
    Loose.PLATFORM_WITHOUT_GROUP: "platforms",
    Loose.POST_WITHOUT_GROUP: "posts",
    Loose.POST_ELSEWHERE: "posts",
}


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something that lacks a link: its name, and the stage it belongs to."""

    lacks: Loose
    name: str
    stage: int
    pk: int


def orphans(facts: TraceFacts) -> tuple[Orphan, ...]:
    """Everything that hangs in the air, in the order of the chain."""
    found = [*_goals(facts), *_kpis(facts), *_groups(facts), *_platforms(facts), *_posts(facts)]
    order = list(Loose)
    return tuple(sorted(found, key=lambda each: (order.index(each.lacks), each.stage, each.pk)))


def _goals(facts: TraceFacts) -> Iterator[Orphan]:
    measured = {kpi.goal for kpi in facts.kpis}
    aimed = {goal for goal, _group in facts.meant}
    for goal in facts.goals:
        if goal.pk not in measured:
            yield Orphan(Loose.GOAL_WITHOUT_KPI, goal.name, goal.stage, goal.pk)
        if goal.pk not in aimed:
            yield Orphan(Loose.GOAL_WITHOUT_GROUP, goal.name, goal.stage, goal.pk)


def _kpis(facts: TraceFacts) -> Iterator[Orphan]:
    for kpi in facts.kpis:
        if kpi.goal is None:
            yield Orphan(Loose.KPI_WITHOUT_GOAL, kpi.name, kpi.stage, kpi.pk)


def _groups(facts: TraceFacts) -> Iterator[Orphan]:
    meant = {group for _goal, group in facts.meant}
    reached = frozenset().union(*(each.groups for each in facts.platforms))
    for group in facts.groups:
        if group.pk not in meant:
            yield Orphan(Loose.GROUP_WITHOUT_GOAL, group.name, group.stage, group.pk)
        if facts.has_strategy and not group.topics:
            yield Orphan(Loose.GROUP_WITHOUT_TOPIC, group.name, group.stage, group.pk)
        if facts.has_strategy and group.pk not in reached:
            yield Orphan(Loose.GROUP_WITHOUT_PLATFORM, group.name, group.stage, group.pk)


def _platforms(facts: TraceFacts) -> Iterator[Orphan]:
    for each in facts.platforms:
        if each.kpi is None:
            yield Orphan(Loose.PLATFORM_WITHOUT_KPI, each.key, each.stage, each.pk)
        if not each.groups:
            yield Orphan(Loose.PLATFORM_WITHOUT_GROUP, each.key, each.stage, each.pk)


def _posts(facts: TraceFacts) -> Iterator[Orphan]:
    chosen = {each.key for each in facts.platforms}
    for post in facts.posts:
        if post.group is None:
            yield Orphan(Loose.POST_WITHOUT_GROUP, post.name, post.stage, post.pk)
        if post.platform not in chosen:
            yield Orphan(Loose.POST_ELSEWHERE, post.name, post.stage, post.pk)
