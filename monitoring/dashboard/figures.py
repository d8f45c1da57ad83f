"""The numbers at the top, each with its trend, none better than what was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import coverage
from monitoring.coverage import Figure
from monitoring.dashboard.facts import Facts
from monitoring.models.source import ProfileKind
from monitoring.moments import in_words
from monitoring.presenters.addresses import mention_list, page
from monitoring.presenters.sight import Sight
from monitoring.selectors.counts import Counts

UP, DOWN, FLAT = "arrow-up", "arrow-down", "arrow-flat"


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One number, as components/figure.html shows it; ``note`` is a second, quiet line."""

    label: str | Promise
    value: str
    url: str = ""
    unit: str = ""
    trend: str = ""
    trend_tone: str = ""
    trend_icon: str = ""
    blind: str = ""
    note: str = ""


def figures(facts: Facts, sight: Sight) -> list[FigureCard]:
    """Mentions, criticism, questions, share of voice."""
    return [
        _mentions(facts, sight),
        _criticism(facts, sight),
        _questions(facts, sight),
        _share_of_voice(facts, sight),
    ]


def _card(label: str | Promise, figure: Figure, sight: Sight, url: str) -> FigureCard:
    """The card of a figure without its trend; what is unknown says since when or why."""
    if figure.is_known:
        return FigureCard(label, figure.words, url)
    if figure.value is not None:
        partly = _("not everything was seen")
        return FigureCard(label, figure.words, url, "", partly, "warn", "blind")
    if figure.unknown_since:
        since = in_words(figure.unknown_since, now=sight.now, zone=sight.zone)
        return FigureCard(label, "", url, blind=_("since %(when)s") % {"when": since})
    if figure.is_partial:
        return FigureCard(label, "", url, blind=figure.sentence)
    return FigureCard(label, "–", url, trend=figure.words)


def _with_trend(card: FigureCard, trend: tuple[str, str, str]) -> FigureCard:
    words, icon, tone = trend
    return replace(card, trend=words, trend_icon=icon, trend_tone=tone)


def _mentions(facts: Facts, sight: Sight) -> FigureCard:
    figure = coverage.count(facts.now.total, facts.seen, now=sight.now)
    url = mention_list(
        sight.company,
        facts.filters,
        starts_on=facts.period.starts_on,
        ends_on=facts.period.ends_on,
    )
    card = _card(_("Mentions"), figure, sight, url)
    if not figure.is_known:
        return card
    card = replace(card, value=number_format(facts.now.total, force_grouping=True))
    if not facts.seen_before.is_whole:
        return replace(card, trend=_not_comparable())
    return _with_trend(
        card, _number_trend(facts.now.total - facts.before.total, facts.period.length)
    )


def _number_trend(more: int, days: int) -> tuple[str, str, str]:
    said = {"number": number_format(abs(more), force_grouping=True), "days": days}
    if not more:
        return _("as many as in the %(days)s days before") % said, FLAT, ""
    if more > 0:
        return _("%(number)s more than in the %(days)s days before") % said, UP, ""
    return _("%(number)s fewer than in the %(days)s days before") % said, DOWN, ""


def told(counts: Counts) -> int:
    """Mentions whose tone could be told: the share of criticism is a share of these."""
    return counts.total - counts.of_tone("unclear")


def _criticism(facts: Facts, sight: Sight) -> FigureCard:
    part, whole = facts.now.of_tone("negative"), told(facts.now)
    figure = coverage.share(part, whole, facts.seen, now=sight.now)
    url = mention_list(
        sight.company,
        facts.filters,
        tone="negative",
        starts_on=facts.period.starts_on,
        ends_on=facts.period.ends_on,
    )
    card = _card(_("Share of criticism"), figure, sight, url)
    if not figure.is_known:
        return _of_what_was_seen(card, figure)
    before = told(facts.before)
    if not facts.seen_before.is_whole or not before:
        return replace(card, trend=_not_comparable())
    points = round(100 * part / whole) - round(100 * facts.before.of_tone("negative") / before)
    return _with_trend(card, _points_trend(points))


def _of_what_was_seen(card: FigureCard, figure: Figure) -> FigureCard:
    """A share of what was seen: the number large, the reservation small beside it."""
    if figure.value is None:
        return card
    percent = _("%(percent)s %%") % {"percent": round(100 * figure.value)}
    return replace(card, value=percent, unit=_("of what was seen"))


def _points_trend(points: int, *, more_is_better: bool = False) -> tuple[str, str, str]:
    words = points_words(points)
    if not points:
        return words, FLAT, ""
    if points > 0:
        return words, UP, "positive" if more_is_better else "negative"
    return words, DOWN, "negative" if more_is_better else "positive"


def points_words(points: int) -> str:
    """By how many percentage points a share has moved."""
    said = {"number": abs(points)}
    if not points:
        return _("unchanged")
    if points > 0:
        return ngettext("%(number)s point more", "%(number)s points more", points) % said
    return ngettext("%(number)s point less", "%(number)s points less", -points) % said


def _questions(facts: Facts, sight: Sight) -> FigureCard:
    """How many asked something in this time; what waits for an answer the desk knows."""
    now, before = facts.now.questions, facts.before.questions
    figure = coverage.count(now, facts.seen, now=sight.now)
    url = mention_list(
        sight.company,
        facts.filters,
        asks=True,
        starts_on=facts.period.starts_on,
        ends_on=facts.period.ends_on,
    )
    card = _card(_("Questions in this time"), figure, sight, url)
    if not figure.is_known:
        return card
    card = replace(card, value=number_format(now, force_grouping=True))
    if not facts.seen_before.is_whole:
        return replace(card, trend=_not_comparable())
    return _with_trend(card, _number_trend(now - before, facts.period.length))


def _share_of_voice(facts: Facts, sight: Sight) -> FigureCard:
    label = _("Share of voice")
    ours, all_ = _voices(facts, facts.voices)
    if not facts.has_competitors:
        hint = _("name a competitor to compare with")
        url = page(sight.company, "add_profile", kind=ProfileKind.COMPETITOR)
        return FigureCard(label, "–", url, trend=hint)
    figure = coverage.share(ours, all_, facts.seen, now=sight.now)
    card = _card(label, figure, sight, "#voices")
    if not figure.is_known:
        return _of_what_was_seen(card, figure)
    ours_before, all_before = _voices(facts, facts.voices_before)
    if not facts.seen_before.is_whole or not all_before:
        return replace(card, trend=_not_comparable())
    points = round(100 * ours / all_) - round(100 * ours_before / all_before)
    return _with_trend(card, _points_trend(points, more_is_better=True))


def _voices(facts: Facts, numbers: Mapping[int, int]) -> tuple[int, int]:
    ours = sum(number for pk, number in numbers.items() if pk not in facts.competitors)
    return ours, sum(numbers.values())


def _not_comparable() -> str:
    return _("no comparison: the time before was not wholly seen")
