from collections.abc import Iterator

import pytest

from tests.monitoring.feed_server import FeedServer, feed_server


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running
