"""Which platforms fit the target groups, and why: a pure rule on plain facts (S0, S2).

Older business people are met on business networks, younger people where videos are (S0); the
knowledge about platforms says which those are today. The score is a sum of named parts, each with
its sentence, so that everybody can follow it, and overrule it with a reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.platforms.knowledge import Knowledge, LawNote, Platform
from rollout.platforms.parts import GroupFacts, Part, parts_of
from rollout.wording import Text, words

RECOMMENDED_FROM, POSSIBLE_FROM = 60, 40
"""Of 100 points. Without interests and known places 70 can be reached."""


class Verdict(StrEnum):
    """What is recommended, the best first."""

    RECOMMENDED = "recommended"
    POSSIBLE = "possible"
    NOT = "not"


VERDICT_LABELS: dict[Verdict, Text] = {
    Verdict.RECOMMENDED: _("Recommended"),
    Verdict.POSSIBLE: _("Possible"),
    Verdict.NOT: _("Not recommended"),
}


@dataclass(frozen=True)
class Fit:
    """How a platform fits one target group."""

    group: GroupFacts
    verdict: Verdict
    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        """The sum of the parts, 0 to 100."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Recommendation:
    """What is said about one platform, with its reasons; ``fits`` has the best group first."""

    platform: Platform
    verdict: Verdict
    fits: tuple[Fit, ...]
    reasons_for: tuple[Text, ...]
    reasons_against: tuple[Text, ...]
    law: tuple[LawNote, ...]

    @property
    def points(self) -> int:
        """The points for the group it fits best."""
        return self.fits[0].points

    @property
    def label(self) -> Text:
        """The verdict in words."""
        return VERDICT_LABELS[self.verdict]

    @property
    def serves(self) -> tuple[str, ...]:
        """The groups it is recommended for or possible with, the best first."""
        return tuple(fit.group.name for fit in self.fits if fit.verdict != Verdict.NOT)


def recommend(groups: Sequence[GroupFacts], known: Knowledge) -> tuple[Recommendation, ...]:
    """Every platform, the best first; equal ones by the groups served, then the lesser effort.

    Without groups nothing can be said, and the answer is empty: content and target groups come
    before platforms (S2).
    """
    if not groups:
        return ()
    found = [_recommendation(each, groups, known) for each in known.platforms.values()]
    return tuple(sorted(found, key=_rank))


def _rank(each: Recommendation) -> tuple[int, int, int, int, str]:
    return (
        list(Verdict).index(each.verdict),
        -each.points,
        -len(each.serves),
        each.platform.minutes_a_week(),
        each.platform.key,
    )


def _recommendation(
    platform: Platform, groups: Sequence[GroupFacts], known: Knowledge
) -> Recommendation:
    order = list(Verdict)
    fits = sorted(
        (fit_of(platform, group, known) for group in groups),
        key=lambda fit: (order.index(fit.verdict), -fit.points, fit.group.name),
    )
    best = fits[0]
    return Recommendation(
        platform=platform,
        verdict=best.verdict,
        fits=tuple(fits),
        reasons_for=tuple(_reasons_for(best, platform)),
        reasons_against=tuple(_reasons_against(best, platform)),
        law=known.law_of(platform),
    )


def fit_of(platform: Platform, group: GroupFacts, known: Knowledge) -> Fit:
    """How one platform fits one group, part by part."""
    parts = parts_of(platform, group, known)
    verdict = _verdict(sum(part.points for part in parts))
    if not platform.fitness[group.market]:
        verdict = Verdict.POSSIBLE if platform.key in group.places else Verdict.NOT
    return Fit(group, verdict, parts)


def _verdict(points: int) -> Verdict:
    if points >= RECOMMENDED_FROM:
        return Verdict.RECOMMENDED
    return Verdict.POSSIBLE if points >= POSSIBLE_FROM else Verdict.NOT


def _reasons_for(best: Fit, platform: Platform) -> Iterable[Text]:
    yield from _sentences(best, lambda part: part.speaks_for and part.key != "language")
    yield words(_("What works: %(what)s"), {"what": platform.works})


def _reasons_against(best: Fit, platform: Platform) -> Iterable[Text]:
    yield from _sentences(best, lambda part: part.speaks_against and part.key != "place")
    yield platform.limits.words
    if platform.is_laborious:
        yield words(
            ngettext_lazy(
                "One post a week already costs about %(number)s hour.",
                "One post a week already costs about %(number)s hours.",
                "number",
            ),
            {"number": round(platform.minutes_a_week() / 60)},
        )


def _sentences(fit: Fit, wanted: Callable[[Part], bool]) -> list[Text]:
    return [part.sentence for part in fit.parts if wanted(part)]
