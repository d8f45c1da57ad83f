"""What stops a visit from outside is never taken for a fault of one entry, and passes through."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from billiard.exceptions import SoftTimeLimitExceeded

from monitoring.connectors.base import Entry
from monitoring.connectors.feeds.parse import parse
from monitoring.connectors.feeds.patient import parse_patiently
from monitoring.intake.items import Stored, read
from monitoring.intake.judging import judged
from monitoring.intake.visit import visit_feed
from monitoring.models import Feed, Item, Source
from monitoring.query.document import Document
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer, document
from tests.monitoring.listening import POLITE, listening_company, post

FEED = document([post(1, "Lindner braut."), post(2, "Keller auch.")])
ENTRIES = [Entry(key, "", "", f"Lindner {key}", MONDAY) for key in "ab"]
ITEMS = [Stored(pk, str(pk), MONDAY, Document(f"Lindner {pk}")) for pk in (1, 2)]


@contextmanager
def stopped_in(module: str, function: str) -> Iterator[None]:
    """The soft time limit is reached as a function is called, as Celery's signal would have it."""

    def look(frame: FrameType, event: str, _argument: Any) -> None:
        here = (frame.f_globals["__name__"], frame.f_code.co_name)
        if event == "call" and here == (module, function):
            raise SoftTimeLimitExceeded

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(None)


def parsed() -> object:
    return parse(FEED, url="https://blog.example/", content_type="", now=MONDAY)


@pytest.mark.parametrize(
    ("module", "function", "work"),
    [
        pytest.param(
            "monitoring.pipeline.judge",
            "read_entries",
            lambda: read(ENTRIES, site=""),
            id="reading entries",
        ),
        pytest.param(
            "monitoring.pipeline.judge", "judge_texts", lambda: judged(ITEMS), id="judging items"
        ),
        pytest.param("monitoring.connectors.feeds.build", "build", parsed, id="building entries"),
        pytest.param(
            "monitoring.connectors.feeds.channel", "read_channel", parsed, id="reading the head"
        ),
        pytest.param("fastfeedparser.main", "parse", parsed, id="the first parser"),
        pytest.param(
            "feedparser.api", "parse", lambda: parse_patiently(FEED), id="the second parser"
        ),
    ],
)
def test_a_time_limit_passes_through(
    module: str, function: str, work: Callable[[], object]
) -> None:
    with stopped_in(module, function), pytest.raises(SoftTimeLimitExceeded):
        work()


@pytest.mark.django_db
def test_a_visit_that_is_stopped_while_it_reads_says_so_on_the_feed(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post(1, "Lindner braut."))
    with stopped_in("monitoring.pipeline.judge", "read_entries"):
        visited = visit_feed(
            feed_id=Source.everywhere.get().feed_id,
            client=server.client(),
            at=MONDAY,
            jitter=1.0,
            manners=POLITE,
            stopped=SoftTimeLimitExceeded,
        )
    assert visited is None
    feed = Feed.objects.get()
    assert (feed.last_error["code"], feed.begun_at, feed.failures) == ("overrun", None, 1)
    assert not Item.objects.exists()
