"""A search as its row in the list shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.models import SearchProfile
from monitoring.moments import LATELY
from monitoring.presenters.addresses import page
from monitoring.presenters.days import average
from monitoring.presenters.highlight import node_of
from monitoring.presenters.sight import Sight
from monitoring.query.explain import explain
from monitoring.selectors.profiles import Looking, Progress

DAYS = LATELY
"""So many days the list and a preview look back."""


@dataclass(frozen=True, slots=True)
class Spark:
    """One day of a small drawing of DAYS by 100: its place, its height and what is left above."""

    place: int
    own: int
    rest: int


@dataclass(frozen=True)
class ProfileRow:
    """One search of the list."""

    looking: Looking
    days: Mapping[date, int]
    today: date
    sight: Sight

    @property
    def profile(self) -> SearchProfile:
        """The search itself."""
        return self.looking.profile

    @property
    def kind(self) -> str:
        """What it looks for."""
        return self.profile.get_kind_display()

    @property
    def explanation(self) -> str:
        """The search in plain words."""
        node = node_of(self.profile.query)
        return explain(node) if node else _("This search cannot be read. Please open and mend it.")

    @property
    def total(self) -> int:
        """Everything found in the last days."""
        return sum(self.days.values())

    @property
    def hits(self) -> str:
        """The same in words."""
        said = ngettext("%(number)s hit", "%(number)s hits", self.total)
        return said % {"number": number_format(self.total, force_grouping=True)}

    @property
    def per_day(self) -> str:
        """What a day brings on average; empty where that is next to nothing."""
        mean = self.total / DAYS
        return _("%(number)s a day") % {"number": average(mean)} if mean >= 0.1 else ""

    @cached_property
    def sparks(self) -> list[Spark]:
        """The days as a small drawing; a day with hits is never invisible."""
        first = self.today - timedelta(days=DAYS - 1)
        numbers = [self.days.get(first + timedelta(days=at), 0) for at in range(DAYS)]
        top = max(max(numbers), 1)
        heights = [max(round(100 * number / top), 4) if number else 0 for number in numbers]
        return [Spark(at, height, 100 - height) for at, height in enumerate(heights)]

    @property
    def progress(self) -> Progress | None:
        """How far it is through what was stored."""
        return self.looking.progress

    @property
    def progress_words(self) -> str:
        """The same in words."""
        assert self.progress is not None
        return f"{self.progress.percent} %"

    @property
    def edit_url(self) -> str:
        """Where it is changed."""
        return page(self.sight.company, "profile", self.profile.pk)

    @property
    def mentions_url(self) -> str:
        """What it found."""
        return page(self.sight.company, "mentions", profile=self.profile.pk)
