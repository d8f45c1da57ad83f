"""The coverage ledger: each gap of ninety days, and what nobody can see."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from monitoring.dashboard.ledger import shown
from monitoring.presenters.sight import Sight
from monitoring.selectors.blindness import ledger
from tests.monitoring.pages.rows import Place, make_source

NOW = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def lines(place: Place):
    return shown(ledger(place.company, now=NOW), Sight(place.company, NOW)).lines


def gap(source, days_ago: float, days: float, *, missed: bool = True):
    began = NOW - timedelta(days=days_ago)
    return source.feed.spells.create(
        began_at=began,
        ended_at=began + timedelta(days=days),
        missed=missed,
        reason={"code": "unknown"},
    )


def test_each_gap_is_told_with_its_length_and_whether_something_is_missing(place: Place) -> None:
    source = make_source(place, now=NOW)
    gap(source, 45, 9)
    gap(source, 10, 0.25, missed=False)
    (line,) = lines(place)
    assert line.summary == "1 gap in which something may be missing, 9 days in all."
    assert [(row.lasted, row.state) for row in line.gaps] == [
        ("6 hours", "closed, nothing is missing"),
        ("9 days", "something may be missing"),
    ]
    assert line.gaps[0].why == "This source could not be read."
    # Ninety days are the whole bar: day 45 is its middle, nine days a tenth of it.
    assert [(each.start, each.width, each.tone) for each in line.stretches] == [
        ("50.00", "10.00", "warn"),
        ("88.89", "0.40", "ok"),
    ]


def test_what_is_blind_now_is_told_since_when_and_why(place: Place) -> None:
    make_source(place, "Forum", now=NOW, blind_since=NOW - 3 * DAY)
    (line,) = lines(place)
    assert [(row.when, row.lasted, row.state, row.tone) for row in line.gaps] == [
        ("since Monday 12:00", "3 days", "still blind", "stop")
    ]
    assert line.summary == "1 gap in which something may be missing, 3 days in all."
    assert (line.stretches[0].start, line.stretches[0].width) == ("96.67", "3.33")


def test_closed_gaps_and_none_at_all_are_good_news_and_nothing_else_is(place: Place) -> None:
    source = make_source(place, "Bote", now=NOW)
    make_source(place, "Zeitung", now=NOW)
    gap(source, 20, 1, missed=False)
    assert [line.summary for line in lines(place)] == [
        "1 gap, closed: nothing is missing.",
        "Seen without a gap.",
    ]


def test_a_source_that_is_new_is_praised_for_no_more_than_it_saw(place: Place) -> None:
    make_source(place, now=NOW, added_at=NOW - timedelta(minutes=5))
    (line,) = lines(place)
    assert line.summary == "Seen since 11:55, so far without a gap."


def test_what_lies_before_the_window_or_before_one_watched_is_no_gap(place: Place) -> None:
    source = make_source(place, now=NOW, added_at=NOW - 30 * DAY)
    gap(source, 200, 2)
    gap(source, 60, 5)
    gap(source, 31, 2)
    (line,) = lines(place)
    assert line.unwatched == "66.67"
    assert [row.lasted for row in line.gaps] == ["24 hours"]


def test_the_page_says_what_nobody_can_see(place: Place) -> None:
    make_source(place)
    page = place.get("dashboard/coverage/")
    assert "Closed groups, private messages" in page
    ours, others = page.split("Kinds of sources you do not use")
    assert "What your sources do not see" in ours
    assert len(re.findall("<dt>", ours)) == 1
    assert len(re.findall("<dt>", others)) >= 10


def test_without_sources_it_says_what_to_do(place: Place) -> None:
    page = place.get("dashboard/coverage/")
    assert "Nothing is read yet" in page
    assert "What nobody can see here" in page


def test_the_dashboard_leads_there_where_something_is_missing(place: Place) -> None:
    make_source(place, blind_since=timezone.now() - 2 * DAY)
    assert place.get("dashboard/").count(place.url("dashboard/coverage/")) == 2


def test_the_ledger_asks_a_fixed_number_of_questions(place: Place) -> None:
    asked = []
    for number in (1, 12):
        for each in range(number):
            gap(make_source(place, f"S{number}-{each}", now=NOW), 3, 1)
        with CaptureQueriesContext(connection) as queries:
            ledger(place.company, now=NOW)
        asked.append(len(queries))
    assert asked == [2, 2]


def test_a_paused_source_is_not_praised_as_seen(place: Place) -> None:
    source = make_source(place, now=NOW)
    source.paused_at = NOW - 9 * DAY
    source.save()
    (line,) = lines(place)
    assert line.summary == "Not seen since Nov. 10, 2026, 12:00: it is paused."
    assert [(each.start, each.width, each.tone) for each in line.stretches] == [
        ("90.00", "10.00", "neutral")
    ]


def test_what_cannot_be_seen_now_stands_first(place: Place) -> None:
    make_source(place, "Abendblatt", now=NOW)
    make_source(place, "Zeitung", now=NOW, blind_since=NOW - DAY)
    assert [line.name for line in lines(place)] == ["Zeitung", "Abendblatt"]


def test_of_what_is_handed_in_nobody_says_that_nothing_is_missing(place: Place) -> None:
    source = make_source(place, now=NOW)
    source.feed.kind = "webhook"
    source.feed.save()
    (line,) = lines(place)
    assert line.summary == "Handed in: nobody can tell what is missing."
    assert line.unwatched == "100.00"
