"""Every kind of source, added here in one line."""

from collections.abc import Mapping

from monitoring.connectors.base import Connector
from monitoring.connectors.feed import FeedConnector

_ALL: tuple[Connector, ...] = (FeedConnector(),)

CONNECTORS: Mapping[str, Connector] = {connector.kind: connector for connector in _ALL}
