"""What is stored of one person: found by name, handle or the address of their page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from companies.models import Company
from monitoring.models import Item, Mention, Source, Tombstone
from monitoring.privacy.keys import PSEUDONYM, Key, key_of

SHORTEST = 3
"""Characters one has to give: less would find everybody."""
MOST = 60
"""Authors that are offered; whoever finds more has to say more."""
MOST_READ = 5_000
"""Entries that no search has found and that are looked through for authors, the newest."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One author as they are stored: under one name, at one address.

    ``key`` names them in a form without saying their name. ``number`` counts mentions, ``unheard``
    what sources brought of them and no search has found.
    """

    key: str
    author: str
    author_url: str
    sites: tuple[str, ...]
    number: int
    first: date
    last: date
    unheard: int = 0

    @property
    def is_pseudonym(self) -> bool:
        """Whether the name is gone already."""
        return self.author.startswith(PSEUDONYM)


def voices(company: Company, asked: str) -> list[Voice]:
    """The authors that fit what was asked for, the most frequent first (5 queries).

    Whoever has a pseudonym already is found by the whole name, and whoever no search has found in
    what the company's sources brought.
    """
    key = key_of(company)
    asked = " ".join(asked.replace("\0", "").split())
    if len(asked.removeprefix("@")) < SHORTEST:
        return []
    heard = {(row["author"], row["author_url"]): row for row in _heard(company, key, asked)}
    read = _read(company, key, asked)
    found = [_voice(key, who, heard.get(who), read.get(who, ())) for who in {**heard, **read}]
    found.sort(key=lambda each: (-each.number, -each.unheard, each.author, each.author_url))
    return found[:MOST]


def _heard(company: Company, key: Key, asked: str) -> list[dict[str, Any]]:
    """One row for each author of mentions."""
    rows = (
        _asked_for(company, key, asked)
        .values("author", "author_url")
        .annotate(
            number=Count("pk"),
            first=Min("day"),
            last=Max("day"),
            sites=ArrayAgg("site", distinct=True),
        )
    )
    return [{**row} for row in rows.order_by("-number", "author", "author_url")[:MOST]]


def _read(company: Company, key: Key, asked: str) -> dict[tuple[str, str], list[Item]]:
    """What sources brought of each author and no search has found, without what was erased."""
    by = _written_by(asked.removeprefix("@"))
    newest = list(unheard(company).filter(by).order_by("-published_at")[:MOST_READ])
    entries = {item.pk: key.entry(item.site, item.external_id) for item in newest}
    gone = Tombstone.of(company).filter(entry__in=entries.values())
    erased = {bytes(entry) for entry in gone.values_list("entry", flat=True)}
    found = defaultdict[tuple[str, str], list[Item]](list)
    for item in newest:
        if entries[item.pk] not in erased:
            found[item.author, item.author_url].append(item)
    return found


def _voice(
    key: Key, who: tuple[str, str], heard: dict[str, Any] | None, read: Sequence[Item]
) -> Voice:
    days = [item.published_at.date() for item in read]
    sites = {item.site for item in read}
    if heard:
        days += [heard["first"], heard["last"]]
        sites |= set(heard["sites"])
    return Voice(
        key.person("\n".join(who)),
        *who,
        sites=tuple(sorted(filter(None, sites))),
        number=heard["number"] if heard else 0,
        first=min(days),
        last=max(days),
        unheard=len(read),
    )


def mentions_by(company: Company, chosen: Iterable[Voice]) -> QuerySet[Mention]:
    """Everything these authors said, copies too, the oldest first."""
    by = Q(pk__in=())
    for voice in chosen:
        by |= Q(author=voice.author, author_url=voice.author_url)
    return Mention.of(company).filter(by).order_by("published_at", "id")


def items_by(company: Company, chosen: Iterable[Voice]) -> QuerySet[Item]:
    """What the company's sources brought of them and no search has found, the oldest first."""
    by = Q(pk__in=())
    for voice in chosen:
        if voice.unheard:
            by |= Q(author=voice.author, author_url=voice.author_url)
    return unheard(company).filter(by).order_by("published_at", "id")


def unheard(company: Company) -> QuerySet[Item]:
    """What the company's sources brought, removed ones too, that is no mention of its own."""
    heard = Mention.of(company).filter(
        source__feed=OuterRef("feed"), external_id=OuterRef("external_id")
    )
    items = Item.objects.filter(feed__in=Source.of(company).values("feed"))
    return items.filter(~Exists(heard))


def picked(found: Iterable[Voice], keys: Collection[str]) -> list[Voice]:
    """Those among the authors that were ticked."""
    return [voice for voice in found if voice.key in keys]


def _asked_for(company: Company, key: Key, asked: str) -> QuerySet[Mention]:
    own, handle = Mention.of(company), asked.removeprefix("@")
    sites = own.filter(author__startswith=PSEUDONYM).values_list("site", flat=True).distinct()
    pseudonyms = {key.pseudonym(each, site) for site in sites for each in {asked, handle}}
    return own.filter(_written_by(handle) | Q(author__in=pseudonyms))


def _written_by(handle: str) -> Q:
    return Q(author__icontains=handle) | Q(author_url__icontains=handle)
