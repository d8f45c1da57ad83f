"""The pilot in words, from the work as it is frozen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.journal import hypotheses_part, learnings_part, log_part, posts_part
from rollout.journal.parts import platform_of, short_day
from rollout.models import PilotOutcome
from rollout.parts import Line, Part
from rollout.stage import Names
from rollout.wording import Text, words

Work = Mapping[str, Any]


def parts(work: Work, names: Names) -> tuple[Part, ...]:
    """The parts of the page, in their order."""
    return (
        _plan(work["plan"]),
        _members(work, names),
        hypotheses_part(work),
        posts_part(work),
        _playbooks(work, names),
        log_part(work, names),
        _answers(work, names),
        learnings_part(work),
        _outcome(work["outcome"], names),
    )


def _plan(plan: Work | None) -> Part:
    return Part(
        key="plan",
        title=_("Plan of the pilot"),
        intro=_("One platform, a fixed time, and how many answers you promise."),
        rows="plan",
        facts=(
            (_("Platform"), platform_of(plan["platform"])),
            (
                _("Time"),
                words(
                    _("%(first)s to %(last)s"),
                    {"first": short_day(plan["starts_on"]), "last": short_day(plan["ends_on"])},
                ),
            ),
            (
                _("Answered in time"),
                words(_("at least %(rate)s %%"), {"rate": plan["answer_rate"]}),
            ),
        )
        if plan
        else (),
        empty=_("Not planned yet. Choose one platform, and from when to when it runs."),
    )


def _members(work: Work, names: Names) -> Part:
    return Part(
        key="members",
        title=_("Pilot group"),
        intro=_("Few people who like dialogue, each with a part of their own."),
        rows="members",
        lines=tuple(
            Line(title=names.get(each["person"], "–"), note=each["part"])
            for each in work["members"]
        ),
        empty=_("Nobody yet. Who writes, who answers, who takes the pictures?"),
    )


def _answers(work: Work, names: Names) -> Part:
    seen = work["measured"]["answers"]
    facts: list[tuple[Text, Text]] = []
    if seen["asked"] or seen["blind"]:
        facts = [
            (_("Mentions that wanted an answer"), str(seen["asked"])),
            (_("Answered within the promise"), str(seen["in_time"])),
            (_("Answered later, or not at all"), str(seen["late"])),
            (_("Not due yet"), str(seen["waiting"])),
        ]
    if seen["blind"]:
        facts.append((_("Did not deliver all the time"), ", ".join(seen["blind"])))
    facts += _confirmed(work, names, "answered")
    return Part(
        key="answers",
        title=_("Answers"),
        intro=_(
            "Whoever asks in public and gets no answer tells others. What the desk counted stands "
            "here; what listening cannot see, somebody knows and puts their name to."
        ),
        facts=tuple(facts),
        empty=_("Nothing has wanted an answer in this time yet."),
    )


def _playbooks(work: Work, names: Names) -> Part:
    # Dossiers frozen before runs were counted hold no figures.
    seen = work["measured"].get("playbooks") or {"begun": 0, "finished": 0, "stopped": 0}
    facts: list[tuple[Text, Text]] = []
    if seen["begun"]:
        facts = [
            (_("Runs begun in this time"), str(seen["begun"])),
            (_("Finished without a forgotten step"), str(seen["finished"])),
            (_("Called off"), str(seen["stopped"])),
        ]
    facts += _confirmed(work, names, "playbooks")
    return Part(
        key="playbooks",
        title=_("Playbooks"),
        intro=_(
            "The steps from the idea to the published post, the same each time. A run of a "
            "playbook keeps track of who did what, and none of its steps is forgotten."
        ),
        facts=tuple(facts),
        empty=_("No run of a playbook was begun in this time yet."),
    )


def _confirmed(work: Work, names: Names, criterion: str) -> list[tuple[Text, Text]]:
    return [
        (_("Confirmed"), words(_("%(statement)s (%(who)s)"), said))
        for each in work["attestations"]
        for said in ({"statement": each["statement"], "who": names.get(each["by"], "–")},)
        if each["criterion"] == criterion
    ]


def _outcome(outcome: Work | None, names: Names) -> Part:
    return Part(
        key="outcome",
        title=_("Outcome"),
        intro=_("What you propose to whoever decides at the gate: go on, adjust or stop."),
        rows="outcome",
        facts=(
            (_("Proposal"), PilotOutcome.Outcome(outcome["outcome"]).label),
            (_("Why"), outcome["reason"]),
            (_("Proposed by"), names.get(outcome["by"], "–")),
        )
        if outcome
        else (),
        empty=_("Nothing proposed yet. It is due when the last day is over."),
    )
