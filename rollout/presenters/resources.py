"""Hours needed beside hours planned as a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from companies.access import Standing
from monitoring.charts import Chart, Series, stacked_bars
from rollout.presenters.stage_work import Extra
from rollout.selectors import StagePage

NEEDED = 0
"""The column that a blind source feeds."""


@dataclass(frozen=True)
class LoadView:
    """What templates/rollout/work/_load.html shows."""

    chart: Chart


def extras(page: StagePage, standing: Standing) -> Mapping[str, Extra]:
    """The picture for the section of hours; none before the strategy names a cadence."""
    load = page.assessment.work["measured"]
    if not load["topics"]:
        return {}
    return {"load": Extra("rollout/work/_load.html", LoadView(_chart(load)), above=True)}


def _chart(load: Mapping[str, Any]) -> Chart:
    answers = load["answers"]
    topics = sum((Decimal(each["hours"]) for each in load["topics"]), Decimal(0))
    care = sum((Decimal(each["hours"]) for each in load["care"]), Decimal(0))
    whole = answers["is_known"] and not answers["is_partial"]
    return stacked_bars(
        caption=_("Hours a week, needed and planned"),
        labels=[_("Needed"), _("Planned")],
        series=[
            _series(_("Topics"), needed=topics),
            _series(_("Looking after platforms"), needed=care),
            _series(_("Answers"), needed=Decimal(answers["hours"])),
            _series(_("Own people"), planned=Decimal(load["planned"])),
            _series(_("Work that others do"), planned=Decimal(load["outsourced"])),
        ],
        blind=() if whole else (NEEDED,),
    )


def _series(label: str, *, needed: Decimal = Decimal(0), planned: Decimal = Decimal(0)) -> Series:
    return Series(label, [float(needed), float(planned)])
