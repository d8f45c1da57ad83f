"""Hours needed beside hours planned and measured, each term with its numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout import amounts
from rollout.parts import Grid, Noted, Part
from rollout.platforms import knowledge
from rollout.wording import Text, words

Row = tuple[Text | Noted, Text]


def hours_part(load: Mapping[str, Any]) -> Part:
    """The reckoning as a table; ``load`` is what was measured when it was frozen."""
    return Part(
        key="load",
        title=_("Hours needed and planned"),
        intro=_(
            "What the strategy asks for every week, what monitoring has measured, and what is "
            "planned for it. The time is nearly always underestimated."
        ),
        grid=_grid(load) if load["topics"] else None,
        empty=_(
            "The strategy names no topics with a cadence yet. They say how much is to be done."
        ),
    )


def _grid(load: Mapping[str, Any]) -> Grid:
    needed, planned = list(_needed(load)), list(_planned(load))
    return Grid(
        caption=_("Hours a week"),
        head=(_("What for"), _("Hours")),
        rows=(*needed, *planned),
        numbers=True,
        sums=(len(needed) - 1, len(needed) + len(planned) - 1),
    )


def _needed(load: Mapping[str, Any]) -> Iterable[Row]:
    for each in load["topics"]:
        cadence = words(
            _("%(posts_per_month)s posts a month, %(minutes_per_post)s minutes each"), each
        )
        yield Noted(words(_("Topic “%(title)s”"), each), cadence), _hours(each["hours"])
    for each in load["care"]:
        name = words(_("Looking after %(platform)s"), {"platform": platform_name(each["platform"])})
        note = _("What this platform takes in a week without posts (estimate)")
        yield Noted(name, note), _hours(each["hours"])
    answers = load["answers"]
    yield Noted(_("Answers"), _measured(answers)), answer_hours(answers)
    in_all = Noted(_("Needed"), _("Topics, platforms and answers together"))
    yield in_all, _more(_hours(load["needed"]), answers)


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
    yield Noted(_("Planned: own people"), _("The sum of all roles")), _hours(load["planned"])
    if Decimal(load["outsourced"]):
        saved = _hours(load["outsourced"])
        yield Noted(_("Planned: work that others do"), _("What it saves")), saved
    difference = Decimal(load["available"]) - Decimal(load["needed"])
    if difference < 0:
        missing = _more(_hours(str(-difference)), load["answers"])
        yield Noted(_("Missing"), _("Needed less planned")), missing
    else:
        left = _left(_hours(str(difference)), load["answers"])
        yield Noted(_("Left over"), _("Planned less needed")), left


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
