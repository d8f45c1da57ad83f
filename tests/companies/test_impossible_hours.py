"""Hours, closures and moments that no working time can be made of."""

from datetime import date, datetime, time, timedelta

import pytest

from companies.working_time import (
    Closure,
    Interval,
    InvalidWorkingTimeError,
    NeverOpenError,
    WorkingTime,
)
from tests.companies.hours import MONDAY_TO_FRIDAY, NINE_TO_FIVE, berlin, company, hours

# What cannot be answered


@pytest.mark.parametrize(
    "never",
    [
        company(weekdays=()),
        company(weekdays=(6,), closures=(Closure(date(2026, 1, 1), date(2030, 1, 1), "Umbau"),)),
    ],
)
def test_a_company_that_never_opens_is_told_so(never):
    at = berlin(2026, 7, 6, 10)
    for question in (
        lambda: never.next_working_day(at.date()),
        lambda: never.due_next_working_day(at),
        lambda: never.next_opening(at),
        lambda: never.add_working_time(at, hours(1)),
    ):
        with pytest.raises(NeverOpenError):
            question()
    assert never.is_open(at) is False
    assert never.working_time_between(at, at + timedelta(days=365)) == timedelta()


def test_a_closure_of_almost_two_years_is_waited_out():
    rebuilt = company(closures=(Closure(date(2026, 7, 7), date(2028, 7, 5), "Umbau"),))
    assert rebuilt.next_working_day(date(2026, 7, 6)) == date(2028, 7, 6)
    assert rebuilt.add_working_time(berlin(2026, 7, 6, 16), hours(2)) == berlin(2028, 7, 6, 10)


@pytest.mark.parametrize(
    ("intervals", "facts"),
    [
        ((Interval(time(17), time(9)),), {"hours": "17:00–09:00"}),
        ((Interval(time(9), time(9)),), {"hours": "09:00–09:00"}),
        (
            (Interval(time(9), time(12)), Interval(time(11, 59), time(17))),
            {"earlier": "09:00–12:00", "later": "11:59–17:00"},
        ),
        (
            (Interval(time(13), time(17)), Interval(time(9), time(12))),
            {"earlier": "13:00–17:00", "later": "09:00–12:00"},
        ),
        (
            (Interval(time(9), time(0)), Interval(time(13), time(14))),
            {"earlier": "09:00–24:00", "later": "13:00–14:00"},
        ),
    ],
)
def test_impossible_hours_are_refused_with_their_weekday(intervals, facts):
    with pytest.raises(InvalidWorkingTimeError) as refused:
        WorkingTime("Europe/Berlin", "BW", {0: NINE_TO_FIVE, 2: intervals})
    told = {name: str(fact) for name, fact in refused.value.facts.items() if name != "weekday"}
    assert (refused.value.weekday, told) == (2, facts)


def test_intervals_may_touch():
    touching = company(intervals=(Interval(time(9), time(12)), Interval(time(12), time(17))))
    assert touching.working_time_between(berlin(2026, 7, 6), berlin(2026, 7, 7)) == hours(8)
    assert touching.is_open(berlin(2026, 7, 6, 12)) is True


@pytest.mark.parametrize("time_zone", ["Europe/Stuttgart", "", "../etc/passwd", "Europe"])
def test_an_unknown_time_zone_is_refused(time_zone):
    with pytest.raises(InvalidWorkingTimeError):
        WorkingTime(time_zone, "BW", {})


@pytest.mark.parametrize("state", ["XX", "", "Augsburg", "bw"])
def test_an_unknown_state_is_refused(state):
    with pytest.raises(InvalidWorkingTimeError):
        WorkingTime("Europe/Berlin", state, {})


def test_a_closure_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidWorkingTimeError):
        Closure(date(2026, 8, 2), date(2026, 8, 1), "Betriebsferien")


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_weekday_beyond_the_week_is_refused(weekday):
    with pytest.raises(ValueError, match="is not a weekday"):
        company(weekdays=(weekday,))


def test_a_moment_without_time_zone_is_refused():
    naive = datetime(2026, 7, 6, 10)
    for question in (company().is_open, company().next_opening, company().due_next_working_day):
        with pytest.raises(ValueError, match="has no time zone"):
            question(naive)


def test_time_is_not_subtracted():
    with pytest.raises(ValueError, match="can only be added"):
        company().add_working_time(berlin(2026, 7, 6, 10), -hours(1))


def test_two_companies_with_the_same_facts_are_equal():
    weekdays = {weekday: [*NINE_TO_FIVE] for weekday in MONDAY_TO_FRIDAY}
    spelled_out = WorkingTime("Europe/Berlin", "BW", {6: (), **weekdays}, [])
    assert spelled_out == company()
    assert hash(spelled_out) == hash(company())


def test_hours_changed_afterwards_in_the_callers_hands_change_nothing():
    mine = dict.fromkeys(MONDAY_TO_FRIDAY, NINE_TO_FIVE)
    kept = WorkingTime("Europe/Berlin", "BW", mine)
    mine.clear()
    assert kept == company()
