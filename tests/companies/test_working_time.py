"""When a company works: the next working day, and time that counts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from companies.working_time import Closure, Interval, WorkingTime
from tests.companies.hours import ALL_WEEK, ROUND_THE_CLOCK, WITH_LUNCH, berlin, company, hours

# Due on the next working day


@pytest.mark.parametrize(
    ("came_in", "due"),
    [
        (berlin(2026, 7, 6, 8, 0), berlin(2026, 7, 7, 17)),  # Monday before opening
        (berlin(2026, 7, 6, 12, 0), berlin(2026, 7, 7, 17)),
        (berlin(2026, 7, 6, 23, 59), berlin(2026, 7, 7, 17)),
        (berlin(2026, 7, 7, 0, 0), berlin(2026, 7, 8, 17)),  # a minute later it is Tuesday
        (berlin(2026, 7, 10, 8, 0), berlin(2026, 7, 13, 17)),  # Friday
        (berlin(2026, 7, 10, 19, 0), berlin(2026, 7, 13, 17)),
        (berlin(2026, 7, 11, 10, 0), berlin(2026, 7, 13, 17)),  # Saturday
        (berlin(2026, 7, 12, 23, 0), berlin(2026, 7, 13, 17)),  # Sunday
        (berlin(2026, 4, 2, 10, 0), berlin(2026, 4, 7, 17)),  # Maundy Thursday
        (berlin(2027, 3, 25, 10, 0), berlin(2027, 3, 30, 17)),
    ],
)
def test_it_is_due_at_the_end_of_the_next_working_day(came_in, due):
    answer = company().due_next_working_day(came_in)
    assert answer == due
    assert answer.tzinfo is UTC


def test_the_day_it_came_in_is_the_companys_day():
    nearly_midnight_in_berlin = datetime(2026, 7, 6, 21, 59, tzinfo=UTC)
    just_past_midnight_in_berlin = datetime(2026, 7, 6, 22, 0, tzinfo=UTC)
    assert [
        company().due_next_working_day(nearly_midnight_in_berlin),
        company().due_next_working_day(just_past_midnight_in_berlin),
    ] == [datetime(2026, 7, 7, 15, tzinfo=UTC), datetime(2026, 7, 8, 15, tzinfo=UTC)]


def test_the_closure_between_the_years_moves_the_due_time_to_january():
    closed = company(closures=(Closure(date(2026, 12, 24), date(2027, 1, 5), "Betriebsferien"),))
    # 6 January is Epiphany in Baden-Württemberg.
    assert closed.due_next_working_day(berlin(2026, 12, 23, 15)) == berlin(2027, 1, 7, 17)
    assert company().due_next_working_day(berlin(2026, 12, 23, 15)) == berlin(2026, 12, 24, 17)


def test_the_day_ends_at_the_last_closing_of_its_weekday():
    short_friday = WorkingTime(
        "Europe/Berlin", "BW", {3: WITH_LUNCH, 4: (Interval(time(8), time(13, 30)),)}
    )
    assert short_friday.end_of_working_day(date(2026, 7, 9)) == berlin(2026, 7, 9, 17)
    assert short_friday.end_of_working_day(date(2026, 7, 10)) == berlin(2026, 7, 10, 13, 30)


def test_a_day_off_has_no_end_of_working_day():
    with pytest.raises(ValueError, match="2026-07-11 is not a working day"):
        company().end_of_working_day(date(2026, 7, 11))


# Counted time


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (berlin(2026, 7, 6, 10), hours(2), berlin(2026, 7, 6, 12)),  # just at the break
        (berlin(2026, 7, 6, 11), hours(2), berlin(2026, 7, 6, 14)),  # over it
        (berlin(2026, 7, 6, 12, 30), hours(1), berlin(2026, 7, 6, 14)),  # from within it
        (berlin(2026, 7, 6, 16), hours(2), berlin(2026, 7, 7, 10)),  # over night
        (berlin(2026, 7, 10, 16), hours(2), berlin(2026, 7, 13, 10)),  # over the weekend
        (berlin(2026, 4, 2, 16), hours(2), berlin(2026, 4, 7, 10)),  # over Easter
        (berlin(2026, 7, 6, 5), hours(35), berlin(2026, 7, 10, 17)),  # a whole week
        (berlin(2026, 7, 11, 5), hours(0), berlin(2026, 7, 13, 9)),
        (berlin(2026, 7, 10, 17), hours(0), berlin(2026, 7, 10, 17)),
        (berlin(2026, 12, 23, 16), hours(2), berlin(2027, 1, 4, 10)),  # over the closure
    ],
)
def test_only_open_time_counts(start, amount, end):
    between_the_years = Closure(date(2026, 12, 24), date(2027, 1, 1), "Betriebsferien")
    lunching = company(intervals=WITH_LUNCH, closures=(between_the_years,))
    assert lunching.add_working_time(start, amount) == end
    assert lunching.working_time_between(start, end) == amount
    assert lunching.working_time_between(end, start) == -amount


def test_the_night_the_clock_goes_forward_is_an_hour_shorter():
    always = company(intervals=ROUND_THE_CLOCK, weekdays=ALL_WEEK)
    midnight, next_midnight = berlin(2026, 3, 29), berlin(2026, 3, 30)
    assert always.working_time_between(midnight, next_midnight) == hours(23)
    assert always.add_working_time(midnight, hours(23)) == next_midnight
    assert always.add_working_time(midnight, hours(2)) == berlin(2026, 3, 29, 3)


def test_the_night_the_clock_goes_back_is_an_hour_longer():
    always = company(intervals=ROUND_THE_CLOCK, weekdays=ALL_WEEK)
    midnight, next_midnight = berlin(2026, 10, 25), berlin(2026, 10, 26)
    assert always.working_time_between(midnight, next_midnight) == hours(25)
    assert always.add_working_time(midnight, hours(4)) == berlin(2026, 10, 25, 3)


def test_the_hours_of_a_day_are_the_same_before_and_after_the_clock_changes():
    weekend_between = company()
    in_march = weekend_between.add_working_time(berlin(2026, 3, 27, 16), hours(2))
    in_october = weekend_between.add_working_time(berlin(2026, 10, 23, 16), hours(2))
    assert [in_march, in_october] == [
        datetime(2026, 3, 30, 8, tzinfo=UTC),
        datetime(2026, 10, 26, 9, tzinfo=UTC),
    ]


def test_opening_in_the_hour_that_is_skipped_happens_at_the_jump():
    nights = (Interval(time(2, 15), time(2, 45)), Interval(time(2, 50), time(4)))
    early = company(intervals=nights, weekdays=ALL_WEEK)
    jump = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert early.next_opening(berlin(2026, 3, 29, 0)) == jump
    assert early.working_time_between(berlin(2026, 3, 29, 0), berlin(2026, 3, 29, 5)) == hours(1)


def test_hours_that_are_skipped_altogether_open_the_next_day():
    nights = company(intervals=(Interval(time(2, 15), time(2, 45)),), weekdays=ALL_WEEK)
    saturday_midnight = berlin(2026, 3, 29, 0)
    assert nights.next_opening(saturday_midnight) == berlin(2026, 3, 30, 2, 15)
    assert nights.add_working_time(saturday_midnight, hours(0)) == berlin(2026, 3, 30, 2, 15)


def test_hours_begun_go_on_when_the_clock_goes_back_to_yesterday():
    # In St. John's the clock went from 0:01 on Sunday back to 23:01 on Saturday until 2011.
    sundays = WorkingTime("America/St_Johns", "BW", {6: ROUND_THE_CLOCK})
    begun = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    saturday_again = begun + timedelta(minutes=15)
    assert sundays.is_open(saturday_again) is True
    assert sundays.next_opening(saturday_again) == saturday_again
    assert sundays.working_time_between(begun, saturday_again) == hours(0.25)
    assert sundays.add_working_time(begun, hours(0.25)) == saturday_again


def test_hours_in_the_repeated_hour_are_kept_once():
    nights = (Interval(time(2), time(2, 30)), Interval(time(2, 30), time(3)))
    early = company(intervals=nights, weekdays=ALL_WEEK)
    first_half = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    night = berlin(2026, 10, 25, 0), berlin(2026, 10, 25, 5)
    assert early.working_time_between(night[0], first_half) == hours(0.5)
    assert early.working_time_between(first_half, night[1]) == hours(1.5)


def test_midnight_itself_can_be_skipped():
    # In Havana the clock went from 0:00 to 1:00 on 8 March 2026.
    havana = WorkingTime("America/Havana", "BW", dict.fromkeys(ALL_WEEK, ROUND_THE_CLOCK))
    jump = datetime(2026, 3, 8, 5, tzinfo=UTC)
    assert havana.end_of_working_day(date(2026, 3, 7)) == jump
    assert havana.working_time_between(jump - hours(12), jump + hours(11)) == hours(23)


def test_a_day_can_end_at_midnight():
    late = company(intervals=(Interval(time(18), time(0)),))
    assert late.end_of_working_day(date(2026, 7, 6)) == berlin(2026, 7, 7)
    assert late.working_time_between(berlin(2026, 7, 6), berlin(2026, 7, 7)) == hours(6)
    assert late.add_working_time(berlin(2026, 7, 6), hours(6)) == berlin(2026, 7, 7)
    assert late.add_working_time(berlin(2026, 7, 7), hours(0)) == berlin(2026, 7, 7)
    assert str(late.hours[0][0]) == "18:00–24:00"


# Open or not


@pytest.mark.parametrize(
    ("at", "is_open", "next_opening"),
    [
        (berlin(2026, 7, 6, 8, 59), False, berlin(2026, 7, 6, 9)),
        (berlin(2026, 7, 6, 9), True, berlin(2026, 7, 6, 9)),
        (berlin(2026, 7, 6, 11, 59), True, berlin(2026, 7, 6, 11, 59)),
        (berlin(2026, 7, 6, 12), False, berlin(2026, 7, 6, 13)),
        (berlin(2026, 7, 6, 17), False, berlin(2026, 7, 7, 9)),
        (berlin(2026, 7, 10, 17), False, berlin(2026, 7, 13, 9)),
        (berlin(2026, 4, 3, 10), False, berlin(2026, 4, 7, 9)),
    ],
)
def test_open_from_opening_until_just_before_closing(at, is_open, next_opening):
    lunching = company(intervals=WITH_LUNCH)
    assert (lunching.is_open(at), lunching.next_opening(at)) == (is_open, next_opening)


def test_moments_come_back_in_utc():
    at = berlin(2026, 7, 6, 10)
    answers = [company().next_opening(at), company().add_working_time(at, hours(1))]
    assert [answer.tzinfo for answer in answers] == [UTC, UTC]
