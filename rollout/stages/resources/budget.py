"""The budget over one and two years: exact decimals, added up from the frozen work."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout import amounts
from rollout.parts import Grid
from rollout.wording import Text

YEAR, TWO_YEARS = 12, 24
MONTHLY: tuple[tuple[str, Text], ...] = (
    ("monthly", _("Advertising, pictures and the like")),
    ("tools", _("Tools")),
    ("agency", _("Agency and consulting")),
)


def over(one_off: Decimal, monthly: Iterable[Decimal], months: int) -> Decimal:
    """What has been paid after so many months."""
    return one_off + months * sum(monthly, Decimal(0))


def budget_grid(plan: Mapping[str, Any], outsourced: Sequence[Mapping[str, Any]]) -> Grid:
    """Each kind of cost a month, after one year and after two."""
    once = Decimal(plan["one_off"])
    monthly = [(title, Decimal(plan[key])) for key, title in MONTHLY]
    if outsourced:
        given = sum((Decimal(each["monthly"]) for each in outsourced), Decimal(0))
        monthly.append((_("Work that others do"), given))
    each_month = [amount for _title, amount in monthly]

    def row(title: Text, a_month: Decimal | None, one_off: Decimal) -> tuple[Text, ...]:
        costs = [a_month or Decimal(0)]
        return (
            title,
            "–" if a_month is None else amounts.money(a_month, plan["currency"]),
            amounts.money(over(one_off, costs, YEAR), plan["currency"]),
            amounts.money(over(one_off, costs, TWO_YEARS), plan["currency"]),
        )

    return Grid(
        caption=_("Budget"),
        head=(_("Cost"), _("A month"), _("In 12 months"), _("In 24 months")),
        rows=(
            row(_("One-off, at the beginning"), None, once),
            *(row(title, amount, Decimal(0)) for title, amount in monthly),
            row(_("In all"), sum(each_month, Decimal(0)), once),
        ),
        numbers=True,
        sums=(len(monthly) + 1,),
    )
