"""Where KPIs stand on a day: the newest figure, whether it is fresh, known, and good enough."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from rollout.amounts import joined
from rollout.kpis.course import Course, Pace, course_of, pace
from rollout.kpis.entering import NEVER_BELOW_NOTHING
from rollout.kpis.forecast import Bounds, Trend, trend
from rollout.kpis.measures import measure_of
from rollout.kpis.periods import DAYS, ONE_DAY, back, periods
from rollout.kpis.series import Point, counted, point_of, read_once, readings
from rollout.kpis.wording import figure, on_day, period_name
from rollout.models import Kpi
from rollout.models.expansion import wave_name
from rollout.wording import Text, words

LOOK_BACK = {Kpi.Rhythm.WEEKLY: 16, Kpi.Rhythm.MONTHLY: 13, Kpi.Rhythm.QUARTERLY: 6}
"""So many weeks, months or quarters of a counted KPI are looked at."""

NOTHING_YET = _("No figure yet.")


@dataclass(frozen=True, slots=True)
class Actual:
    """The newest figure. ``value`` is None where it is unknown or there is none.

    ``is_stale``: no new figure for more than one and a half of the KPI's rhythm. ``is_blind``:
    not everything was seen, so nothing is known. ``sentence`` says all of it in words.
    """

    value: Decimal | None
    on: date | None
    is_stale: bool
    is_blind: bool
    sentence: Text


@dataclass(frozen=True)
class KpiFact:
    """A KPI on a day; ``points`` are the oldest first. ``kpi`` has goal and stage loaded."""

    kpi: Kpi
    on: date
    points: tuple[Point, ...]
    actual: Actual

    @property
    def course(self) -> Course | None:
        """The way from baseline to target, if both are there."""
        return course_of(self.kpi)

    @property
    def pace(self) -> Pace:
        """How the newest figure stands to the target."""
        return pace(self.course, self.actual.value, self.actual.on)

    @property
    def trend(self) -> Trend | None:
        """Where it is heading; None with too few figures."""
        return trend([(each.on, each.value) for each in self.points if each.value is not None])

    def forecast_on(self, day: date) -> Decimal | None:
        """The value it is heading for; no count falls below nothing, no share leaves 0 to 100."""
        line = self.trend
        return None if line is None else _bounds(self).hold(line.on(day))


def kpi_facts(company: Company, on: date, kpis: Sequence[Kpi] | None = None) -> tuple[KpiFact, ...]:
    """All KPIs of a company (or those given) as they stand on a local day.

    The day is still running: a week, month or quarter that ends on it is not over yet, but what
    was entered for it counts.

    One query for the KPIs, one for what was entered, eight if something is counted, however many
    KPIs there are.
    """
    rows = list(_all(company) if kpis is None else kpis)
    entered: dict[int, list[Point]] = defaultdict(list)
    by_hand = [kpi for kpi in rows if measure_of(kpi.measure) is None]
    if by_hand:
        for reading in readings(by_hand).filter(on__lte=on):
            entered[reading.kpi_id].append(point_of(reading))
    facts = _facts(company, rows, on)
    return tuple(_fact(kpi, entered, facts, on) for kpi in rows)


def _all(company: Company) -> QuerySet[Kpi]:
    rows = Kpi.of(company).select_related("goal", "stage")
    return rows.annotate(wave_name=wave_name("stage"))


def actual_of(kpi: Kpi, on: date) -> Actual:
    """The newest figure of one KPI on a day that is still running (see ``kpi_facts``)."""
    return kpi_facts(kpi.company, on, [kpi])[0].actual


def _bounds(fact: KpiFact) -> Bounds:
    if fact.kpi.unit in NEVER_BELOW_NOTHING:
        return Bounds(lowest=Decimal(0))
    known = [each.value for each in fact.points if each.value is not None]
    if fact.kpi.unit == Kpi.Unit.PERCENT and all(0 <= value <= 100 for value in known):
        return Bounds(Decimal(0), Decimal(100))
    return Bounds()


def _facts(company: Company, kpis: Sequence[Kpi], on: date) -> Any:
    wanted: dict[Any, date] = {}
    for kpi in kpis:
        if measure := measure_of(kpi.measure):
            first = back(kpi.rhythm, on, LOOK_BACK[Kpi.Rhythm(kpi.rhythm)] - 1)
            wanted[measure.read] = min(first, wanted.get(measure.read, first))
    return read_once(company, wanted, on - ONE_DAY)


def _fact(kpi: Kpi, entered: dict[int, list[Point]], facts: Any, on: date) -> KpiFact:
    measure = measure_of(kpi.measure)
    if measure is None:
        points = tuple(entered[kpi.pk])
        return KpiFact(kpi, on, points, _entered(kpi, points, on))
    first = back(kpi.rhythm, on, LOOK_BACK[Kpi.Rhythm(kpi.rhythm)] - 1)
    points = counted(measure, facts[measure.read], periods(kpi.rhythm, first, on - ONE_DAY))
    return KpiFact(kpi, on, points, _counted(kpi, points))


def _entered(kpi: Kpi, points: Sequence[Point], on: date) -> Actual:
    if not points:
        return Actual(None, None, False, False, NOTHING_YET)
    last = points[-1]
    is_stale = 2 * (on - last.on).days > 3 * DAYS[Kpi.Rhythm(kpi.rhythm)]
    value = last.value
    assert value is not None, "what was entered has a value"
    said = {"figure": figure(value, kpi.unit), "day": on_day(last.on)}
    sentence = _("%(figure)s on %(day)s.")
    if is_stale:
        sentence = _("%(figure)s on %(day)s; no figure since then, this is out of date.")
    return Actual(value, last.on, is_stale, False, words(sentence, said))


def _counted(kpi: Kpi, points: Sequence[Point]) -> Actual:
    last = points[-1]
    assert last.period is not None, "what is counted belongs to a time"
    said: dict[str, Text] = {"when": period_name(last.period)}
    if last.value is not None:
        said["figure"] = figure(last.value, kpi.unit)
        return Actual(last.value, last.on, False, False, words(_("%(figure)s in %(when)s."), said))
    if last.is_blind:
        said["why"] = joined("; ", *last.unseen)
        sentence = words(_("Unknown for %(when)s: %(why)s."), said)
        return Actual(None, last.on, False, True, sentence)
    return Actual(None, last.on, False, False, words(_("Nothing to measure in %(when)s."), said))
