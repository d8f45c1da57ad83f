"""What stands beside goals and KPIs on a stage's page: the five signs, suggestions, actuals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from companies.access import Standing
from companies.models import Company
from rollout.aims.facts import aims_in
from rollout.aims.smart import smart
from rollout.kpis import KpiFact, kpi_facts
from rollout.kpis.course import Pace
from rollout.kpis.suggestions import SUGGESTIONS, Suggestion
from rollout.models import Goal, Kpi
from rollout.parts import Chip
from rollout.presenters.addresses import page_url
from rollout.presenters.stage_work import Extra, Way
from rollout.selectors import StagePage
from rollout.wording import Text

_ICONS = {
    Pace.REACHED: "check",
    Pace.ON_THE_WAY: "arrow-right",
    Pace.TOO_SLOW: "clock",
    Pace.MISSED: "close",
    Pace.UNKNOWN: "question",
    Pace.NO_TARGET: "minus",
}


@dataclass(frozen=True)
class SignView:
    """One of the five letters with its word, and a sentence that says what is there or missing."""

    word: Text
    sentence: Text
    tone: str
    icon: str
    state: Text


@dataclass(frozen=True)
class GoalBeside:
    """The signs of a goal, and KPIs that suit it and can be added."""

    signs: tuple[SignView, ...]
    suggestions: tuple[Way, ...]


@dataclass(frozen=True)
class KpiBeside:
    """Where a KPI stands, with the way to its page; ``take`` makes the figure its baseline."""

    chip: Chip
    sentence: Text
    url: str
    take: Way | None


def aim_extras(page: StagePage, standing: Standing) -> dict[str, Extra]:
    """The extras of the sections ``goals`` and ``kpis`` (at most eleven queries)."""
    company, keys = standing.membership.company, page.assessment.rows
    edits = page.why_no_editing is None
    return {
        "goals": Extra(
            line_template="rollout/work/_goal_beside.html",
            lines=_goals(page, standing, edits=edits),
        ),
        "kpis": Extra(
            line_template="rollout/work/_kpi_beside.html",
            lines=tuple(
                _kpi_beside(fact, company, page.step.stage.number, edits=edits)
                for fact in facts_in_order(company, standing, keys["kpis"])
            ),
        ),
    }


def facts_in_order(
    company: Company, standing: Standing, keys: tuple[int, ...]
) -> tuple[KpiFact, ...]:
    """Where the KPIs with these keys stand today, in their order."""
    if not keys:
        return ()
    rows = Kpi.of(company).filter(pk__in=keys).select_related("goal", "stage").in_bulk()
    return kpi_facts(company, standing.on, [rows[pk] for pk in keys])


def _goals(page: StagePage, standing: Standing, *, edits: bool) -> tuple[GoalBeside, ...]:
    work = page.assessment.work
    taken = {each["name"] for each in work["kpis"]}
    rows = zip(work["goals"], page.assessment.rows["goals"], aims_in(work).goals, strict=True)
    return tuple(
        GoalBeside(
            signs=tuple(
                SignView(
                    word=sign.word,
                    sentence=sign.sentence,
                    tone="ok" if sign.met else "warn",
                    icon="check" if sign.met else "minus",
                    state=_("fits") if sign.met else _("missing"),
                )
                for sign in smart(aim, standing.on)
            ),
            suggestions=_suggestions(page, row, pk, taken) if edits else (),
        )
        for row, pk, aim in rows
    )


def _suggestions(
    page: StagePage, row: Mapping[str, Any], pk: int, taken: set[str]
) -> tuple[Way, ...]:
    number, company = page.step.stage.number, page.rollout.company
    url = page_url(company, "add_row", number=number, kind="kpis")
    return tuple(
        Way(each.name, f"{url}?{urlencode(_filled(each, pk))}")
        for each in SUGGESTIONS[Goal.Kind(row["kind"])]
        if str(each.name) not in taken
    )


def _filled(each: Suggestion, goal: int) -> dict[str, str]:
    filled = {
        "goal": str(goal),
        "name": str(each.name),
        "measure": each.measure,
        "unit": each.unit.value,
        "direction": each.direction.value,
        "rhythm": each.rhythm.value,
    }
    # What is counted has its baseline taken from the figures, with its day.
    return filled | ({"baseline_on": ""} if each.measure else {})


def _kpi_beside(fact: KpiFact, company: Company, number: int, *, edits: bool) -> KpiBeside:
    actual = fact.actual
    take = None
    if edits and fact.kpi.baseline is None and actual.value is not None and actual.on:
        url = page_url(company, "row", number=number, kind="kpis", pk=fact.kpi.pk)
        query = urlencode({"baseline": f"{actual.value}", "baseline_on": actual.on.isoformat()})
        take = Way(_("Take it as the baseline"), f"{url}?{query}")
    return KpiBeside(
        chip=pace_chip(fact),
        sentence=actual.sentence,
        url=page_url(company, "kpi", pk=fact.kpi.pk),
        take=take,
    )


def pace_chip(fact: KpiFact) -> Chip:
    """How the newest figure stands to the target; old or unseen figures are no good news."""
    if fact.actual.is_blind:
        return Chip(fact.pace.label, "warn", "blind")
    if fact.actual.is_stale:
        return Chip(_("Out of date"), "warn", "clock")
    return Chip(fact.pace.label, fact.pace.tone, _ICONS[fact.pace])
