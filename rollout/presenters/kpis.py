"""KPIs as their pages show them: beside their goals, and each with its course and figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from companies.models import Company
from companies.views.frame import Tab
from rollout.amounts import joined
from rollout.kpis import KpiFact
from rollout.kpis.course import Course, Pace
from rollout.kpis.forecast import NEEDED
from rollout.kpis.measures import measure_of
from rollout.kpis.wording import figure, on_day, short_day
from rollout.models import Kpi, KpiReading
from rollout.parts import Chip
from rollout.presenters.addresses import page_url, stage_url
from rollout.presenters.aims import pace_chip
from rollout.presenters.moments import moment
from rollout.rowkinds.target_groups import platform_name
from rollout.titles import title_at
from rollout.wording import Text, words

SHOWN = 60
"""So many figures a page shows before it is asked for all of them."""


@dataclass(frozen=True)
class KpiLine:
    """One KPI in the list."""

    name: str
    url: str
    baseline: Text
    actual: Text
    target: Text
    sentence: Text
    chip: Chip


@dataclass(frozen=True)
class GoalGroup:
    """A goal with its KPIs; without a title: KPIs that belong to no goal."""

    title: Text
    until: Text
    stage: Text
    url: str
    lines: tuple[KpiLine, ...]


@dataclass(frozen=True)
class ReadingView:
    """One figure somebody wrote down; without ways it can no longer be changed."""

    day: Text
    value: Text
    note: str
    who: str
    is_replaced: bool
    change_url: str
    withdraw_url: str


def tabs(company: Company, current: str) -> list[Tab]:
    """The two pages of the section."""
    names = {"kpis": _("KPIs"), "trace": _("From goal to result")}
    return [Tab(label, page_url(company, name), name == current) for name, label in names.items()]


def goal_groups(company: Company, facts: Iterable[KpiFact]) -> tuple[GoalGroup, ...]:
    """KPIs beside their goals, those without one at the end."""
    ordered = sorted(facts, key=_place)
    return tuple(
        _group(company, list(found))
        for _key, found in groupby(ordered, key=lambda f: f.kpi.goal_id)
    )


def _place(fact: KpiFact) -> tuple[bool, int, int, int]:
    kpi = fact.kpi
    return (kpi.goal_id is None, kpi.stage.number, kpi.goal_id or 0, kpi.pk)


def _group(company: Company, facts: Sequence[KpiFact]) -> GoalGroup:
    kpi = facts[0].kpi
    lines = tuple(_line(company, fact) for fact in facts)
    if kpi.goal is None:
        number = kpi.stage.number
        return GoalGroup(_("Without a goal"), "", "", stage_url(company, number, "kpis"), lines)
    return GoalGroup(
        title=kpi.goal.title,
        until=words(_("until %(day)s"), {"day": short_day(kpi.goal.due_on)}),
        stage=title_at(kpi.stage.number, getattr(kpi, "wave_name", None) or ""),
        url=stage_url(company, kpi.stage.number, "goals"),
        lines=lines,
    )


def _line(company: Company, fact: KpiFact) -> KpiLine:
    kpi, actual = fact.kpi, fact.actual
    unknown = _("unknown") if actual.is_blind else "–"
    return KpiLine(
        name=kpi.name,
        url=page_url(company, "kpi", pk=kpi.pk),
        baseline="–" if kpi.baseline is None else figure(kpi.baseline, kpi.unit),
        actual=unknown if actual.value is None else figure(actual.value, kpi.unit),
        target="–" if kpi.target is None else figure(kpi.target, kpi.unit),
        sentence=actual.sentence,
        chip=pace_chip(fact),
    )


@dataclass(frozen=True)
class KpiPage:
    """One KPI: what it shows, where it stands and where it heads, in sentences."""

    name: str
    goal: str
    goal_url: str
    chip: Chip
    actual: Text
    sentence: Text
    pace: Text
    forecast: Text
    facts: tuple[tuple[Text, Text], ...]
    change_url: str
    is_counted: bool
    about: Text


def kpi_page(company: Company, fact: KpiFact, platforms: Sequence[str]) -> KpiPage:
    """Everything the page says beside its chart and its figures."""
    kpi = fact.kpi
    measure, number = measure_of(kpi.measure), kpi.stage.number
    return KpiPage(
        name=kpi.name,
        goal=kpi.goal.title if kpi.goal else "",
        goal_url=stage_url(company, number, "goals"),
        chip=pace_chip(fact),
        actual=_line(company, fact).actual,
        sentence=fact.actual.sentence,
        pace=_pace(fact),
        forecast=_forecast(fact),
        facts=_facts(kpi, fact.course, platforms),
        change_url=page_url(company, "row", number=number, kind="kpis", pk=kpi.pk),
        is_counted=measure is not None,
        about=measure.about if measure else "",
    )


def _facts(
    kpi: Kpi, course: Course | None, platforms: Sequence[str]
) -> tuple[tuple[Text, Text], ...]:
    measure = measure_of(kpi.measure)
    names = joined(", ", *(platform_name(key) for key in platforms))
    return (
        (_("Baseline"), _dated(kpi, "baseline")),
        (_("Target"), _dated(kpi, "target")),
        (_("What is better"), kpi.get_direction_display()),
        (_("Measured"), kpi.get_rhythm_display()),
        (_("Figures"), measure.title if measure else _("Entered or imported")),
        *(((_("Platforms"), names),) if platforms else ()),
    )


def _dated(kpi: Kpi, name: str) -> Text:
    value, day = getattr(kpi, name), getattr(kpi, f"{name}_on")
    if name == "target" and day is None and kpi.goal:
        day = kpi.goal.due_on
    if value is None:
        return "–"
    if day is None:
        return figure(value, kpi.unit)
    said = {"figure": figure(value, kpi.unit), "day": short_day(day)}
    return words(_("%(figure)s (%(day)s)"), said)


def _pace(fact: KpiFact) -> Text:
    course, actual, kpi = fact.course, fact.actual, fact.kpi
    if course is None:
        return _("Baseline and target are missing; then this page says whether you are on the way.")
    said: dict[str, Text] = {
        "target": figure(course.target, kpi.unit),
        "day": on_day(course.target_on),
    }
    if fact.pace in (Pace.ON_THE_WAY, Pace.TOO_SLOW) and actual.on:
        said["expected"] = figure(round(course.expected_on(actual.on), 2), kpi.unit)
    sentences: dict[Pace, Text] = {
        Pace.REACHED: _("The target of %(target)s is reached."),
        Pace.ON_THE_WAY: _(
            "On the straight way to %(target)s on %(day)s it would have to be %(expected)s by now; "
            "it is at least as good."
        ),
        Pace.TOO_SLOW: _(
            "On the straight way to %(target)s on %(day)s it would have to be %(expected)s by now."
        ),
        Pace.MISSED: _("%(target)s was to be reached by %(day)s."),
        Pace.UNKNOWN: _("Whether it is on the way to %(target)s cannot be told at the moment."),
    }
    return words(sentences[fact.pace], said)


def _forecast(fact: KpiFact) -> Text:
    if fact.course is None or fact.course.target_on <= fact.on or fact.pace == Pace.REACHED:
        return ""
    value = fact.forecast_on(fact.course.target_on)
    if value is None:
        return words(
            _("Too few figures for a forecast: it takes at least %(number)s."), {"number": NEEDED}
        )
    said = {
        "value": figure(value, fact.kpi.unit),
        "day": on_day(fact.course.target_on),
        "target": figure(fact.course.target, fact.kpi.unit),
    }
    return words(
        _("If it goes on as of late, it is %(value)s on %(day)s; the target is %(target)s."), said
    )


def reading_views(
    company: Company, kpi: Kpi, rows: Sequence[KpiReading], *, edits: bool
) -> tuple[ReadingView, ...]:
    """What was written down, the newest day first, what was replaced below what replaced it."""
    return tuple(_reading(company, kpi, row, edits=edits) for row in rows)


def _reading(company: Company, kpi: Kpi, row: KpiReading, *, edits: bool) -> ReadingView:
    is_live = row.replaced_at is None
    arguments = {"pk": kpi.pk, "reading": row.pk}
    return ReadingView(
        day=short_day(row.on),
        value=figure(row.value, kpi.unit),
        note=row.note,
        who=_("%(how)s by %(who)s, %(when)s")
        % {"how": row.get_origin_display(), "who": row.by, "when": moment(row.at, company)},
        is_replaced=not is_live,
        change_url=page_url(company, "reading", **arguments) if edits and is_live else "",
        withdraw_url=page_url(company, "withdraw_reading", **arguments)
        if edits and is_live
        else "",
    )
