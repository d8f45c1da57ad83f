"""What the demo's feeds carry: life while one watches, and no alarm but the one it tells of."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from monitoring.demo_sources.stories import CHANNELS, LATER, Channel, Story, stories, stories_of_day

NAMES = {
    "brenner": re.compile(r"Holzmanufaktur Brenner|Brenner Möbel|(von|bei|kam) Brenner"),
    "lindner": re.compile(r"Lindner (Bräu|schmeckt)|Biergarten Lindner|von Lindner|Bräu"),
    "kraemer": re.compile(r"(?<!Familie )Krämer"),
}
STARTS = {
    "before dawn": datetime(2026, 11, 23, 4, 48, tzinfo=UTC),
    "in the evening": datetime(2026, 11, 23, 17, 30, tzinfo=UTC),
    "around midnight": datetime(2026, 12, 31, 23, 50, tzinfo=UTC),
}
MINUTE = timedelta(minutes=1)
WAKES = 5
"""Mentions in a window from which on an alarm may ring (docs/alarm.md)."""


def of(name: str) -> list[Channel]:
    forum = {
        "brenner": "forum/holz.rss",
        "lindner": "forum/bier.rss",
        "kraemer": "forum/metall.rss",
    }
    texts = next(each.texts for each in CHANNELS if each.path == forum[name])
    return [each for each in CHANNELS if each.texts is texts]


def new(name: str, start: datetime, now: datetime) -> list[Story]:
    told = (stories(each, started_at=start, now=now) for each in of(name))
    return [story for told in told for story in told if story.published_at > start]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
@pytest.mark.parametrize("name", NAMES)
def test_what_comes_while_one_watches_wakes_nobody(name: str, start: datetime) -> None:
    found = new(name, start, start + LATER)
    about = [story for story in found if NAMES[name].search(story.text)]
    assert 2 <= len(about) < WAKES
    assert min(story.published_at for story in about) <= start + 5 * MINUTE
    assert len(found) > 60


@pytest.mark.parametrize("name", NAMES)
def test_afterwards_it_is_as_on_any_day(name: str) -> None:
    start = STARTS["before dawn"]
    now = start + timedelta(days=2)
    days = [start.date() + timedelta(days=number) for number in range(3)]
    usual = {
        story.key
        for channel in of(name)
        for day in days
        for story in stories_of_day(channel, day, today=start.date())
        if start + LATER < story.published_at <= now
    }
    assert usual and usual <= {story.key for story in new(name, start, now)}


def test_a_server_that_is_started_again_carries_the_same_days() -> None:
    start = STARTS["before dawn"]
    now = start + timedelta(days=1, hours=1)
    for channel in CHANNELS:
        first = stories(channel, started_at=start, now=now)
        again = stories(channel, started_at=now, now=now)
        told = [story for story in first if story.published_at > start and story.key[4] == "-"]
        assert {story.key for story in told} <= {story.key for story in again}
