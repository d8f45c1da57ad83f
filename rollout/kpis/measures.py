"""The figures that are counted rather than entered. A new one is one entry in ``MEASURES``.

A measure reads its facts once for all periods (``read``), counts one period from them
(``value``), and says why a period was not wholly seen (``unseen``): then its figure is unknown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from companies.models import Company
from rollout.kpis.answering import in_time_rate, median_hours, response_rate
from rollout.kpis.monitored import Monitored, monitored
from rollout.kpis.periods import Period
from rollout.kpis.published import Published, published
from rollout.models import Kpi
from rollout.wording import Text

COUNT, PERCENT, HOURS = Kpi.Unit.COUNT, Kpi.Unit.PERCENT, Kpi.Unit.HOURS
UP, DOWN = Kpi.Direction.UP, Kpi.Direction.DOWN


@dataclass(frozen=True)
class Measure:
    """One figure that is counted.

    ``read(company, starts_on, ends_on)`` is asked once even if several measures share it;
    ``value(facts, period)`` is None where there is nothing to measure (a share of nothing).
    """

    key: str
    title: Text
    about: Text
    unit: Kpi.Unit
    direction: Kpi.Direction
    read: Callable[[Company, date, date], Any]
    value: Callable[[Any, Period], Decimal | None]
    unseen: Callable[[Any, Period], tuple[Text, ...]]


def _share(part: int, whole: int) -> Decimal | None:
    return round(Decimal(100 * part) / whole, 1) if whole else None


def _mentions(seen: Monitored, period: Period, *tones: str) -> int:
    return sum(
        number
        for (day, tone), number in seen.own.items()
        if day in period and (not tones or tone in tones)
    )


def _told(seen: Monitored, period: Period) -> int:
    return _mentions(seen, period, "negative", "neutral", "positive")


def _asked(seen: Monitored, period: Period) -> int:
    return sum(number for (day, _answered), number in seen.questions.items() if day in period)


def _answered_of(seen: Monitored, period: Period) -> int:
    return sum(
        number
        for (day, answered_on), number in seen.questions.items()
        if day in period and answered_on is not None and answered_on <= seen.ends_on
    )


def _open_at_end(seen: Monitored, period: Period) -> int:
    return sum(
        number
        for (day, answered_on), number in seen.questions.items()
        if day <= period.ends_on and (answered_on is None or answered_on > period.ends_on)
    )


def _voice(seen: Monitored, period: Period) -> Decimal | None:
    sides = {True: 0, False: 0}
    for (day, is_competitor), number in seen.voices.items():
        sides[is_competitor] += number if day in period else 0
    return _share(sides[False], sum(sides.values()))


def _from_monitoring(
    key: str,
    title: Text,
    about: Text,
    unit: Kpi.Unit,
    direction: Kpi.Direction,
    value: Callable[[Monitored, Period], int | Decimal | None],
    unseen: Callable[[Monitored, Period], tuple[Text, ...]] = Monitored.unseen,
) -> Measure:
    def exactly(seen: Monitored, period: Period) -> Decimal | None:
        found = value(seen, period)
        return None if found is None else Decimal(found)

    return Measure(key, title, about, unit, direction, monitored, exactly, unseen)


def _from_publishing(
    key: str,
    title: Text,
    about: Text,
    value: Callable[[Published, Period], int | Decimal | None],
    unit: Kpi.Unit = COUNT,
    unseen: Callable[[Published, Period], tuple[Text, ...]] = Published.whole,
) -> Measure:
    def exactly(facts: Published, period: Period) -> Decimal | None:
        found = value(facts, period)
        return None if found is None else Decimal(found)

    return Measure(key, title, about, unit, UP, published, exactly, unseen)


_ALL = (
    _from_monitoring(
        "own_mentions",
        _("Mentions of us"),
        _("How often the company is spoken of, counted by listening; copies count once."),
        COUNT,
        UP,
        lambda seen, period: _mentions(seen, period),
    ),
    _from_monitoring(
        "mentions",
        _("Mentions, competitors included"),
        _("Everything that listening found: what is said about us and about competitors."),
        COUNT,
        UP,
        lambda seen, period: sum(seen.all.get(day, 0) for day in period.days()),
    ),
    _from_monitoring(
        "share_of_voice",
        _("Share of voice"),
        _("How much of what is said about us and our competitors is said about us."),
        PERCENT,
        UP,
        _voice,
        Monitored.uncompared,
    ),
    _from_monitoring(
        "positive_share",
        _("Share of praise"),
        _("How many of the mentions whose tone is clear are friendly."),
        PERCENT,
        UP,
        lambda seen, period: _share(_mentions(seen, period, "positive"), _told(seen, period)),
    ),
    _from_monitoring(
        "criticism_share",
        _("Share of criticism"),
        _("How many of the mentions whose tone is clear are critical."),
        PERCENT,
        DOWN,
        lambda seen, period: _share(_mentions(seen, period, "negative"), _told(seen, period)),
    ),
    _from_monitoring(
        "criticism",
        _("Critical mentions"),
        _("How many mentions are critical."),
        COUNT,
        DOWN,
        lambda seen, period: _mentions(seen, period, "negative"),
    ),
    _from_monitoring(
        "questions",
        _("Questions to us"),
        _("How many mentions ask something, answered or not."),
        COUNT,
        UP,
        _asked,
    ),
    _from_monitoring(
        "questions_answered_share",
        _("Share of questions answered"),
        _("How many of the questions of this time have been answered so far."),
        PERCENT,
        UP,
        lambda seen, period: _share(_answered_of(seen, period), _asked(seen, period)),
    ),
    _from_monitoring(
        "open_questions",
        _("Open questions"),
        _("How many questions wait for an answer on the last day of this time."),
        COUNT,
        DOWN,
        _open_at_end,
    ),
    _from_monitoring(
        "response_rate",
        _("Response rate"),
        _("How many of the mentions that wanted an answer got one, counted by the desk."),
        PERCENT,
        UP,
        lambda seen, period: response_rate(seen.asked_in(period)),
    ),
    _from_monitoring(
        "answered_in_time",
        _("Answered within the promise"),
        _("How many of the mentions that wanted an answer got one in the time promised."),
        PERCENT,
        UP,
        lambda seen, period: in_time_rate(seen.asked_in(period)),
    ),
    _from_monitoring(
        "hours_to_answer",
        _("Working hours until the answer"),
        _("Half of the answers came within so many hours of working time."),
        HOURS,
        DOWN,
        lambda seen, period: median_hours(seen.asked_in(period)),
    ),
    _from_publishing(
        "posts_published",
        _("Posts published"),
        _("How many posts went out, by the lists of the pilot and the waves."),
        lambda facts, period: len(facts.of(period)),
    ),
    _from_publishing(
        "posts_in_time",
        _("Posts published as planned"),
        _("How many of the published posts went out on the day they were planned for, or before."),
        lambda facts, period: _share(facts.in_time(period), len(facts.of(period))),
        PERCENT,
    ),
    _from_publishing(
        "post_reach",
        _("People reached by posts"),
        _("The people that the published posts have reached, as written down beside each post."),
        lambda facts, period: sum(post.reach or 0 for post in facts.of(period)),
        unseen=Published.without_reach,
    ),
    _from_publishing(
        "post_reactions",
        _("Reactions to posts"),
        _("The reactions to the published posts, as written down beside each post."),
        lambda facts, period: sum(post.reactions or 0 for post in facts.of(period)),
        unseen=Published.without_reactions,
    ),
    _from_publishing(
        "playbook_runs",
        _("Playbooks gone through"),
        _("How many runs of playbooks were finished, each without a forgotten step."),
        lambda facts, period: facts.finished(period),
    ),
)

MEASURES: dict[str, Measure] = {measure.key: measure for measure in _ALL}


def measure_of(key: str) -> Measure | None:
    """The measure a KPI names; None where somebody enters the figures."""
    return MEASURES.get(key)
