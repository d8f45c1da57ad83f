"""The balance over the months as a picture, from the JSON that is frozen with a wave's work."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from monitoring.charts import Chart, Series, lines
from rollout.presenters.stage_work import Extra
from rollout.returns.wording import break_even


@dataclass(frozen=True)
class ReturnView:
    """What templates/rollout/work/_returns.html shows."""

    chart: Chart


def returns_extra(work: Mapping[str, Any]) -> Mapping[str, Extra]:
    """The picture for the section ``return_plan``; none while there is nothing to draw."""
    measured = work["measured"]
    if not measured or not measured["months"]:
        return {}
    view = ReturnView(_chart(measured))
    return {"return_plan": Extra("rollout/work/_returns.html", view, above=True)}


def _chart(measured: Mapping[str, Any]) -> Chart:
    months = measured["months"]
    return lines(
        caption=_("Benefit minus cost, added up month by month, in %(currency)s")
        % {"currency": measured["currency"]},
        labels=[str(month) for month, _each in enumerate(months, 1)],
        series=[
            Series(_("Hopeful"), [_whole(each["high"]) for each in months], "positive"),
            Series(_("Cautious"), [_whole(each["low"]) for each in months], "warn"),
        ],
        summary=str(break_even(measured)),
    )


def _whole(amount: str) -> int:
    return int(Decimal(amount).to_integral_value())
