"""Under which names mentions of an entry stand: its own, or a hash once its author is forgotten."""

from collections.abc import Collection

from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Following
from monitoring.intake.items import site_of
from monitoring.models import Feed, Mention, Source
from monitoring.privacy.keys import REMEMBERED, keys_of


def mentions_of(feed: Feed, external_ids: Collection[str]) -> list[tuple[int, str]]:
    """Mention and entry, of all companies that ever watched a feed, in the order of their ids."""
    sources = dict(Source.everywhere.filter(feed=feed).values_list("id", "company_id"))
    names = _names(feed, set(sources.values()), external_ids)
    found = Mention.everywhere.filter(
        company_id__in=set(sources.values()), source_id__in=sources, external_id__in=names
    )
    rows = found.order_by("id").values_list("id", "external_id")
    return [(pk, names[name]) for pk, name in rows]


def _names(feed: Feed, companies: set[int], external_ids: Collection[str]) -> dict[str, str]:
    """The entry behind each name."""
    names = {external_id: external_id for external_id in external_ids}
    for key in keys_of(companies).values():
        for external_id in external_ids:
            for site in _sites(feed, external_id):
                names[key.remembered(site, external_id)] = external_id
    return names


def _sites(feed: Feed, external_id: str) -> set[str]:
    connector = CONNECTORS.get(feed.kind)
    stated = connector.rhythm.site if isinstance(connector, Following) else ""
    return {stated or site_of(external_id) or feed.site, feed.site}


def is_forgotten(external_id: str) -> bool:
    """Whether a mention stands under a hash already."""
    return external_id.startswith(REMEMBERED)
