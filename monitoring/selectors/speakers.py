"""Who speaks, and where: authors and places of the mentions under a filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from companies.models import Company
from monitoring.models import Mention
from monitoring.selectors.mentions import MentionFilters, chosen

LOOKED_AT = 40
"""The most active authors, among whom those who are heard most are looked for."""
HEARD = 3
PERCENT = 5

NEGATIVE, POSITIVE = Count("pk", filter=Q(tone="negative")), Count("pk", filter=Q(tone="positive"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody under the name they use on one site.

    ``taken_up`` is how often others repeated their words (near-duplicates elsewhere). ``first_at``
    is the first mention of all, whatever the filter. ``reach`` is how many followed them when that
    was last seen, None where their network does not say.
    """

    name: str
    site: str
    number: int
    negative: int
    positive: int
    taken_up: int
    first_at: datetime | None
    reach: int | None = None

    @property
    def heard(self) -> int:
        """How often they spoke and were repeated."""
        return self.number + self.taken_up

    def leads(self, total: int) -> bool:
        """Whether they are somebody to talk to (S4): heard often, of so many mentions in all."""
        return self.heard >= HEARD and 100 * self.heard >= PERCENT * total


@dataclass(frozen=True, slots=True)
class Site:
    """A place where was spoken."""

    name: str
    number: int
    negative: int
    positive: int


def speakers(company: Company, filters: MentionFilters, *, most: int) -> list[Speaker]:
    """Who is heard most first (four queries); mentions without an author are nobody's."""
    found = chosen(company, filters).order_by().exclude(author="")
    rows = list(
        found.values_list("author", "site")
        .annotate(number=Count("pk"), negative=NEGATIVE, positive=POSITIVE)
        .order_by("-number", "author", "site")[:LOOKED_AT]
    )
    names = {name for name, *_rest in rows}
    taken_up, first = _taken_up(company, filters, names), _first(company, names)
    reach = _reach(company, names)
    speaking = []
    for name, site, number, bad, good in rows:
        who = (name, site)
        repeated, since = taken_up.get(who, 0), first.get(who)
        speaking.append(
            Speaker(name, site, number, bad, good, repeated, since, reach=reach.get(who))
        )
    return sorted(speaking, key=lambda each: (-each.heard, each.name, each.site))[:most]


Key = tuple[str, str]


def _taken_up(company: Company, filters: MentionFilters, names: set[str]) -> dict[Key, int]:
    roots = chosen(company, filters).order_by().filter(author__in=names)
    copies = Mention.of(company).filter(folded_into__in=roots).order_by()
    counted = copies.values_list("folded_into__author", "folded_into__site")
    return {(str(name), str(site)): n for name, site, n in counted.annotate(n=Count("pk"))}


def _first(company: Company, names: set[str]) -> dict[Key, datetime]:
    said = Mention.of(company).filter(author__in=names).order_by()
    rows = said.values_list("author", "site").annotate(first=Min("published_at"))
    return {(name, site): at for name, site, at in rows}


def _reach(company: Company, names: set[str]) -> dict[Key, int]:
    known = Mention.of(company).filter(author__in=names, reach__isnull=False)
    newest = known.order_by("author", "site", "-fetched_at", "-pk").distinct("author", "site")
    return {(name, site): n or 0 for name, site, n in newest.values_list("author", "site", "reach")}


def sites(company: Company, filters: MentionFilters, *, most: int) -> Sequence[Site]:
    """Where was spoken most first (one query); what stands nowhere on the web is left out."""
    found = chosen(company, filters).order_by().exclude(site="").values_list("site")
    rows = found.annotate(number=Count("pk"), negative=NEGATIVE, positive=POSITIVE)
    return [Site(*row) for row in rows.order_by("-number", "site")[:most]]
