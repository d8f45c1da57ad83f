"""Mentions, the newest first, page by page without counting what lies before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from companies.models import Company
from companies.working_time.local_time import moment
from monitoring.models import Match, Mention, ToneLabel
from monitoring.models.source import ProfileKind
from monitoring.selectors.beside import set_beside
from monitoring.selectors.words import search_words

SIZE = 50
COUNTED = 1_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

About = Literal["own", "competitors", "all"]


@dataclass(frozen=True, slots=True)
class MentionFilters:
    """What a list is narrowed to; everything left out narrows nothing.

    ``source`` and ``profile`` are ids; ``starts_on`` and ``ends_on`` local days, both included;
    ``folded_into`` lists the copies of one mention; ``by_us`` what the company wrote itself, which
    is in no other list.
    """

    words: str = ""
    tone: str = ""
    kind: str = ""
    source: int | None = None
    profile: int | None = None
    language: str = ""
    site: str = ""
    author: str = ""
    topic: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    about: About = "own"
    asks: bool = False
    open_questions: bool = False
    by_us: bool = False
    folded_into: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything beside the usual is asked for."""
        return self != MentionFilters()


EVERYTHING = MentionFilters()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list, as it stands in an address: ``1795420800000000-42``."""

    published_at: datetime
    id: int

    def __str__(self) -> str:
        microseconds = (self.published_at - EPOCH) // timedelta(microseconds=1)
        return f"{microseconds}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place an address names, None for anything else."""
        at, _dash, pk = text.partition("-")
        if not (at.isascii() and at.isdecimal() and pk.isascii() and pk.isdecimal()):
            return None
        if len(at) > 17 or len(pk) > 18:
            return None
        return cls(EPOCH + timedelta(microseconds=int(at)), int(pk))


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the newest first; ``older`` and ``newer`` are the places to go on from."""

    mentions: tuple[Mention, ...]
    older: Place | None
    newer: Place | None


def mentions_page(
    company: Company,
    filters: MentionFilters = MentionFilters(),
    *,
    before: Place | None = None,
    after: Place | None = None,
    size: int = SIZE,
) -> Page:
    """A page older than ``before`` or newer than ``after``; three queries, however long the list.

    Each mention has ``source``, its ``profiles`` and ``copies``, the number folded into it.
    """
    found = chosen(company, filters)
    if after is not None:
        newer = found.filter(beyond(after, "gt")).order_by("published_at", "id")
        rows = _dressed(newer, size)
        page = tuple(reversed(rows[:size]))
        return _page(page, has_newer=len(rows) > size, has_older=True)
    older = found.filter(beyond(before, "lt")) if before else found
    rows = _dressed(older.order_by("-published_at", "-id"), size)
    return _page(tuple(rows[:size]), has_newer=before is not None, has_older=len(rows) > size)


def _page(mentions: tuple[Mention, ...], *, has_newer: bool, has_older: bool) -> Page:
    if not mentions:
        return Page((), None, None)
    first, last = mentions[0], mentions[-1]
    return Page(
        mentions,
        Place(last.published_at, last.pk) if has_older else None,
        Place(first.published_at, first.pk) if has_newer else None,
    )


def beyond(place: Place, side: str) -> Q:
    """Mentions older (``lt``) or newer (``gt``) than a place in the list."""
    # A comparison of rows, which an index answers at once at any depth.
    sign = "<" if side == "lt" else ">"
    table = Mention._meta.db_table
    return Q(
        ExpressionWrapper(
            RawSQL(  # noqa: S611 (both values are parameters)
                f'("{table}"."published_at", "{table}"."id") {sign} (%s, %s::bigint)',
                [place.published_at, place.id],
            ),
            output_field=BooleanField(),
        )
    )


def _dressed(found: QuerySet[Mention], size: int) -> Sequence[Mention]:
    rows = found.select_related("source").defer("words", "bands", "signature", "content_hash")
    mentions = list(rows[: size + 1])
    set_beside(mentions)
    return mentions


def chosen(company: Company, filters: MentionFilters) -> QuerySet[Mention]:
    """The mentions that filters let through, in no order."""
    # GIN compares only integers of the column's own size, and the driver sends the smallest.
    ours = Cast(Value(company.pk), BigIntegerField())
    found = Mention.everywhere.filter(company_id=ours, folded_into=filters.folded_into)
    if filters.folded_into is None:
        found = found.filter(is_by_us=filters.by_us)
    found = said_in(found, filters)
    if filters.about == "own" and filters.folded_into is None and not filters.by_us:
        # A search has said whom it is about.
        found = found if filters.profile else found.filter(is_own=True)
    return _within(found, filters, ZoneInfo(company.time_zone))


def said_in(found: QuerySet[Mention], filters: MentionFilters) -> QuerySet[Mention]:
    """Those of the mentions that were said there, so, about that, whenever and by whomever."""
    for plain, value in (
        ("tone", filters.tone),
        ("kind", filters.kind),
        ("source", filters.source),
        ("language", filters.language),
        ("site", filters.site.removeprefix("www.").lower()),
        ("author", filters.author),
    ):
        if value:
            found = found.filter(**{plain: value})
    if filters.topic:
        found = found.filter(topics__contains=[filters.topic])
    if filters.words.strip():
        found = found.filter(words=search_words(filters.words))
    if filters.asks:
        found = found.filter(is_question=True)
    if filters.open_questions:
        found = found.filter(is_question=True, answered_at__isnull=True)
    matches = Match.everywhere.filter(mention=OuterRef("pk"), company=OuterRef("company"))
    if filters.profile:
        return found.filter(Exists(matches.filter(profile=filters.profile)))
    if filters.about == "competitors":
        return found.filter(Exists(matches.filter(profile__kind=ProfileKind.COMPETITOR)))
    return found


def _within(found: QuerySet[Mention], filters: MentionFilters, zone: ZoneInfo) -> QuerySet[Mention]:
    if filters.starts_on:
        found = found.filter(published_at__gte=midnight(filters.starts_on, zone))
    if filters.ends_on and filters.ends_on < date.max:
        following = midnight(filters.ends_on + timedelta(days=1), zone)
        found = found.filter(published_at__lt=following)
    return found


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment a local day begins."""
    day = min(max(day, date(1900, 1, 1)), date(9000, 1, 1))
    return moment(datetime.combine(day, time()), zone)


def number_of(company: Company, filters: MentionFilters) -> tuple[int, bool]:
    """How many mentions there are, counted up to COUNTED, and whether there are more."""
    number = chosen(company, filters).order_by()[: COUNTED + 1].count()
    return min(number, COUNTED), number > COUNTED


def open_questions(company: Company, filters: MentionFilters = MentionFilters()) -> Page:
    """The first page of questions to us that nobody answered, the newest first."""
    return mentions_page(company, replace(filters, open_questions=True))


def mention_of(company: Company, mention_id: int) -> Mention | None:
    """One mention with its source and profiles, None for one of somebody else."""
    found = Mention.of(company).select_related("source__feed", "tone_by", "answered_by", "company")
    return found.prefetch_related("profiles").defer("words").filter(id=mention_id).first()


def labels_of(mention: Mention) -> list[ToneLabel]:
    """What people said of its tone, the newest first."""
    labels = ToneLabel.of(mention.company).filter(mention=mention).select_related("by")
    return list(labels.order_by("-id"))


def sites_of(company: Company, *, most: int = 50) -> list[str]:
    """The sites of the newest thousand mentions, the most frequent first: for a filter's list."""
    newest = Mention.of(company).filter(folded_into__isnull=True, is_own=True, is_by_us=False)
    sites = newest.order_by("-published_at", "-id").values_list("site", flat=True)[:COUNTED]
    counted: dict[str, int] = {}
    for site in sites:
        counted[site] = counted.get(site, 0) + 1
    return sorted((site for site in counted if site), key=lambda site: -counted[site])[:most]
