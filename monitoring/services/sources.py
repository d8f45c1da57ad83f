"""A company begins, pauses and ends to watch a source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.connectors import CONNECTORS, PUSHED
from monitoring.connectors.base import NOTHING, Connector, Entry
from monitoring.connectors.errors import ConnectorError, SignInMissing
from monitoring.connectors.feeds.parse import NotAFeed
from monitoring.credentials import sealed
from monitoring.fetching import Client
from monitoring.hints import after_commit
from monitoring.intake.catching_up import catch_up
from monitoring.intake.moving import host_of
from monitoring.intake.schedule import DEFAULT
from monitoring.models import Credential, Feed, Source
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
    return check_source(kind=kind, settings={"address": address}, client=client, at=at)


def check_source(
    *,
    kind: str,
    settings: Mapping[str, str],
    client: Client,
    at: datetime,
    credential: Mapping[str, str] = NOTHING,
) -> Found:
    """Visit a source of these settings once, as a worker would; writes nothing, never raises."""
    connector, typed = CONNECTORS[kind], settings.get("address", "")
    try:
        normal = connector.address_of(settings)
        batch = connector.fetch(normal, NOTHING, client, at, credential)
    except NotAFeed as problem:
        return Found(typed, problem=str(problem.sentence), suggestions=tuple(problem.candidates))
    except ConnectorError as problem:
        return Found(typed, problem=str(problem.sentence))
    newest = sorted(batch.entries, key=lambda entry: entry.published_at, reverse=True)
    samples = tuple(_sample(entry) for entry in newest[:SHOWN])
    title = batch.title or _described(connector, normal)
    return Found(normal, title, samples, len(batch.entries))


def _described(connector: Connector, address: str) -> str:
    return "" if connector.kind == "feed" else connector.described(address)


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
    credential: Mapping[str, str] = NOTHING,
) -> Source:
    """Watch an address. What it has lately brought to others becomes mentions at once.

    With a ``credential`` it is read for this company alone. Raises RefusedError: an address that
    cannot be one, one that is watched already, too many, a sign-in that is missing.
    """
    if CONNECTORS[kind].needs_credential and not credential:
        raise RefusedError(SignInMissing.sentence)
    is_own = bool(credential) or kind in PUSHED
    feed = feed_for(kind, address, at, company if is_own else None)
    there = (
        Source.of(company)
        .filter(feed__kind=kind, feed__address=feed.address, removed_at__isnull=True)
        .first()
    )
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
        name=name.strip()[:120] or _usual_name(feed),
        takes_everything=takes_everything,
        added_by=by,
        added_at=at,
    )
    if credential:
        keep_credential(feed, credential, by=by, at=at)
    _wake(feed, at)
    catch_up(feed, [source.pk], at=at)
    audit.record(company, "source.added", by=by, at=at, name=source.name, address=feed.address)
    return source


def _usual_name(feed: Feed) -> str:
    described = "" if feed.kind == "feed" else CONNECTORS[feed.kind].described(feed.address)
    return (feed.title or described or feed.host)[:120]


def keep_credential(
    feed: Feed, credential: Mapping[str, str], *, by: User, at: datetime
) -> Credential:
    """Seal a credential for a private feed, in the place of any before; sessions are forgotten."""
    assert feed.private_to_id is not None, "a shared feed has no credential"
    text = sealed(credential, company_id=feed.private_to_id, feed_id=feed.pk, column="sealed")
    row, _new = Credential.everywhere.update_or_create(
        feed=feed,
        company_id=feed.private_to_id,
        defaults={"sealed": text, "session": "", "given_by": by, "given_at": at},
    )
    return row


def feed_for(kind: str, address: str, at: datetime, owner: Company | None = None) -> Feed:
    """The feed of an address, locked, made if nobody has watched it; raises RefusedError.

    With an ``owner`` it is the one that is read with this company's credential.
    """
    try:
        normal = CONNECTORS[kind].normalise_address(address)
    except ConnectorError as problem:
        raise RefusedError(problem.sentence, field="address") from problem
    if len(normal) > 2000:
        raise RefusedError(_("This address is too long."), field="address")
    # What is handed in comes from no server that would have to be spared.
    host = "" if kind in PUSHED else host_of(normal)
    defaults = {
        "host": f"{host}/{owner.pk}" if owner else host,
        "interval": DEFAULT,
        "next_due_at": at,
        "created_at": at,
    }
    feed, _new = Feed.objects.get_or_create(
        kind=kind, address=normal, private_to=owner, defaults=defaults
    )
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
        catch_up(feed, [locked.pk], at=at)
        audit.record(locked.company, "source.resumed", by=by, at=at, name=locked.name)
    return locked


@transaction.atomic
def remove_source(*, source: Source, by: User, at: datetime) -> Source:
    """Watch it no longer; its mentions stay, what it signed in with does not."""
    locked = locked_source(source)
    Credential.of(locked.company).filter(feed=locked.feed_id).delete()
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
