"""Every kind of source, added here in one line."""

from collections.abc import Mapping

from monitoring.connectors.base import Connector
from monitoring.connectors.bluesky import Bluesky
from monitoring.connectors.bluesky_own import OwnBluesky
from monitoring.connectors.discourse import Discourse
from monitoring.connectors.facebook import Facebook
from monitoring.connectors.feed import FeedConnector
from monitoring.connectors.googlereviews import GoogleReviews
from monitoring.connectors.hackernews import HackerNews
from monitoring.connectors.imap import Mail
from monitoring.connectors.instagram import Instagram
from monitoring.connectors.lemmy import Lemmy
from monitoring.connectors.mastodon import Mastodon
from monitoring.connectors.mastodon_own import OwnMastodon
from monitoring.connectors.pushed import Pushed, TableImport, Webhook
from monitoring.connectors.reddit import Reddit
from monitoring.connectors.youtube import YouTube

_ALL: tuple[Connector, ...] = (
    FeedConnector(),
    Mail(),
    Mastodon(),
    OwnMastodon(),
    Bluesky(),
    OwnBluesky(),
    Lemmy(),
    Discourse(),
    YouTube(),
    Reddit(),
    Facebook(),
    Instagram(),
    GoogleReviews(),
    HackerNews(),
    Webhook(),
    TableImport(),
)

CONNECTORS: Mapping[str, Connector] = {connector.kind: connector for connector in _ALL}

PUSHED = frozenset(each.kind for each in _ALL if isinstance(each, Pushed))
"""Kinds that are never asked: what comes, comes by itself or is handed in."""
