"""Laws that working time keeps for every company, state, zone and hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companies.working_time import STATES, Closure, Interval, WorkingTime, public_holidays

ZONES = ("Europe/Berlin", "UTC", "America/St_Johns", "America/Havana")
FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 12, 31, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)


def last_sunday(year, month):
    return max(day for day in (date(year, month, n) for n in range(25, 32)) if day.weekday() == 6)


def changes_of(year):
    """The moments near which clocks change in Berlin, St. John's and Havana."""
    return [
        datetime(year, 3, last_sunday(year, 3).day, 1, tzinfo=UTC),
        datetime(year, 10, last_sunday(year, 10).day, 1, tzinfo=UTC),
        *(datetime(year, 3, day, 5, 30, tzinfo=UTC) for day in range(8, 15)),
        *(datetime(year, 11, day, 4, 30, tzinfo=UTC) for day in range(1, 8)),
    ]


CHANGES = [change for year in range(2015, 2036) for change in changes_of(year)]

anywhen = st.integers(0, int((LAST - FIRST).total_seconds())).map(
    lambda seconds: FIRST + timedelta(seconds=seconds)
)
near_a_change = st.builds(
    lambda change, seconds: change + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-100_000, 100_000),
)
moments = anywhen | near_a_change
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
amounts = st.integers(0, 60 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def clock(quarters):
    return time(quarters // 4 % 24, quarters % 4 * 15)


def intervals_from(points):
    """Sorted quarter hours, taken in pairs, as intervals; 96 is midnight at the end."""
    points = sorted(points)
    return tuple(
        Interval(clock(opens), clock(closes))
        for opens, closes in zip(points[::2], points[1::2], strict=False)
    )


def opening_hours(quarters):
    weekday = st.sets(quarters, min_size=2, max_size=6).map(intervals_from)
    return st.dictionaries(st.integers(0, 6), weekday, min_size=1, max_size=7)


closures = st.lists(
    st.builds(
        lambda start, length: Closure(start, start + timedelta(days=length), "Betriebsferien"),
        days,
        st.integers(0, 40),
    ),
    max_size=2,
).map(tuple)


any_quarter = st.integers(0, 96)


def companies(quarters=any_quarter):
    return st.builds(
        WorkingTime,
        st.sampled_from(ZONES),
        st.sampled_from(sorted(STATES)),
        opening_hours(quarters),
        closures,
    )


quick = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@quick
@given(companies(), moments, amounts)
def test_the_time_added_is_the_time_between(company, at, amount):
    assert company.working_time_between(at, company.add_working_time(at, amount)) == amount


@quick
@given(companies(), moments, amounts)
def test_added_time_ends_while_open_or_just_closing(company, at, amount):
    end = company.add_working_time(at, amount)
    just_before = end - timedelta(microseconds=1)
    assert end >= at
    assert company.is_open(end) or company.is_open(just_before)


@quick
@given(companies(), moments, amounts, amounts)
def test_time_added_in_two_portions_is_the_same(company, at, first, second):
    halfway = company.add_working_time(at, first)
    in_one_go = company.add_working_time(at, first + second)
    assert company.add_working_time(halfway, second) == in_one_go


@quick
@given(companies(), moments, amounts, amounts)
def test_more_time_ends_later(company, at, first, second):
    shorter, longer = sorted((first, second))
    ends = company.add_working_time(at, shorter), company.add_working_time(at, longer)
    assert (ends[0] < ends[1]) == (shorter < longer)


@quick
@given(companies(), moments, st.integers(0, 3 * 86400), amounts)
def test_a_later_start_never_ends_earlier(company, at, delay, amount):
    later = at + timedelta(seconds=delay)
    assert company.add_working_time(at, amount) <= company.add_working_time(later, amount)


@quick
@given(companies(), st.tuples(moments, amounts, amounts))
def test_time_between_adds_up_and_turns_round(company, case):
    start, first, second = case
    middle, end = start + first, start + first + second
    whole = company.working_time_between(start, end)
    parts = company.working_time_between(start, middle), company.working_time_between(middle, end)
    assert sum(parts, timedelta()) == whole
    assert company.working_time_between(end, start) == -whole
    assert timedelta() <= whole <= end - start


@quick
@given(companies(), moments)
def test_the_next_opening_is_open_and_nothing_opens_before_it(company, at):
    opening = company.next_opening(at)
    assert company.is_open(opening)
    assert company.working_time_between(at, opening) == timedelta()
    assert company.is_open(at) == (opening == at)


@quick
@given(companies(), days)
def test_the_next_working_day_is_later_and_no_day_between_works(company, day):
    found = company.next_working_day(day)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days)]
    assert found > day
    assert found not in public_holidays(company.state, found.year)
    assert company.is_working_day(found)
    assert not any(company.is_working_day(skipped) for skipped in between)


@quick
@given(companies(), days)
def test_a_working_day_has_hours_and_is_no_holiday_nor_closure(company, day):
    open_by_the_facts = (
        bool(company.hours.get(day.weekday()))
        and day not in public_holidays(company.state, day.year)
        and not any(closure.starts_on <= day <= closure.ends_on for closure in company.closures)
    )
    assert company.is_working_day(day) == open_by_the_facts


@quick
@given(companies(), moments)
def test_all_of_the_next_working_day_and_nothing_after_it_lies_before_the_due_time(company, at):
    due = company.due_next_working_day(at)
    zone = ZoneInfo(company.time_zone)
    day = company.next_working_day(at.astimezone(zone).date())
    midnight = datetime.combine(day, time(), zone)
    next_midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    whole_day = company.working_time_between(midnight, next_midnight)
    assert due > at
    assert midnight.astimezone(UTC) <= due <= next_midnight.astimezone(UTC)
    assert company.working_time_between(midnight, due) == whole_day
    assert whole_day == timedelta() or company.is_open(due - timedelta(microseconds=1))


def open_by_the_wall_clock(company, at):
    """Whether a person looking at the clock on the wall would find the door open."""
    wall = at.astimezone(ZoneInfo(company.time_zone))
    return company.is_working_day(wall.date()) and any(
        interval.opens <= wall.time()
        and (wall.time() < interval.closes or interval.closes == time())
        for interval in company.hours.get(wall.weekday(), ())
    )


@quick
@given(
    # No hours that begin or end between 0:15 and 2:45: those of the changed hours are apart.
    companies(st.just(0) | st.integers(12, 96)),
    moments.map(lambda at: at.replace(minute=at.minute // 5 * 5, second=0)),
    st.integers(1, 400),
)
def test_counting_every_five_minutes_by_the_clock_on_the_wall_gives_the_same(company, at, steps):
    looks = [at + step * FIVE_MINUTES for step in range(steps)]
    counted = sum(open_by_the_wall_clock(company, look) for look in looks) * FIVE_MINUTES
    assert company.working_time_between(at, at + steps * FIVE_MINUTES) == counted
    assert [company.is_open(look) for look in looks[::40]] == [
        open_by_the_wall_clock(company, look) for look in looks[::40]
    ]
