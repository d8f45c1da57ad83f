"""The strategy in words, from the work as it is frozen: content stands before platforms (S2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import formats as dates
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guidelines.models import Likelihood, Reaction
from rollout.models import Alignment
from rollout.parts import Chip, Grid, Line, Part
from rollout.platforms import knowledge
from rollout.platforms.recommendation import VERDICT_LABELS, Verdict
from rollout.stage import Names
from rollout.stages.strategy.choices import platform_name
from rollout.wording import Text, words

VERDICT_TONES = {Verdict.RECOMMENDED: "ok", Verdict.POSSIBLE: "neutral", Verdict.NOT: "warn"}
LIKELIHOOD_TONES = {Likelihood.HIGH: "warn"}


def parts(work: Mapping[str, Any], names: Names) -> tuple[Part, ...]:
    """The parts of the page, in their order."""
    return (
        _alignments(work),
        _topics(work, names),
        _platforms(work, names),
        _guidelines(work["guidelines"]),
        _scenarios(work, names),
        _staff(work["staff_involved"]),
    )


def _alignments(work: Mapping[str, Any]) -> Part:
    return Part(
        key="alignments",
        title=_("In line with the company"),
        intro=_(
            "Social media are no end in themselves. Each goal serves one the company or its "
            "marketing has anyway; the table shows which goals are served, and which are not."
        ),
        rows="alignments",
        lines=tuple(
            Line(
                title=words(
                    _("%(goal)s → %(served)s"),
                    {"goal": each["goal"], "served": each["company_goal"]},
                ),
                text=each["how"],
                chips=(Chip(Alignment.Strength(each["strength"]).label),),
            )
            for each in work["alignments"]
        ),
        grid=_matrix(work),
        empty=_("Nothing has been said yet. Begin with the goal that matters most."),
    )


def _matrix(work: Mapping[str, Any]) -> Grid | None:
    if not work["goals"] or not work["company_goals"]:
        return None
    said: dict[tuple[str, str], Text] = {
        (goal["title"], goal["serves"]): _("serves") for goal in work["goals"] if goal["serves"]
    }
    for each in work["alignments"]:
        said[each["goal"], each["company_goal"]] = Alignment.Strength(each["strength"]).label
    return Grid(
        caption=_("Which goal serves which goal of the company"),
        head=(_("Goal"), *work["company_goals"]),
        rows=tuple(
            (
                goal["title"],
                *(said.get((goal["title"], served), "–") for served in work["company_goals"]),
            )
            for goal in work["goals"]
        ),
    )


def _topics(work: Mapping[str, Any], names: Names) -> Part:
    return Part(
        key="topics",
        title=_("Content"),
        intro=_(
            "First what each target group wants to hear about and be asked, in which form, how "
            "often, and who supplies it. Only then where."
        ),
        rows="topics",
        lines=tuple(_topic(each, names) for each in work["topics"]),
        grid=_told(work),
        empty=_("No topics yet. Begin with the group that matters most."),
    )


def _topic(each: Mapping[str, Any], names: Names) -> Line:
    facts: list[tuple[Text, Text]] = [
        (_("Form"), _joined(*(_format_name(key) for key in each["formats"]))),
        (_("How often"), _cadence(each["posts_per_month"], each["minutes_per_post"])),
    ]
    if each["tone"]:
        facts.append((_("Tone"), each["tone"]))
    if each["supplier"]:
        facts.append((_("Supplied by"), names.get(each["supplier"], "–")))
    return Line(
        title=each["title"],
        note=words(_("For: %(group)s"), {"group": each["target_group"]}),
        facts=tuple(facts),
    )


def _cadence(posts: int, minutes: int) -> Text:
    return words(
        ngettext_lazy(
            "%(number)s post a month, %(minutes)s minutes each",
            "%(number)s posts a month, %(minutes)s minutes each",
            "number",
        ),
        {"number": posts, "minutes": minutes},
    )


def _format_name(key: str) -> Text:
    name = knowledge().formats.get(key)
    return name.words if name else key


def _join(*names: Text) -> str:
    return ", ".join(map(str, names))


_joined = lazy(_join, str)


def _told(work: Mapping[str, Any]) -> Grid | None:
    """What each group is told, and what it costs in a month."""
    if not work["topics"]:
        return None
    topics = work["topics"]
    rows = [
        (group, *_sums([each for each in topics if each["target_group"] == group]))
        for group in work["target_groups"]
    ]
    return Grid(
        caption=_("What each target group is told in a month"),
        head=(_("Target group"), _("Topics"), _("Posts"), _("Hours")),
        rows=(*rows, (_("All together"), *_sums(topics))),
        numbers=True,
    )


def _sums(topics: Sequence[Mapping[str, Any]]) -> tuple[str, str, str]:
    posts = sum(each["posts_per_month"] for each in topics)
    minutes = sum(each["posts_per_month"] * each["minutes_per_post"] for each in topics)
    return str(len(topics)), str(posts), str((minutes + 30) // 60)


def _platforms(work: Mapping[str, Any], names: Names) -> Part:
    told = {each["target_group"] for each in work["topics"]}
    is_open = bool(work["target_groups"]) and set(work["target_groups"]) <= told
    return Part(
        key="platforms",
        title=_("Platforms"),
        intro=_(
            "Where the groups are, with what you can keep up. The recommendation says why; you "
            "may overrule it and say what you know better."
        ),
        # Without rows nothing can be added or changed: content comes first.
        rows="platforms" if is_open else "",
        lines=tuple(_platform(each, names) for each in work["platforms"]),
        empty=_("No platform has been decided on yet.")
        if is_open
        else _("This opens as soon as every target group has a topic."),
    )


def _platform(each: Mapping[str, Any], names: Names) -> Line:
    facts: list[tuple[Text, Text]] = []
    if each["target_groups"]:
        facts.append((_("For"), ", ".join(each["target_groups"])))
    if each["kpi"]:
        facts.append((_("KPI"), each["kpi"]))
    if each["owner"]:
        facts.append((_("Responsible"), names.get(each["owner"], "–")))
    if each["reason"]:
        facts.append((_("Why against the recommendation"), each["reason"]))
    return Line(
        title=platform_name(each["platform"]),
        text=each["purpose"],
        facts=tuple(facts),
        chips=(
            Chip(chosen_words(each["is_chosen"]), *_chosen_look(each["is_chosen"])),
            *_verdict_chips(each["recommended"]),
        ),
    )


def chosen_words(is_chosen: bool) -> Text:
    """What was decided about a platform."""
    return _("We go there") if is_chosen else _("We leave it")


def _chosen_look(is_chosen: bool) -> tuple[str, str]:
    return ("ok", "check") if is_chosen else ("neutral", "minus")


def _verdict_chips(recommended: str) -> tuple[Chip, ...]:
    if recommended not in {each.value for each in Verdict}:
        return ()
    verdict = Verdict(recommended)
    return (Chip(VERDICT_LABELS[verdict], VERDICT_TONES[verdict]),)


def _guidelines(version: Mapping[str, Any] | None) -> Part:
    return Part(
        key="guidelines",
        title=_("Guidelines"),
        intro=_(
            "What everybody may say and what nobody should: written with employees, published, "
            "read by all."
        ),
        facts=(
            (_("In force"), words(_("version %(number)s"), {"number": version["version"]})),
            (_("Published on"), _day(version["published_on"])),
        )
        if version
        else (),
        empty=_("Not published yet. Take the template, let employees comment, then publish."),
    )


def _local_day(day: str) -> str:
    return dates.date_format(date.fromisoformat(day), "DATE_FORMAT")


_day = lazy(_local_day, str)


def _scenarios(work: Mapping[str, Any], names: Names) -> Part:
    return Part(
        key="scenarios",
        title=_("Conflict scenarios"),
        intro=_(
            "Recognise subjects of conflict beforehand and think about the reaction in calm: "
            "answer, speak with opinion leaders, or stay silent. At least three."
        ),
        lines=tuple(_scenario(each, names) for each in work["scenarios"]),
        empty=_("None yet. Begin with what you would least like to read about yourselves."),
    )


def _scenario(each: Mapping[str, Any], names: Names) -> Line:
    facts: list[tuple[Text, Text]] = []
    if each["trigger"]:
        facts.append((_("What sets it off"), each["trigger"]))
    if each["reaction"]:
        facts.append((_("Reaction"), Reaction(each["reaction"]).label))
    if each["owner"]:
        facts.append((_("Responsible"), names.get(each["owner"], "–")))
    if each["deputy"]:
        facts.append((_("Deputy"), names.get(each["deputy"], "–")))
    likelihood = Likelihood(each["likelihood"])
    chip = words(_("Likelihood: %(level)s"), {"level": likelihood.label})
    return Line(
        title=each["topic"],
        text=each["plan"],
        facts=tuple(facts),
        chips=(Chip(chip, LIKELIHOOD_TONES.get(likelihood, "neutral")),),
    )


def _staff(involved: bool) -> Part:
    return Part(
        key="staff",
        title=_("Workshops and training"),
        intro=_(
            "Whoever was asked early carries it later: workshops and training take away "
            "prejudice and show what each person can do."
        ),
        facts=((_("Employees took part"), _("yes")),) if involved else (),
        empty=_("Nobody has attended a workshop or training yet."),
    )
