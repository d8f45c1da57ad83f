"""The dashboard: its figures, its filters, what it does not know, and how it is kept fresh."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from monitoring.dashboard.facts import choices, facts, pulse, pulse_of
from monitoring.dashboard.figures import FigureCard
from monitoring.dashboard.page import Dashboard, dashboard, token
from monitoring.dashboard.pictures import Span, spans
from monitoring.forms.filters import DashboardForm, Period, period_of
from monitoring.models import DeskCase, Mention
from monitoring.presenters.sight import Sight
from monitoring.selectors.mentions import MentionFilters
from monitoring.services.desk.settling import answer_case
from tests.monitoring.pages.rows import (
    HOUR,
    Place,
    make_mention,
    make_place,
    make_profile,
    make_source,
)

THURSDAY = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
TUESDAY_TWO = datetime(2026, 11, 17, 13, 0, tzinfo=UTC)  # 14:00 in Berlin
WEEK = period_of(7, today=date(2026, 11, 19))


EVERYTHING = MentionFilters()


def shown(place: Place, filters: MentionFilters = EVERYTHING, period: Period = WEEK) -> Dashboard:
    offered = choices(place.company)
    with translation.override("en"):
        found = facts(place.company, filters, period, profiles=offered.profiles, at=THURSDAY)
        return dashboard(found, Sight(place.company, THURSDAY), offered)


def shown_now(place: Place, filters: MentionFilters) -> Dashboard:
    offered, now = choices(place.company), timezone.now()
    period = period_of(7, today=timezone.localdate(now))
    with translation.override("en"):
        found = facts(place.company, filters, period, profiles=offered.profiles, at=now)
        return dashboard(found, Sight(place.company, now), offered)


def figure(page: Dashboard, label: str) -> tuple[str, str, str, str]:
    (card,) = [card for card in page.figures if str(card.label) == label]
    return card.value, card.unit, card.trend, card.blind


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_figures_stand_beside_the_time_before(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    rival = make_profile(place, "Kronenbräu", kind="competitor")
    for tone in ("negative", "positive", "neutral", "unclear"):
        asks = tone in ("negative", "neutral")
        make_mention(source, brand, at=THURSDAY - 2 * HOUR, tone=tone, is_question=asks)
    make_mention(source, rival, at=THURSDAY - HOUR, is_own=False)
    make_mention(source, brand, at=THURSDAY - timedelta(days=8), tone="negative", is_question=True)
    make_mention(source, brand, at=THURSDAY - timedelta(days=40), tone="neutral", is_question=True)
    page = shown(place)
    with translation.override("en"):
        assert figure(page, "Mentions") == ("4", "", "3 more than in the 7 days before", "")
        assert figure(page, "Share of criticism") == ("33 %", "", "67 points less", "")
        assert figure(page, "Questions in this time") == (
            "2",
            "",
            "1 more than in the 7 days before",
            "",
        )
        assert figure(page, "Share of voice") == ("80 %", "", "20 points less", "")
        assert page.unseen == []


def make_case(mention: Mention, due_at: datetime) -> DeskCase:
    return DeskCase.everywhere.create(
        company=mention.company,
        mention=mention,
        why="question",
        opened_at=due_at - timedelta(days=2),
        came_in_at=due_at - timedelta(days=2),
        due_at=due_at,
    )


def test_who_waits_is_listed_by_when_an_answer_is_due(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    assert shown(place).waiting is None
    for text, due_at in (("Später?", THURSDAY + HOUR), ("Längst?", THURSDAY - 2 * HOUR)):
        make_case(make_mention(source, brand, at=THURSDAY, text=text), due_at)
    found = shown(place).waiting
    assert found and found.url == place.url("desk/?queue=all")
    assert [(each.line, each.due.tone) for each in found.lines] == [
        ("Längst?", "stop"),
        ("Später?", "warn"),
    ]


def on_the_desk(place: Place, card: FigureCard) -> list[int]:
    """The cases on the page that a figure leads to."""
    html = place.browser().get(card.url).content.decode()
    return [int(pk) for pk in re.findall(rf'href="{place.url("desk/")}(\d+)/', html)]


def test_what_waits_follows_the_filters_and_leads_to_just_that(place: Place) -> None:
    forum, paper = make_source(place, "Forum"), make_source(place, "Anzeiger")
    brand, beer = make_profile(place), make_profile(place, "Helles")
    rival = make_profile(place, "Kronenbräu", kind="competitor")
    now = timezone.now()
    said = [
        make_mention(forum, brand, tone="negative"),
        make_mention(forum, brand, beer, language="en"),
        make_mention(paper, brand, rival, tone="negative"),
    ]
    cases = [
        make_case(mention, now + (HOUR if number else -HOUR)) for number, mention in enumerate(said)
    ]
    for filters, which in (
        (MentionFilters(), [0, 1, 2]),
        (MentionFilters(about="all"), [0, 1, 2]),
        (MentionFilters(source=forum.pk), [0, 1]),
        (MentionFilters(source=paper.pk, tone="negative"), [2]),
        (MentionFilters(tone="negative"), [0, 2]),
        (MentionFilters(profile=beer.pk), [1]),
        (MentionFilters(language="en"), [1]),
        (MentionFilters(about="competitors"), [2]),
        (MentionFilters(tone="positive"), []),
    ):
        page = shown_now(place, filters)
        waiting, late = page.answering[:2]
        expected = [cases[number].pk for number in which]
        assert (waiting.value, late.value) == (str(len(which)), "1" if 0 in which else "0")
        assert on_the_desk(place, waiting) == expected
        assert on_the_desk(place, late) == [pk for pk in expected if pk == cases[0].pk]
        assert page.waiting and [line.url for line in page.waiting.lines] == [
            place.url(f"desk/{pk}/?queue=all") for pk in expected
        ]
        assert page.waiting.url == waiting.url
        assert waiting.note == f"{len(which)} came in, 0 before"


def test_of_what_waits_it_is_said_that_it_is_of_now(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    make_case(make_mention(source, brand, at=THURSDAY - timedelta(days=60)), THURSDAY + HOUR)
    waiting, late = shown(place).answering[:2]
    assert [(card.value, card.unit) for card in (waiting, late)] == [("1", "now"), ("0", "now")]


def test_figures_that_nothing_fits_stay_and_say_so(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    assert shown(place, MentionFilters(tone="positive")).answering == []
    make_case(make_mention(source, brand, at=THURSDAY), THURSDAY + HOUR)
    found = shown(place, MentionFilters(tone="positive"))
    assert [card.value for card in found.answering] == ["0", "0", "–", "–"]
    assert found.waiting and found.waiting.says == (
        "Nothing that fits these filters waits for an answer."
    )


def test_news_of_what_waits_come_under_the_filters_that_are_on(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    asked = MentionFilters(tone="negative")
    before = pulse(place.company, asked, WEEK, at=THURSDAY)
    make_case(make_mention(source, brand, at=THURSDAY - timedelta(days=30)), THURSDAY + HOUR)
    assert pulse(place.company, asked, WEEK, at=THURSDAY) == before
    assert pulse(place.company, MentionFilters(), WEEK, at=THURSDAY).waiting == 1


def test_who_sees_only_their_own_cases_is_shown_no_list_of_all(place: Place) -> None:
    source, brand = make_source(place), make_profile(place)
    make_case(make_mention(source, brand), timezone.now() - HOUR)
    page = place.get("dashboard/")
    assert 'id="waiting"' in page and "Late 1 now answer these first" in words(page)
    theirs = place.browser(place.member).get(place.url("dashboard/")).content.decode()
    assert 'id="waiting"' not in theirs and "Late 1 now answer these first" in words(theirs)
    assert "desk/?queue=overdue" in page and "desk/?queue=overdue" not in theirs


def test_a_blind_source_is_never_good_news(place: Place) -> None:
    make_source(place, "Forum", now=THURSDAY, blind_since=TUESDAY_TWO)
    make_profile(place)
    page = shown(place)
    with translation.override("en"):
        assert figure(page, "Mentions") == ("", "", "", "since Tuesday 14:00")
        assert figure(page, "Share of criticism") == ("", "", "", "since Tuesday 14:00")
        assert figure(page, "Questions in this time") == ("", "", "", "since Tuesday 14:00")
    assert page.unseen == ["“Forum” cannot be seen since Tuesday 14:00."]
    assert [(row.label, row.words, row.url) for row in page.sources.rows] == [
        ("Forum", "unknown", "")
    ]
    assert {key.label for key in page.volume.keys} >= {"not seen"}


def test_what_was_seen_beside_a_blind_source_is_a_lower_bound(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    make_source(place, "Forum", now=THURSDAY, blind_since=TUESDAY_TWO)
    make_mention(source, brand, at=THURSDAY - HOUR, tone="negative")
    page = shown(place)
    why = "not everything was seen"
    with translation.override("en"):
        assert figure(page, "Mentions") == ("at least 1", "", why, "")
        assert figure(page, "Share of criticism") == ("100 %", "of what was seen", why, "")
    assert [(row.label, row.words) for row in page.sources.rows] == [
        ("Anzeiger", "1"),
        ("Forum", "unknown"),
    ]
    # A source that is seen speaks for itself, whatever another one does.
    alone = shown(place, MentionFilters(source=source.pk))
    with translation.override("en"):
        assert figure(alone, "Mentions")[0] == "1"
        assert alone.unseen == []


def test_the_page_says_unknown_since_in_words(place: Place) -> None:
    since = timezone.now() - timedelta(days=2)
    make_source(place, "Forum", blind_since=since)
    page = words(place.get("dashboard/"))
    weekday = timezone.localtime(since).strftime("%A %H:%M")
    assert page.count(f"unknown since {weekday}") == 3
    assert "Not everything was seen." in page
    assert "What nobody can see here: closed groups" in page


def test_without_sources_the_page_says_what_to_do(place: Place) -> None:
    page = place.get("dashboard/")
    assert "Nothing is read yet" in page
    assert place.url("sources/add/") in page
    assert "unknown" not in page


def test_a_bar_leads_to_the_mentions_it_counts(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    make_mention(source, brand, at=THURSDAY, tone="negative", topics=["delivery"])
    page = shown(place, MentionFilters(source=source.pk))
    last = page.volume.rows[-1]
    assert last[1].text == "1"
    assert last[1].url == (
        f"/c/{place.company.slug}/mentions/?tone=negative&source={source.pk}"
        "&starts_on=2026-11-19&ends_on=2026-11-19"
    )
    assert last[1].url.replace("&", "&amp;") in page.volume.svg
    assert page.topics.rows[0].url == (
        f"/c/{place.company.slug}/mentions/?source={source.pk}&topic=delivery"
        "&starts_on=2026-11-13&ends_on=2026-11-19"
    )


def test_filters_narrow_every_figure(place: Place) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    other = make_source(place, "Forum", now=THURSDAY)
    rival = make_profile(place, "Kronenbräu", kind="competitor")
    make_mention(source, brand, at=THURSDAY - HOUR, tone="negative")
    make_mention(other, brand, at=THURSDAY - HOUR, language="en", is_question=True)
    make_mention(other, rival, at=THURSDAY - HOUR, is_own=False)
    for filters, total, questions in (
        (MentionFilters(), "2", "1"),
        (MentionFilters(source=source.pk), "1", "0"),
        (MentionFilters(tone="negative"), "1", "0"),
        (MentionFilters(language="en"), "1", "1"),
        (MentionFilters(profile=rival.pk), "1", "0"),
        (MentionFilters(about="competitors"), "1", "0"),
        (MentionFilters(about="all"), "3", "1"),
    ):
        page = shown(place, filters)
        with translation.override("en"):
            seen = figure(page, "Mentions")[0], figure(page, "Questions in this time")[0]
            assert seen == (total, questions), filters


def test_filters_stand_in_the_address_and_can_be_taken_off(place: Place) -> None:
    source = make_source(place)
    page = place.get(f"dashboard/?days=7&tone=negative&source={source.pk}")
    without_tone = place.url(f"dashboard/?source={source.pk}&amp;days=7")
    assert f'href="{without_tone}">Tone: Negative' in page
    assert place.url(f"dashboard/?tone=negative&amp;source={source.pk}&amp;days=90") in page
    assert 'aria-current="true">7 days' in page


@pytest.mark.parametrize(
    "asked",
    [
        "days=x",
        "days=99999999999",
        "tone=%27--",
        "source=abc",
        "source=99999999999999999999",
        "profile=0",
        "starts_on=2026-13-40&ends_on=x",
        "starts_on=0001-01-01&ends_on=9999-12-31",
        "starts_on=2026-11-19&ends_on=2026-11-01",
        "starts_on=2099-01-01&ends_on=2100-01-01",
        "opened=%00",
    ],
)
def test_whatever_stands_in_the_address_the_page_opens(place: Place, asked: str) -> None:
    make_source(place)
    for path in ("dashboard/", "dashboard/news/", "mentions/"):
        assert place.browser().get(place.url(f"{path}?{asked}")).status_code == 200, path


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({}, Period(date(2026, 10, 23), date(2026, 11, 19), 28)),
        ({"days": "7"}, Period(date(2026, 11, 13), date(2026, 11, 19), 7)),
        (
            {"days": "7", "starts_on": "2026-11-01", "ends_on": "2026-11-10"},
            Period(date(2026, 11, 1), date(2026, 11, 10), 0),
        ),
        ({"starts_on": "2026-11-01"}, Period(date(2026, 11, 1), date(2026, 11, 19), 0)),
        ({"ends_on": "30.09.2026"}, Period(date(2026, 9, 3), date(2026, 9, 30), 0)),
        ({"ends_on": "2099-01-01"}, Period(date(2026, 10, 23), date(2026, 11, 19), 0)),
        (
            {"starts_on": "2001-01-01", "ends_on": "2026-11-19"},
            Period(date(2023, 11, 17), date(2026, 11, 19), 0),
        ),
    ],
)
def test_a_period_is_the_last_days_or_a_range_of_ones_own(
    asked: dict[str, str], period: Period
) -> None:
    form = DashboardForm(asked, sources=[], profiles=[], today=date(2026, 11, 19))
    assert form.period == period


def test_another_companys_source_is_no_filter(place: Place) -> None:
    make_source(place)
    stranger = make_place("Brauerei Krone")
    theirs = make_source(stranger, "Kronenblatt")
    page = place.get(f"dashboard/?source={theirs.pk}")
    assert "Kronenblatt" not in page


def test_the_dashboard_asks_a_fixed_number_of_questions(place: Place) -> None:
    asked = []
    for rounds in (1, 30):
        source, brand = make_source(place, f"S{rounds}"), make_profile(place, f"P{rounds}")
        for number in range(rounds):
            at = timezone.now() - timedelta(days=number % 20, hours=1)
            make_mention(source, brand, at=at, is_question=True, topics=["delivery"])
        browser = place.browser()
        browser.get(place.url("dashboard/"))  # the first visit notes that the visit has begun
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(place.url("dashboard/")).status_code == 200
        asked.append(len(queries))
    # session, person, membership, the switcher's companies; sources, searches; eleven of facts;
    # the start view and the saved views; an open incident; for whom one stands in; what waits
    assert asked == [22, 22]


def test_news_are_silent_until_something_changes(place: Place) -> None:
    source, brand = make_source(place), make_profile(place)
    make_mention(source, brand)
    browser, page = place.browser(), place.get("dashboard/")
    (news,) = re.findall(r'data-live hx-get="([^"]+)"', page)
    news = news.replace("&amp;", "&")
    quiet = browser.get(news)
    assert (quiet.status_code, quiet.content) == (204, b"")
    make_mention(source, brand, text="Neu: Lindner braut Alkoholfreies.")
    make_mention(source, brand, text="Noch eine Meldung über Lindner.")
    fresh = browser.get(news).content.decode()
    assert "2 new mentions" in fresh and 'hx-swap-oob="innerHTML"' in fresh
    assert fresh.count("<li data-unread>") == 2
    assert "<html" not in fresh
    (again,) = re.findall(r'hx-get="([^"]+)"', fresh)
    assert browser.get(again.replace("&amp;", "&")).status_code == 204


def test_news_respect_the_filters(place: Place) -> None:
    source, brand = make_source(place), make_profile(place)
    make_mention(source, brand, tone="negative")
    browser = place.browser()
    page = browser.get(place.url("dashboard/?tone=negative")).content.decode()
    (news,) = re.findall(r'data-live hx-get="([^"]+)"', page)
    make_mention(source, brand, tone="positive")
    assert browser.get(news.replace("&amp;", "&")).status_code == 204


def test_news_come_when_a_source_turns_blind_and_when_somebody_is_answered(
    place: Place,
) -> None:
    source, brand = make_source(place, now=THURSDAY), make_profile(place)
    asked = make_case(make_mention(source, brand, at=THURSDAY - HOUR), THURSDAY + HOUR)

    def now() -> str:
        return token(pulse(place.company, MentionFilters(), WEEK, at=THURSDAY))

    before = now()
    assert now() == before
    found = facts(place.company, MentionFilters(), WEEK, profiles=[], at=THURSDAY)
    assert token(pulse_of(found)) == before
    answer_case(case=asked, text="Gern!", by=place.lead.user, at=THURSDAY)
    answered = now()
    source.feed.failing_since = THURSDAY
    source.feed.save()
    assert len({before, answered, now()}) == 3


def test_long_times_are_drawn_by_weeks_from_monday() -> None:
    assert spans(date(2026, 11, 17), date(2026, 11, 18)) == [
        Span(date(2026, 11, 17), date(2026, 11, 17)),
        Span(date(2026, 11, 18), date(2026, 11, 18)),
    ]
    weeks = spans(date(2026, 9, 2), date(2026, 11, 18))
    assert (weeks[0], weeks[1], weeks[-1]) == (
        Span(date(2026, 9, 2), date(2026, 9, 6)),
        Span(date(2026, 9, 7), date(2026, 9, 13)),
        Span(date(2026, 11, 16), date(2026, 11, 18)),
    )
    assert sum(len(span.days) for span in weeks) == 78


def test_people_of_other_companies_find_nothing(place: Place) -> None:
    stranger = make_place("Brauerei Krone")
    for path in ("dashboard/", "dashboard/news/", "mentions/", "sources/", "profiles/"):
        assert stranger.browser().get(place.url(path)).status_code == 404, path
