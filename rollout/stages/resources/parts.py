"""The resources in words, from the work as it is frozen."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout import amounts
from rollout.models import ResourcePlan, StaffRole
from rollout.parts import Chip, Line, Part
from rollout.stage import Names
from rollout.stages.resources.about import COMPETENCE, TRAINING_BELOW
from rollout.stages.resources.budget import budget_grid
from rollout.stages.resources.hours import hours_part
from rollout.wording import Text, words

NOBODY = "–"


def parts(work: Mapping[str, Any], names: Names) -> tuple[Part, ...]:
    """The parts of the page, in their order."""
    return (
        _staff(work["staff"], names),
        hours_part(work["measured"]),
        _plan(work, names),
        _escalation(work["escalation"], names),
        _outsourced(work, names),
    )


def _staff(staff: Iterable[Mapping[str, Any]], names: Names) -> Part:
    return Part(
        key="staff",
        title=_("People and roles"),
        intro=_(
            "Who takes part, with how many hours, and who stands in. What counts is that people "
            "like dialogue and stand behind the idea, more than that they know the technology."
        ),
        rows="staff",
        lines=tuple(_role(each, names) for each in staff),
        empty=_("Nobody yet. Begin with whoever will answer."),
    )


def _role(each: Mapping[str, Any], names: Names) -> Line:
    deputy = names.get(each["deputy"], NOBODY) if each["deputy"] else NOBODY
    return Line(
        title=names.get(each["person"], NOBODY),
        note=StaffRole.Duty(each["duty"]).label,
        facts=(
            (_("Hours a week"), amounts.hours(Decimal(each["hours"]))),
            (_("Deputy"), deputy),
            (_("Dialogue"), _competence(each)),
        ),
        chips=tuple(_chips(each)),
    )


def _competence(each: Mapping[str, Any]) -> Text:
    said = words(
        _("%(step)s of 5: %(meaning)s"),
        {"step": each["competence"], "meaning": COMPETENCE[each["competence"]]},
    )
    return amounts.joined(" – ", said, each["competence_note"])


def _chips(each: Mapping[str, Any]) -> Iterable[Chip]:
    if each["answers"]:
        yield Chip(_("answers in public"), "accent", "mention")
    if each["may_decide"]:
        yield Chip(_("may decide"), "ok", "check")
    elif each["answers"]:
        yield Chip(_("has to ask first"), "warn", "alert")
    if each["competence"] < TRAINING_BELOW:
        yield Chip(_("needs practice"), "warn")


def _plan(work: Mapping[str, Any], names: Names) -> Part:
    plan = work["plan"]
    return Part(
        key="resource_plan",
        title=_("Sponsor, promise and budget"),
        intro=_(
            "Who stands behind it, how quickly people get an answer, and what it may cost. Social "
            "media cost less than classic media, but not nothing."
        ),
        rows="resource_plan",
        facts=tuple(_facts(plan, names)) if plan else (),
        grid=budget_grid(plan, work["outsourced"]) if plan else None,
        empty=_("Nothing yet. Say who stands behind it, what you promise, and what it may cost."),
    )


def _facts(plan: Mapping[str, Any], names: Names) -> Iterable[tuple[Text, Text]]:
    yield _("Sponsor"), names.get(plan["sponsor"], NOBODY) if plan["sponsor"] else NOBODY
    yield _("Promise of answers"), ResourcePlan.Promise(plan["promise"]).label
    yield (
        _("Time for one answer"),
        words(
            ngettext_lazy("%(minutes)s minute", "%(minutes)s minutes", "minutes"),
            {"minutes": plan["minutes_per_answer"]},
        ),
    )
    yield _("Who decides what"), plan["decision_path"] or NOBODY


def _escalation(steps: Iterable[Mapping[str, Any]], names: Names) -> Part:
    return Part(
        key="escalation",
        title=_("When nobody answers in time"),
        intro=_(
            "A matter goes up when nobody has answered in time: first to the deputy, at last to "
            "the management. Counted are working hours."
        ),
        rows="escalation",
        lines=tuple(
            Line(
                title=names.get(each["person"], NOBODY),
                text=each["what"],
                chips=(
                    Chip(
                        words(
                            ngettext_lazy(
                                "after %(hours)s working hour",
                                "after %(hours)s working hours",
                                "hours",
                            ),
                            {"hours": each["after_hours"]},
                        ),
                        "neutral",
                        "clock",
                    ),
                ),
            )
            for each in steps
        ),
        empty=_("No step yet. Who is told when something has waited for a day?"),
    )


def _outsourced(work: Mapping[str, Any], names: Names) -> Part:
    currency = work["plan"]["currency"] if work["plan"] else "EUR"
    return Part(
        key="outsourced",
        title=_("Work that others do"),
        intro=_(
            "Pictures, videos or evaluations can be given away. Answering should stay in the "
            "company: only who works there can speak for it."
        ),
        rows="outsourced",
        lines=tuple(
            Line(
                title=each["what"],
                note=each["provider"],
                facts=(
                    (_("Cost a month"), amounts.money(Decimal(each["monthly"]), currency)),
                    (_("Saves a week"), amounts.hours(Decimal(each["hours"]))),
                    (_("Responsible inside"), names.get(each["owner"], NOBODY)),
                ),
            )
            for each in work["outsourced"]
        ),
        empty=_("Nothing is given away."),
    )
