"""Examples for the addresses of KPIs."""

import pgtrigger

from rollout.models import Kpi, KpiReading, Stage
from tests.architecture.examples import House, example
from tests.factories import MONDAY

GOALS = 3


@example("rollout:kpi", "rollout:add_reading", "rollout:import_table")
def _kpi(of: House) -> dict[str, object]:
    return {"pk": kpi_of(of).pk}


@example("rollout:reading", "rollout:withdraw_reading")
def _reading(of: House) -> dict[str, object]:
    kpi = kpi_of(of)
    row = KpiReading.of(of.company).filter(kpi=kpi, replaced_at__isnull=True).first()
    row = row or KpiReading.everywhere.create(
        company=of.company,
        kpi=kpi,
        on=MONDAY.date(),
        value=12,
        origin="entered",
        by=of.admin.user,
        at=MONDAY,
    )
    return {"pk": kpi.pk, "reading": row.pk}


def kpi_of(of: House) -> Kpi:
    """A KPI of the company whose figures are entered."""
    stage = Stage.of(of.company).get(number=GOALS)
    # The doors do not ask how far the company has come; the table would.
    with pgtrigger.ignore("rollout.Kpi:work_frozen_unless_open"):
        row, _created = Kpi.everywhere.get_or_create(
            company=of.company,
            stage=stage,
            name="Bewerbungen",
            unit="count",
            direction="up",
            rhythm="monthly",
        )
    return row
