"""Holidays by the laws of the sixteen states."""

from datetime import date, timedelta

import pytest

from companies.working_time import STATES, Closure, public_holidays
from tests.companies.hours import company

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
