"""From goal to result: chains, and what hangs in the air."""

from dataclasses import replace
from datetime import date

import pgtrigger
import pytest

from rollout.kpis import kpi_facts
from rollout.models import ContentTopic, PlatformAudience, PlatformChoice, PostRecord
from rollout.trace.chains import (
    GoalNode,
    GroupNode,
    KpiNode,
    Loose,
    PlatformNode,
    PostNode,
    TraceFacts,
    chains,
    orphans,
)
from rollout.trace.reading import trace_facts
from tests.rollout.ahead import place_at
from tests.rollout.builders import TODAY, Place
from tests.rollout.kpis.builders import aim, make_goal, make_group, make_kpi

GOAL = GoalNode(1, "Zwanzig Bewerbungen", 3, date(2027, 6, 30))
GROUP = GroupNode(1, "Schulabgänger", 3, ("Ein Tag in der Werkstatt",))
KPI = KpiNode(1, "Bewerbungen", 3, goal=1)
PLATFORM = PlatformNode(1, "instagram", 4, kpi=1, groups=frozenset({1}))
POST = PostNode(1, "Lena zeigt die Säge", 6, "instagram", group=1, is_published=True, reach=300)
WHOLE = TraceFacts(
    goals=(GOAL,),
    groups=(GROUP,),
    kpis=(KPI,),
    platforms=(PLATFORM,),
    posts=(POST,),
    meant=frozenset({(1, 1)}),
    has_strategy=True,
)


def test_a_chain_leads_from_the_goal_to_its_posts() -> None:
    [chain] = chains(WHOLE)
    assert (chain.goal, chain.groups, chain.kpis, chain.platforms, chain.posts) == (
        GOAL,
        (GROUP,),
        (KPI,),
        (PLATFORM,),
        (POST,),
    )


def test_what_belongs_to_another_goal_is_not_in_the_chain() -> None:
    other = GoalNode(2, "Lob", 3, date(2027, 6, 30))
    facts = replace(WHOLE, goals=(GOAL, other))
    assert chains(facts)[1] == replace(chains(facts)[1], groups=(), kpis=(), platforms=(), posts=())


def test_nothing_hangs_in_the_air_where_everything_hangs_together() -> None:
    assert orphans(WHOLE) == ()


@pytest.mark.parametrize(
    ("changes", "loose"),
    [
        ({"kpis": (replace(KPI, goal=None),)}, [Loose.GOAL_WITHOUT_KPI, Loose.KPI_WITHOUT_GOAL]),
        ({"meant": frozenset()}, [Loose.GOAL_WITHOUT_GROUP, Loose.GROUP_WITHOUT_GOAL]),
        ({"groups": (replace(GROUP, topics=()),)}, [Loose.GROUP_WITHOUT_TOPIC]),
        (
            {"platforms": (replace(PLATFORM, groups=frozenset()),)},
            [Loose.GROUP_WITHOUT_PLATFORM, Loose.PLATFORM_WITHOUT_GROUP],
        ),
        ({"platforms": (replace(PLATFORM, kpi=None),)}, [Loose.PLATFORM_WITHOUT_KPI]),
        ({"posts": (replace(POST, group=None),)}, [Loose.POST_WITHOUT_GROUP]),
        ({"posts": (replace(POST, platform="tiktok"),)}, [Loose.POST_ELSEWHERE]),
        (
            {
                "groups": (replace(GROUP, topics=()),),
                "platforms": (),
                "posts": (),
                "has_strategy": False,
            },
            [],
        ),
    ],
    ids=[
        "a KPI without a goal",
        "a goal for nobody",
        "nothing to say",
        "a platform for nobody",
        "a platform nobody measures",
        "a post for nobody",
        "a post elsewhere",
        "before the strategy",
    ],
)
def test_whatever_lacks_a_link_hangs_in_the_air(
    changes: dict[str, object], loose: list[Loose]
) -> None:
    assert [each.lacks for each in orphans(replace(WHOLE, **changes))] == loose


def lay_out(place: Place) -> None:
    """A goal with everything that leads to its result."""
    goal, group = make_goal(place), make_group(place)
    aim(place, goal, group)
    kpi = make_kpi(place, goal=goal)
    strategy, pilot = place.stage(4), place.stage(6)
    topic = ContentTopic.everywhere.create(
        company=place.company,
        stage=strategy,
        target_group=group,
        title="Ein Tag in der Werkstatt",
        posts_per_month=2,
        minutes_per_post=60,
    )
    choice = PlatformChoice.everywhere.create(
        company=place.company, stage=strategy, platform="instagram", kpi=kpi
    )
    PlatformAudience.everywhere.create(
        company=place.company, stage=strategy, choice=choice, target_group=group
    )
    PlatformChoice.everywhere.create(
        company=place.company, stage=strategy, platform="xing", is_chosen=False
    )
    PostRecord.everywhere.create(
        company=place.company,
        stage=pilot,
        title="Lena zeigt die Säge",
        platform="instagram",
        planned_on=TODAY,
        published_on=TODAY,
        topic=topic,
        reach=300,
    )


@pytest.fixture
def place() -> Place:
    return place_at(4)


@pytest.mark.django_db
def test_the_facts_are_read_over_all_stages(place: Place, django_assert_num_queries) -> None:
    with pgtrigger.ignore():
        lay_out(place)
    other = place_at(4, "Anders GmbH")
    with pgtrigger.ignore():
        lay_out(other)
    with django_assert_num_queries(9):
        facts = trace_facts(place.company)
    [chain] = chains(facts)
    assert [node.name for node in (*chain.groups, *chain.kpis, *chain.posts)] == [
        "Schulabgänger",
        "Bewerbungen",
        "Lena zeigt die Säge",
    ]
    assert [(each.key, each.stage) for each in chain.platforms] == [("instagram", 4)]
    assert orphans(facts) == ()
    assert len(kpi_facts(place.company, TODAY)) == 1
