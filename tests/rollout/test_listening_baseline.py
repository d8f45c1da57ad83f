"""The baseline report over mentions counted by hand."""

from datetime import date, datetime

import pytest

from monitoring import reports
from monitoring.models import BlindSpell
from rollout import snapshot
from rollout.stages.listening.figures import as_json, from_json
from tests.factories import MONDAY
from tests.rollout.builders import LATER, make_mention, make_place, make_profile, make_source

pytestmark = pytest.mark.django_db


FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)


def town():
    """In the window eleven own mentions and two of a competitor; four do not count."""
    place = make_place()
    anzeiger, forum = make_source(place, "Anzeiger"), make_source(place, "Forum")
    brand = make_profile(place, "Lindner")
    topic = make_profile(place, "Brunnen", kind="topic")
    rival = make_profile(place, "Adlerbräu", kind="competitor")
    in_week_1, in_week_4 = date(2026, 10, 19), date(2026, 11, 15)
    for number in range(4):
        make_mention(
            anzeiger,
            brand,
            day=in_week_1,
            tone="negative",
            topics=("delivery", "price") if number < 2 else ("delivery",),
            site="anzeiger.example",
            author="Anna",
        )
    for _ in range(3):
        make_mention(
            forum,
            brand,
            topic,
            day=in_week_4,
            tone="neutral",
            site="forum.example",
            author="Bert",
            author_url="https://forum.example/bert",
        )
    make_mention(forum, brand, day=in_week_4, tone="negative", site="forum.example", author="Bert")
    make_mention(forum, brand, topic, day=in_week_4, tone="negative", site="forum.example")
    make_mention(forum, brand, day=in_week_4, tone="positive", is_question=True)
    make_mention(
        forum,
        brand,
        day=in_week_4,
        tone="unclear",
        is_question=True,
        answered_at=LATER,
        answered_by=place.lead,
    )
    for _ in range(2):
        make_mention(forum, rival, day=in_week_4, tone="positive", is_own=False)
    first = make_mention(forum, brand, day=date(2026, 10, 18), tone="negative")
    make_mention(forum, brand, day=in_week_4, tone="negative", folded_into=first)
    make_mention(forum, brand, day=date(2026, 11, 16), tone="negative")
    elsewhere = make_place("Andere Firma")
    make_mention(make_source(elsewhere), make_profile(elsewhere), day=in_week_4, tone="negative")
    return place, brand, topic


def test_the_baseline_counts_what_was_said_and_nothing_else():
    place, _brand, topic = town()
    report = reports.baseline(place.company, FIRST, LAST)
    assert report.mentions == 11
    assert report.tones == {"negative": 6, "neutral": 3, "positive": 1, "unclear": 1}
    assert (report.negative, report.told) == (6, 10)
    assert report.weeks == (
        (date(2026, 10, 19), 4),
        (date(2026, 10, 26), 0),
        (date(2026, 11, 2), 0),
        (date(2026, 11, 9), 7),
    )
    assert {topic.key: (topic.mentions, topic.negative) for topic in report.topics} == {
        "delivery": (4, 4),
        "price": (2, 2),
        f"profile:{topic.pk}": (4, 1),
        "other": (3, 1),
    }
    assert report.places == (("forum.example", 5), ("anzeiger.example", 4), ("", 2))
    assert report.speakers == reports.Speakers(known=8, distinct=3, loudest=4, loudest_five=8)
    assert (report.questions, report.open_questions) == (2, 1)
    assert report.voices == (("", 11), ("Adlerbräu", 2))
    assert {(each.name, each.mentions, each.watched_days) for each in report.profiles} == {
        ("Lindner", 11, 28),
        ("Brunnen", 4, 28),
        ("Adlerbräu", 2, 28),
    }
    assert (report.sources, report.blind) == (2, ())


def test_what_is_frozen_holds_no_name_of_a_speaker_and_no_text_and_reads_back():
    place, *_ = town()
    frozen = as_json(reports.baseline(place.company, FIRST, LAST))
    kept = snapshot.canonical(frozen).decode()
    for secret in ("Anna", "Bert", "forum.example/bert", "Das Bier kam warm an."):
        assert secret not in kept
    read = from_json(frozen)
    assert (read.mentions, read.told, read.negative) == (11, 10, 6)
    assert [topic.key for topic in read.critical_topics] == ["delivery"]


def test_an_empty_window_is_counted_as_empty():
    place = make_place()
    report = reports.baseline(place.company, FIRST, LAST)
    assert (report.mentions, report.told, report.topics, report.places) == (0, 0, (), ())
    assert report.speakers == reports.Speakers(0, 0, 0, 0)


def test_a_profile_watches_from_the_day_it_was_made_until_it_ended():
    place = make_place()
    make_profile(place, "Neu", created_at=datetime(2026, 11, 10, 23, 30, tzinfo=MONDAY.tzinfo))
    ended = make_profile(place, "Alt")
    ended.ended_at = datetime(2026, 10, 20, 12, tzinfo=MONDAY.tzinfo)
    ended.save()
    found = reports.watched_profiles(place.company, FIRST, LAST)
    # 23:30 UTC on the 10th is the 11th in Berlin.
    assert {(each.name, each.watched_days) for each in found} == {("Neu", 5), ("Alt", 2)}


@pytest.mark.parametrize(
    ("began", "ended", "missed", "expected"),
    [
        (date(2026, 11, 10), None, True, (date(2026, 11, 10), None)),
        (date(2026, 10, 1), date(2026, 10, 21), True, (FIRST, date(2026, 10, 21))),
        (date(2026, 10, 1), date(2026, 10, 5), True, None),
        (date(2026, 11, 16), None, True, None),
        (date(2026, 11, 1), date(2026, 11, 2), False, None),
    ],
)
def test_a_blind_source_is_named_with_its_days(began, ended, missed, expected):
    place = make_place()
    source = make_source(place)
    noon = MONDAY.replace(hour=11)
    BlindSpell.objects.create(
        feed=source.feed,
        began_at=noon.replace(year=began.year, month=began.month, day=began.day),
        ended_at=ended and noon.replace(year=ended.year, month=ended.month, day=ended.day),
        missed=missed,
    )
    found = [(each.since, each.until) for each in reports.blind_sources(place.company, FIRST, LAST)]
    assert found == ([expected] if expected else [])


def test_the_report_is_read_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    place, *_ = town()
    with django_assert_max_num_queries(13):
        reports.baseline(place.company, FIRST, LAST)
