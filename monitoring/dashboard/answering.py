"""How it is answered: what waits, what is late, how fast, each beside the time before (S1, S3)."""

from dataclasses import replace
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring.dashboard.facts import Facts
from monitoring.dashboard.figures import DOWN, FLAT, UP, FigureCard, points_words
from monitoring.presenters.addresses import desk_list
from monitoring.presenters.desk.lines import duration
from monitoring.presenters.sight import Sight

MINUTE = timedelta(minutes=1)


def answering(facts: Facts, sight: Sight, *, sees_desk: bool = True) -> list[FigureCard]:
    """Four figures of the desk; empty as long as nothing has ever come to it.

    They lead to what they count: to nothing for whom the desk shows less than that.
    """
    if not facts.answers.has_any:
        return []
    found = [_waiting(facts, sight), _late(facts, sight), _in_time(facts), _how_fast(facts)]
    return found if sees_desk else [replace(card, url="") for card in found]


def _waiting(facts: Facts, sight: Sight) -> FigureCard:
    number = facts.answers.waiting
    url = desk_list(sight.company, facts.filters, queue="all")
    card = FigureCard(_("Waiting for an answer"), _written(number), url, _("now"))
    came_in, before = facts.answers.now.came_in, facts.answers.before.came_in
    said = _("%(now)s came in, %(before)s before") % {
        "now": _written(came_in),
        "before": _written(before),
    }
    return replace(card, note=said)


def _late(facts: Facts, sight: Sight) -> FigureCard:
    late = facts.answers.late
    url = desk_list(sight.company, facts.filters, queue="overdue")
    said = _("answer these first") if late else _("every promise holds")
    tone, icon = ("warn", "hourglass") if late else ("positive", "check")
    return FigureCard(_("Late"), _written(late), url, _("now"), said, tone, icon)


def _in_time(facts: Facts) -> FigureCard:
    label, now, before = _("Answered in time"), facts.answers.now, facts.answers.before
    if now.rate_in_time is None:
        return FigureCard(label, "–", trend=_("nothing was due in this time"))
    share = round(100 * now.rate_in_time)
    value = _("%(percent)s %%") % {"percent": share}
    note = _of(now.in_time, now.wanted)
    if before.rate_in_time is None:
        return FigureCard(label, value, note=note)
    points = share - round(100 * before.rate_in_time)
    tone = "" if not points else "positive" if points > 0 else "negative"
    return FigureCard(label, value, "", "", points_words(points), tone, _icon(points), note=note)


def _how_fast(facts: Facts) -> FigureCard:
    label, now, before = _("Usual time to an answer"), facts.answers.now, facts.answers.before
    if now.median is None:
        return FigureCard(label, "–", trend=_("nothing was answered in this time"))
    card = FigureCard(label, duration(now.median), unit=_("of working time"))
    if before.median is None:
        return card
    more = now.median - before.median
    steps = 0 if abs(more) < MINUTE else 1 if more > timedelta(0) else -1
    said = _("%(time)s before") % {"time": duration(before.median)}
    tone = {0: "", 1: "negative", -1: "positive"}[steps]
    return FigureCard(label, card.value, "", card.unit, said, tone, _icon(steps))


def _of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": _written(part), "whole": _written(whole)}


def _icon(steps: int) -> str:
    return FLAT if not steps else UP if steps > 0 else DOWN


def _written(number: int) -> str:
    return number_format(number, force_grouping=True)
