"""Working time by examples worked out on paper."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from companies.working_time import (
    STATES,
    Closure,
    Interval,
    InvalidWorkingTimeError,
    NeverOpenError,
    WorkingTime,
    public_holidays,
)

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = (Interval(time(9), time(17)),)
WITH_LUNCH = (Interval(time(9), time(12)), Interval(time(13), time(17)))
ROUND_THE_CLOCK = (Interval(time(0), time(0)),)
MONDAY_TO_FRIDAY = range(5)
ALL_WEEK = range(7)


def company(state="BW", intervals=NINE_TO_FIVE, weekdays=MONDAY_TO_FRIDAY, closures=()):
    hours = dict.fromkeys(weekdays, intervals)
    return WorkingTime("Europe/Berlin", state, hours, closures)


def berlin(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def hours(number):
    return timedelta(hours=number)


# Holidays


def easter(year):
    """Easter Sunday by the anonymous Gregorian computus, independent of the library."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def repentance_day(year):
    """The Wednesday before 23 November."""
    return next(
        day for day in (date(year, 11, number) for number in range(16, 23)) if day.weekday() == 2
    )


def holidays_by_law(state, year):
    """What the sixteen laws say, as written in them."""
    sunday = easter(year)
    days = {date(year, *day) for day in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))}
    days |= {sunday + timedelta(days=distance) for distance in (-2, 1, 39, 50)}
    if state in {"BW", "BY", "ST"}:
        days.add(date(year, 1, 6))
    if (state == "BE" and year >= 2019) or (state == "MV" and year >= 2023):
        days.add(date(year, 3, 8))
    if state == "BB":
        days |= {sunday, sunday + timedelta(days=49)}
    if state in {"BW", "BY", "HE", "NW", "RP", "SL"}:
        days.add(sunday + timedelta(days=60))
    if state == "SL":
        days.add(date(year, 8, 15))
    if state == "TH" and year >= 2019:
        days.add(date(year, 9, 20))
    northern = state in {"HB", "HH", "NI", "SH"} and year >= 2018
    if state in {"BB", "MV", "SN", "ST", "TH"} or northern or year == 2017:
        days.add(date(year, 10, 31))
    if state in {"BW", "BY", "NW", "RP", "SL"}:
        days.add(date(year, 11, 1))
    if state == "SN":
        days.add(repentance_day(year))
    once = {2020: date(2020, 5, 8), 2025: date(2025, 5, 8), 2028: date(2028, 6, 17)}
    if state == "BE" and year in once:
        days.add(once[year])
    return days


@pytest.mark.parametrize("state", sorted(STATES))
def test_holidays_are_those_of_the_states_law(state):
    years = range(2015, 2036)
    found = {year: set(public_holidays(state, year)) for year in years}
    assert found == {year: holidays_by_law(state, year) for year in years}


def test_there_are_sixteen_states():
    assert len(STATES) == 16


@pytest.mark.parametrize(
    ("friday", "monday"),
    [(date(2026, 4, 3), date(2026, 4, 6)), (date(2027, 3, 26), date(2027, 3, 29))],
)
def test_easter_is_four_days_long(friday, monday):
    easter_company = company("HH")
    assert easter_company.why_closed(friday, language="de") == "Karfreitag"
    assert easter_company.why_closed(monday, language="de") == "Ostermontag"
    assert easter_company.next_working_day(friday - timedelta(days=1)) == monday + timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "day", "german", "english"),
    [
        ("BY", date(2027, 11, 1), "Allerheiligen", "All Saints' Day"),
        ("BE", date(2027, 11, 1), None, None),
        ("NI", date(2028, 10, 31), "Reformationstag", "Reformation Day"),
        ("BY", date(2028, 10, 31), None, None),
        ("BY", date(2017, 10, 31), "Reformationstag", "Reformation Day"),
        ("NW", date(2026, 6, 4), "Fronleichnam", "Corpus Christi"),
        ("SN", date(2026, 6, 4), None, None),
        ("TH", date(2026, 6, 4), None, None),
        ("SN", date(2026, 11, 18), "Buß- und Bettag", "Repentance and Prayer Day"),
        ("TH", date(2026, 11, 18), None, None),
        ("SL", date(2028, 8, 15), "Mariä Himmelfahrt", "Assumption Day"),
        ("BY", date(2028, 8, 15), None, None),
        ("BE", date(2027, 3, 8), "Frauentag", "Women's Day"),
        ("HE", date(2026, 12, 24), None, None),
        ("HE", date(2026, 12, 31), None, None),
    ],
)
def test_a_holiday_depends_on_the_state(state, day, german, english):
    there = company(state)
    assert there.why_closed(day, language="de") == german
    assert there.why_closed(day, language="en") == english
    assert there.is_working_day(day) == (german is None)


def test_a_holiday_on_a_sunday_is_still_named():
    assert company("BY").why_closed(date(2026, 11, 1), language="de") == "Allerheiligen"


def test_a_holiday_is_named_before_the_closure_around_it():
    closed = company(closures=(Closure(date(2026, 12, 21), date(2027, 1, 3), "Betriebsferien"),))
    named = [
        closed.why_closed(day, language="de")
        for day in (date(2026, 12, 21), date(2026, 12, 25), date(2027, 1, 3), date(2027, 1, 4))
    ]
    assert named == ["Betriebsferien", "Erster Weihnachtstag", "Betriebsferien", None]


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
