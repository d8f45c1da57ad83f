from datetime import UTC, date, datetime, timedelta

import pytest

from companies.models import Company
from monitoring.models import Source
from monitoring.pipeline.rising import Rising
from monitoring.selectors import rising as selector
from monitoring.selectors.rising import rising_topics
from tests.monitoring.pages.rows import make_mention, make_place, make_profile, make_source

pytestmark = pytest.mark.django_db

WEEK = date(2026, 3, 9), date(2026, 3, 15)
THURSDAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
USUAL = ("Der Biergarten ist schön.", "Die Bedienung war freundlich.", "Lindner: viele Parkplätze.")


def talked_about(source: Source, text: str, *, at: datetime = THURSDAY, **fields: object) -> int:
    return make_mention(source, at=at, text=text, author="", day=at.date(), **fields).pk


def usual_weeks(source: Source) -> None:
    for days in range(4, 32):
        for text in USUAL:
            talked_about(source, text, at=THURSDAY - timedelta(days=days))


@pytest.fixture
def source() -> Source:
    place = make_place()
    make_profile(place, query='Lindner NOT "Lindner Hotels"')
    source = make_source(place)
    usual_weeks(source)
    return source


def terms(company: Company, about: str = "own") -> list[str]:
    return [each.term for each in rising_topics(company, *WEEK, about=about)]


def test_what_rises_in_a_week_is_named_with_its_newest_mention(
    source: Source, django_assert_num_queries
) -> None:
    for hours in range(4):
        newest = talked_about(
            source, "Rückruf bei Lindner!", at=THURSDAY + timedelta(hours=hours), title="Rückruf"
        )
    with django_assert_num_queries(3):
        found = rising_topics(source.company, *WEEK)
    assert found == [Rising("Rückruf", 4, 0, 168.0, newest, found[0].score)]


def test_days_are_those_of_the_company(source: Source) -> None:
    """Sunday half past eleven in the evening belongs to the week, half an hour later does not."""
    for _number in range(3):
        talked_about(source, "Rückruf", at=datetime(2026, 3, 15, 22, 30, tzinfo=UTC))
        talked_about(source, "Kellerbrand", at=datetime(2026, 3, 15, 23, 0, tzinfo=UTC))
        talked_about(source, "Hochwasser", at=datetime(2026, 3, 8, 22, 59, tzinfo=UTC))
    assert terms(source.company) == ["Rückruf"]


def test_copies_competitors_and_other_companies_do_not_count(source: Source) -> None:
    other = make_source(make_place("Kraemer"))
    first = talked_about(source, "Rückruf")
    for _number in range(3):
        talked_about(source, "Rückruf", folded_into_id=first)
        talked_about(source, "Rückruf", is_own=False)
        talked_about(other, "Rückruf")
    assert terms(source.company) == []
    assert terms(source.company, about="all") == ["Rückruf"]


def test_without_anything_before_nothing_is_said_to_rise() -> None:
    source = make_source(make_place())
    for _number in range(5):
        talked_about(source, "Rückruf")
    assert terms(source.company) == []


def test_only_the_newest_are_read(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selector, "NEWEST", 3)
    for hours in range(4):
        talked_about(source, "Rückruf", at=THURSDAY + timedelta(hours=hours))
    assert [each.number for each in rising_topics(source.company, *WEEK)] == [3]
