"""KPIs over time: counted, entered or imported; whether they reach their target (S2, S3)."""

from rollout.kpis.series import Point, series_of
from rollout.kpis.standing import Actual, KpiFact, actual_of, kpi_facts

__all__ = ["Actual", "KpiFact", "Point", "actual_of", "kpi_facts", "series_of"]
