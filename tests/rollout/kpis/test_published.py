"""What is counted from posts and runs of playbooks, against counts by hand."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pgtrigger
import pytest
from django.utils.translation import override

from publishing.models import Playbook, Run
from publishing.services.playbooks import take_playbook
from rollout.kpis import Point, series_of
from rollout.kpis.measures import MEASURES
from rollout.models import PostRecord
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place
from tests.rollout.kpis.builders import make_kpi

pytestmark = pytest.mark.django_db
PILOT = 6
AUTUMN = (date(2026, 9, 1), date(2026, 10, 31))


@pytest.fixture
def place() -> Place:
    return place_at(PILOT)


def post(place: Place, on: date | None, **fields: Any) -> PostRecord:
    row = {"title": "Richtfest", "platform": "mastodon", "planned_on": date(2026, 9, 10)} | fields
    return PostRecord.everywhere.create(
        company=place.company, stage=place.stage(PILOT), published_on=on, **row
    )


def run(place: Place, playbook: Playbook, on: date, state: str = Run.State.FINISHED) -> None:
    """A run that ended at eleven in the evening; the tables would ask for its steps."""
    with pgtrigger.ignore():
        Run.everywhere.create(
            company=place.company,
            playbook=playbook,
            revision=1,
            title="Richtfest",
            state=state,
            reason="" if state == Run.State.FINISHED else "No news after all.",
            begun_by=place.lead,
            begun_at=MONDAY,
            changed_at=MONDAY,
            ended_by=place.lead,
            ended_at=datetime.combine(on, time(23), ZoneInfo("Europe/Berlin")),
            form_key=uuid4(),
        )


def tell(place: Place) -> None:
    """September: two posts, one a day late, one without its reach. October: one, and a plan."""
    post(place, date(2026, 9, 10), reach=120, reactions=4)
    post(place, date(2026, 9, 11), reactions=3)
    post(place, date(2026, 10, 1), planned_on=date(2026, 10, 2), reach=80, reactions=0)
    post(place, None, planned_on=date(2026, 10, 9))
    post(place, date(2026, 11, 1))


def counted(place: Place, measure: str) -> list[Point]:
    unit, stage = MEASURES[measure].unit, place.stage(PILOT)
    row = make_kpi(place, name=measure, measure=measure, unit=unit, stage=stage)
    return series_of(row, *AUTUMN)


@pytest.mark.parametrize(
    ("measure", "september", "october"),
    [
        ("posts_published", "2", "1"),
        ("posts_in_time", "50.0", "100.0"),
        ("post_reactions", "7", "0"),
    ],
)
def test_months_are_counted_as_by_hand(
    place: Place, measure: str, september: str, october: str
) -> None:
    tell(place)
    assert [point.value for point in counted(place, measure)] == [
        Decimal(september),
        Decimal(october),
    ]


def test_a_reach_nobody_wrote_down_is_not_taken_for_none(place: Place) -> None:
    tell(place)
    september, october = counted(place, "post_reach")
    assert (september.value, october.value) == (None, Decimal(80))
    with override("en"):
        assert [str(reason) for reason in september.unseen] == [
            "how many people 1 post reached is not written down"
        ]


def test_a_share_of_no_post_is_no_figure(place: Place) -> None:
    assert [point.value for point in counted(place, "posts_in_time")] == [None, None]


def test_posts_of_another_company_do_not_count(place: Place) -> None:
    tell(place_at(PILOT, name="Metallbau Krämer"))
    assert [point.value for point in counted(place, "posts_published")] == [0, 0]


def test_finished_runs_count_on_their_day_and_others_do_not(place: Place) -> None:
    playbook = take_playbook(
        company=place.company, key="blog_post", language="en", by=place.lead, at=MONDAY
    )
    for day in (date(2026, 9, 30), date(2026, 10, 31), date(2026, 10, 2)):
        run(place, playbook, day)
    run(place, playbook, date(2026, 10, 5), state=Run.State.STOPPED)
    assert [point.value for point in counted(place, "playbook_runs")] == [1, 2]
