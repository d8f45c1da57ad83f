"""What the view of the return reads, as plain JSON that is frozen with a wave's work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg

from rollout.load import TENTH, Load, load_of
from rollout.models import Benefit, LogEntry, OutsourcedWork, ResourcePlan, ReturnPlan, Stage
from rollout.returns.outlook import NOTHING, Cost, Gain, Outlook, Range, cost_of_hours, outlook

EURO = "EUR"


@dataclass(frozen=True)
class Returns:
    """``work`` is frozen under the key ``returns``; ``rows`` are the keys behind its lists."""

    work: Mapping[str, Any]
    rows: Mapping[str, tuple[int, ...]]


def returns_of(stage: Stage, on: date) -> Returns:
    """The view of a wave's return as it stands on a local day (about a dozen queries).

    Benefits of earlier waves run on: they count from the first month, unless this wave says the
    same one anew.
    """
    company = stage.company
    plan = ReturnPlan.of(company).filter(stage=stage).first()
    every = list(
        Benefit.of(company)
        .filter(stage__number__lte=stage.number)
        .select_related("kpi", "stage")
        .order_by("-stage__number", "pk")
    )
    own = [each for each in every if each.stage_id == stage.pk]
    earlier = _earlier(every, {each.name for each in own})
    work = {
        "plan": plan and {"months": plan.months, "hourly_cost": _money(plan.hourly_cost)},
        "benefits": [_benefit(each) for each in own],
        "measured": _measured(stage, plan, own, earlier, on) if plan else None,
    }
    return Returns(
        work=work,
        rows={
            "return_plan": (plan.pk,) if plan else (),
            "benefits": tuple(each.pk for each in own),
        },
    )


def _earlier(every: Sequence[Benefit], own: set[str]) -> list[Benefit]:
    """Those of earlier waves; of the same name the latest wave's."""
    found: dict[str, Benefit] = {}
    for each in every:
        if each.name not in own:
            found.setdefault(each.name, each)
    return list(found.values())


def _measured(
    stage: Stage,
    plan: ReturnPlan,
    own: Sequence[Benefit],
    earlier: Sequence[Benefit],
    on: date,
) -> dict[str, Any]:
    """What is computed from elsewhere: it moves by itself and is no change of this work."""
    company = stage.company
    resources = ResourcePlan.of(company).order_by("-pk").first()
    load = load_of(company, on)
    logged = LogEntry.of(company).aggregate(hours=Avg("hours"))["hours"]
    effort = hours_a_week(load, logged)
    outsourced = sum(OutsourcedWork.of(company).values_list("monthly", flat=True), NOTHING)
    costs = (*_costs(resources, outsourced), cost_of_hours(effort, plan.hourly_cost))
    gains = [_gain(each, each.from_month) for each in own] + [_gain(each, 1) for each in earlier]
    return {
        "currency": resources.currency if resources else EURO,
        "hours": {
            "planned": str(load.available),
            "needed": str(load.needed) if load.has_cadence else "",
            "at_least": not load.answers.is_known or load.answers.is_partial,
            "logged": "" if logged is None else _tenth(logged),
            "low": str(effort.low),
            "high": str(effort.high),
        },
        "costs": [
            {"key": each.key, "once": each.once, **_range(each.amount)}
            for each in costs
            if each.amount.high
        ],
        "earlier": [_benefit(each) | {"from_month": 1} for each in earlier],
        **_as_json(outlook(costs, gains, plan.months) if gains else None),
    }


def hours_a_week(load: Load, logged: Decimal | None) -> Range:
    """One's own people's hours between what is planned, needed and was logged in the pilot.

    Hours that somebody outside saves are paid as outsourced work.
    """
    known = [load.planned]
    if load.has_cadence:
        known.append(max(load.needed - load.outsourced, Decimal("0.0")))
    if logged is not None:
        known.append(Decimal(_tenth(logged)))
    return Range.of(*known)


def _costs(plan: ResourcePlan | None, outsourced: Decimal) -> tuple[Cost, ...]:
    if plan is None:
        return (Cost("outsourced", Range.of(outsourced)),)
    return (
        Cost("one_off", Range.of(plan.one_off), once=True),
        Cost("monthly", Range.of(plan.monthly)),
        Cost("tools", Range.of(plan.tools)),
        Cost("agency", Range.of(plan.agency)),
        Cost("outsourced", Range.of(outsourced)),
    )


def _gain(row: Benefit, from_month: int) -> Gain:
    return Gain(
        name=row.name,
        number=Range(row.number_low, row.number_high),
        worth=Range(row.worth_low, row.worth_high),
        from_month=from_month,
    )


def _benefit(row: Benefit) -> dict[str, Any]:
    return {
        "name": row.name,
        "kpi": row.kpi.name if row.kpi else "",
        "number": {"low": str(row.number_low), "high": str(row.number_high)},
        "worth": {"low": str(row.worth_low), "high": str(row.worth_high)},
        "from_month": row.from_month,
        "assumption": row.assumption,
    }


def _as_json(found: Outlook | None) -> dict[str, Any]:
    if found is None:
        return {"months": [], "hopeful": None, "cautious": None}
    return {
        "months": [_range(each) for each in found.balance],
        "hopeful": found.hopeful,
        "cautious": found.cautious,
    }


def _range(of: Range) -> dict[str, str]:
    return {"low": _money(of.low), "high": _money(of.high)}


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _tenth(hours: Decimal) -> str:
    return str(Decimal(hours).quantize(TENTH, ROUND_HALF_UP))
