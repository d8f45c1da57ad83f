"""Every kind of source, added here in one line."""

from collections.abc import Mapping

from monitoring.connectors.base import Connector
from monitoring.connectors.bluesky import Bluesky
from monitoring.connectors.discourse import Discourse
from monitoring.connectors.feed import FeedConnector
from monitoring.connectors.hackernews import HackerNews
from monitoring.connectors.lemmy import Lemmy
from monitoring.connectors.mastodon import Mastodon
from monitoring.connectors.reddit import Reddit
from monitoring.connectors.youtube import YouTube

_ALL: tuple[Connector, ...] = (
    FeedConnector(),
    Mastodon(),
    Bluesky(),
    Lemmy(),
    Discourse(),
    YouTube(),
    Reddit(),
    HackerNews(),
)

CONNECTORS: Mapping[str, Connector] = {connector.kind: connector for connector in _ALL}
