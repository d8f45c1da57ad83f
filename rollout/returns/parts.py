"""The view of the return in words, from the JSON that is frozen with a wave's work."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout import amounts
from rollout.parts import Chip, Grid, Line, Noted, Part
from rollout.returns.wording import COSTS, ESTIMATE, balance_after, break_even, hours_in_words
from rollout.wording import Text, words

YEAR = 12
Row = tuple[Text | Noted, Text, Text]


def returns_parts(work: Mapping[str, Any]) -> tuple[Part, ...]:
    """Two parts: what it may bring (its rows), and the result with its costs and assumptions."""
    return _benefits(work), _result(work)


def _benefits(work: Mapping[str, Any]) -> Part:
    measured = work["measured"] or {}
    currency = measured.get("currency", "EUR")
    earlier = measured.get("earlier", ())
    return Part(
        key="benefits",
        title=_("What it may bring"),
        intro=_(
            "Things you can count, each as a range and with what it assumes. Whatever cannot be "
            "expressed in money, a good name for instance, belongs to the goals and not here."
        ),
        rows="benefits",
        lines=tuple(_benefit(each, currency) for each in work["benefits"]),
        grid=_earlier(earlier, currency) if earlier else None,
        empty=_("Nothing yet. Begin with what you can count, such as calls or applications."),
    )


def _benefit(each: Mapping[str, Any], currency: str) -> Line:
    return Line(
        title=each["name"],
        note=words(_("Assumes: %(assumption)s"), {"assumption": each["assumption"]}),
        facts=(
            (_("A month"), _span(each["number"])),
            (_("Worth each"), _worth(each, currency)),
            *(((_("KPI"), each["kpi"]),) if each["kpi"] else ()),
        ),
        chips=(Chip(words(_("from month %(month)s on"), {"month": each["from_month"]})),),
    )


def _span(of: Mapping[str, str]) -> Text:
    return amounts.number_range(Decimal(of["low"]), Decimal(of["high"]))


def _worth(each: Mapping[str, Any], currency: str) -> Text:
    low, high = (Decimal(each["worth"][end]) for end in ("low", "high"))
    return amounts.money_range(low, high, currency)


def _earlier(earlier: Iterable[Mapping[str, Any]], currency: str) -> Grid:
    return Grid(
        caption=_("From earlier waves, counted from the first month on"),
        head=(_("What it brings"), _("A month"), _("Worth each"), _("Assumes")),
        rows=tuple(
            (each["name"], _span(each["number"]), _worth(each, currency), each["assumption"])
            for each in earlier
        ),
    )


def _result(work: Mapping[str, Any]) -> Part:
    plan, measured = work["plan"], work["measured"]
    return Part(
        key="return_plan",
        title=_("When it pays"),
        intro=ESTIMATE,
        rows="return_plan",
        facts=tuple(_facts(plan, measured)) if plan and measured else (),
        grid=_grid(measured) if measured else None,
        empty=_("Say how many months are looked at, and what an hour of your people costs."),
    )


def _facts(plan: Mapping[str, Any], measured: Mapping[str, Any]) -> Iterable[tuple[Text, Text]]:
    if measured["months"]:
        yield _("Costs covered"), break_even(measured)
        for month in sorted({YEAR, plan["months"]}):
            title = words(_("Balance after %(months)s months"), {"months": month})
            yield title, balance_after(measured, month)
    else:
        yield _("Costs covered"), _("Cannot be said before a benefit is named.")
    yield _("Time it takes"), hours_in_words(measured["hours"])
    yield (
        _("Cost of an hour"),
        amounts.money(Decimal(plan["hourly_cost"]), measured["currency"]),
    )


def _grid(measured: Mapping[str, Any]) -> Grid | None:
    costs = measured["costs"]
    if not costs:
        return None
    every_month = [each for each in costs if not each["once"]]
    rows = [_cost(each, measured["currency"]) for each in costs]
    if len(every_month) > 1:
        low, high = (_sum(every_month, end) for end in ("low", "high"))
        rows.append(
            (
                _("In all, every month"),
                amounts.money(high, measured["currency"]),
                amounts.money(low, measured["currency"]),
            )
        )
    return Grid(
        caption=_("What it costs"),
        head=(_("Cost"), _("Cautious"), _("Hopeful")),
        rows=tuple(rows),
        numbers=True,
        sums=(len(costs),) if len(every_month) > 1 else (),
    )


def _cost(each: Mapping[str, Any], currency: str) -> Row:
    often = _("in the first month") if each["once"] else _("every month")
    return (
        Noted(COSTS.get(each["key"], each["key"]), often),
        amounts.money(Decimal(each["high"]), currency),
        amounts.money(Decimal(each["low"]), currency),
    )


def _sum(costs: Iterable[Mapping[str, Any]], end: str) -> Decimal:
    return sum((Decimal(each[end]) for each in costs), Decimal(0))
