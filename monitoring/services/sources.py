"""A company begins, pauses and ends to watch a source."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Entry
from monitoring.connectors.errors import ConnectorError
from monitoring.connectors.feeds.parse import NotAFeed
from monitoring.fetching import Client
from monitoring.hints import after_commit
from monitoring.intake.catching_up import catch_up
from monitoring.intake.moving import host_of
from monitoring.intake.schedule import DEFAULT
from monitoring.models import Feed, Source
from monitoring.pipeline.text import clean, clean_title, excerpt

MOST_SOURCES = 200
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the newest things a source carries, as plain text."""

    title: str
    text: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What is at an address. ``problem`` is a sentence where nothing can be watched there.

    ``suggestions`` are (title, address) of feeds that a web page offers instead.
    """

    address: str
    title: str = ""
    items: tuple[Sample, ...] = ()
    number: int = 0
    problem: str = ""
    suggestions: tuple[tuple[str, str], ...] = ()

    @property
    def works(self) -> bool:
        """Whether it can be watched."""
        return not self.problem


def check_address(*, address: str, client: Client, at: datetime, kind: str = "feed") -> Found:
    """Ask an address once, for the person who is setting it up; writes nothing, never raises."""
    try:
        normal = CONNECTORS[kind].normalise_address(address)
        batch = CONNECTORS[kind].fetch(normal, MappingProxyType({}), client, at)
    except NotAFeed as problem:
        return Found(address, problem=str(problem.sentence), suggestions=tuple(problem.candidates))
    except ConnectorError as problem:
        return Found(address, problem=str(problem.sentence))
    newest = sorted(batch.entries, key=lambda entry: entry.published_at, reverse=True)
    samples = tuple(_sample(entry) for entry in newest[:SHOWN])
    return Found(normal, batch.title, samples, len(batch.entries))


def _sample(entry: Entry) -> Sample:
    text = excerpt(clean(entry.html or entry.text))
    return Sample(clean_title(entry.title), text, entry.url, entry.published_at)


@transaction.atomic
def add_source(
    *,
    company: Company,
    address: str,
    name: str,
    takes_everything: bool = False,
    by: User,
    at: datetime,
    kind: str = "feed",
) -> Source:
    """Watch an address. What it has lately brought to others becomes mentions at once.

    Raises RefusedError: an address that cannot be one, one that is watched already, too many.
    """
    feed = feed_for(kind, address, at)
    there = Source.of(company).filter(feed=feed, removed_at__isnull=True).first()
    if there:
        said = _("This address is watched already, under the name “{name}”.")
        raise RefusedError(format_lazy(said, name=there.name), field="address")
    if Source.of(company).filter(removed_at__isnull=True).count() >= MOST_SOURCES:
        raise RefusedError(
            format_lazy(_("A company can watch {most} sources at most."), most=MOST_SOURCES)
        )
    source = Source.everywhere.create(
        company=company,
        feed=feed,
        name=name.strip()[:120] or feed.title[:120] or feed.host[:120],
        takes_everything=takes_everything,
        added_by=by,
        added_at=at,
    )
    _wake(feed, at)
    catch_up(feed, [source.pk])
    audit.record(company, "source.added", by=by, at=at, name=source.name, address=feed.address)
    return source


def feed_for(kind: str, address: str, at: datetime) -> Feed:
    """The feed of an address, locked, made if nobody has watched it; raises RefusedError."""
    try:
        normal = CONNECTORS[kind].normalise_address(address)
    except ConnectorError as problem:
        raise RefusedError(problem.sentence, field="address") from problem
    if len(normal) > 2000:
        raise RefusedError(_("This address is too long."), field="address")
    defaults = {
        "host": host_of(normal),
        "interval": DEFAULT,
        "next_due_at": at,
        "created_at": at,
    }
    feed, _new = Feed.objects.get_or_create(kind=kind, address=normal, defaults=defaults)
    return Feed.objects.select_for_update().get(id=feed.id)


def _wake(feed: Feed, at: datetime) -> None:
    """Have a feed asked at once: nobody may have watched it, or it had been given up."""
    feed.quarantined_at = None
    feed.attempt = 0
    feed.next_due_at = min(feed.next_due_at, at) if feed.last_success_at else at
    feed.save(update_fields=["quarantined_at", "attempt", "next_due_at"])
    after_commit("fetch_feed", feed_id=feed.id)


@transaction.atomic
def pause_source(*, source: Source, by: User, at: datetime) -> Source:
    """Read nothing from it for this company until it is resumed; its mentions stay."""
    locked = locked_source(source)
    if locked.paused_at is None:
        locked.paused_at = at
        locked.save(update_fields=["paused_at"])
        audit.record(locked.company, "source.paused", by=by, at=at, name=locked.name)
    return locked


@transaction.atomic
def resume_source(*, source: Source, by: User, at: datetime) -> Source:
    """Read from it again, beginning with what it has brought to others meanwhile."""
    locked = locked_source(source)
    if locked.paused_at is not None:
        locked.paused_at = None
        locked.save(update_fields=["paused_at"])
        feed = Feed.objects.select_for_update().get(id=locked.feed_id)
        _wake(feed, at)
        catch_up(feed, [locked.pk])
        audit.record(locked.company, "source.resumed", by=by, at=at, name=locked.name)
    return locked


@transaction.atomic
def remove_source(*, source: Source, by: User, at: datetime) -> Source:
    """Watch it no longer; its mentions stay."""
    locked = locked_source(source)
    locked.removed_at = at
    locked.save(update_fields=["removed_at"])
    audit.record(locked.company, "source.removed", by=by, at=at, name=locked.name)
    return locked


@transaction.atomic
def try_again(*, source: Source, by: User, at: datetime) -> Source:
    """Ask a failing or stopped source now; what its server asked for is still obeyed."""
    locked = locked_source(source)
    feed = Feed.objects.select_for_update().get(id=locked.feed_id)
    feed.quarantined_at = None
    feed.attempt = 0
    feed.next_due_at = at
    feed.save(update_fields=["quarantined_at", "attempt", "next_due_at"])
    after_commit("fetch_feed", feed_id=feed.id)
    audit.record(locked.company, "source.retried", by=by, at=at, name=locked.name)
    return locked


def locked_source(source: Source) -> Source:
    """The source, locked until the transaction ends; raises RefusedError if it was removed."""
    locked = (
        Source.of(source.company)
        .select_for_update(of=("self",))
        .select_related("company")
        .filter(id=source.pk, removed_at__isnull=True)
        .first()
    )
    if locked is None:
        raise RefusedError(_("This source was removed meanwhile."))
    return locked
