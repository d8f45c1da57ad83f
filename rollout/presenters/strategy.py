"""What the strategy's page shows beyond its rows: the recommendation, and ways to other rooms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.access import Standing
from companies.models import Company
from monitoring.connectors import CONNECTORS
from rollout.models import TargetGroup
from rollout.platforms import ESTIMATE, knowledge
from rollout.platforms.groups import facts_of
from rollout.platforms.knowledge import Knowledge, LawNote, Platform, Source
from rollout.platforms.parts import Part
from rollout.platforms.recommendation import Recommendation, Verdict, recommend
from rollout.presenters.addresses import page_url
from rollout.presenters.moments import short_day
from rollout.presenters.stage_work import Extra, Way
from rollout.selectors import StagePage
from rollout.stages.strategy.content_first import target_groups
from rollout.stages.strategy.parts import VERDICT_TONES, chosen_words
from rollout.wording import Text

VERDICT_ICONS = {Verdict.RECOMMENDED: "check", Verdict.POSSIBLE: "minus", Verdict.NOT: "close"}


@dataclass(frozen=True)
class SourceView:
    """Where something comes from, with a link."""

    words: str
    url: str


@dataclass(frozen=True)
class LawView:
    """What the law asks for, and where to read on."""

    title: Text
    text: Text
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class FigureView:
    """A figure and its source."""

    text: Text
    source: SourceView


@dataclass(frozen=True)
class PlatformView:
    """One platform with everything that is known and said about it."""

    key: str
    name: Text
    what: Text
    audience: Text
    label: Text
    tone: str
    icon: str
    points: str
    serves: str
    first_for: tuple[Text, ...]
    first_against: Text
    reasons_for: tuple[Text, ...]
    reasons_against: tuple[Text, ...]
    parts: tuple[Part, ...]
    effort: tuple[tuple[Text, str], ...]
    is_heard: bool
    listening: Text
    posting: Text
    figures: tuple[FigureView, ...]
    law: tuple[LawView, ...]
    as_of: str
    decided: Text
    decide: Way | None


@dataclass(frozen=True)
class RecommendationView:
    """What is recommended; while content is missing only which groups it is missing for."""

    missing: tuple[str, ...]
    has_groups: bool
    recommended: tuple[PlatformView, ...]
    possible: tuple[PlatformView, ...]
    others: tuple[PlatformView, ...]


def extras(page: StagePage, standing: Standing) -> Mapping[str, Extra]:
    """By section (one query)."""
    company = page.rollout.company
    example = Way(_("Take over an example"), _room(company, "example_scenarios"))
    trained = Way(_("Who has taken part"), _room(company, "trained"))
    return {
        "platforms": Extra("rollout/work/_recommendation.html", _recommendation(page)),
        "guidelines": _ways(Way(_("To the guidelines"), _room(company, "guidelines"))),
        "scenarios": _ways(
            Way(_("To the conflict scenarios"), _room(company, "scenarios")),
            *([example] if standing.edits else []),
        ),
        "staff": _ways(
            Way(_("To workshops and training"), _room(company, "trainings")),
            *([trained] if standing.edits else []),
        ),
    }


def _room(company: Company, name: str) -> str:
    return reverse(f"guidelines:{name}", kwargs={"company": company.slug})


def _ways(*ways: Way) -> Extra:
    return Extra("rollout/work/_ways.html", ways)


def _recommendation(page: StagePage) -> RecommendationView:
    groups = target_groups(page.rollout.company)
    told = {each["target_group"] for each in page.assessment.work["topics"]}
    missing = tuple(group.name for group in groups if group.name not in told)
    found: dict[Verdict, list[PlatformView]] = {verdict: [] for verdict in Verdict}
    for verdict, view in () if missing else _views(groups, page):
        found[verdict].append(view)
    return RecommendationView(
        missing=missing,
        has_groups=bool(groups),
        recommended=tuple(found[Verdict.RECOMMENDED]),
        possible=tuple(found[Verdict.POSSIBLE]),
        others=tuple(found[Verdict.NOT]),
    )


def _views(
    groups: Sequence[TargetGroup], page: StagePage
) -> Iterable[tuple[Verdict, PlatformView]]:
    known = knowledge()
    decided = {each["platform"]: each for each in page.assessment.work["platforms"]}
    for each in recommend([facts_of(group) for group in groups], known):
        choice = decided.get(each.platform.key)
        may = page.why_no_editing is None and choice is None
        decide = _decide(each.platform, page) if may else None
        yield each.verdict, _view(each, known, decide, choice)


def _decide(platform: Platform, page: StagePage) -> Way:
    url = page_url(page.rollout.company, "add_row", number=page.step.stage.number, kind="platforms")
    return Way(_("Decide on %(name)s") % {"name": platform.name}, f"{url}?platform={platform.key}")


def _view(
    each: Recommendation, known: Knowledge, decide: Way | None, choice: Mapping[str, Any] | None
) -> PlatformView:
    platform = each.platform
    return PlatformView(
        key=platform.key,
        name=platform.name.words,
        what=platform.what.words,
        audience=platform.audience.words,
        label=each.label,
        tone=VERDICT_TONES[each.verdict],
        icon=VERDICT_ICONS[each.verdict],
        points=_("%(points)s of 100 points") % {"points": each.points},
        serves=_("For %(groups)s") % {"groups": ", ".join(each.serves)} if each.serves else "",
        first_for=each.reasons_for[:2],
        first_against=each.reasons_against[0],
        reasons_for=each.reasons_for,
        reasons_against=each.reasons_against,
        parts=each.fits[0].parts,
        effort=tuple(_effort(platform, known)),
        is_heard=platform.listening.possible(CONNECTORS),
        listening=platform.listening.note.words,
        posting=platform.posting.note.words,
        figures=tuple(
            FigureView(figure.text.words, _source(known.sources[figure.source]))
            for figure in platform.figures
        ),
        law=tuple(_law(note, known) for note in each.law),
        as_of=short_day(platform.as_of),
        decided=chosen_words(choice["is_chosen"]) if choice else "",
        decide=decide,
    )


def _effort(platform: Platform, known: Knowledge) -> Iterable[tuple[Text, str]]:
    yield _("Care each week, without posts"), _minutes(platform.care_minutes)
    for key, minutes in platform.minutes.items():
        yield known.formats[key].words, _minutes(minutes)


def _minutes(minutes: int) -> str:
    if minutes < 120:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(number)s hour", "about %(number)s hours", hours) % {"number": hours}


def _law(note: LawNote, known: Knowledge) -> LawView:
    sources = (known.sources[key] for key in note.sources if key != ESTIMATE)
    return LawView(note.title.words, note.text.words, tuple(_source(each) for each in sources))


def _source(source: Source) -> SourceView:
    values: dict[str, Any] = {
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "via": source.via,
    }
    said = (
        _("%(title)s (%(publisher)s, %(year)s; reported by %(via)s)")
        if source.via
        else _("%(title)s (%(publisher)s, %(year)s)")
    )
    return SourceView(said % values, source.url)
