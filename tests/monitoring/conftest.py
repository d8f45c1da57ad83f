from collections.abc import Iterator

import pytest

from tests.monitoring.api_server import ApiServer, api_server
from tests.monitoring.feed_server import FeedServer, feed_server


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


@pytest.fixture
def api() -> Iterator[ApiServer]:
    with api_server() as running:
        yield running
