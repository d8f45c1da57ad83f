"""Whether a goal is SMART, letter by letter, each with a sentence that says why; pure (S2).

Nothing here blocks a gate: it says what a goal lacks so that somebody can tell afterwards
whether it was reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rollout.aims.facts import GoalAim, KpiAim
from rollout.kpis.wording import figure, on_day
from rollout.models import Kpi
from rollout.wording import Text, words

MOST = 10
"""A figure that is to become more than ten times as good is a wish."""

MONTHS = 24
WORDS_NEEDED = 6
NEAR_NOTHING = 10
"""So few can become none at all."""

LETTERS: dict[str, Text] = {
    "specific": pgettext_lazy("SMART", "Specific"),
    "measurable": pgettext_lazy("SMART", "Measurable"),
    "achievable": pgettext_lazy("SMART", "Achievable"),
    "relevant": pgettext_lazy("SMART", "Relevant"),
    "timed": pgettext_lazy("SMART", "Time-bound"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the five: whether it is there, and a sentence that says what is there or missing."""

    key: str
    met: bool
    sentence: Text

    @property
    def word(self) -> Text:
        """What the letter stands for."""
        return LETTERS[self.key]


def smart(goal: GoalAim, on: date) -> tuple[Sign, ...]:
    """The five signs of a goal on a day, in the order of the word."""
    return (
        _specific(goal),
        _measurable(goal),
        _achievable(goal),
        _relevant(goal),
        _timed(goal, on),
    )


def _specific(goal: GoalAim) -> Sign:
    describes = len(goal.description.split()) >= WORDS_NEEDED
    if describes and goal.target_groups:
        return Sign("specific", True, _("Says what is meant, and for whom."))
    if describes:
        return Sign("specific", False, _("Says what is meant, but not for whom."))
    if goal.target_groups:
        return Sign(
            "specific", False, _("Says for whom; what exactly is meant needs one more sentence.")
        )
    return Sign("specific", False, _("Neither says what exactly is meant, nor for whom."))


def _measurable(goal: GoalAim) -> Sign:
    if not goal.kpis:
        return Sign("measurable", False, _("No KPI shows whether it came true."))
    kpi = goal.kpis[0]
    said = {"kpi": kpi.name, "unit": Kpi.Unit(kpi.unit).label}
    return Sign("measurable", True, words(_("“%(kpi)s” shows it (unit: %(unit)s)."), said))


def _achievable(goal: GoalAim) -> Sign:
    if not goal.kpis:
        return Sign("achievable", False, _("Without a KPI nobody can tell."))
    doubts = [doubt for kpi in goal.kpis if (doubt := _doubt(kpi)) is not None]
    if doubts:
        return Sign("achievable", False, doubts[0])
    kpi = goal.kpis[0]
    assert kpi.baseline is not None, "a KPI without a baseline is a doubt"
    assert kpi.target is not None, "a KPI without a target is a doubt"
    said = {
        "baseline": figure(kpi.baseline, kpi.unit),
        "target": figure(kpi.target, kpi.unit),
    }
    return Sign("achievable", True, words(_("From %(baseline)s to %(target)s."), said))


def _doubt(kpi: KpiAim) -> Text | None:
    said = {"kpi": kpi.name}
    if kpi.baseline is None:
        return words(_("“%(kpi)s” has no baseline: from where does it start?"), said)
    if kpi.target is None:
        return words(_("“%(kpi)s” has no target: how much is enough?"), said)
    better = kpi.target - kpi.baseline
    if kpi.direction == Kpi.Direction.DOWN:
        better = -better
    if better == 0:
        return words(_("The target of “%(kpi)s” is its baseline: nothing would change."), said)
    if better < 0:
        return words(_("The target of “%(kpi)s” is worse than its baseline."), said)
    if kpi.measure and kpi.unit == Kpi.Unit.PERCENT and not 0 <= kpi.target <= 100:
        return words(_("“%(kpi)s” is a share: it lies between 0 and 100 %%."), said)
    if _is_a_wish(kpi.baseline, kpi.target, kpi.direction):
        return words(
            _("“%(kpi)s” is to become more than ten times as good: is that realistic?"), said
        )
    return None


def _is_a_wish(baseline: Decimal, target: Decimal, direction: str) -> bool:
    if direction == Kpi.Direction.UP:
        return baseline > 0 and target > MOST * baseline
    return baseline > NEAR_NOTHING and baseline > MOST * target


def _relevant(goal: GoalAim) -> Sign:
    if goal.serves is None:
        return Sign("relevant", False, _("Serves no goal of the company yet."))
    return Sign("relevant", True, words(_("Serves “%(goal)s”."), {"goal": goal.serves}))


def _timed(goal: GoalAim, on: date) -> Sign:
    said: dict[str, Text] = {"day": on_day(goal.due_on)}
    if goal.due_on <= on:
        return Sign("timed", False, words(_("Its day is over: %(day)s."), said))
    if goal.due_on > months_after(on, MONTHS):
        sentence = _("%(day)s is more than two years away; set a step on the way to it.")
        return Sign("timed", False, words(sentence, said))
    if late := _late(goal.kpis, goal.due_on):
        said = {"kpi": late.name}
        sentence = _("The target of “%(kpi)s” is only due after the goal itself.")
        return Sign("timed", False, words(sentence, said))
    return Sign("timed", True, words(_("Until %(day)s."), said))


def _late(kpis: Iterable[KpiAim], due_on: date) -> KpiAim | None:
    return next((kpi for kpi in kpis if kpi.target_on and kpi.target_on > due_on), None)


def months_after(day: date, months: int) -> date:
    """The same day of a later month; the last one of it if the month is too short."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month, last)
            except ValueError:
                continue
    return date(year, month, 28)
