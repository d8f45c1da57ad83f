"""Volume and tone over time, from the counts that the database keeps beside the mentions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Sum

from companies.models import Company
from monitoring.models import MentionCount, SearchProfile, VoiceCount
from monitoring.models.source import ProfileKind
from monitoring.selectors.mentions import About

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """So many mentions of one day, source and tone."""

    day: date
    source_id: int
    tone: str
    is_question: bool
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The mentions of a time, to be added up in any direction without asking again."""

    starts_on: date
    ends_on: date
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(cell.number for cell in self.cells)

    @property
    def questions(self) -> int:
        """Those that ask something, answered or not."""
        return sum(cell.number for cell in self.cells if cell.is_question)

    @property
    def by_day(self) -> Mapping[date, int]:
        """Every day of the time, those without mentions too."""
        found = self._by(lambda cell: cell.day)
        return {day: found[day] for day in self.days()}

    @property
    def by_tone(self) -> Mapping[str, int]:
        """The tones that occur."""
        return self._by(lambda cell: cell.tone)

    @property
    def by_source(self) -> Mapping[int, int]:
        """The sources that brought something, by id, the most productive first."""
        return dict(self._by(lambda cell: cell.source_id).most_common())

    @property
    def by_day_and_tone(self) -> Mapping[date, Mapping[str, int]]:
        """Every day of the time with its tones."""
        found: dict[date, Counter[str]] = defaultdict(Counter)
        for cell in self.cells:
            found[cell.day][cell.tone] += cell.number
        return {day: found[day] for day in self.days()}

    def of_tone(self, tone: str) -> int:
        """How many have this tone."""
        return self._by(lambda cell: cell.tone)[tone]

    def days(self) -> Iterator[date]:
        """The days of the time, both ends included."""
        for number in range((self.ends_on - self.starts_on).days + 1):
            yield self.starts_on + timedelta(days=number)

    def _by(self, key: Callable[[Cell], Key]) -> Counter[Key]:
        found: Counter[Key] = Counter()
        for cell in self.cells:
            found[key(cell)] += cell.number
        return found


def counts(
    company: Company,
    *,
    starts_on: date,
    ends_on: date,
    about: About = "own",
    sources: Sequence[int] | None = None,
) -> Counts:
    """How many mentions there were on local days, both ends included (one query)."""
    rows = MentionCount.of(company).filter(day__range=(starts_on, ends_on))
    if about != "all":
        rows = rows.filter(is_own=about == "own")
    if sources is not None:
        rows = rows.filter(source__in=sources)
    summed = rows.values_list("day", "source_id", "tone", "is_question").order_by("day")
    cells = (Cell(*row) for row in summed.annotate(number=Sum("number")))
    return Counts(starts_on, ends_on, tuple(cell for cell in cells if cell.number))


@dataclass(frozen=True, slots=True)
class Voice:
    """How often one search found something; ``is_competitor`` sets it apart from ours."""

    profile: SearchProfile
    number: int

    @property
    def is_competitor(self) -> bool:
        """Whether it is about somebody else."""
        return self.profile.kind == ProfileKind.COMPETITOR


def share_of_voice(company: Company, *, starts_on: date, ends_on: date) -> list[Voice]:
    """Our company and its competitors by how often they are spoken of (two queries).

    A mention that speaks of two counts for both; copies count once.
    """
    profiles = SearchProfile.of(company).filter(
        kind__in=(ProfileKind.BRAND, ProfileKind.COMPETITOR), ended_at__isnull=True
    )
    spoken = VoiceCount.of(company).filter(profile__in=profiles, day__range=(starts_on, ends_on))
    numbers = dict(spoken.values_list("profile").order_by().annotate(Sum("number")))
    voices = [Voice(profile, numbers.get(profile.pk, 0)) for profile in profiles]
    return sorted(voices, key=lambda voice: (-voice.number, voice.profile.name))
