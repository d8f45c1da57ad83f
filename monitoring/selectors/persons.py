"""What is stored of one person: found by name, handle or the address of their page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, Q, QuerySet

from companies.models import Company
from monitoring.models import Mention
from monitoring.privacy.keys import PSEUDONYM, Key, key_of

SHORTEST = 3
"""Characters one has to give: less would find everybody."""
MOST = 60
"""Authors that are offered; whoever finds more has to say more."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One author as they are stored: under one name, at one address.

    ``key`` names them in a form without saying their name.
    """

    key: str
    author: str
    author_url: str
    sites: tuple[str, ...]
    number: int
    first: date
    last: date

    @property
    def is_pseudonym(self) -> bool:
        """Whether the name is gone already."""
        return self.author.startswith(PSEUDONYM)


def voices(company: Company, asked: str) -> list[Voice]:
    """The authors that fit what was asked for, the most frequent first (3 queries).

    Whoever has a pseudonym already is found by the whole name.
    """
    found = _asked_for(company, key_of(company), asked)
    if found is None:
        return []
    rows = (
        found.values("author", "author_url")
        .annotate(
            number=Count("pk"),
            first=Min("day"),
            last=Max("day"),
            sites=ArrayAgg("site", distinct=True),
        )
        .order_by("-number", "author", "author_url")[:MOST]
    )
    key = key_of(company)
    return [
        Voice(
            key.person(f"{row['author']}\n{row['author_url']}"),
            row["author"],
            row["author_url"],
            tuple(filter(None, row["sites"])),
            row["number"],
            row["first"],
            row["last"],
        )
        for row in rows
    ]


def mentions_by(company: Company, chosen: Iterable[Voice]) -> QuerySet[Mention]:
    """Everything these authors said, copies too, the oldest first."""
    by = Q(pk__in=())
    for voice in chosen:
        by |= Q(author=voice.author, author_url=voice.author_url)
    return Mention.of(company).filter(by).order_by("published_at", "id")


def picked(found: Iterable[Voice], keys: Collection[str]) -> list[Voice]:
    """Those among the authors that were ticked."""
    return [voice for voice in found if voice.key in keys]


def _asked_for(company: Company, key: Key, asked: str) -> QuerySet[Mention] | None:
    asked = " ".join(asked.replace("\0", "").split())
    handle = asked.removeprefix("@")
    if len(handle) < SHORTEST:
        return None
    own = Mention.of(company)
    sites = own.filter(author__startswith=PSEUDONYM).values_list("site", flat=True).distinct()
    pseudonyms = {key.pseudonym(each, site) for site in sites for each in {asked, handle}}
    return own.filter(
        Q(author__icontains=handle) | Q(author_url__icontains=handle) | Q(author__in=pseudonyms)
    )
