"""The pages of the conflict scenarios."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidelines.example_scenarios import ExampleScenario
from guidelines.models import Likelihood, PreparedText, Reaction, Scenario
from guidelines.readiness.scenarios import Gap, facts_of, review_is_due
from guidelines.readiness_pages.sections import Chip, address, name_of, short_day
from guidelines.typed import ScenarioWords

LIKELIHOODS: dict[str, Chip] = {
    Likelihood.HIGH: Chip(gettext_lazy("Likely"), "warn", "arrow-up"),
    Likelihood.MEDIUM: Chip(gettext_lazy("Possible"), "neutral", "arrow-flat"),
    Likelihood.LOW: Chip(gettext_lazy("Rare"), "neutral", "arrow-down"),
}
GAPS: dict[Gap, str | Promise] = {
    Gap.TRIGGER: gettext_lazy("what sets it off"),
    Gap.REACTION: gettext_lazy("the reaction"),
    Gap.OWNER: gettext_lazy("who is in charge"),
    Gap.DEPUTY: gettext_lazy("who stands in"),
}


@dataclass(frozen=True)
class ScenarioView:
    """One scenario, in a list or on its own page."""

    row: Scenario
    url: str
    likelihood: Chip
    level: str
    reaction: str
    owner: str
    deputy: str
    missing: str
    review: Chip
    texts_words: str


def scenario_view(row: Scenario, on: date) -> ScenarioView:
    """A scenario as it is on a day; the row carries ``ready_texts``."""
    texts: int = row.ready_texts  # type: ignore[attr-defined]
    return ScenarioView(
        row=row,
        url=address(row.company, "scenario", row.pk),
        likelihood=LIKELIHOODS[row.likelihood],
        level=level(row.criticism_percent, row.times_usual),
        reaction=reaction(row.reaction),
        owner=name_of(row.owner),
        deputy=name_of(row.deputy),
        missing=", ".join(str(GAPS[each]) for each in facts_of(row).gaps),
        review=_review(row, on),
        texts_words=ngettext("%(number)s text ready", "%(number)s texts ready", texts)
        % {"number": texts},
    )


def scenario_views(rows: Iterable[Scenario], on: date) -> list[ScenarioView]:
    """The list."""
    return [scenario_view(row, on) for row in rows]


def level(criticism_percent: int | None, times_usual: object) -> str:
    """From which figures on it is taken for the case; empty if none are given."""
    parts = []
    if criticism_percent is not None:
        parts.append(
            _("from %(percent)s %% criticism in a day's mentions") % {"percent": criticism_percent}
        )
    if times_usual is not None:
        parts.append(
            _("from %(times)s times the usual number of mentions") % {"times": _plain(times_usual)}
        )
    return _(" or ").join(parts)


def reaction(key: str) -> str:
    """What is done first, in words."""
    return str(Reaction(key).label) if key else ""


def _plain(times: object) -> str:
    words = str(localize(times))
    return words.removesuffix(".0").removesuffix(",0")


def _review(row: Scenario, on: date) -> Chip:
    if row.reviewed_on is None:
        return Chip(gettext_lazy("Not reviewed yet"), "warn", "clock")
    given = {"day": short_day(row.reviewed_on)}
    if review_is_due(row.reviewed_on, on):
        return Chip(_("Not reviewed since %(day)s") % given, "warn", "clock")
    return Chip(_("Reviewed on %(day)s") % given, "ok", "check")


@dataclass(frozen=True)
class TextView:
    """Words that lie ready, to be copied."""

    row: PreparedText
    language: str

    @property
    def element_id(self) -> str:
        """Where the copy button finds the words."""
        return f"text-{self.row.pk}"


def text_views(rows: Iterable[PreparedText]) -> list[TextView]:
    """The texts of a scenario."""
    return [TextView(row, str(row.get_language_display())) for row in rows]


@dataclass(frozen=True)
class ExampleView:
    """An example, and whether it was taken over."""

    row: ExampleScenario
    likelihood: Chip
    level: str
    reaction: str
    is_taken: bool

    @property
    def words(self) -> ScenarioWords:
        """What it says."""
        return self.row.words


def example_views(rows: Iterable[ExampleScenario], taken: frozenset[str]) -> list[ExampleView]:
    """Every example; those that were taken over say so."""
    return [
        ExampleView(
            row=row,
            likelihood=LIKELIHOODS[row.words.likelihood],
            level=level(row.words.criticism_percent, row.words.times_usual),
            reaction=reaction(row.words.reaction),
            is_taken=row.key in taken,
        )
        for row in rows
    ]
