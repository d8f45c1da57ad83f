"""What can be written down as a figure of a KPI; pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from rollout.models import Kpi
from rollout.wording import Text

MOST = Decimal("999999999999.99")
NEVER_BELOW_NOTHING = frozenset({Kpi.Unit.COUNT, Kpi.Unit.HOURS})


@dataclass(frozen=True, slots=True)
class NewReading:
    """A figure as it is to be written down: a local day, a value in the KPI's unit."""

    on: date
    value: Decimal
    note: str = ""


def why_not(unit: str, on: date, value: Decimal, today: date) -> tuple[Text, str] | None:
    """Why a figure cannot be written down: the sentence, and the field; None if it can."""
    if on > today:
        return _("This day is still to come."), "on"
    if abs(value) > MOST:
        return _("This number is too large."), "value"
    if value != round(value, 2):
        return _("Please give a number with at most two decimals."), "value"
    if value < 0 and unit in NEVER_BELOW_NOTHING:
        return _("This cannot be less than nothing."), "value"
    return None
