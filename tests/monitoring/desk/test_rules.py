from datetime import UTC, datetime, time, timedelta

import pytest

from companies.working_time import Closure, Interval, WorkingTime
from monitoring.desk.due import due_at, remind_at_most, remind_now
from monitoring.desk.places import takes_answers
from monitoring.desk.routing import About, Colleague, Rule, first_fit, found_words, pick, stand_in
from monitoring.desk.wanting import Said, cues, is_recent, why
from monitoring.desk.words import Why

DAY = (Interval(time(8), time(12)), Interval(time(13), time(17)))
WEEK = WorkingTime("Europe/Berlin", "BY", dict.fromkeys(range(5), DAY))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def said(**facts: object) -> Said:
    plain: dict[str, object] = {
        "about_us": True,
        "by_us": False,
        "is_copy": False,
        "is_question": False,
        "addressed": False,
        "rating": None,
        "negative": 0,
    }
    return Said(**(plain | facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_question": True}, Why.QUESTION),
        ({"addressed": True}, Why.ADDRESSED),
        ({"rating": 2}, Why.RATING),
        ({"rating": 3}, None),
        ({"negative": 300}, Why.CRITICISM),
        ({"negative": 299}, None),
        ({"rating": 1, "is_question": True, "negative": 900}, Why.RATING),
        ({"is_question": True, "negative": 900}, Why.QUESTION),
        ({"is_question": True, "about_us": False}, None),
        ({"is_question": True, "by_us": True}, None),
        ({"is_question": True, "is_copy": True}, None),
    ],
)
def test_what_wants_an_answer_where_one_can_answer(
    facts: dict[str, object], reason: Why | None
) -> None:
    assert why(said(**facts), threshold=300, takes_answers=True) == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_question": True}, None),
        ({"rating": 1}, None),
        ({"negative": 699}, None),
        ({"negative": 700}, Why.CRITICISM),
        ({"addressed": True}, Why.ADDRESSED),
    ],
)
def test_the_press_is_answered_only_where_it_is_sharp_or_speaks_to_us(
    facts: dict[str, object], reason: Why | None
) -> None:
    assert why(said(**facts), threshold=300, takes_answers=False) == reason


def test_an_alert_over_the_press_takes_no_answers_and_a_forum_does() -> None:
    assert [
        takes_answers("feed", "https://forum.example/holz.rss"),
        takes_answers("feed", "https://www.google.com/alerts/feeds/1/2"),
        takes_answers("feed", "https://news.google.com/rss/search?q=Lindner"),
        takes_answers("feed", "https://notgoogle.com/rss"),
        takes_answers("mastodon", "https://google.com"),
    ] == [True, False, False, True, True]


def test_the_question_itself_is_shown_or_what_sounds_like_criticism() -> None:
    reasons = [
        {"word": "lauwarm", "polarity": -1},
        {"word": "lauwarm"},
        {"word": ""},
        {"word": "lecker", "polarity": 1},
    ]
    text = "Wir waren da. Habt ihr sonntags offen? Danke."
    assert cues(Why.QUESTION, text, reasons) == ["Habt ihr sonntags offen?"]
    assert cues(Why.CRITICISM, text, reasons) == ["lauwarm"]
    assert cues(Why.RATING, text, reasons) == []
    assert cues(Why.QUESTION, "6.900 Euro für einen Tisch? Na!", []) == [
        "6.900 Euro für einen Tisch?"
    ]
    [short] = cues(Why.QUESTION, "wort " * 40 + "?", [])
    assert short == "… " + "wort " * 11 + "?"
    assert len(cues(Why.QUESTION, "w" * 90 + "?", [])[0]) == 60


def test_what_was_said_more_than_a_week_before_is_not_put_on_the_desk() -> None:
    now = moment("2026-11-16T10:00+01:00")
    assert is_recent(now - timedelta(days=7), now)
    assert not is_recent(now - timedelta(days=7, seconds=1), now)


@pytest.mark.parametrize(
    ("came_in", "minutes", "due"),
    [
        # Friday, whatever the hour, is due at the end of Monday.
        ("2026-11-13T08:00+01:00", None, "2026-11-16T17:00+01:00"),
        ("2026-11-13T23:30+01:00", None, "2026-11-16T17:00+01:00"),
        # Four working hours go over the lunch break, the night and the weekend.
        ("2026-11-13T11:00+01:00", 240, "2026-11-13T16:00+01:00"),
        ("2026-11-13T16:00+01:00", 240, "2026-11-16T11:00+01:00"),
        # A promise is never wider than the usual one.
        ("2026-11-13T16:00+01:00", 2400, "2026-11-16T17:00+01:00"),
        # All Saints is a holiday in Bavaria: from Friday on over a Sunday, and 2027 over a Monday.
        ("2027-10-29T09:00+02:00", None, "2027-11-02T17:00+01:00"),
        # The clocks go back in the night to Sunday, 25 October 2026.
        ("2026-10-23T16:00+02:00", 120, "2026-10-26T09:00+01:00"),
        # They go forward in the night to Sunday, 28 March 2027.
        ("2027-03-25T18:00+01:00", None, "2027-03-30T17:00+02:00"),
    ],
)
def test_until_when_an_answer_is_due(came_in: str, minutes: int | None, due: str) -> None:
    assert due_at(WEEK, moment(came_in), minutes) == moment(due)


def test_a_closed_company_still_promises_an_answer() -> None:
    closed = WorkingTime("Europe/Berlin", "BY", {})
    came_in = moment("2026-11-13T11:00+01:00")
    assert due_at(closed, came_in, None) == came_in + timedelta(days=1)
    assert due_at(closed, came_in, 60) == came_in + timedelta(days=1)


def test_a_works_holiday_moves_the_due_time() -> None:
    first = moment("2026-11-16T00:00+01:00").astimezone().date()
    closed = Closure(moment("2026-11-16T12:00+01:00").date(), first + timedelta(days=7), "Urlaub")
    week = WorkingTime("Europe/Berlin", "BY", dict.fromkeys(range(5), DAY), (closed,))
    found = due_at(week, moment("2026-11-13T11:00+01:00"), None)
    assert found.date() > moment("2026-11-20T00:00+01:00").date()


def test_reminding_comes_two_working_hours_before_and_for_a_short_promise_halfway() -> None:
    due = moment("2026-11-17T09:00+01:00")
    assert remind_at_most(None) == timedelta(hours=2)
    assert remind_at_most(60) == timedelta(minutes=30)
    # One of the two hours lies on the evening before.
    assert not remind_now(WEEK, due, None, at=moment("2026-11-16T15:59+01:00"))
    assert remind_now(WEEK, due, None, at=moment("2026-11-16T16:00+01:00"))
    assert not remind_now(WEEK, due, None, at=due)


def test_the_first_rule_that_fits_decides() -> None:
    about = About(
        "Die Ausbildungsplätze bei Lindner", ("ausbildung",), 7, "mastodon", "question", "neutral"
    )
    rules = [
        Rule(words="Reklamation, kaputt", department=1),
        Rule(kind="praise", department=2),
        Rule(source_id=8, department=3),
        Rule(source_kind="feed", department=4),
        Rule(topic="Bier", department=5),
        Rule(words="ausbildung", kind="question", department=6),
        Rule(department=7),
    ]
    found = first_fit(rules, about)
    assert found is not None and found.department == 6
    assert first_fit(rules[:5], about) is None
    last = first_fit(rules[:5] + rules[6:], about)
    assert last is not None and last.department == 7


def test_words_of_a_rule_are_found_where_a_word_begins() -> None:
    text = "Meine Reklamationen: der Stuhl ist verkratzt. Über Müller."
    assert found_words("reklamation, kratz, mueller, ,", text) == ["reklamation", "mueller"]


def test_whoever_is_there_and_has_least_to_do_gets_it() -> None:
    mia = Colleague(1, 4, away=False, deputy=None, open_cases=3)
    toni = Colleague(2, 4, away=False, deputy=None, open_cases=1)
    away = Colleague(3, 4, away=True, deputy=9)
    assert pick([mia, toni, away]) == 2
    assert pick([mia, toni], {2: 3}) == 1
    assert pick([away]) == 9
    assert pick([Colleague(3, 4, away=True, deputy=None)]) is None
    assert pick([]) is None
    assert (stand_in(mia), stand_in(away)) == (1, 9)
