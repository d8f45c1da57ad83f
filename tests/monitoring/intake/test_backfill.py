"""A new source is read thirty days back, and further where somebody wishes it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from companies.models import AuditEntry
from companies.refusals import RefusedError
from monitoring.connectors.base import Batch
from monitoring.connectors.errors import AuthError, Transient
from monitoring.intake import outcome
from monitoring.intake.schedule import PACE
from monitoring.intake.visit import visit_feed
from monitoring.models import BlindSpell, Feed, Item, Source
from monitoring.problems import sentence_of
from monitoring.services.backfill import read_back
from monitoring.services.connected import add_connected_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.api_server import Answer, ApiServer, Asked
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import POLITE, listening_company

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TAG = "/api/v1/timelines/tag/seilbahn"


def one_a_day(asked: Asked) -> Answer:
    """Two posts a page, one for each of the last 200 days."""
    before = int(asked.query.get("max_id", ["200"])[0])
    numbers = range(before - 1, max(before - 3, -1), -1)
    return Answer([status(number) for number in numbers])


def status(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "uri": f"https://m.example/{number}",
        "created_at": (MONDAY - (199 - number) * DAY).isoformat(),
        "visibility": "public",
        "content": f"<p>Nummer {number}</p>",
        "account": {"acct": "carol"},
    }


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def source(api: ApiServer) -> Source:
    api.on(TAG, one_a_day)
    return add_connected_source(
        company=make_company(),
        kind="mastodon",
        settings={"server": api.origin, "query": "#seilbahn"},
        name="Tag",
        by=make_user(),
        at=MONDAY,
    )


def visit(api: ApiServer, source: Source, *, at: datetime) -> Feed:
    Feed.objects.update(next_due_at=at)
    visit_feed(feed_id=source.feed_id, client=api.client(), at=at, jitter=1.0, manners=POLITE)
    return Feed.objects.get()


def until_done(api: ApiServer, source: Source, *, at: datetime) -> Feed:
    for number in range(60):
        feed = visit(api, source, at=at + number * timedelta(seconds=10))
        if "gap" not in feed.cursor and "wanted" not in feed.cursor:
            return feed
    raise AssertionError(feed.cursor)


def oldest() -> datetime:
    return Item.objects.order_by("published_at").values_list("published_at", flat=True)[0]


def test_a_new_source_is_read_thirty_days_back_over_several_visits(
    api: ApiServer, source: Source
) -> None:
    feed = visit(api, source, at=MONDAY)
    assert Item.objects.count() == 6 and "gap_at" in feed.cursor
    feed = until_done(api, source, at=MONDAY)
    assert feed.cursor["back"] == (MONDAY - 30 * DAY - timedelta(minutes=10)).isoformat()
    assert MONDAY - 32 * DAY <= oldest() <= MONDAY - 30 * DAY


def test_a_wish_is_granted_and_read_only_once(api: ApiServer, source: Source) -> None:
    until_done(api, source, at=MONDAY)
    day = date(2026, 6, 1)
    by = make_user()
    read_back(source=source, day=day, by=by, at=MONDAY)
    feed = until_done(api, source, at=MONDAY + timedelta(hours=1))
    assert feed.cursor["back"] == "2026-05-31T22:00:00+00:00"
    assert oldest() <= MONDAY - 97 * DAY
    assert Item.objects.count() == len({row.external_id for row in Item.objects.all()})
    entry = AuditEntry.of(source.company).filter(act="source.read_back").get()
    assert entry.detail["day"] == "2026-06-01"
    with pytest.raises(RefusedError, match="has been read back to that day"):
        read_back(source=source, day=day + DAY, by=by, at=MONDAY)
    before = len(api.asked)
    visit(api, source, at=MONDAY + 2 * DAY)
    assert len(api.asked) == before + 1


def test_a_wish_made_during_a_visit_is_not_lost(api: ApiServer, source: Source) -> None:
    def meanwhile(asked: Asked) -> Answer:
        feed = Feed.objects.get()
        feed.cursor = {**feed.cursor, "wanted": "2026-06-01T00:00:00+00:00"}
        Feed.objects.filter(id=feed.pk).update(cursor=feed.cursor)
        return one_a_day(asked)

    begun = Feed.objects.get()
    assert begun.cursor == {}

    class Wishing:
        """A client that stands for somebody who makes a wish while it asks."""

        def __init__(self) -> None:
            self.client = api.client()

        def request(self, *args: Any, **kwargs: Any) -> Any:
            meanwhile(Asked("GET", TAG, {}, {}, b""))
            return self.client.request(*args, **kwargs)

    visit_feed(
        feed_id=source.feed_id,
        client=Wishing(),  # type: ignore[arg-type]
        at=MONDAY,
        jitter=1.0,
        manners=POLITE,
    )
    assert Feed.objects.get().cursor["wanted"] == "2026-06-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 10, 25), "last 30 days"), (date(2020, 1, 1), "within the last two years")],
    ids=["near", "far"],
)
def test_a_day_that_makes_no_sense_is_refused(
    api: ApiServer, source: Source, day: date, said: str
) -> None:
    with pytest.raises(RefusedError, match=said) as refused:
        read_back(source=source, day=day, by=make_user(), at=MONDAY)
    assert refused.value.field == "day"


def test_a_feed_cannot_be_read_back(server: FeedServer) -> None:
    listening_company(server)
    with pytest.raises(RefusedError, match="cannot be read further back"):
        read_back(source=Source.everywhere.get(), day=date(2026, 6, 1), by=make_user(), at=MONDAY)


def posts_since(api: ApiServer, first: datetime, number: int) -> None:
    """One post each minute from ``first`` on; two a page."""

    def answer(asked: Asked) -> Answer:
        before = int(asked.query.get("max_id", [str(number)])[0])
        numbers = range(before - 1, max(before - 3, -1), -1)
        return Answer(
            [
                {
                    **status(each),
                    "uri": f"https://m.example/late/{each}",
                    "created_at": (first + each * timedelta(minutes=1)).isoformat(),
                }
                for each in numbers
            ]
        )

    api.on(TAG, answer)


def test_what_was_read_after_all_was_not_missed(api: ApiServer, source: Source) -> None:
    until_done(api, source, at=MONDAY)
    posts_since(api, MONDAY - timedelta(minutes=20), 60)
    visit(api, source, at=MONDAY + 5 * HOUR)
    spell = BlindSpell.objects.get()
    assert spell.missed and "gap" in Feed.objects.get().cursor
    until_done(api, source, at=MONDAY + 5 * HOUR + DAY / 100)
    spell.refresh_from_db()
    assert not spell.missed


def test_what_a_server_does_not_give_any_more_stands_in_the_ledger() -> None:
    feed = Feed.objects.create(
        kind="reddit",
        address="https://www.reddit.com/r/a/new",
        host="www.reddit.com",
        interval=timedelta(minutes=15),
        next_due_at=MONDAY,
        created_at=MONDAY - DAY,
        last_success_at=MONDAY - timedelta(minutes=15),
    )
    lost = (MONDAY - 3 * DAY, MONDAY - HOUR)
    batch = Batch((), lost=lost, reaches_back=False)
    outcome.succeeded(feed, batch, new=0, overlaps=False, at=MONDAY, pace=PACE)
    spell = BlindSpell.objects.get()
    assert (spell.began_at, spell.ended_at, spell.missed) == (MONDAY - DAY, MONDAY - HOUR, True)
    assert sentence_of(spell.reason).startswith("More had been said meanwhile")
    feed.cursor = {"gap_floor": (MONDAY - 3 * DAY).isoformat()}
    outcome.succeeded(feed, Batch(()), new=0, overlaps=True, at=MONDAY, pace=PACE)
    spell.refresh_from_db()
    assert spell.missed


def test_a_server_that_fails_for_the_moment_is_asked_every_hour_for_a_day() -> None:
    feed = Feed.objects.create(
        kind="lemmy",
        address="https://l.example/c/a",
        host="l.example",
        interval=timedelta(minutes=15),
        next_due_at=MONDAY,
        created_at=MONDAY,
        failures=9,
        failing_since=MONDAY - HOUR,
    )
    for problem, since, pause in [
        (Transient("502"), HOUR, HOUR),
        (Transient("502"), 2 * DAY, DAY),
        (AuthError("401"), HOUR, DAY),
    ]:
        feed.failures, feed.failing_since = 9, MONDAY - since
        outcome.failed(feed, problem, at=MONDAY, jitter=1.0, pace=PACE)
        assert feed.next_due_at == MONDAY + pause
