"""The criteria of the strategy's gate: pure rules on plain facts (S0, S2, S4).

Each target group has topics, then at least one platform; each chosen platform has a purpose, a
KPI and an owner who is here; the guidelines are published; at least three conflict scenarios
have a reaction and an owner. That employees took part and that every goal serves one of the
company's are recommended.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.stage import Result
from rollout.stages.strategy.about import SCENARIOS_NEEDED
from rollout.wording import Text, at_least, out_of, words


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A target group: how many topics it has, on how many chosen platforms it is met."""

    name: str
    topics: int
    platforms: int


@dataclass(frozen=True, slots=True)
class PlatformFact:
    """A chosen platform and what is said about it; ``has_owner``: somebody who is here."""

    name: Text
    has_purpose: bool
    has_kpi: bool
    has_owner: bool

    @property
    def is_complete(self) -> bool:
        """Whether everything is said."""
        return self.has_purpose and self.has_kpi and self.has_owner


@dataclass(frozen=True)
class StrategyFacts:
    """What the criteria look at.

    ``goals`` names each goal and whether it serves one of the company's; ``scenarios`` counts
    those with reaction and owner; ``trained`` of ``people`` attended a workshop or training.
    """

    groups: tuple[GroupFact, ...]
    platforms: tuple[PlatformFact, ...]
    goals: tuple[tuple[str, bool], ...]
    guidelines_published: bool
    scenarios: int
    trained: int
    people: int


def criteria(facts: StrategyFacts) -> tuple[Result, ...]:
    """All criteria in the order of the page."""
    return (
        _aligned(facts.goals),
        _topics(facts.groups),
        _reached(facts.groups),
        _platforms(facts.platforms),
        _guidelines(facts.guidelines_published),
        _scenarios(facts.scenarios),
        _staff(facts),
    )


def _aligned(goals: Sequence[tuple[str, bool]]) -> Result:
    loose = [name for name, serves in goals if not serves]
    sentence: Text = _("Every goal serves a goal of the company or of its marketing.")
    if not goals:
        sentence = _("There are no goals yet; they come from the stage before.")
    elif loose:
        sentence = words(
            _("“%(name)s” does not serve any goal of the company yet."), {"name": loose[0]}
        )
    return Result(
        key="aligned",
        title=_("Every goal serves a goal of the company"),
        met=bool(goals) and not loose,
        figure=out_of(len(goals) - len(loose), len(goals)),
        sentence=sentence,
        blocking=False,
        mend="alignments",
    )


def _topics(groups: Sequence[GroupFact]) -> Result:
    missing = [group.name for group in groups if not group.topics]
    return _for_every_group(
        key="topics",
        title=_("Every target group has topics"),
        groups=groups,
        missing=missing,
        fine=_("It is said what each group is told and asked about."),
        lacks=_("“%(name)s” has no topic yet."),
    )


def _reached(groups: Sequence[GroupFact]) -> Result:
    missing = [group.name for group in groups if not group.platforms]
    return _for_every_group(
        key="platforms",
        title=_("Every target group is met on at least one platform"),
        groups=groups,
        missing=missing,
        fine=_("There is a platform for each group."),
        lacks=_("“%(name)s” is not met anywhere yet."),
    )


def _for_every_group(
    *,
    key: str,
    title: Text,
    groups: Sequence[GroupFact],
    missing: Sequence[str],
    fine: Text,
    lacks: Text,
) -> Result:
    sentence = fine
    if not groups:
        sentence = _("There are no target groups yet; they come from the stage before.")
    elif missing:
        sentence = words(lacks, {"name": missing[0]})
    return Result(
        key=key,
        title=title,
        met=bool(groups) and not missing,
        figure=out_of(len(groups) - len(missing), len(groups)),
        sentence=sentence,
        mend=key,
    )


def _platforms(platforms: Sequence[PlatformFact]) -> Result:
    incomplete = [each for each in platforms if not each.is_complete]
    sentence: Text = _("Purpose, KPI and owner are said for each platform.")
    if not platforms:
        sentence = _("No platform has been chosen yet.")
    elif incomplete:
        sentence = words(_lacking(incomplete[0]), {"name": incomplete[0].name})
    return Result(
        key="platform_duties",
        title=_("Every chosen platform has a purpose, a KPI and an owner"),
        met=bool(platforms) and not incomplete,
        figure=out_of(len(platforms) - len(incomplete), len(platforms)),
        sentence=sentence,
        mend="platforms",
    )


def _lacking(platform: PlatformFact) -> Text:
    if not platform.has_purpose:
        return _("It is not said yet what %(name)s is for.")
    if not platform.has_kpi:
        return _("No KPI shows yet whether %(name)s works.")
    return _("Nobody who is with the company is responsible for %(name)s.")


def _guidelines(published: bool) -> Result:
    return Result(
        key="guidelines",
        title=_("The guidelines are published"),
        met=published,
        sentence=_("The guidelines are in force.")
        if published
        else _("The guidelines are not published yet."),
        mend="guidelines",
    )


def _scenarios(ready: int) -> Result:
    return Result(
        key="scenarios",
        title=_("At least three conflict scenarios have a reaction and an owner"),
        met=ready >= SCENARIOS_NEEDED,
        figure=at_least(ready, SCENARIOS_NEEDED),
        sentence=words(
            ngettext_lazy(
                "%(number)s conflict scenario has a reaction and an owner.",
                "%(number)s conflict scenarios have a reaction and an owner.",
                "number",
            ),
            {"number": ready},
        ),
        mend="scenarios",
    )


def _staff(facts: StrategyFacts) -> Result:
    return Result(
        key="staff",
        title=_("Employees were involved by workshops or training"),
        met=facts.trained > 0,
        figure=out_of(facts.trained, facts.people),
        sentence=words(
            ngettext_lazy(
                "%(number)s person has attended a workshop or training.",
                "%(number)s people have attended a workshop or training.",
                "number",
            ),
            {"number": facts.trained},
        )
        if facts.trained
        else _("Nobody has attended a workshop or training yet."),
        blocking=False,
        mend="staff",
    )
