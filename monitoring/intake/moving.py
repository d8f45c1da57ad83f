"""A feed that says it has moved is asked at its new address, once it has said so three times."""

import logging

from django.db import transaction

from monitoring.connectors import CONNECTORS
from monitoring.connectors.errors import ConnectorError
from monitoring.connectors.places import authority_of
from monitoring.intake.catching_up import catch_up
from monitoring.models import Feed, Source

log = logging.getLogger(__name__)

ANSWERS = 3


def host_of(address: str) -> str:
    """The server an address leads to, with its port where it is not the usual one."""
    return authority_of(address)


@transaction.atomic
def follow(feed: Feed, moved_to: str | None) -> None:
    """Count answers that came from elsewhere for good; after three, go there."""
    if not moved_to:
        if feed.moved_answers:
            feed.moved_to, feed.moved_answers = "", 0
            feed.save(update_fields=["moved_to", "moved_answers"])
        return
    feed.moved_answers = feed.moved_answers + 1 if feed.moved_to == moved_to else 1
    feed.moved_to = moved_to[:2000]
    if feed.moved_answers >= ANSWERS:
        _move(feed, moved_to)
    feed.save()


def _move(feed: Feed, moved_to: str) -> None:
    try:
        address = CONNECTORS[feed.kind].normalise_address(moved_to)
    except ConnectorError as problem:
        log.warning("feed %s wants to move where nobody can follow: %s", feed.id, problem)
        return
    feed.moved_to, feed.moved_answers = "", 0
    if len(address) > 2000:
        return
    there = _feed_at(feed, address)
    if there is None:
        feed.address, feed.host, feed.cursor = address, host_of(address), {}
    else:
        _join(feed, there)


def _feed_at(feed: Feed, address: str) -> Feed | None:
    there = Feed.objects.filter(kind=feed.kind, address=address, private_to=feed.private_to_id)
    return there.exclude(id=feed.id).first()


def _join(feed: Feed, there: Feed) -> None:
    """Whoever watched the old address watches the other feed from now on."""
    watching = Source.everywhere.filter(feed=feed, removed_at__isnull=True)
    theirs = Source.everywhere.filter(feed=there, removed_at__isnull=True)
    both = watching.filter(company_id__in=theirs.values("company_id"))
    both.update(removed_at=feed.last_success_at)
    moved = [source.pk for source in watching.all()]
    watching.update(feed=there)
    catch_up(there, moved)
