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


def told(name: str, start: datetime, now: datetime) -> list[Story]:
    found = (stories(each, started_at=start, now=now) for each in of(name))
    return [story for each in found for story in each]


def new(name: str, start: datetime, now: datetime) -> list[Story]:
    """What the channels carry now and did not when the server was started."""
    before = {story.key for story in told(name, start, start)}
    return [story for story in told(name, start, now) if story.key not in before]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
@pytest.mark.parametrize("name", NAMES)
def test_what_comes_while_one_watches_wakes_nobody(name: str, start: datetime) -> None:
    # Started again and again: an alarm counts everything by when it was said.
    found: dict[str, Story] = {}
    for number in range(4):
        again = start + number * 40 * MINUTE
        found |= {story.key: story for story in new(name, again, again + 40 * MINUTE)}
    about = [story for story in found.values() if NAMES[name].search(story.text)]
    for hours in range(-2, 4):
        ends = start + timedelta(hours=hours + 1)
        window = [each for each in about if ends - LATER < each.published_at <= ends]
        assert len(window) < WAKES
    assert len(found) > 50


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
@pytest.mark.parametrize("name", NAMES)
def test_it_is_spoken_of_the_company_within_minutes(name: str, start: datetime) -> None:
    for minutes, number in ((3, 1), (11, 2)):
        about = [
            story
            for story in new(name, start, start + minutes * MINUTE)
            if NAMES[name].search(story.text)
        ]
        assert len(about) in (number, number + 1)


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
