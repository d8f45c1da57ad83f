"""Hypotheses, log, posts and learnings in words, from the work as it is frozen."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from rollout.amounts import hours
from rollout.journal.weeks import week_name
from rollout.kpis.wording import figure
from rollout.models import Hypothesis, Learning
from rollout.parts import Chip, Line, Part
from rollout.rowkinds.target_groups import platform_name
from rollout.stage import Names
from rollout.wording import Text, words

Work = Mapping[str, Any]

VERDICT_TONES = {
    Hypothesis.Verdict.CONFIRMED: "ok",
    Hypothesis.Verdict.REFUTED: "stop",
    Hypothesis.Verdict.UNCLEAR: "neutral",
}
LEARNING_TONES = {
    Learning.Kind.KEEP: "ok",
    Learning.Kind.CHANGE: "warn",
    Learning.Kind.STOP: "stop",
}


def _short(day: str) -> str:
    return date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")


short_day = lazy(_short, str)
"""A frozen day as the reader's language writes it."""

platform_of = lazy(platform_name, str)
"""The platform by its key, as people call it."""


def hypotheses_part(work: Work, *, optional: bool = False) -> Part:
    """What was expected beside what came of it."""
    actuals = {each["kpi"]: each for each in work["measured"]["actuals"]}
    return Part(
        key="hypotheses",
        title=_("Hypotheses"),
        intro=_(
            "What you expect, in figures, before it begins. Afterwards the actual figure stands "
            "beside it, and you say what follows."
        ),
        rows="hypotheses",
        lines=tuple(_hypothesis(each, actuals.get(each["kpi"])) for each in work["hypotheses"]),
        empty=_("None. A wave gains by at least one sentence that can turn out wrong.")
        if optional
        else _("None yet. What do you expect to be different afterwards, and which KPI shows it?"),
    )


def _hypothesis(each: Work, actual: Work | None) -> Line:
    facts: list[tuple[Text, Text]] = [
        (_("KPI"), each["kpi"]),
        (_("Target"), figure(Decimal(each["target"]), each["unit"])),
        (_("Actual"), _actual(actual)),
    ]
    if each["conclusion"]:
        facts.append((_("What follows"), each["conclusion"]))
    verdict = Hypothesis.Verdict(each["verdict"]) if each["verdict"] else None
    return Line(
        title=words(_("We expect that %(text)s"), {"text": each["text"]}),
        facts=tuple(facts),
        chips=(Chip(verdict.label, VERDICT_TONES[verdict]),)
        if verdict
        else (Chip(_("Not known yet")),),
    )


def _actual(actual: Work | None) -> Text:
    if actual is None or actual["value"] is None:
        if actual and actual["is_blind"]:
            return _("unknown: not everything was seen")
        return _("no figure yet")
    said = {
        "figure": figure(Decimal(actual["value"]), actual["unit"]),
        "day": short_day(actual["on"]),
    }
    if actual["is_early"]:
        return words(_("%(figure)s on %(day)s, before it began"), said)
    return words(_("%(figure)s on %(day)s"), said)


def log_part(work: Work, names: Names) -> Part:
    """The weeks in their order."""
    total = sum((Decimal(each["hours"]) for each in work["log"]), Decimal(0))
    return Part(
        key="log",
        title=_("Weekly log"),
        intro=_(
            "Every week a few sentences: what happened, what it took. Afterwards nobody remembers "
            "what was hard at the beginning."
        ),
        rows="log",
        lines=tuple(
            Line(
                title=words(
                    _("Week %(number)s, from %(day)s"),
                    {
                        "number": week_name(date.fromisoformat(each["week_on"])),
                        "day": short_day(each["week_on"]),
                    },
                ),
                text=each["text"],
                note=words(
                    _("%(hours)s, written by %(who)s"),
                    {"hours": hours(Decimal(each["hours"])), "who": names.get(each["by"], "–")},
                ),
            )
            for each in work["log"]
        ),
        facts=((_("Hours in all"), hours(total)),) if work["log"] else (),
        empty=_("No entry yet. The first one is due when the first week is over."),
    )


def posts_part(work: Work) -> Part:
    """What is planned and what was published, with what came of it."""
    return Part(
        key="posts",
        title=_("Posts"),
        intro=_(
            "What is planned and what was published, each with whom it is meant for. Written down "
            "by hand; reach and reactions are added about a week after publication."
        ),
        rows="posts",
        lines=tuple(_post(each) for each in work["posts"]),
        empty=_("No post yet. Plan the first three before it begins."),
    )


def _post(each: Work) -> Line:
    facts: list[tuple[Text, Text]] = [
        (_("Published on"), short_day(each["published_on"]))
        if each["published_on"]
        else (_("Planned for"), short_day(each["planned_on"]))
    ]
    facts += [
        (label, str(each[name]))
        for label, name in (
            (_("For whom"), "target_group"),
            (_("Topic"), "topic"),
            (_("Playbook"), "run"),
            (_("People reached"), "reach"),
            (_("Reactions"), "reactions"),
        )
        if each.get(name) not in (None, "")
    ]
    published = bool(each["published_on"])
    return Line(
        title=each["title"],
        note=platform_of(each["platform"]),
        facts=tuple(facts),
        chips=(Chip(_("Published"), "ok", "check") if published else Chip(_("Planned"), "accent"),),
        url=each["url"],
    )


def learnings_part(work: Work) -> Part:
    """What to keep, to change and to stop."""
    return Part(
        key="learnings",
        title=_("Learnings"),
        intro=_("What you know now and did not know before, and what follows from it."),
        rows="learnings",
        lines=tuple(
            Line(
                title=each["text"],
                facts=((_("What follows"), each["consequence"]),),
                chips=(
                    Chip(
                        Learning.Kind(each["kind"]).label,
                        LEARNING_TONES[Learning.Kind(each["kind"])],
                    ),
                ),
            )
            for each in work["learnings"]
        ),
        empty=_("Nothing yet. What would you tell the next department that begins?"),
    )
