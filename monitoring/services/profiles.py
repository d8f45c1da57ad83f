"""A company says what it looks for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.hints import after_commit
from monitoring.intake.rematching import ask_again
from monitoring.intake.remembering import still_told
from monitoring.models import Item, SearchProfile, Source
from monitoring.models.source import ProfileKind
from monitoring.pipeline.text import scrub
from monitoring.query.errors import QueryError
from monitoring.query.matcher import Document, Matcher, hits
from monitoring.query.nodes import Node
from monitoring.query.parser import parse
from monitoring.query.twins import found_as
from monitoring.services.purposes import explain

LOOKED_AT = 5_000
SHOWN = 10


class QueryRefusedError(RefusedError):
    """A search that cannot be read; ``position`` and ``length`` mark the characters."""

    def __init__(self, sentence: str | Promise, *, position: int, length: int) -> None:
        super().__init__(sentence, field="query")
        self.position = position
        self.length = length


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored text that a search would find, with what to highlight in title and text."""

    title: str
    text: str
    url: str
    site: str
    published_at: datetime
    title_marks: tuple[tuple[int, int], ...]
    text_marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a search would have found. ``looked_at`` is how many stored items were searched.

    ``days`` has every local day that was searched; ``per_day`` is their average. ``found_as`` are
    the forms its words were found in and the names beside them, each with the number of texts.
    """

    number: int
    looked_at: int
    days: Mapping[date, int]
    per_day: float
    newest: tuple[Hit, ...]
    found_as: tuple[tuple[str, int], ...] = ()


@transaction.atomic
def add_profile(
    *,
    company: Company,
    name: str,
    kind: str,
    query: str,
    purpose: str = "",
    balancing: str = "",
    person_ground: str = "",
    by: User,
    at: datetime,
) -> SearchProfile:
    """Look for something from now on, and in what is stored already (in the background).

    Raises RefusedError, also where it names a person and nothing is said to allow it;
    QueryRefusedError for a query that cannot be read.
    """
    profile = SearchProfile(
        company=company, name=_name(name), kind=_kind(kind), query=_query(query),
        created_by=by, created_at=at, changed_at=at,
    )  # fmt: skip
    explain(profile, purpose=purpose, balancing=balancing, person_ground=person_ground)
    _save(profile)
    audit.record(company, "profile.added", by=by, at=at, name=profile.name, query=profile.query)
    return profile


@transaction.atomic
def change_profile(
    *,
    profile: SearchProfile,
    name: str,
    kind: str,
    query: str,
    purpose: str = "",
    balancing: str = "",
    person_ground: str = "",
    by: User,
    at: datetime,
) -> SearchProfile:
    """Look for something else under the same profile; what is stored is searched again.

    Matches that no longer hold are taken away, except of mentions that somebody answered or
    corrected; mentions are never removed. Raises as add_profile.
    """
    locked = _locked(profile)
    was = locked.query
    locked.name, locked.kind, locked.query = _name(name), _kind(kind), _query(query)
    explain(locked, purpose=purpose, balancing=balancing, person_ground=person_ground)
    locked.changed_at = at
    _save(locked)
    audit.record(
        locked.company, "profile.changed", by=by, at=at,
        name=locked.name, was=was, query=locked.query,
    )  # fmt: skip
    return locked


@transaction.atomic
def end_profile(*, profile: SearchProfile, by: User, at: datetime) -> SearchProfile:
    """Look for it no longer; what it found stays found."""
    locked = _locked(profile)
    locked.ended_at = locked.changed_at = at
    locked.save()
    audit.record(locked.company, "profile.ended", by=by, at=at, name=locked.name)
    return locked


def preview_profile(*, company: Company, query: str, since: datetime, at: datetime) -> Preview:
    """What a search would have found in what the company's sources brought since then.

    Raises QueryRefusedError. Looks at the newest LOOKED_AT items.
    """
    node, zone = _parsed(query), ZoneInfo(company.time_zone)
    matcher = Matcher({0: node})
    items = list(_items(company, since))
    days: Counter[date] = Counter()
    found = []
    for item in items:
        if matcher.match(_document(item)):
            found.append(item)
            days[item.published_at.astimezone(zone).date()] += 1
    first = min(items, key=lambda item: item.published_at).published_at if items else at
    searched = _every_day(first, at, zone)
    return Preview(
        len(found),
        len(items),
        {day: days[day] for day in searched},
        len(found) / len(searched),
        tuple(_hit(node, item) for item in found[:SHOWN]),
        tuple(found_as(node, (f"{item.title}\n{item.text}" for item in found))),
    )


def _items(company: Company, since: datetime) -> list[Item]:
    watched = Source.of(company).filter(removed_at__isnull=True, paused_at__isnull=True)
    items = Item.objects.filter(
        feed__in=watched.values("feed"), published_at__gte=since, deleted_at_source__isnull=True
    )
    columns = ("text", "title", "author", "site", "language", "published_at", "url", "external_id")
    only = items.select_related("feed").only(*columns, "feed__kind")
    newest = only.order_by("-published_at", "-id")[:LOOKED_AT]
    return still_told(company.pk, list(newest))


def _document(item: Item) -> Document:
    kind = item.feed.kind
    return Document(item.text, item.title, item.author, item.site, item.language, kind)


def _every_day(first: datetime, last: datetime, zone: ZoneInfo) -> list[date]:
    start, end = first.astimezone(zone).date(), last.astimezone(zone).date()
    return [start + timedelta(days=number) for number in range(max(0, (end - start).days) + 1)]


def _hit(node: Node, item: Item) -> Hit:
    return Hit(
        item.title,
        item.text,
        item.url,
        item.site,
        item.published_at,
        tuple(hits(node, item.title)),
        tuple(hits(node, item.text)),
    )


def _save(profile: SearchProfile) -> None:
    taken = _("There is a search of this name already.")
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError as clash:
        if "profile_name_once" not in str(clash):
            raise
        raise RefusedError(taken, field="name") from clash
    rematch = ask_again(profile, at=profile.changed_at)
    after_commit("rematch", rematch_id=rematch.pk)


def _name(name: str) -> str:
    name = scrub(name).strip()[:80]
    if not name:
        raise RefusedError(_("Give the search a name."), field="name")
    return name


def _kind(kind: str) -> str:
    if kind not in ProfileKind.values:
        raise RefusedError(_("Choose what the search looks for."), field="kind")
    return kind


def _query(query: str) -> str:
    _parsed(query)
    return query.strip()


def _parsed(query: str) -> Node:
    try:
        return parse(query)
    except QueryError as problem:
        raise QueryRefusedError(
            problem.message, position=problem.position, length=problem.length
        ) from problem


def _locked(profile: SearchProfile) -> SearchProfile:
    locked = (
        SearchProfile.of(profile.company)
        .select_for_update(of=("self",))
        .select_related("company")
        .filter(id=profile.pk, ended_at__isnull=True)
        .first()
    )
    if locked is None:
        raise RefusedError(_("This search was ended meanwhile."))
    return locked
