"""A company at its resources, and what is written there."""

from decimal import Decimal
from typing import Any

from rollout.assessment import assess
from rollout.attesting import confirm
from rollout.models import ContentTopic, PlatformChoice, StageContent, TargetGroup
from rollout.stage import Assessment
from rollout.stages.resources.rows import ROWS
from rollout.writing import add_row
from tests.factories import MONDAY
from tests.rollout.ahead import come_to, place_at
from tests.rollout.builders import Place

STRATEGY, RESOURCES = 4, 5
KINDS = {kind.key: kind for kind in ROWS}
ON = MONDAY.date()
NIGHT = MONDAY.replace(hour=0)


def resources_place() -> Place:
    """The strategy asks for eight posts a month of an hour each, on one platform."""
    place = place_at(STRATEGY)
    laid = {"company": place.company, "stage": place.stage(STRATEGY)}
    group = TargetGroup.everywhere.create(**laid, name="Gäste", market="b2c", languages=["de"])
    ContentTopic.everywhere.create(
        **laid, target_group=group, title="Feste", posts_per_month=8, minutes_per_post=60
    )
    PlatformChoice.everywhere.create(**laid, platform="facebook", purpose="Gespräche")
    come_to(place, RESOURCES)
    return place


def write(place: Place, kind: str, **values: Any) -> StageContent:
    return add_row(
        company=place.company,
        number=RESOURCES,
        of=KINDS[kind],
        values=values,
        by=place.lead,
        at=MONDAY,
    )


def staff(place: Place, **values: Any) -> StageContent:
    usual = {
        "person": place.lead,
        "duty": "answering",
        "hours_per_week": Decimal(6),
        "competence": 4,
        "deputy": place.member,
        "answers": True,
        "may_decide": True,
    }
    return write(place, "staff", **(usual | values))


def plan(place: Place, **values: Any) -> StageContent:
    usual = {"sponsor": place.manager, "one_off": Decimal(3000), "tools": Decimal("49.90")}
    return write(place, "resource_plan", **(usual | values))


def approve_budget(place: Place) -> None:
    confirm(
        company=place.company,
        number=RESOURCES,
        criterion="budget_approved",
        statement="Sitzung vom 12. November",
        by=place.manager,
        at=MONDAY,
    )


def found(place: Place) -> Assessment:
    return assess(place.stage(RESOURCES), ON)


def unmet(place: Place) -> set[str]:
    return {each.key for each in found(place).results if not each.met}


def outsource(place: Place, **values: Any) -> StageContent:
    usual = {"what": "Videos", "provider": "Studio Nord", "hours_per_week": 2, "owner": place.lead}
    return write(place, "outsourced", **(usual | values))
