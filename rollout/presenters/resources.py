"""Hours needed beside hours planned as a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from companies.access import Standing
from monitoring.charts import Bar, Chart, horizontal_bars
from rollout.presenters.desk_promise import desk_promise
from rollout.presenters.stage_work import Extra
from rollout.selectors import StagePage


@dataclass(frozen=True)
class LoadView:
    """What templates/rollout/work/_load.html shows."""

    chart: Chart


def extras(page: StagePage, standing: Standing) -> Mapping[str, Extra]:
    """The picture of hours, once the strategy names a cadence; a hint where the desk differs."""
    found: dict[str, Extra] = {}
    load, plan = page.assessment.work["measured"], page.assessment.work["plan"]
    if load["topics"]:
        found["load"] = Extra("rollout/work/_load.html", LoadView(_chart(load)), above=True)
    differs = desk_promise(page.rollout.company, plan["promise"]) if plan else None
    if differs is not None:
        found["resource_plan"] = Extra("rollout/work/_desk_promise.html", differs)
    return found


def _chart(load: Mapping[str, Any]) -> Chart:
    answers = load["answers"]
    is_whole = answers["is_known"] and not answers["is_partial"]
    needed = _("Needed") if is_whole else _("Needed, at least")
    is_covered = Decimal(load["available"]) >= Decimal(load["needed"])
    return horizontal_bars(
        caption=_("Hours a week, needed and planned"),
        unit=_("Hours a week"),
        bars=[
            Bar(_("Strategy"), float(load["cadence"]), "neutral"),
            Bar(
                _("Answers"),
                float(answers["hours"]) if answers["is_known"] else None,
                "neutral",
            ),
            Bar(needed, float(load["needed"])),
            Bar(_("Planned"), float(load["available"]), "ok" if is_covered else "stop"),
        ],
    )
