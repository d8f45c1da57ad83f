"""From named fields to an entry, and what stands in its way."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.inbound.records import Reading, UnreadableRecordError, entry_of, read_moment
from tests.factories import MONDAY

READING = Reading(now=MONDAY, zone=ZoneInfo("Europe/Berlin"))


def test_a_whole_record_becomes_an_entry() -> None:
    entry = entry_of(
        {
            "id": 5.0,
            "title": "Lange <b>gewartet</b>",
            "text": "Zwei Stunden.\nDann war zu.",
            "author": "Carol",
            "url": "example.org/r/5",
            "published_at": "14.11.2026 18:30",
            "rating": "2,0",
            "language": "DE",
        },
        READING,
    )
    assert entry.external_id == "5"
    assert entry.title == "Lange <b>gewartet</b>"
    assert entry.text == "Zwei Stunden.\nDann war zu."
    assert entry.url == "https://example.org/r/5"
    assert entry.published_at == datetime(2026, 11, 14, 17, 30, tzinfo=UTC)
    assert (entry.rating, entry.lang, entry.author_name) == (2, "de", "Carol")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-14", datetime(2026, 11, 14, 11, tzinfo=UTC)),
        ("14.11.26", datetime(2026, 11, 14, 11, tzinfo=UTC)),
        ("3/11/2026", datetime(2026, 11, 3, 11, tzinfo=UTC)),
        ("2026-11-14T10:00:00", datetime(2026, 11, 14, 9, tzinfo=UTC)),
        ("2026-11-14T10:00:00+05:00", datetime(2026, 11, 14, 5, tzinfo=UTC)),
        (1_763_114_400, datetime(2025, 11, 14, 10, tzinfo=UTC)),
        ("1763114400000", datetime(2025, 11, 14, 10, tzinfo=UTC)),
        (date(2026, 11, 14), datetime(2026, 11, 14, 11, tzinfo=UTC)),
        (datetime(2026, 11, 14, 10), datetime(2026, 11, 14, 9, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
    ids=repr,
)
def test_dates_are_read_as_people_and_programs_write_them(
    typed: object, read: datetime | None
) -> None:
    assert read_moment(typed, READING) == read


def test_an_american_date_is_read_as_such_where_somebody_says_so() -> None:
    american = Reading(now=MONDAY, zone=ZoneInfo("Europe/Berlin"), day_first=False)
    assert read_moment("3/11/2026", american) == datetime(2026, 3, 11, 11, tzinfo=UTC)
    assert read_moment("3.11.2026", american) == datetime(2026, 11, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("record", "field", "says"),
    [
        ({"text": " ", "title": ""}, "text", "There is neither a text nor a title."),
        ({"text": "x", "published_at": "31.11.2026"}, "published_at", "“31.11.2026” is no date."),
        ({"text": "x", "published_at": True}, "published_at", "“True” is no date."),
        (
            {"text": "x", "published_at": 10**300},
            "published_at",
            f"“{str(10**300)[:40]}” is no date.",
        ),
        ({"text": "x", "rating": "7"}, "rating", "“7” is no number of stars from 1 to 5."),
        (
            {"text": "x", "url": "javascript:alert(1)"},
            "url",
            "“javascript:alert(1)” is no address of the web.",
        ),
        ({"text": ["x"]}, "text", "This is no text."),
    ],
    ids=["empty", "no_such_day", "boolean", "endless", "stars", "script", "list"],
)
def test_what_cannot_be_read_says_where_and_why(
    record: dict[str, object], field: str, says: str
) -> None:
    with pytest.raises(UnreadableRecordError) as refused:
        entry_of(record, READING)
    assert (refused.value.why.field, str(refused.value.why)) == (field, says)


def test_the_same_record_without_a_key_is_known_again() -> None:
    record = {"text": "Die Bahn steht.", "author": "Carol", "published_at": "14.11.2026"}
    later = Reading(now=MONDAY.replace(hour=18), zone=READING.zone)
    once, twice = entry_of(record, READING), entry_of(dict(record), later)
    assert once.external_id == twice.external_id
    assert entry_of({**record, "text": "Sie fährt."}, READING).external_id != once.external_id


def test_nothing_is_published_in_the_future() -> None:
    entry = entry_of({"text": "x", "published_at": "2026-12-24"}, READING)
    assert entry.published_at == MONDAY
    assert entry.stated_at == datetime(2026, 12, 24, 11, tzinfo=UTC)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["text", "title", "published_at", "rating", "url", "id", "author"]),
        JSON_VALUES,
    )
)
def test_whatever_comes_is_an_entry_or_is_refused_in_words(record: dict[str, object]) -> None:
    try:
        entry = entry_of(record, READING)
    except UnreadableRecordError as refused:
        assert str(refused.why)
    else:
        assert entry.external_id
        assert entry.published_at <= MONDAY
