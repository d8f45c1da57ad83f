"""Weeks, months and quarters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.kpis.periods import Period, back, last_period, period_of, periods

RHYTHMS = st.sampled_from(["weekly", "monthly", "quarterly"])
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("rhythm", "first", "last"),
    [
        ("weekly", date(2026, 11, 16), date(2026, 11, 22)),
        ("monthly", date(2026, 11, 1), date(2026, 11, 30)),
        ("quarterly", date(2026, 10, 1), date(2026, 12, 31)),
    ],
    ids=["week", "month", "quarter"],
)
def test_a_day_lies_in_its_week_month_and_quarter(rhythm: str, first: date, last: date) -> None:
    assert period_of(rhythm, date(2026, 11, 18)) == Period(first, last)


def test_only_whole_periods_between_two_days_count() -> None:
    assert periods("monthly", date(2026, 8, 2), date(2026, 10, 31)) == (
        Period(date(2026, 9, 1), date(2026, 9, 30)),
        Period(date(2026, 10, 1), date(2026, 10, 31)),
    )


def test_a_month_is_not_over_before_its_last_day_is() -> None:
    assert last_period("monthly", date(2026, 2, 28)).ends_on == date(2026, 1, 31)
    assert last_period("monthly", date(2026, 3, 1)).ends_on == date(2026, 2, 28)


@given(RHYTHMS, DAYS)
def test_periods_follow_each_other_without_a_gap(rhythm: str, day: date) -> None:
    period = period_of(rhythm, day)
    assert day in period
    assert period_of(rhythm, period.ends_on + timedelta(days=1)).starts_on == (
        period.ends_on + timedelta(days=1)
    )


@given(RHYTHMS, DAYS, st.integers(0, 8))
def test_so_many_periods_lie_between_the_way_back_and_today(
    rhythm: str, on: date, number: int
) -> None:
    yesterday = on - timedelta(days=1)
    assert len(periods(rhythm, back(rhythm, on, number), yesterday)) == number + 1
