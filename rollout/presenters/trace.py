"""The chain from goal to result as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company
from rollout.amounts import number
from rollout.kpis import KpiFact
from rollout.kpis.wording import short_day
from rollout.parts import Chip
from rollout.presenters.addresses import page_url, stage_url
from rollout.presenters.aims import pace_chip
from rollout.rowkinds.target_groups import platform_name
from rollout.titles import title_at
from rollout.trace.chains import Chain, Loose, Orphan, PostNode, TraceFacts, chains, orphans
from rollout.trace.reading import STRATEGY
from rollout.wording import Text, words

POSTS_SHOWN = 5


@dataclass(frozen=True)
class Item:
    """One thing in a link of the chain."""

    label: Text
    url: str = ""
    note: Text = ""
    chip: Chip | None = None


@dataclass(frozen=True)
class LinkView:
    """One link of the chain; ``missing`` says what is to be done where there is nothing."""

    title: Text
    items: tuple[Item, ...]
    missing: Text
    url: str
    is_due: bool


@dataclass(frozen=True)
class ChainView:
    """A goal, and the links that lead to its result."""

    title: str
    url: str
    stage: Text
    until: Text
    serves: str
    links: tuple[LinkView, ...]


@dataclass(frozen=True)
class OrphanGroup:
    """Things that lack the same link."""

    label: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class TracePage:
    """All chains, and what hangs in the air."""

    chains: tuple[ChainView, ...]
    orphans: tuple[OrphanGroup, ...]
    summary: str


def trace_page(company: Company, facts: TraceFacts, kpis: Iterable[KpiFact]) -> TracePage:
    """Everything the page shows; ``kpis`` are all KPIs as they stand today."""
    by_key = {fact.kpi.pk: fact for fact in kpis}
    loose = orphans(facts)
    return TracePage(
        chains=tuple(_chain(company, each, by_key, facts) for each in chains(facts)),
        orphans=tuple(
            OrphanGroup(lacks.label, tuple(_orphan(company, each) for each in found))
            for lacks, found in groupby(loose, key=lambda each: each.lacks)
        ),
        summary=ngettext(
            "%(number)s thing hangs in the air.",
            "%(number)s things hang in the air.",
            len(loose),
        )
        % {"number": len(loose)}
        if loose
        else "",
    )


def _orphan(company: Company, each: Orphan) -> Item:
    later = each.lacks in (Loose.GROUP_WITHOUT_TOPIC, Loose.GROUP_WITHOUT_PLATFORM)
    platform = each.lacks in (Loose.PLATFORM_WITHOUT_KPI, Loose.PLATFORM_WITHOUT_GROUP)
    return Item(
        label=platform_name(each.name) if platform else each.name,
        url=stage_url(company, STRATEGY if later else each.stage, each.lacks.section),
    )


def _chain(
    company: Company, chain: Chain, kpis: Mapping[int, KpiFact], facts: TraceFacts
) -> ChainView:
    goal = chain.goal
    return ChainView(
        title=goal.name,
        url=stage_url(company, goal.stage, "goals"),
        stage=title_at(goal.stage, goal.wave),
        until=words(_("until %(day)s"), {"day": short_day(goal.due_on)}),
        serves=goal.serves,
        links=(
            _groups(company, chain),
            _kpis(company, chain),
            _platforms(company, chain, facts),
            _posts(company, chain),
            _results(company, chain, kpis),
        ),
    )


def _groups(company: Company, chain: Chain) -> LinkView:
    return LinkView(
        title=_("Target groups"),
        items=tuple(
            Item(each.name, stage_url(company, each.stage, "target_groups"), _topics(each.topics))
            for each in chain.groups
        ),
        missing=_("For whom is it?"),
        url=stage_url(company, chain.goal.stage, "goals"),
        is_due=True,
    )


def _topics(topics: tuple[str, ...]) -> Text:
    if not topics:
        return ""
    said = {"number": len(topics)}
    return ngettext("%(number)s topic", "%(number)s topics", len(topics)) % said


def _kpis(company: Company, chain: Chain) -> LinkView:
    return LinkView(
        title=_("KPIs"),
        items=tuple(Item(each.name, page_url(company, "kpi", pk=each.pk)) for each in chain.kpis),
        missing=_("What shows it?"),
        url=stage_url(company, chain.goal.stage, "kpis"),
        is_due=True,
    )


def _platforms(company: Company, chain: Chain, facts: TraceFacts) -> LinkView:
    return LinkView(
        title=_("Platforms"),
        items=tuple(
            Item(platform_name(each.key), stage_url(company, each.stage, "platforms"))
            for each in chain.platforms
        ),
        missing=_("Where are we for it?") if facts.has_strategy else _("comes with the strategy"),
        url=stage_url(company, STRATEGY, "platforms") if facts.has_strategy else "",
        is_due=facts.has_strategy,
    )


def _posts(company: Company, chain: Chain) -> LinkView:
    newest = tuple(reversed(chain.posts))
    items = [_post(company, each) for each in newest[:POSTS_SHOWN]]
    more = len(newest) - POSTS_SHOWN
    if more > 0:
        items.append(Item(_("and %(number)s more") % {"number": more}))
    return LinkView(_("Posts"), tuple(items), _("none yet"), "", is_due=False)


def _post(company: Company, post: PostNode) -> Item:
    return Item(
        post.name,
        stage_url(company, post.stage, "posts"),
        platform_name(post.platform) if post.is_published else _("planned"),
    )


def _results(company: Company, chain: Chain, kpis: Mapping[int, KpiFact]) -> LinkView:
    items = [_result(company, kpis[each.pk]) for each in chain.kpis if each.pk in kpis]
    reach = [post.reach for post in chain.published if post.reach is not None]
    if reach:
        said = {"number": number(Decimal(sum(reach))), "posts": len(reach)}
        items.append(
            Item(
                ngettext(
                    "%(number)s people reached with %(posts)s post",
                    "%(number)s people reached with %(posts)s posts",
                    len(reach),
                )
                % said
            )
        )
    return LinkView(_("Result"), tuple(items), _("none yet"), "", is_due=False)


def _result(company: Company, fact: KpiFact) -> Item:
    return Item(
        fact.actual.sentence, page_url(company, "kpi", pk=fact.kpi.pk), chip=pace_chip(fact)
    )
