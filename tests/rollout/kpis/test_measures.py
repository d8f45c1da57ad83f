"""What is counted from monitoring, against counts by hand; and what a blind source makes of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from monitoring.models import BlindSpell, Mention, SearchProfile, Source
from rollout.kpis import Point, actual_of, kpi_facts, series_of
from rollout.kpis.measures import MEASURES
from rollout.kpis.periods import Period
from rollout.kpis.published import published
from rollout.models import Kpi
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import TODAY, Place, make_mention, make_profile, make_source
from tests.rollout.kpis.builders import GOALS, make_kpi

pytestmark = pytest.mark.django_db
LONG_AGO = MONDAY - timedelta(days=400)
SEPTEMBER, OCTOBER = date(2026, 9, 10), date(2026, 10, 20)
AUTUMN = (date(2026, 9, 1), date(2026, 10, 31))


@pytest.fixture
def place() -> Place:
    return place_at(GOALS)


@pytest.fixture
def source(place: Place) -> Source:
    return make_source(place, added_at=LONG_AGO)


@pytest.fixture
def brand(place: Place) -> SearchProfile:
    return make_profile(place, created_at=LONG_AGO)


def counted(place: Place, measure: str, **fields: str) -> Kpi:
    unit = MEASURES[measure].unit
    return make_kpi(place, name=measure, measure=measure, unit=unit, **fields)


def tell(source: Source, brand: SearchProfile) -> None:
    """September: 2 critical, 1 friendly, 1 unclear. October: 1 critical, 3 neutral, 1 friendly."""
    for tone in ("negative", "negative", "positive", "unclear"):
        make_mention(source, brand, day=SEPTEMBER, tone=tone)
    for tone in ("negative", "neutral", "neutral", "neutral", "positive"):
        make_mention(source, brand, day=OCTOBER, tone=tone)
    folded = Mention.of(source.company).first()
    make_mention(source, brand, day=OCTOBER, tone="negative", folded_into=folded)
    make_mention(source, brand, day=date(2026, 11, 2), tone="negative")


@pytest.mark.parametrize(
    ("measure", "september", "october"),
    [
        ("own_mentions", "4", "5"),
        ("mentions", "4", "5"),
        ("criticism", "2", "1"),
        ("criticism_share", "66.7", "20.0"),
        ("positive_share", "33.3", "20.0"),
        ("questions", "0", "0"),
        ("open_questions", "0", "0"),
    ],
)
def test_months_are_counted_as_by_hand(
    place: Place,
    source: Source,
    brand: SearchProfile,
    measure: str,
    september: str,
    october: str,
) -> None:
    tell(source, brand)
    assert [point.value for point in series_of(counted(place, measure), *AUTUMN)] == [
        Decimal(september),
        Decimal(october),
    ]


def ask(source: Source, brand: SearchProfile, day: date, answered: datetime | None = None) -> None:
    who = {"answered_at": answered, "answered_by": source.added_by} if answered else {}
    make_mention(source, brand, day=day, is_question=True, kind="question", **who)


def test_questions_are_open_until_the_day_they_are_answered(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    ask(source, brand, SEPTEMBER)
    ask(source, brand, SEPTEMBER, answered=MONDAY.replace(month=9, day=11))
    # Late in the evening it is October in Berlin already.
    ask(source, brand, SEPTEMBER, answered=MONDAY.replace(month=9, day=30, hour=23))
    ask(source, brand, OCTOBER, answered=MONDAY)
    values = {
        key: [point.value for point in series_of(counted(place, key), *AUTUMN)]
        for key in ("questions", "open_questions", "questions_answered_share")
    }
    assert values == {
        "questions": [Decimal(3), Decimal(1)],
        "open_questions": [Decimal(2), Decimal(2)],
        "questions_answered_share": [Decimal("66.7"), Decimal(0)],
    }


def test_share_of_voice_sets_us_beside_competitors(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    other = make_profile(place, "Mayer", kind="competitor", created_at=LONG_AGO)
    make_mention(source, brand, day=OCTOBER)
    for _number in range(2):
        make_mention(source, other, day=OCTOBER, is_own=False)
    make_mention(source, brand, other, day=OCTOBER)
    kpi = counted(place, "share_of_voice")
    assert [point.value for point in series_of(kpi, *AUTUMN)] == [None, Decimal("40.0")]


def test_without_a_competitor_the_share_of_voice_is_no_good_news(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    make_mention(source, brand, day=OCTOBER)
    [point] = series_of(counted(place, "share_of_voice"), date(2026, 10, 1), date(2026, 10, 31))
    assert (point.value, point.seen, point.is_blind) == (None, Decimal("100.0"), True)


def test_a_month_in_which_a_source_was_blind_is_unknown(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    tell(source, brand)
    began = MONDAY.replace(month=9, day=28)
    BlindSpell.objects.create(
        feed=source.feed, began_at=began, ended_at=began + timedelta(days=1), missed=True
    )
    with override("en"):
        september, october = series_of(counted(place, "criticism"), *AUTUMN)
        assert [str(why) for why in september.unseen] == ["“Anzeiger” did not deliver"]
    assert (september.value, september.seen) == (None, Decimal(2))
    assert october == Point(
        date(2026, 10, 31), Decimal(1), Period(date(2026, 10, 1), date(2026, 10, 31))
    )


def test_nothing_is_known_of_the_time_before_somebody_looked(
    place: Place, brand: SearchProfile
) -> None:
    source = make_source(place, added_at=MONDAY.replace(month=9, day=15))
    tell(source, brand)
    september, october = series_of(counted(place, "own_mentions"), *AUTUMN)
    assert (september.is_blind, october.is_blind) == (True, False)


def test_a_blind_month_is_unknown_today(place: Place, source: Source, brand: SearchProfile) -> None:
    BlindSpell.objects.create(feed=source.feed, began_at=MONDAY.replace(month=10), missed=True)
    actual = actual_of(counted(place, "criticism"), TODAY)
    assert (actual.value, actual.is_blind, actual.is_stale) == (None, True, False)
    with override("en"):
        assert str(actual.sentence) == ("Unknown for October 2026: “Anzeiger” did not deliver.")


def test_the_newest_month_that_is_over_is_todays_figure(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    tell(source, brand)
    actual = actual_of(counted(place, "own_mentions"), TODAY)
    assert (actual.value, actual.on) == (Decimal(5), date(2026, 10, 31))
    with override("de"):
        assert str(actual.sentence) == "5 (Oktober 2026)."


def test_a_month_that_still_runs_is_not_todays_figure(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    tell(source, brand)
    kpi = counted(place, "own_mentions")
    assert actual_of(kpi, date(2026, 10, 31)).value == Decimal(4)
    assert actual_of(kpi, date(2026, 11, 1)).value == Decimal(5)


def test_other_companies_are_not_counted(
    place: Place, source: Source, brand: SearchProfile
) -> None:
    other = place_at(GOALS, "Anders GmbH")
    elsewhere = make_source(other, added_at=LONG_AGO)
    make_mention(elsewhere, make_profile(other, created_at=LONG_AGO), day=OCTOBER)
    actual = actual_of(counted(place, "own_mentions"), TODAY)
    assert actual.value == 0


def test_many_kpis_cost_as_many_queries_as_one(
    place: Place, source: Source, brand: SearchProfile, django_assert_num_queries
) -> None:
    tell(source, brand)
    for rhythm in ("weekly", "monthly", "quarterly"):
        for key, measure in MEASURES.items():
            make_kpi(place, name=f"{key} {rhythm}", measure=key, unit=measure.unit, rhythm=rhythm)
    make_kpi(place, name="von Hand")
    with django_assert_num_queries(13):
        facts = kpi_facts(place.company, TODAY)
    assert len(facts) == 3 * len(MEASURES) + 1


LISTENED = [key for key, measure in MEASURES.items() if measure.read is not published]


@pytest.mark.parametrize("key", LISTENED)
def test_every_measure_can_be_counted_where_nothing_is_watched(place: Place, key: str) -> None:
    actual = actual_of(counted(place, key), TODAY)
    assert (actual.value, actual.is_blind) == (None, True)
