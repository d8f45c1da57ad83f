"""Every kind of source, added here in one line."""

from collections.abc import Mapping

from monitoring.connectors.base import Connector
from monitoring.connectors.feed import FeedConnector
from monitoring.connectors.hackernews import HackerNews
from monitoring.connectors.mastodon import Mastodon

_ALL: tuple[Connector, ...] = (FeedConnector(), HackerNews(), Mastodon())

CONNECTORS: Mapping[str, Connector] = {connector.kind: connector for connector in _ALL}
