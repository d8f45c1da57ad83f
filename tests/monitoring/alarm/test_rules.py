"""When the alarm rings and how loud: pure rules, with properties that hold for any history."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.alarm.hours import DAY, WEEK, SourceHours, Tally, hour_of, slot_of
from monitoring.alarm.levels import Kind, Level
from monitoring.alarm.rhythm import Rhythms, learn
from monitoring.alarm.ringing import Rung, ringing, rings
from monitoring.alarm.rules import (
    WINDOWS,
    Signal,
    Thresholds,
    Trigger,
    Window,
    negative_level,
    signals,
    volume_level,
    window,
)
from monitoring.alarm.tails import tail, unusual_from
from tests.monitoring.alarm.histories import BERLIN, NOW, START, history, usual, with_more

USUAL = Thresholds()


def known(of, at=NOW) -> Rhythms:
    found = learn(of, at, WINDOWS)
    assert found is not None
    return found


def ring_at(of, at=NOW, said=USUAL) -> list[tuple[Kind, Level, int]]:
    found = signals(of, known(of, at), at, said)
    return [(each.kind, each.level, each.window.hours) for each in found]


def test_a_day_like_any_other_does_not_ring():
    assert ring_at(history(usual())) == []


def test_many_critical_mentions_in_three_hours_ring_as_volume_and_as_criticism():
    loud = with_more(usual(), {NOW - 1: Tally(14, 12), NOW: Tally(16, 14)})
    assert ring_at(history(loud)) == [
        (Kind.NEGATIVE, Level.CRISIS, 3),
        (Kind.VOLUME, Level.CRISIS, 3),
    ]


def test_praise_by_the_dozen_is_no_crisis():
    loud = with_more(usual(), {NOW: Tally(60, 0)})
    assert ring_at(history(loud)) == [(Kind.VOLUME, Level.SERIOUS, 3)]


def test_what_grows_over_a_day_rings_though_no_three_hours_do():
    slow = with_more(usual(per_day=2), {NOW - 2 * n: Tally(1, 1) for n in range(11)})
    assert {hours for _kind, _level, hours in ring_at(history(slow))} == {24}


def test_a_company_with_three_mentions_a_week_is_not_woken_by_four():
    quiet = usual(per_day=3 / 7)
    four = with_more(quiet, {NOW: Tally(4, 4)})
    seven = with_more(quiet, {NOW: Tally(7, 7)})
    assert ring_at(history(four)) == []
    assert ring_at(history(seven))[0][:2] == (Kind.NEGATIVE, Level.WATCH)


def test_fewer_than_the_minimum_never_ring_however_unusual():
    silent = SourceHours("Forum", START, {NOW: Tally(9, 9)})
    assert ring_at(history(silent), said=Thresholds(minimum=10)) == []
    assert ring_at(history(silent), said=Thresholds(minimum=9)) != []


def test_one_source_that_multiplies_rings_where_all_together_do_not():
    big, small = usual(per_day=240), usual(per_day=0.5)
    loud = with_more(small, {NOW: Tally(12, 0)})
    assert ring_at(history(big, loud)) == [(Kind.SOURCE, Level.SERIOUS, 3)]


def test_the_same_number_is_usual_at_noon_and_unusual_at_night():
    of = usual(per_day=40)
    at_night = NOW - 10
    assert slot_of(at_night, BERLIN) % DAY == 2
    noon = window(history(of), known(history(of)), NOW, 3)
    night = window(history(of), known(history(of)), at_night, 3)
    assert noon.expected > 10 > 2 > night.expected
    assert night.unusual_from < 15 < noon.unusual_from


def test_blind_hours_are_no_silence():
    """A source that was blind for two of four weeks is as loud as it is, not half as loud."""
    blind = (START + WEEK, START + 3 * WEEK)
    counts = {
        hour: tally
        for hour, tally in usual(per_day=24).counts.items()
        if not blind[0] <= hour < blind[1]
    }
    seen = history(usual(per_day=24))
    half = history(SourceHours("Forum", START, counts, (blind,)))
    silent = history(SourceHours("Forum", START, counts))
    expected = [window(of, known(of), NOW, 24).expected for of in (seen, half, silent)]
    assert expected[1] == pytest.approx(expected[0], rel=0.05)
    assert expected[2] == pytest.approx(expected[0] / 2, rel=0.2)


def test_a_peak_and_the_day_after_it_are_no_rhythm():
    peak = START + 3 * WEEK + 10
    loud = with_more(usual(), {peak: Tally(500, 400)})
    learned = history(loud)
    left_out = history(loud, disturbed=((peak, peak + DAY),))
    plain = history(usual())
    found = [window(of, known(of), NOW, 24) for of in (plain, left_out, learned)]
    assert found[1].expected == pytest.approx(found[0].expected, rel=0.1)
    assert found[1].unusual_from < 40
    assert found[2].unusual_from > 200


def test_a_source_younger_than_a_week_does_not_ring_and_has_no_rhythm():
    young = SourceHours("Neu", NOW - 6 * DAY, {NOW: Tally(50, 50)})
    assert ring_at(history(usual(), young)) == []
    assert learn(history(young), NOW, WINDOWS) is None


def test_what_a_new_source_brings_of_old_is_in_no_window():
    backfill = {hour: Tally(30, 30) for hour in range(NOW - 30 * DAY, NOW - 2 * DAY)}
    assert ring_at(history(usual(), SourceHours("Neu", NOW - 6 * DAY, backfill))) == []


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_nine_in_the_morning_is_nine_in_the_morning_when_the_clocks_change(change):
    """Five weeks around the change: the rate of the busy hours stays, that of the night does."""
    sunday = hour_of(datetime.fromisoformat(f"{change}T12:00:00+00:00"))
    start, now = sunday - 3 * WEEK, sunday + 2 * WEEK + 2 * DAY
    of = history(usual(per_day=80, start=start, end=now))
    rates = known(of, now).number.rates
    nine = [rates[day * DAY + 9] for day in range(7)]
    six = [rates[day * DAY + 6] for day in range(7)]
    assert min(nine) > 5.5
    assert max(six) < 1.5


def test_the_history_of_the_day_at_hand_is_not_held_against_itself():
    loud = {NOW - n: Tally(10, 9) for n in range(24)}
    of = history(with_more(usual(), loud))
    assert known(of) == known(history(usual()))


FEW = st.integers(0, 40)
CALM = history(usual())
RHYTHMS = known(CALM)
IN_CALM = {hours: window(CALM, RHYTHMS, NOW, hours) for hours in WINDOWS}
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def level_of(found: Window, said: Thresholds = USUAL) -> int:
    levels = [volume_level(found, said), negative_level(found, said)]
    return max((level.rank for level in levels if level), default=-1)


def measured(number: int, negative: int, hours: int) -> Window:
    return replace(IN_CALM[hours], number=number + negative, negative=negative)


@given(number=FEW, negative=FEW, more=st.integers(1, 20), hours=st.sampled_from(WINDOWS))
@unhurried
def test_more_criticism_never_lowers_the_level(number, negative, more, hours):
    before = measured(number, negative, hours)
    after = measured(number, negative + more, hours)
    assert level_of(after) >= level_of(before)


@given(number=FEW, negative=FEW, more=st.integers(1, 20), hours=st.sampled_from(WINDOWS))
@unhurried
def test_more_mentions_never_lower_the_level_by_volume(number, negative, more, hours):
    levels = [
        volume_level(measured(many, negative, hours), USUAL) for many in (number, number + more)
    ]
    ranks = [level.rank if level else -1 for level in levels]
    assert ranks[1] >= ranks[0]


@given(
    number=FEW,
    negative=FEW,
    minimum=st.integers(3, 30),
    stricter=st.integers(0, 20),
    hours=st.sampled_from(WINDOWS),
)
@unhurried
def test_a_higher_minimum_never_rings_more(number, negative, minimum, stricter, hours):
    found = measured(number, negative, hours)
    strict = level_of(found, Thresholds(minimum=minimum + stricter))
    assert strict <= level_of(found, Thresholds(minimum=minimum))


@given(expected=st.floats(0.001, 400), spread=st.floats(0, 4))
@unhurried
def test_unusual_begins_where_chance_ends(expected, spread):
    first = unusual_from(expected, spread, 1e-6)
    assert first > expected
    assert tail(first, expected, spread) <= 1e-6
    assert first == 1 or tail(first - 1, expected, spread) > 1e-6


@pytest.mark.parametrize(
    ("number", "expected", "chance"), [(0, 3.0, 1.0), (1, 3.0, 0.950213), (10, 3.0, 0.0011025)]
)
def test_tails_are_those_of_the_tables(number, expected, chance):
    assert tail(number, expected, 0.0) == pytest.approx(chance, rel=1e-4)


def test_more_spread_makes_peaks_less_unusual():
    assert unusual_from(5.0, 0.0, 1e-6) < unusual_from(5.0, 0.5, 1e-6)


def signal(kind: Kind, level: Level, hour: int) -> Signal:
    return Signal(kind, level, replace(window(CALM, RHYTHMS, NOW, 3), ends=hour))


@pytest.mark.parametrize(
    ("kind", "level", "later", "answer"),
    [
        (Kind.VOLUME, Level.WATCH, 47, False),
        (Kind.VOLUME, Level.WATCH, 48, True),
        (Kind.VOLUME, Level.SERIOUS, 2, False),
        (Kind.VOLUME, Level.SERIOUS, 3, True),
        (Kind.NEGATIVE, Level.WATCH, 0, True),
    ],
)
def test_after_a_ring_it_is_quiet_for_two_days_or_three_hours_if_it_gets_worse(
    kind, level, later, answer
):
    last = Rung(Kind.VOLUME, Level.WATCH, NOW - 2, NOW)
    assert rings(signal(kind, level, NOW + later), [last], USUAL) is answer


def test_only_what_is_due_rings():
    last = Rung(Kind.VOLUME, Level.CRISIS, NOW - 2, NOW)
    found = [
        signal(Kind.NEGATIVE, Level.WATCH, NOW + 1),
        signal(Kind.VOLUME, Level.CRISIS, NOW + 1),
    ]
    assert [each.kind for each in ringing(found, [last], USUAL)] == [Kind.NEGATIVE]


def test_levels_follow_what_a_company_has_set():
    loud = history(with_more(usual(), {NOW: Tally(20, 0)}))
    strict = Thresholds(
        triggers={
            Level.WATCH: Trigger(6.0, 30),
            Level.SERIOUS: Trigger(40.0, 45),
            Level.CRISIS: Trigger(80.0, 60),
        }
    )
    assert ring_at(loud) == [(Kind.VOLUME, Level.SERIOUS, 3)]
    assert ring_at(loud, said=strict) == [(Kind.VOLUME, Level.WATCH, 3)]
