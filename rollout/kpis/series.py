"""The figures of KPIs over time: counted from what was seen, or as somebody wrote them down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from companies.models import Company
from rollout.kpis.measures import Measure, measure_of
from rollout.kpis.periods import Period, periods
from rollout.models import Kpi, KpiReading
from rollout.wording import Text


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, in the KPI's unit, as it stood at the end of a day.

    ``value`` is None where it is unknown; then ``unseen`` says why, and ``seen`` is what was
    counted all the same. With neither there was nothing to measure (a share of nothing).
    """

    on: date
    value: Decimal | None
    period: Period | None = None
    seen: Decimal | None = None
    unseen: tuple[Text, ...] = ()
    note: str = ""

    @property
    def is_blind(self) -> bool:
        """Whether it is unknown because not everything was seen."""
        return bool(self.unseen)


def series_of(kpi: Kpi, starts_on: date, ends_on: date) -> tuple[Point, ...]:
    """The figures between two days, both counted, the oldest first.

    Of a counted KPI: every week, month or quarter that lies wholly between them (eight queries).
    Of another: what was entered and still holds (one query).
    """
    measure = measure_of(kpi.measure)
    if measure is None:
        rows = readings([kpi]).filter(on__range=(starts_on, ends_on))
        return tuple(point_of(row) for row in rows)
    facts = measure.read(kpi.company, starts_on, ends_on)
    return counted(measure, facts, periods(kpi.rhythm, starts_on, ends_on))


def counted(measure: Measure, facts: Any, times: Iterable[Period]) -> tuple[Point, ...]:
    """The figures of some times, from facts that were read for all of them."""
    return tuple(_counted(measure, facts, period) for period in times)


def _counted(measure: Measure, facts: Any, period: Period) -> Point:
    value, unseen = measure.value(facts, period), measure.unseen(facts, period)
    if unseen:
        return Point(period.ends_on, None, period, seen=value, unseen=unseen)
    return Point(period.ends_on, value, period)


def readings(kpis: Sequence[Kpi]) -> Any:
    """What was entered and still holds, in the order of the days."""
    live = KpiReading.everywhere.filter(kpi__in=kpis, replaced_at__isnull=True)
    return live.order_by("kpi_id", "on")


def point_of(row: KpiReading) -> Point:
    """What somebody entered, as a figure."""
    return Point(row.on, row.value, note=row.note)


def read_once(company: Company, wanted: Mapping[Any, date], ends_on: date) -> Mapping[Any, Any]:
    """The facts of every reader in ``wanted``, each from its own first day on."""
    return {read: read(company, starts_on, ends_on) for read, starts_on in wanted.items()}
