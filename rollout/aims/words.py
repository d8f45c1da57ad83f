"""Goals, target groups and KPIs in words, from the work as it is frozen."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.amounts import joined
from rollout.kpis.measures import measure_of
from rollout.kpis.wording import figure, short_day
from rollout.models import Goal, Kpi, TargetGroup
from rollout.parts import Chip, Line, Part
from rollout.rowkinds.target_groups import language_name, platform_name
from rollout.stage import Names
from rollout.wording import Text, words

Row = Mapping[str, Any]


def groups_part(work: Row) -> Part:
    """The target groups."""
    return Part(
        key="target_groups",
        title=_("Target groups"),
        intro=_(
            "With whom do you want to talk? Business customers, consumers, applicants and your "
            "own staff are addressed in different ways; what they are interested in decides what "
            "you write."
        ),
        rows="target_groups",
        lines=tuple(_group(each) for each in work["target_groups"]),
        empty=_("None yet. Begin with the people you know best, or take over an example."),
    )


def goals_part(work: Row, names: Names) -> Part:
    """The goals, with the names of those responsible."""
    return Part(
        key="goals",
        title=_("Goals"),
        intro=_(
            "What is to be different afterwards, until when, and for whom? Two or three goals "
            "that are measured are worth more than ten that are not."
        ),
        rows="goals",
        lines=tuple(_goal(each, names) for each in work["goals"]),
        empty=_("None yet. Write down the first one, or take over an example and change it."),
    )


def kpis_part(work: Row) -> Part:
    """The KPIs with baseline and target."""
    return Part(
        key="kpis",
        title=_("KPIs"),
        intro=_(
            "Which figure shows that a goal comes true, where does it stand today, and where is "
            "it to go? What listening counts anyway costs no work."
        ),
        rows="kpis",
        lines=tuple(_kpi(each) for each in work["kpis"]),
        empty=_("None yet. Beside every goal above you find figures that suit it."),
    )


def _group(row: Row) -> Line:
    languages = [language_name(code) for code in row["languages"]]
    facts: list[tuple[Text, Text]] = [(_("Interested in"), row["interests"])]
    if ages := _ages(row["age_from"], row["age_to"]):
        facts.append((_("Age"), ages))
    facts.append((_("Languages"), joined(", ", *languages)))
    places = [platform_name(key) for key in row["places"]]
    if places:
        facts.append((_("Where they are"), joined(", ", *places)))
    if row["places_note"]:
        facts.append((_("How we know"), row["places_note"]))
    return Line(
        title=row["name"],
        note=row["role"],
        facts=tuple(facts),
        chips=(Chip(TargetGroup.Market(row["market"]).label),),
    )


def _ages(first: int | None, last: int | None) -> Text:
    if first is not None and last is not None:
        return words(_("%(first)s to %(last)s"), {"first": first, "last": last})
    if first is not None:
        return words(_("from %(age)s on"), {"age": first})
    if last is not None:
        return words(_("up to %(age)s"), {"age": last})
    return ""


def _goal(row: Row, names: Names) -> Line:
    facts: tuple[tuple[Text, Text], ...] = (
        (_("Until"), short_day(date.fromisoformat(row["due_on"]))),
        (_("Responsible"), names.get(row["owner"], "–")),
        (_("Serves"), row["serves"] or "–"),
        (_("For whom"), ", ".join(row["target_groups"]) or "–"),
    )
    return Line(
        title=row["title"],
        text=row["description"],
        facts=facts,
        chips=(Chip(Goal.Kind(row["kind"]).label),),
    )


def _kpi(row: Row) -> Line:
    measure = measure_of(row["measure"])
    facts: tuple[tuple[Text, Text], ...] = (
        (_("Baseline"), _value(row, "baseline")),
        (_("Target"), _value(row, "target")),
        (_("Goal"), row["goal"] or "–"),
        (_("Figures"), measure.title if measure else _("Entered or imported")),
        (_("Measured"), Kpi.Rhythm(row["rhythm"]).label),
    )
    return Line(
        title=row["name"], facts=facts, chips=(Chip(Kpi.Direction(row["direction"]).label),)
    )


def _value(row: Row, name: str) -> Text:
    if row[name] is None:
        return "–"
    value = figure(Decimal(row[name]), row["unit"])
    if row[f"{name}_on"] is None:
        return value
    said = {"figure": value, "day": short_day(date.fromisoformat(row[f"{name}_on"]))}
    return words(_("%(figure)s (%(day)s)"), said)
