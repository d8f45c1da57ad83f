"""What is known about a platform: facts, judgements, and where each of them comes from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import lazy
from django.utils.translation import get_language

from rollout.wording import Text

ESTIMATE = "estimate"
"""The source of what is our own coarse judgement."""

LANGUAGES = ("en", "de")
LEVELS = range(4)
YOUNGEST, OLDEST = 14, 99
"""The ages that are looked at; the oldest stands for everybody older."""

MINUTES_OF_A_BUSY_WEEK = 300


class Market(StrEnum):
    """Whom a company wants to reach: other businesses, consumers, its own people, applicants."""

    B2B = "b2b"
    B2C = "b2c"
    INTERNAL = "internal"
    APPLICANTS = "applicants"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or a name in both languages."""

    en: str
    de: str

    def __str__(self) -> str:
        return self.de if (get_language() or "").startswith("de") else self.en

    @property
    def words(self) -> Text:
        """The same, put into words when somebody reads it."""
        return _spoken(self)


_spoken = lazy(str, str)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or a rule of law comes from; ``via`` reported it, if not read there itself."""

    key: str
    title: str
    publisher: str
    year: int
    url: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class LawNote:
    """What the law asks for, in plain words."""

    key: str
    title: Said
    text: Said
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interest:
    """A field of interest, and the parts of words by which it is recognised (folded)."""

    key: str
    name: Said
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgeBand:
    """How many people between two ages (both counted) are reached.

    ``level``: 0 hardly anybody, 1 few, 2 many, 3 most, among those the platform is made for.
    ``percent`` is what a study measured, where there is one.
    """

    first: int
    last: int
    level: int
    source: str
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure in words, and the key of its source."""

    text: Said
    source: str


@dataclass(frozen=True, slots=True)
class Reachable:
    """By which connectors the product can listen or post there, and what that means."""

    kinds: frozenset[str]
    note: Said

    def possible(self, available: Collection[str]) -> bool:
        """Whether one of the connectors that are there will do."""
        return not self.kinds.isdisjoint(available)


@dataclass(frozen=True)
class Platform:
    """One platform; ``fitness`` per market runs from 0 (not at all) to 3 (made for it).

    ``minutes`` are those of one post by format, ``care_minutes`` those of a week without posts.
    """

    key: str
    name: Said
    as_of: date
    what: Said
    audience: Said
    works: Said
    limits: Said
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    law: tuple[str, ...]
    figures: tuple[Figure, ...]
    ages: tuple[AgeBand, ...]
    fitness: Mapping[Market, int]
    fitness_source: str
    care_minutes: int
    minutes: Mapping[str, int]
    effort_source: str
    listening: Reachable
    posting: Reachable

    def band_at(self, age: int) -> AgeBand:
        """The band of one age; whoever is younger than all bands belongs to the first."""
        return next((band for band in self.ages if age <= band.last), self.ages[-1])

    def minutes_a_week(self, posts: int = 1) -> int:
        """Care, and as many posts in the least laborious format."""
        return self.care_minutes + posts * min(self.minutes.values())

    @property
    def is_laborious(self) -> bool:
        """Whether even one post a week makes a busy week."""
        return self.minutes_a_week() >= MINUTES_OF_A_BUSY_WEEK


@dataclass(frozen=True)
class Knowledge:
    """Everything that is known, each part by its key."""

    platforms: Mapping[str, Platform]
    sources: Mapping[str, Source]
    law: Mapping[str, LawNote]
    formats: Mapping[str, Said]
    interests: Mapping[str, Interest]

    def law_of(self, platform: Platform) -> tuple[LawNote, ...]:
        """What the law asks for on a platform, in its order."""
        return tuple(self.law[key] for key in platform.law)
