"""A company at its strategy: goals, groups and KPIs lie before it, and rows to write quickly."""

from typing import Any
from uuid import UUID

from guidelines.models import Likelihood, Reaction, Scenario
from guidelines.services import attendance
from rollout.models import CompanyGoal, Goal, GoalAudience, Kpi, StageContent, TargetGroup
from rollout.stages.strategy.rows import ROWS
from rollout.writing import add_row
from tests.factories import MONDAY
from tests.guidelines import builders
from tests.rollout.ahead import come_to, place_at
from tests.rollout.builders import Place

STRATEGY = 4
KINDS = {kind.key: kind for kind in ROWS}


def place_with_goals(name: str = "Brauerei Lindner") -> Place:
    """The stage of goals has passed with two groups, a goal, a company goal and a KPI."""
    place = place_at(3, name)
    laid = {"company": place.company, "stage": place.stage(3)}
    CompanyGoal.everywhere.create(**laid, name="Mehr Gäste", level="company")
    guests = TargetGroup.everywhere.create(
        **laid,
        name="Gäste",
        market="b2c",
        age_from=30,
        age_to=60,
        interests="Bier, Volksfest",
        languages=["de"],
    )
    TargetGroup.everywhere.create(
        **laid,
        name="Lehrlinge",
        market="applicants",
        age_from=16,
        age_to=21,
        interests="Ausbildung",
        languages=["de"],
    )
    goal = Goal.everywhere.create(
        **laid, kind="dialogue", title="Mit Gästen reden", due_on="2027-06-30", owner=place.lead
    )
    GoalAudience.everywhere.create(**laid, goal=goal, target_group=guests)
    Kpi.everywhere.create(
        **laid, goal=goal, name="Gespräche", unit="count", direction="up", rhythm="monthly"
    )
    come_to(place, STRATEGY)
    return place


def write(place: Place, kind: str, **values: Any) -> StageContent:
    """One row of the strategy, by the lead."""
    return add_row(
        company=place.company,
        number=STRATEGY,
        of=KINDS[kind],
        values=values,
        by=place.lead,
        at=MONDAY,
    )


def group(place: Place, name: str = "Gäste") -> TargetGroup:
    return TargetGroup.of(place.company).get(name=name)


def kpi(place: Place) -> Kpi:
    return Kpi.of(place.company).get(name="Gespräche")


def write_topic(place: Place, name: str = "Gäste", **values: Any) -> StageContent:
    """A topic for one group."""
    usual = {
        "title": f"Thema für {name}",
        "formats": ["picture"],
        "posts_per_month": 4,
        "minutes_per_post": 60,
        "tone": "herzlich",
        "supplier": place.member,
    }
    return write(place, "topics", target_group=group(place, name), **(usual | values))


def write_topics(place: Place) -> None:
    """A topic for every group: platforms may be chosen."""
    for each in TargetGroup.of(place.company):
        write_topic(place, each.name)


def choose(place: Place, platform: str = "facebook", **values: Any) -> StageContent:
    """A platform with everything said."""
    usual = {
        "is_chosen": True,
        "target_groups": [group(place)],
        "purpose": "Mit Gästen über Feste reden",
        "kpi": kpi(place),
        "owner": place.lead,
        "reason": "",
    }
    return write(place, "platforms", platform=platform, **(usual | values))


def prepare_scenarios(place: Place, number: int = 3, *, first: int = 1, **values: Any) -> None:
    """Conflict scenarios with reaction and owner, numbered from ``first``."""
    usual: dict[str, Any] = {
        "likelihood": Likelihood.MEDIUM,
        "trigger": "Viele Beschwerden",
        "reaction": Reaction.ANSWER,
        "plan": "Wir antworten am selben Tag.",
        "owner": place.memberships["lead"],
        "deputy": place.memberships["member"],
    }
    for n in range(first, first + number):
        Scenario.everywhere.create(
            company=place.company,
            topic=f"Konflikt {n}",
            form_key=UUID(int=n),
            created_by=place.lead,
            created_at=MONDAY,
            changed_at=MONDAY,
            **(usual | values),
        )


def publish_guidelines(place: Place) -> None:
    """Guidelines from the template, put into force by the manager."""
    people = place.memberships
    builders.publish(
        builders.Place(place.company, people["lead"], people["manager"], people["member"])
    )


def involve(place: Place, name: str = "member") -> None:
    """Somebody was at a workshop elsewhere."""
    attendance.note_outside_training(
        company=place.company,
        membership=place.memberships[name],
        title="Workshop",
        provider="IHK",
        attended_on=MONDAY.date(),
        form_key=UUID(int=place.memberships[name].pk),
        by=place.lead,
        at=MONDAY,
    )
