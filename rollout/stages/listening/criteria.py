"""The criteria of listening's gate: pure rules on plain facts (S0, S1, S4)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.stage import Result
from rollout.stages.listening.about import CLARIFIED
from rollout.stages.listening.figures import CriticalTopic, ListeningFigures, Watch
from rollout.wording import Text, at_least, percent_below, words


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


day_in_words = lazy(_day, str)


@dataclass(frozen=True, slots=True)
class PlanFact:
    """The window that is listened to, and the two limits of the gate."""

    starts_on: date
    ends_on: date
    minimum_days: int
    threshold: int


@dataclass(frozen=True)
class ListeningFacts:
    """What the criteria look at.

    ``watches`` are the search profiles as they are now; ``figures`` those of the newest frozen
    baseline, ``made_at`` when it was frozen, ``opened_at`` when this round began. ``clarified``
    are the topics with an outcome and evidence.
    """

    plan: PlanFact | None
    watches: tuple[Watch, ...]
    figures: ListeningFigures | None
    made_at: datetime | None
    opened_at: datetime | None
    clarified: frozenset[str]

    @property
    def baseline_counts(self) -> bool:
        """Whether there is a baseline of this round over the planned window."""
        return (
            self.plan is not None
            and self.figures is not None
            and self.made_at is not None
            and (self.opened_at is None or self.made_at >= self.opened_at)
            and (self.figures.starts_on, self.figures.ends_on)
            == (self.plan.starts_on, self.plan.ends_on)
        )

    @property
    def open_topics(self) -> tuple[CriticalTopic, ...]:
        """The critical topics that nobody has clarified yet."""
        topics = self.figures.critical_topics if self.figures else ()
        return tuple(topic for topic in topics if topic.key not in self.clarified)


def criteria(facts: ListeningFacts) -> tuple[Result, ...]:
    """All criteria in the order of the page."""
    return _listened(facts), _baseline(facts), _criticism(facts)


def _listened(facts: ListeningFacts) -> Result:
    watches = facts.watches
    if facts.baseline_counts and facts.figures:
        watches = facts.figures.watches
    matched = [watch for watch in watches if watch.mentions]
    days = max((watch.days for watch in matched), default=0)
    needed = facts.plan.minimum_days if facts.plan else 0
    sentence: Text
    if facts.plan is None:
        sentence = _("No window is set yet.")
    elif not watches:
        sentence = _("No search profile watches in this window yet.")
    elif not matched:
        sentence = _("No search profile has found anything in this window yet.")
    else:
        sentence = words(
            ngettext_lazy(
                "A search profile with matches has watched for %(days)s day; "
                "%(needed)s are needed.",
                "A search profile with matches has watched for %(days)s days; "
                "%(needed)s are needed.",
                "days",
            ),
            {"days": days, "needed": needed},
        )
    return Result(
        key="listened",
        title=_("A search profile has found mentions and watched long enough"),
        met=facts.plan is not None and bool(matched) and days >= needed,
        figure=at_least(days, needed) if facts.plan else "",
        sentence=sentence,
        mend="plan",
    )


def _baseline(facts: ListeningFacts) -> Result:
    figures = facts.figures
    sentence: Text
    if figures is None:
        sentence = _("The baseline report is not frozen yet.")
    elif facts.baseline_counts:
        sentence = words(
            ngettext_lazy(
                "Frozen with %(mentions)s mention from %(first)s to %(last)s.",
                "Frozen with %(mentions)s mentions from %(first)s to %(last)s.",
                "mentions",
            ),
            {
                "mentions": figures.mentions,
                "first": day_in_words(figures.starts_on),
                "last": day_in_words(figures.ends_on),
            },
        )
    else:
        sentence = _(
            "The frozen baseline is of an earlier round or of another window: freeze it anew."
        )
    return Result(
        key="baseline",
        title=_("The baseline report of this round is frozen"),
        met=facts.baseline_counts,
        figure=str(figures.mentions) if figures and facts.baseline_counts else "",
        sentence=_with_blindness(sentence, figures) if facts.baseline_counts else sentence,
        mend="baseline",
    )


def _criticism(facts: ListeningFacts) -> Result:
    threshold = facts.plan.threshold if facts.plan else None
    figures = facts.figures if facts.baseline_counts else None
    met = attested = False
    sentence: Text
    if figures is None or threshold is None:
        sentence = _("Only a frozen baseline shows how much criticism there is.")
    elif not figures.told:
        sentence = _(
            "No mention’s tone could be told, so the share of criticism is unknown: say the tone "
            "of some mentions by hand, then freeze the baseline anew."
        )
    else:
        values = {"percent": figures.criticism_percent, "threshold": threshold}
        if not figures.is_considerable(threshold):
            met = True
            sentence = _("%(percent)s %% of the mentions are critical, less than %(threshold)s %%.")
        elif facts.open_topics:
            values["topics"] = len(facts.open_topics)
            sentence = ngettext_lazy(
                "%(percent)s %% of the mentions are critical, and %(topics)s critical topic still "
                "needs a clarification with an outcome and evidence.",
                "%(percent)s %% of the mentions are critical, and %(topics)s critical topics still "
                "need a clarification with an outcome and evidence.",
                "topics",
            )
        else:
            met = attested = True
            sentence = _(
                "%(percent)s %% of the mentions are critical; every critical topic is clarified."
            )
        sentence = _with_blindness(words(sentence, values), figures)
    percent = figures.criticism_percent if figures else None
    return Result(
        key=CLARIFIED,
        title=_("Criticism is below the threshold, or every critical topic is clarified"),
        met=met,
        figure="" if percent is None or threshold is None else percent_below(percent, threshold),
        sentence=sentence,
        mend="topics",
        attested=attested,
    )


def _with_blindness(sentence: Text, figures: ListeningFigures | None) -> Text:
    """No figure that a blind source feeds is shown as good news without saying so."""
    if figures is None or not figures.blind:
        return sentence
    return words(
        ngettext_lazy(
            "%(sentence)s But %(sources)s source was blind, the first since %(since)s: what was "
            "said there is unknown.",
            "%(sentence)s But %(sources)s sources were blind, the first since %(since)s: what was "
            "said there is unknown.",
            "sources",
        ),
        {
            "sentence": sentence,
            "sources": len({source.name for source in figures.blind}),
            "since": day_in_words(min(source.since for source in figures.blind)),
        },
    )
