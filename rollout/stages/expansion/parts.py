"""A wave in words, from the work as it is frozen; what its kind does not need is left out."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.aims.words import goals_part, groups_part, kpis_part
from rollout.amounts import joined
from rollout.journal import hypotheses_part, learnings_part, log_part, posts_part
from rollout.journal.parts import platform_of, short_day
from rollout.models import Wave
from rollout.parts import Part
from rollout.returns import returns_parts
from rollout.stage import Names
from rollout.wording import Text, out_of, words

Work = Mapping[str, Any]
Facts = list[tuple[Text, Text]]

WHAT: dict[str, Text] = {
    "": _("A wave adds one thing: a platform, a department, or more listening."),
    Wave.Kind.PLATFORM: _(
        "Where one platform runs safely, a second one follows. It begins small again, with goals "
        "of its own."
    ),
    Wave.Kind.DEPARTMENT: _(
        "A department begins to talk for itself: its own people, goals and rules, under the "
        "guidelines of the whole company."
    ),
    Wave.Kind.MONITORING: _(
        "Listening grows and becomes feedback: what is heard reaches those who can change "
        "something."
    ),
}


def parts(work: Work, names: Names) -> tuple[Part, ...]:
    """The parts of the page, in their order."""
    kind = work["wave"]["kind"] if work["wave"] else ""
    own: dict[str, tuple[Part, ...]] = {
        Wave.Kind.PLATFORM: (_platform(work, names),),
        Wave.Kind.MONITORING: (_listening(work["measured"]["listening"]),),
    }
    return (
        _wave(work["wave"], kind, names),
        groups_part(work),
        goals_part(work, names),
        kpis_part(work),
        *own.get(kind, ()),
        _guidelines(work["measured"], kind),
        _board(work["measured"]["board"]),
        hypotheses_part(work, optional=True),
        posts_part(work),
        log_part(work, names),
        learnings_part(work),
        *returns_parts(work["returns"]),
    )


def _wave(wave: Work | None, kind: str, names: Names) -> Part:
    facts: Facts = []
    if wave:
        facts = [(_("What it adds"), Wave.Kind(wave["kind"]).label), (_("Name"), wave["name"])]
        if wave["department"]:
            facts.append((_("Department"), wave["department"]))
        if wave["platform"]:
            facts.append((_("Platform"), platform_of(wave["platform"])))
        facts += [
            (_("Why now"), wave["why"]),
            (_("Responsible"), names.get(wave["owner"], "–")),
            (_("Deputy"), names.get(wave["deputy"], "–") if wave["deputy"] else "–"),
            (
                _("Time"),
                words(
                    _("%(first)s to %(last)s"),
                    {"first": short_day(wave["starts_on"]), "last": short_day(wave["ends_on"])},
                ),
            ),
        ]
    return Part(
        key="wave",
        title=_("The wave"),
        intro=WHAT[kind],
        rows="wave",
        facts=tuple(facts),
        empty=_("Not said yet. What comes next, why now, and who is responsible?"),
    )


def _platform(work: Work, names: Names) -> Part:
    platform = work["platform"]
    facts: Facts = []
    if platform:
        facts = [
            (_("Platform"), platform_of(platform["platform"])),
            (_("What for"), platform["purpose"]),
            (_("KPI"), platform["kpi"] or "–"),
            (_("Responsible"), names.get(platform["owner"], "–")),
        ]
        if platform["target_groups"]:
            facts.insert(1, (_("For whom"), joined(", ", *platform["target_groups"])))
    return Part(
        key="platform",
        title=_("The platform"),
        intro=_("A new platform has to be good for something that the others are not."),
        rows="platform",
        facts=tuple(facts),
        empty=_("Nothing said here. If the strategy has chosen it already, nothing is missing."),
    )


def _listening(listening: Work) -> Part:
    facts: Facts = []
    if listening["profiles"]:
        facts.append((_("New search profiles"), joined(", ", *listening["profiles"])))
    if listening["sources"]:
        facts.append((_("New sources"), joined(", ", *listening["sources"])))
    return Part(
        key="listening",
        title=_("What is listened to now"),
        intro=_("What has been added since the wave opened, and is still listened to."),
        facts=tuple(facts),
        empty=_("Nothing new yet. What should reach development, sales or service?"),
    )


def _guidelines(measured: Work, kind: str) -> Part:
    facts = [(_("Guidelines"), _read(measured["guidelines"]))]
    if kind == Wave.Kind.DEPARTMENT:
        facts.append((_("Supplement of the department"), _read(measured["supplement"])))
    return Part(
        key="guidelines",
        title=_("Guidelines"),
        intro=_(
            "One guideline for the whole company, and for each department what is special there. "
            "Everybody concerned has read both before it begins."
        )
        if kind == Wave.Kind.DEPARTMENT
        else _("Whoever is responsible has read what is in force."),
        facts=tuple(facts) if kind else (),
        empty=_("Say first what the wave adds; then it shows here who has to read what."),
    )


def _read(read: Work) -> Text:
    if read["version"] is None:
        return _("not published yet")
    return words(
        _("version %(version)s, read by %(read)s"),
        {"version": read["version"], "read": out_of(read["read"], read["people"])},
    )


def _board(board: Work) -> Part:
    facts: Facts = []
    if board["members"]:
        facts.append((_("Members"), str(board["members"])))
        facts.append((_("Departments"), joined(", ", *board["departments"]) or "–"))
        last, coming = board["last_meeting_on"], board["next_meeting_on"]
        facts.append((_("Last met on"), short_day(last) if last else "–"))
        facts.append((_("Meets next on"), short_day(coming) if coming else "–"))
    if board["overdue_follow_ups"]:
        facts.append((_("Overdue follow-ups"), str(board["overdue_follow_ups"])))
    return Part(
        key="board",
        title=_("Social-Media-Board"),
        intro=_(
            "The more departments take part, the more has to be agreed on. The board brings them "
            "together, at least once a quarter."
        ),
        facts=tuple(facts),
        empty=_("There is no board yet."),
    )
