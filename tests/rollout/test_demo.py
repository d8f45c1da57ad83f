"""The demo's story holds on whatever day it is told."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from companies.models import Company, Membership, Notice
from monitoring.models import DeskCase, Feed, Incident, Mention
from rollout.assessment import assess
from rollout.demo.sources import follow_port
from rollout.demo.story import tell
from rollout.machine import State
from rollout.models import Condition, Goal, KpiReading, Stage, Submission, Wave

pytestmark = pytest.mark.django_db

DAYS = {
    "a Sunday at night in March": datetime(2027, 3, 28, 23, 30, tzinfo=UTC),
    "New Year's morning": datetime(2027, 1, 1, 0, 10, tzinfo=UTC),
    "a leap day": datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
}


def states(name: str) -> list[str]:
    company = Company.objects.get(name=name)
    return list(Stage.of(company).order_by("number").values_list("state", flat=True))


@pytest.mark.parametrize("now", DAYS.values(), ids=DAYS.keys())
def test_three_companies_stand_where_the_story_says(now: datetime) -> None:
    tell(port=8765, now=now)
    locked = [State.LOCKED] * 5
    assert states("Holzmanufaktur Brenner") == [State.PASSED, State.OPEN, *locked]
    assert states("Lindner Bräu") == [State.OPEN, State.LOCKED, *locked]
    assert states("Metallbau Krämer") == [State.PASSED] * 7 + [State.OPEN]

    # What is late, and what the alarm found by itself, is there to be looked at.
    late = DeskCase.everywhere.filter(outcome="", due_at__lt=now)
    assert late.filter(company__name="Holzmanufaktur Brenner").exists()
    rung = Incident.everywhere.get(state=Incident.State.OPEN)
    assert (rung.company.name, rung.opened_by) == ("Metallbau Krämer", None)
    assert rung.scenario_id is not None


def test_the_third_company_has_one_thing_left_to_do_and_figures_to_show() -> None:
    now = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    tell(port=8765, now=now)
    company = Company.objects.get(name="Metallbau Krämer")
    stage = Stage.of(company).get(number=8)
    unmet = assess(stage, now.date()).unmet
    assert [each.key for each in unmet] == ["supplement_read"]
    assert Wave.of(company).count() == 2
    assert Goal.of(company).count() == 4
    assert KpiReading.of(company).count() == 23
    assert not Condition.of(company).filter(settled="").exists()
    days = Mention.of(company).order_by("day").values_list("day", flat=True)
    assert (now.date() - days[0]).days > 380

    # What is frozen shows how it is done: people are named by their part, never by name.
    people = Membership.of(company).values_list("user__name", flat=True)
    names = {part for name in people for part in name.split()} - {"Krämer"}
    for submission in Submission.of(company):
        assert not names & set(re.findall(r"\w+", bytes(submission.snapshot).decode()))

    # Nobody is mailed about what happened before the demo began.
    assert not Notice.everywhere.filter(sent_at__isnull=True).exists()


def test_feeds_follow_the_demo_server_unless_one_is_there_already() -> None:
    at = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    for address in (
        "http://127.0.0.1:8701/a.rss",
        "http://127.0.0.1:8702/a.rss",
        "http://127.0.0.1:8702/b.rss",
        "https://forum.example/a.rss",
    ):
        Feed.objects.create(
            kind="feed",
            address=address,
            host="x",
            interval=timedelta(1),
            created_at=at,
            next_due_at=at,
        )
    follow_port(8703)
    follow_port(8703)
    assert list(Feed.objects.order_by("id").values_list("address", flat=True)) == [
        "http://127.0.0.1:8703/a.rss",
        "http://127.0.0.1:8702/a.rss",
        "http://127.0.0.1:8703/b.rss",
        "https://forum.example/a.rss",
    ]
