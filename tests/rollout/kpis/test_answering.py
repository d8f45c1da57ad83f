"""What the desk knows becomes figures of goals, against counts by hand."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from companies.models import BusinessHours
from monitoring.intake.opening import open_cases
from monitoring.models import DeskCase
from monitoring.services.desk.settling import answer_case, close_case
from rollout.kpis.answering import Asked, asked_within, in_time_rate, median_hours, response_rate
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place, make_mention, make_profile, make_source
from tests.rollout.kpis.builders import GOALS

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 10, 6, 8, tzinfo=UTC)
LAST = date(2026, 10, 31)


@pytest.fixture
def place() -> Place:
    place = place_at(GOALS)
    for weekday in range(5):
        BusinessHours.everywhere.create(
            company=place.company, weekday=weekday, opens=time(8), closes=time(17)
        )
    return place


def ask(place: Place, *moments: datetime) -> list[DeskCase]:
    source, profile = make_source(place), make_profile(place)
    for at in moments:
        made = make_mention(
            source, profile, day=at.date(), published_at=at, fetched_at=at, is_question=True
        )
        assert open_cases([made.pk]) == 1
    return list(DeskCase.of(place.company).select_related("company").order_by("pk"))


def test_answers_are_counted_as_by_hand(place: Place) -> None:
    quick, slow, silent, spam, late, later = ask(
        place, *[TUESDAY] * 5, TUESDAY + timedelta(days=40)
    )
    answer_case(case=quick, by=place.lead, at=TUESDAY + timedelta(hours=2))
    answer_case(case=slow, by=place.lead, at=TUESDAY + timedelta(days=3))
    close_case(case=silent, because="silent", by=place.lead, at=TUESDAY)
    close_case(case=spam, because="spam", by=place.lead, at=TUESDAY)
    rows = asked_within(place.company, date(2026, 10, 1), LAST)
    assert rows == (
        Asked(TUESDAY.date(), True, True, timedelta(hours=2)),
        Asked(TUESDAY.date(), True, False, timedelta(hours=27)),
        Asked(TUESDAY.date(), False, False, None),
        Asked(TUESDAY.date(), False, False, None),
    )
    assert response_rate(rows) == Decimal("50.0")
    assert in_time_rate(rows) == Decimal("25.0")
    assert median_hours(rows) == Decimal("14.5")
    assert late.is_open and later.is_open


def test_what_is_not_due_yet_and_answers_of_tomorrow_do_not_count(place: Place) -> None:
    (case,) = ask(place, TUESDAY)
    assert asked_within(place.company, TUESDAY.date(), TUESDAY.date()) == ()
    answer_case(case=case, by=place.lead, at=TUESDAY + timedelta(days=20))
    was = asked_within(place.company, TUESDAY.date(), TUESDAY.date() + timedelta(days=10))
    assert was == (Asked(TUESDAY.date(), False, False, None),)


def test_a_figure_of_nothing_is_none() -> None:
    assert (response_rate(()), in_time_rate(()), median_hours(())) == (None, None, None)
