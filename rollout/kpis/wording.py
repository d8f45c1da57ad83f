"""Figures of KPIs, days and times in words, in the language of whoever reads them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from rollout.amounts import BLANK, joined, money, number
from rollout.kpis.periods import Period
from rollout.models import Kpi
from rollout.wording import Text, words

_written_day = lazy(date_format, str)


def figure(value: Decimal, unit: str) -> Text:
    """``12``, ``12,5 %``, ``3 h``, ``1.200 €``, ``4,5 points``: a value with its unit."""
    if unit == Kpi.Unit.EURO:
        return money(value, "EUR")
    if unit == Kpi.Unit.PERCENT:
        return joined(BLANK, number(value), "%")
    if unit == Kpi.Unit.HOURS:
        return words(_("%(number)s\u00a0h"), {"number": number(value)})
    if unit == Kpi.Unit.POINTS:
        return words(_("%(number)s points"), {"number": number(value)})
    return number(value)


def on_day(day: date) -> Text:
    """``3 November 2026``, or ``3. November 2026``."""
    return _written_day(day, "DATE_FORMAT")


def short_day(day: date) -> Text:
    """``03.11.2026``."""
    return _written_day(day, "SHORT_DATE_FORMAT")


def period_in_short(period: Period) -> Text:
    """``Oct. 2026``, ``Q4/2026``, ``08.11.2026``: few letters, for an axis."""
    days = (period.ends_on - period.starts_on).days
    if days < 7:
        return short_day(period.ends_on)
    if days < 31:
        return _written_day(period.starts_on, "M Y")
    return f"Q{(period.starts_on.month + 2) // 3}/{period.starts_on.year}"


def period_name(period: Period) -> Text:
    """``October 2026``, ``quarter 4/2026``, ``02.11. to 08.11.2026``."""
    days = (period.ends_on - period.starts_on).days
    if days < 7:
        said = {"first": short_day(period.starts_on), "last": short_day(period.ends_on)}
        return words(_("%(first)s to %(last)s"), said)
    if days < 31:
        return _written_day(period.starts_on, "F Y")
    quarter = {"quarter": (period.starts_on.month + 2) // 3, "year": period.starts_on.year}
    return words(_("quarter %(quarter)s/%(year)s"), quarter)
