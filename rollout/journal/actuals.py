"""The actual figures beside the targets of hypotheses, as they are frozen."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from companies.models import Company
from rollout.kpis import KpiFact, kpi_facts
from rollout.models import Kpi
from rollout.rowkinds.journal import Window

A_MONTH = timedelta(days=31)
"""So long after the last day figures still come in that belong to the window."""


def actuals_of(
    company: Company, kpis: Sequence[Kpi], window: Window | None, on: date
) -> list[dict[str, Any]]:
    """The newest figure of each KPI, at most a month after the window, by the KPI's name.

    ``value`` is None where there is none or not everything was seen (``is_blind``);
    ``is_early`` where it was measured before the window began.
    """
    by_key = {each.pk: each for each in kpis}
    if not by_key:
        return []
    until = min(on, window[1] + A_MONTH) if window else on
    found = kpi_facts(company, until, [by_key[pk] for pk in sorted(by_key)])
    return [_as_json(each, window) for each in found]


def _as_json(fact: KpiFact, window: Window | None) -> dict[str, Any]:
    actual = fact.actual
    return {
        "kpi": fact.kpi.name,
        "unit": fact.kpi.unit,
        "value": None if actual.value is None else str(actual.value),
        "on": actual.on.isoformat() if actual.on else None,
        "is_blind": actual.is_blind,
        "is_early": bool(window and actual.on and actual.on < window[0]),
    }


def is_measured(actual: Mapping[str, Any]) -> bool:
    """Whether there is a figure that can stand beside the target."""
    return actual["value"] is not None and not actual["is_early"]
