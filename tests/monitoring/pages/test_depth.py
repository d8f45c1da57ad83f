"""What rises, who speaks and where; how it is answered; and all of it beside the time before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from monitoring.dashboard.answering import answering
from monitoring.dashboard.depth import DepthPage, depth
from monitoring.dashboard.depth import shown as say
from monitoring.dashboard.facts import Answers, choices, facts
from monitoring.dashboard.pictures import volume
from monitoring.forms.filters import period_of
from monitoring.presenters.sight import Sight
from monitoring.selectors.desk_figures import Answering
from monitoring.selectors.mentions import MentionFilters
from monitoring.selectors.speakers import Speaker, sites, speakers
from tests.monitoring.pages.rows import HOUR, Place, make_mention, make_profile, make_source

THURSDAY = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
WEEK = period_of(7, today=date(2026, 11, 19))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def page(place: Place) -> DepthPage:
    found = depth(place.company, MentionFilters(), WEEK, most=8, at=THURSDAY)
    return say(found, Sight(place.company, THURSDAY))


def test_who_speaks_is_told_with_where_how_and_since_when(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    make_mention(source, brand, at=THURSDAY - 60 * DAY, author="Anna")
    for hours, tone in ((1, "negative"), (2, "negative"), (3, "positive")):
        make_mention(source, brand, at=THURSDAY - hours * HOUR, author="Anna", tone=tone)
    make_mention(source, brand, at=THURSDAY - HOUR, author="Anna", site="anderswo.example")
    first = make_mention(source, brand, at=THURSDAY - HOUR, author="Bote", site="bote.example")
    for _ in range(4):
        make_mention(source, brand, at=THURSDAY, author="Echo", folded_into=first)
    make_mention(source, brand, at=THURSDAY - HOUR, author="")
    found = speakers(place.company, MentionFilters(starts_on=WEEK.starts_on), most=8)
    early, late = THURSDAY - 60 * DAY, THURSDAY - HOUR
    assert found == [
        Speaker("Bote", "bote.example", 1, 0, 0, 4, late),
        Speaker("Anna", "forum.example", 3, 2, 1, 0, early),
        Speaker("Anna", "anderswo.example", 1, 0, 0, 0, late),
    ]
    rows = page(place).speakers.rows
    assert [(row.label, row.words, row.mark, row.detail) for row in rows] == [
        (
            "Bote",
            "1",
            "opinion leader",
            "bote.example · repeated 4 times · first seen 11/19/2026",
        ),
        ("Anna", "3", "opinion leader", "forum.example · first seen 09/20/2026"),
        ("Anna", "1", "", "anderswo.example · first seen 11/19/2026"),
    ]
    assert rows[1].url == (
        f"/c/{place.company.slug}/mentions/?site=forum.example&author=Anna"
        "&starts_on=2026-11-13&ends_on=2026-11-19"
    )
    html = place.get(f"dashboard/depth/?{rows[1].url.partition('?')[2]}")
    assert "opinion leader" in html


def test_the_link_of_a_speaker_leads_to_as_many_mentions_as_it_says(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    for hours in (1, 2):
        make_mention(source, brand, at=THURSDAY - hours * HOUR, author="Ä & Söhne=1")
    make_mention(source, brand, at=THURSDAY - HOUR, author="Andere")
    (row, *_rest) = page(place).speakers.rows
    assert row.words == "2"
    html = place.get(row.url.removeprefix(f"/c/{place.company.slug}/"))
    assert "2 mentions" in html


def test_places_are_told_with_their_share_and_tone(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    for number in range(6):
        tone = "negative" if number < 3 else "neutral"
        make_mention(source, brand, at=THURSDAY - HOUR, tone=tone)
    make_mention(source, brand, at=THURSDAY - HOUR, site="bote.example", tone="positive")
    make_mention(source, brand, at=THURSDAY - HOUR, site="")
    found = sites(place.company, MentionFilters(), most=8)
    assert [(each.name, each.number, each.negative, each.positive) for each in found] == [
        ("forum.example", 6, 3, 0),
        ("bote.example", 1, 0, 1),
    ]
    rows = page(place).sites.rows
    assert [(row.label, row.words, row.note, row.part) for row in rows] == [
        ("forum.example", "6", "75 % · 50 % criticism", 50),
        ("bote.example", "1", "12 %", 0),
    ]


def test_what_rises_leads_to_the_mentions_that_say_it(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    for number in range(12):
        text = f"Ein Sonntag im Biergarten, Tisch {number}."
        make_mention(
            source, brand, at=THURSDAY - (10 + number) * DAY, text=text, author=f"A{number}"
        )
    for number in range(6):
        text = f"Die Flaschen waren undicht, schon die Lieferung Nummer {number}."
        make_mention(source, brand, at=THURSDAY - HOUR, text=text, author=f"B{number}")
    rows = {row.label: row for row in page(place).rising.rows}
    assert "undicht" in rows or any("undicht" in label for label in rows), rows
    row = next(row for label, row in rows.items() if "undicht" in label)
    assert (row.words, row.note) == ("6", "new")
    assert "ends_on=2026-11-19" in row.url


def test_what_was_not_seen_is_said_beside_who_speaks(place: Place) -> None:
    make_source(place, "Forum", now=THURSDAY, blind_since=THURSDAY - 2 * DAY)
    assert page(place).reservation.startswith("Not everything was seen: others may have spoken")
    assert "How many follow somebody is shown where the network says so" in page(place).reservation


def test_the_picture_has_the_time_before_as_a_line_and_its_days_as_links(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    make_mention(source, brand, at=THURSDAY - HOUR)
    for _ in range(3):
        make_mention(source, brand, at=THURSDAY - 7 * DAY)
    offered = choices(place.company)
    found = facts(place.company, MentionFilters(), WEEK, profiles=offered.profiles, at=THURSDAY)
    chart = volume(found, Sight(place.company, THURSDAY))
    assert chart.headers[-1] == "7 days before"
    assert [row[-1].text for row in chart.rows] == ["0", "0", "0", "0", "0", "0", "3"]
    assert chart.rows[-1][0].url == (
        f"/c/{place.company.slug}/mentions/?starts_on=2026-11-19&ends_on=2026-11-19"
    )
    assert chart.rows[0][0].url == ""


def test_days_that_were_not_seen_before_interrupt_the_line(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    make_mention(source, brand, at=THURSDAY - 7 * DAY)
    source.feed.spells.create(began_at=THURSDAY - 8 * DAY, ended_at=THURSDAY - 7 * DAY, missed=True)
    offered = choices(place.company)
    found = facts(place.company, MentionFilters(), WEEK, profiles=offered.profiles, at=THURSDAY)
    chart = volume(found, Sight(place.company, THURSDAY))
    assert [row[-1].text for row in chart.rows] == ["0", "0", "0", "0", "0", "unknown", "unknown"]


def answered(place: Place, answers: Answers):
    offered = choices(place.company)
    found = facts(place.company, MentionFilters(), WEEK, profiles=offered.profiles, at=THURSDAY)
    cards = answering(replace(found, answers=answers), Sight(place.company, THURSDAY))
    return [(str(card.label), card.value, card.trend, card.note) for card in cards]


def test_answers_stand_beside_those_of_the_time_before(place: Place) -> None:
    make_source(place, now=THURSDAY)
    now = Answering(
        came_in=12, answered=8, in_time=6, waiting=2, late=2, median=timedelta(minutes=90)
    )
    before = Answering(came_in=5, answered=5, in_time=5, median=timedelta(minutes=60))
    assert answered(place, Answers(now, before, waiting=4, late=2)) == [
        ("Waiting for an answer", "4", "", "12 came in, 5 before"),
        ("Late", "2", "answer these first", ""),
        ("Answered in time", "60 %", "40 points less", "6 of 10"),
        ("Usual time to an answer", "1 h 30 min", "1 hour before", ""),
    ]


def test_a_desk_to_which_nothing_came_shows_no_figures(place: Place) -> None:
    make_source(place, now=THURSDAY)
    assert answered(place, Answers(Answering(), Answering(), waiting=0, late=0)) == []
    late = answered(place, Answers(Answering(), Answering(), waiting=1, late=0))
    assert late[1:] == [
        ("Late", "0", "every promise holds", ""),
        ("Answered in time", "–", "nothing was due in this time", ""),
        ("Usual time to an answer", "–", "nothing was answered in this time", ""),
    ]
