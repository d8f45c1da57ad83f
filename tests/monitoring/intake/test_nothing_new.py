"""Most visits bring nothing: they are written in one statement, and nothing is lost by it."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import salted_hmac

from monitoring.connectors.base import Batch
from monitoring.intake.hiding import hidden_name
from monitoring.intake.outcome import nothing_new
from monitoring.intake.queue import begin
from monitoring.intake.schedule import PACE
from monitoring.intake.visit import Visited
from monitoring.models import BlindSpell, Feed, Item, Source
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import MINUTE, listening_company, post, visit

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)
NOTHING = Batch(entries=(), cursor={"etag": "neu"}, not_modified=True)


def only_feed() -> Feed:
    return Feed.objects.get()


@pytest.fixture
def source(server: FeedServer) -> Source:
    """Of a feed that has one item and was asked on Monday at nine."""
    listening_company(server)
    server.publish(post(1, "Lindner braut wieder."))
    found = Source.everywhere.get()
    visit(server, found)
    return found


def test_it_is_written_down_and_the_feed_let_go(server: FeedServer, source: Source) -> None:
    at = MONDAY + QUARTER
    assert visit(server, source, at=at) == Visited(0, 0)
    assert server.statuses() == [200, 304]
    feed = only_feed()
    assert (feed.last_tried_at, feed.last_success_at, feed.last_item_at) == (at, at, MONDAY)
    assert (feed.begun_at, feed.lease_until, feed.attempt) == (None, None, 0)
    assert (feed.title, feed.items_total) == ("Der Blog", 1)
    assert feed.next_due_at == at + feed.interval
    assert set(feed.cursor) == {"etag", "digest"}


def test_nothing_else_is_asked(
    server: FeedServer, source: Source, django_assert_num_queries: CaptureQueriesContext
) -> None:
    # What is prepared on the server does not count here: what begins a visit and what ends it.
    with django_assert_num_queries(0):
        visit(server, source, at=MONDAY + QUARTER)


def test_an_answer_that_is_sent_whole_and_says_what_is_known_counts_as_nothing_new(
    server: FeedServer, source: Source, django_assert_num_queries: CaptureQueriesContext
) -> None:
    Feed.objects.update(cursor={})
    with django_assert_num_queries(0):
        assert visit(server, source, at=MONDAY + QUARTER) == Visited(0, 0)
    assert server.statuses() == [200, 200]
    assert Item.objects.count() == 1
    assert only_feed().cursor["etag"]


def test_what_nobody_saw_ends_with_it(server: FeedServer, source: Source) -> None:
    server.script(Scripted(500))
    visit(server, source, at=MONDAY + QUARTER)
    assert BlindSpell.objects.get().ended_at is None
    at = MONDAY + 60 * MINUTE
    assert visit(server, source, at=at) == Visited(0, 0)
    spell = BlindSpell.objects.get()
    assert (spell.began_at, spell.ended_at, spell.missed) == (MONDAY, at, False)
    feed = only_feed()
    assert (feed.failing_since, feed.failures, feed.last_error) == (None, 0, {})


def test_a_feed_that_was_not_asked_for_hours_was_not_seen(
    server: FeedServer, source: Source
) -> None:
    at = MONDAY + timedelta(hours=3)
    visit(server, source, at=at)
    spell = BlindSpell.objects.get()
    assert (spell.began_at, spell.ended_at, spell.missed) == (MONDAY, at, False)
    assert spell.reason["code"] == "not_asked"


def test_a_worker_that_was_taken_for_dead_does_not_write_it(source: Source) -> None:
    at = MONDAY + QUARTER
    slow = begin(source.feed_id, at=at)
    other = begin(source.feed_id, at=at + timedelta(seconds=121))
    assert slow is not None
    assert other is not None
    assert not nothing_new(slow, NOTHING, at=at, pace=PACE)
    feed = only_feed()
    assert (feed.begun_at, feed.attempt) == (other.begun_at, 2)
    assert (feed.last_success_at, feed.cursor.get("etag") == "neu") == (MONDAY, False)


def test_a_wish_that_was_made_meanwhile_is_left_to_whoever_keeps_it(source: Source) -> None:
    at = MONDAY + QUARTER
    begun = begin(source.feed_id, at=at)
    assert begun is not None
    Feed.objects.update(cursor={"wanted": "2026-10-01"})
    assert not nothing_new(begun, NOTHING, at=at, pace=PACE)
    assert only_feed().cursor == {"wanted": "2026-10-01"}
    assert only_feed().begun_at == at


@pytest.mark.parametrize("name", ["https://blog.example/1", "Grüße", ""])
def test_an_entry_is_hidden_under_the_name_that_it_always_had(name: str) -> None:
    digest = salted_hmac("monitoring.following", name, algorithm="sha256").hexdigest()
    assert hidden_name(name) == f"~{digest}"
