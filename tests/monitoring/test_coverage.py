from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation

from monitoring.coverage import Coverage, Spell, count, covered, share

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)  # a Thursday, noon in Berlin
TUESDAY_14 = datetime(2026, 11, 17, 13, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def coverage(*spells: Spell, watched: int = 2) -> Coverage:
    return covered(spells, starts_at=NOW - WEEK, ends_at=NOW, zone=BERLIN, watched=watched)


def spell(began_at: datetime, ended_at: datetime | None = None, source: int = 1) -> Spell:
    return Spell(source, f"Quelle {source}", began_at, ended_at)


def said(figure) -> tuple[str, bool]:
    return figure.words, figure.is_known


def test_none_of_what_was_seen_is_none() -> None:
    figure = count(0, coverage(), now=NOW)
    assert (figure.value, *said(figure), figure.sentence) == (0, "0", True, "")


def test_none_while_a_source_is_blind_is_unknown_since_then() -> None:
    with translation.override("en"):
        figure = count(0, coverage(spell(TUESDAY_14)), now=NOW)
    assert said(figure) == ("unknown since Tuesday 14:00", False)
    assert (figure.value, figure.unknown_since) == (None, TUESDAY_14)
    assert figure.sentence == "This source cannot be seen at the moment: Quelle 1."


def test_some_while_a_source_is_blind_are_at_least_some() -> None:
    with translation.override("en"):
        figure = count(3, coverage(spell(TUESDAY_14)), now=NOW)
    assert (figure.value, *said(figure)) == (3, "at least 3", False)


def test_no_criticism_while_a_source_is_blind_is_no_good_news() -> None:
    with translation.override("en"):
        blind = share(0, 10, coverage(spell(TUESDAY_14)), now=NOW)
        seen = share(0, 10, coverage(), now=NOW)
        some = share(2, 10, coverage(spell(TUESDAY_14)), now=NOW)
        nothing = share(0, 0, coverage(), now=NOW)
    assert said(blind) == ("unknown since Tuesday 14:00", False)
    assert said(seen) == ("0 %", True)
    assert said(some) == ("20 % of what was seen", False)
    assert (nothing.value, nothing.words) == (None, "no mentions")


def test_where_nothing_is_watched_nothing_is_known() -> None:
    with translation.override("en"):
        figure = count(0, coverage(watched=0), now=NOW)
    assert (*said(figure), figure.sentence) == ("unknown", False, "No source is watched yet.")


def test_days_are_unknown_by_the_clock_of_the_company() -> None:
    one = spell(
        datetime(2026, 11, 16, 23, 30, tzinfo=UTC), datetime(2026, 11, 17, 0, 30, tzinfo=UTC)
    )
    days = coverage(one, spell(NOW - timedelta(hours=1), source=2)).days_unknown
    assert {day.isoformat(): names for day, names in days.items()} == {
        "2026-11-17": ("Quelle 1",),
        "2026-11-19": ("Quelle 2",),
    }


def test_a_spell_that_ends_at_midnight_leaves_the_next_day_alone() -> None:
    midnight = datetime(2026, 11, 16, 23, 0, tzinfo=UTC)
    days = coverage(spell(midnight - timedelta(hours=2), midnight)).days_unknown
    assert [day.isoformat() for day in days] == ["2026-11-16"]


def test_a_figure_that_other_sources_feed_is_not_affected() -> None:
    whole = coverage(spell(TUESDAY_14, source=1))
    assert said(count(0, whole.of({2}), now=NOW)) == ("0", True)
    assert not count(0, whole.of({1, 2}), now=NOW).is_known


def test_spells_outside_the_window_do_not_count() -> None:
    before = spell(NOW - 3 * WEEK, NOW - 2 * WEEK)
    after = spell(NOW + WEEK)
    assert coverage(before, after).is_whole
