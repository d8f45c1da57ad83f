"""When steps are due, by the company's working time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from companies.working_time import Closure, Interval, WorkingTime
from publishing.due import due_of_step, one_working_day_later

DAILY = dict.fromkeys(range(5), (Interval(time(8), time(17)),))
HOURS = WorkingTime(time_zone="Europe/Berlin", state="BY", hours=DAILY)
NEVER = WorkingTime(time_zone="Europe/Berlin", state="BY", hours={})
BEGUN = datetime(2026, 11, 16, 9, tzinfo=UTC)  # a Monday
PUBLICATION = datetime(2026, 11, 30, 9, tzinfo=UTC)  # two weeks later, at ten in Berlin


def closing(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 16, tzinfo=UTC)


def due(days: int, *, publication: datetime | None = None, after: bool = False, hours=HOURS):
    return due_of_step(
        hours, begun_at=BEGUN, publication_at=publication, days=days, after_publication=after
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, closing(11, 16)), (1, closing(11, 17)), (5, closing(11, 23)), (12, closing(12, 2))],
)
def test_working_days_count_from_the_start(days: int, expected: datetime) -> None:
    assert due(days) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, closing(11, 27)), (-5, closing(11, 23)), (-10, closing(11, 16))]
)
def test_a_minus_counts_back_from_the_publication(days: int, expected: datetime) -> None:
    assert due(days, publication=PUBLICATION) == expected


def test_on_its_day_work_is_due_at_the_publication_and_what_follows_it_at_closing_time() -> None:
    assert due(0, publication=PUBLICATION) == PUBLICATION
    assert due(0, publication=PUBLICATION, after=True) == closing(11, 30)
    assert due(1, publication=PUBLICATION, after=True) == closing(12, 1)


def test_what_is_published_in_the_evening_or_on_a_sunday_is_followed_up_the_next_working_day():
    evening = PUBLICATION.replace(hour=19)
    sunday = PUBLICATION - timedelta(days=1)
    assert due(0, publication=evening, after=True) == closing(12, 1)
    assert due(0, publication=sunday, after=True) == closing(11, 30)


def test_nothing_is_due_before_the_run_was_begun() -> None:
    assert due(-20, publication=PUBLICATION) == closing(11, 16)
    soon = BEGUN + timedelta(hours=2)
    assert due(-5, publication=soon) == soon


def test_holidays_and_closures_are_not_counted() -> None:
    closed = WorkingTime(
        time_zone="Europe/Berlin",
        state="BY",
        hours=DAILY,
        closures=(Closure(date(2026, 11, 17), date(2026, 11, 18), "Umzug"),),
    )
    assert due(1, hours=closed) == closing(11, 19)
    christmas = datetime(2026, 12, 28, 9, tzinfo=UTC)
    assert due(-1, publication=christmas) == closing(12, 24)


def test_a_company_without_hours_counts_calendar_days() -> None:
    assert due(3, hours=NEVER) == BEGUN + timedelta(days=3)
    assert due(-3, publication=PUBLICATION, hours=NEVER) == PUBLICATION - timedelta(days=3)
    assert one_working_day_later(NEVER, BEGUN) == BEGUN + timedelta(days=1)
    assert one_working_day_later(HOURS, closing(11, 20)) == closing(11, 23)
