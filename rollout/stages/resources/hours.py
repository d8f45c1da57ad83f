"""Hours needed beside hours planned and measured, each term with its numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout import amounts
from rollout.parts import Grid, Part
from rollout.platforms import knowledge
from rollout.wording import Text, words

Row = tuple[Text, Text, Text]


def hours_part(load: Mapping[str, Any]) -> Part:
    """The reckoning as a table; ``load`` is what was measured when it was frozen."""
    return Part(
        key="load",
        title=_("Hours needed and planned"),
        intro=_(
            "What the strategy asks for every week, what monitoring has measured, and what is "
            "planned for it. The time is nearly always underestimated."
        ),
        grid=Grid(
            caption=_("Hours a week"),
            head=(_("What for"), _("How it is reckoned"), _("Hours")),
            rows=(*_needed(load), *_planned(load)),
        )
        if load["topics"]
        else None,
        empty=_(
            "The strategy names no topics with a cadence yet. They say how much is to be done."
        ),
    )


def _needed(load: Mapping[str, Any]) -> Iterable[Row]:
    for each in load["topics"]:
        yield (
            words(_("Topic “%(title)s”"), each),
            words(_("%(posts_per_month)s posts a month, %(minutes_per_post)s minutes each"), each),
            _hours(each["hours"]),
        )
    for each in load["care"]:
        yield (
            words(_("Looking after %(platform)s"), {"platform": platform_name(each["platform"])}),
            _("What this platform takes in a week without posts (estimate)"),
            _hours(each["hours"]),
        )
    answers = load["answers"]
    yield _("Answers"), _measured(answers), answer_hours(answers)
    yield _("Needed"), "", _more(_hours(load["needed"]), answers)


def _measured(answers: Mapping[str, Any]) -> Text:
    if not answers["is_known"]:
        return _("Measured in the last four weeks: unknown, as no source was seen throughout")
    a_week = amounts.number(Decimal(answers["a_week"]))
    sentence = (
        _("Measured in the last four weeks: at least %(a_week)s a week, %(minutes)s minutes each")
        if answers["is_partial"]
        else _("Measured in the last four weeks: %(a_week)s a week, %(minutes)s minutes each")
    )
    return words(sentence, {"a_week": a_week, "minutes": answers["minutes_per_answer"]})


def answer_hours(answers: Mapping[str, Any]) -> Text:
    """What answering takes: a figure, at least a figure, or unknown."""
    return _more(_hours(answers["hours"]), answers) if answers["is_known"] else _("unknown")


def _more(figure: Text, answers: Mapping[str, Any]) -> Text:
    """Of what a blind source feeds, at least so much is said."""
    if answers["is_known"] and not answers["is_partial"]:
        return figure
    return words(_("at least %(number)s"), {"number": figure})


def _planned(load: Mapping[str, Any]) -> Iterable[Row]:
    yield _("Planned: own people"), _("The sum of all roles"), _hours(load["planned"])
    if Decimal(load["outsourced"]):
        yield _("Planned: work that others do"), _("What it saves"), _hours(load["outsourced"])
    difference = Decimal(load["available"]) - Decimal(load["needed"])
    if difference < 0:
        yield _("Missing"), "", _hours(str(-difference))
    else:
        yield _("Left over"), "", _left(_hours(str(difference)), load["answers"])


def _left(figure: Text, answers: Mapping[str, Any]) -> Text:
    if answers["is_known"] and not answers["is_partial"]:
        return figure
    return words(_("at most %(number)s"), {"number": figure})


def _hours(number: str) -> Text:
    return amounts.hours(Decimal(number))


def platform_name(key: str) -> Text:
    """What a platform is called; one that is no longer known keeps its key."""
    known = knowledge().platforms.get(key)
    return known.name.words if known else key
