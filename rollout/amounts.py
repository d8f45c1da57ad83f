"""Amounts of money and of time: exact decimals, written as the reader's language writes them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rollout.wording import Text, words

CENT = Decimal("0.01")
CURRENCIES: tuple[tuple[str, Text], ...] = (
    ("EUR", _("Euro (EUR)")),
    ("CHF", _("Swiss franc (CHF)")),
    ("GBP", _("Pound sterling (GBP)")),
    ("USD", _("US dollar (USD)")),
    ("CZK", _("Czech koruna (CZK)")),
    ("DKK", _("Danish krone (DKK)")),
    ("PLN", _("Polish zloty (PLN)")),
    ("SEK", _("Swedish krona (SEK)")),
)
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
BLANK = "\u00a0"
MINUS = "\u2212"


def _written(amount: Decimal, currency: str, signed: bool) -> str:
    exact = amount.quantize(CENT)
    places = 0 if exact == exact.to_integral_value() else 2
    figure = number_format(abs(exact), places, use_l10n=True, force_grouping=True)
    sign = MINUS if exact < 0 else "+" if signed and exact > 0 else ""
    if (get_language() or "").startswith("de"):
        return f"{sign}{figure}{BLANK}{SIGNS.get(currency, currency)}"
    unit = SIGNS.get(currency) or f"{currency}{BLANK}"
    return f"{sign}{unit}{figure}"


_lazily = lazy(_written, str)


def money(amount: Decimal, currency: str, *, signed: bool = False) -> Text:
    """``1.234,50 €`` or ``€1,234.50``; whole amounts without decimals, ``signed`` with a plus."""
    return _lazily(amount, currency, signed)


def money_range(low: Decimal, high: Decimal, currency: str, *, signed: bool = False) -> Text:
    """``€300 to €900``; one amount where both are the same."""
    if low == high:
        return money(low, currency, signed=signed)
    return words(
        _("%(low)s to %(high)s"),
        {
            "low": money(low, currency, signed=signed),
            "high": money(high, currency, signed=signed),
        },
    )


def _number(amount: Decimal | int) -> str:
    places = max(0, -int(Decimal(amount).normalize().as_tuple().exponent))
    return number_format(amount, places, use_l10n=True, force_grouping=True)


number = lazy(_number, str)
"""``number(Decimal("8.50"))``: ``8.5`` or ``8,5``, without decimals that say nothing."""


def hours(amount: Decimal) -> Text:
    """``8.5 h`` or ``8,5 Std.``."""
    return words(_("%(number)s\u00a0h"), {"number": number(amount)})


def hours_range(low: Decimal, high: Decimal) -> Text:
    """``8 h to 11.5 h``; one of them where both are the same."""
    if low == high:
        return hours(low)
    return words(_("%(low)s to %(high)s"), {"low": hours(low), "high": hours(high)})


def number_range(low: Decimal, high: Decimal) -> Text:
    """``10 to 30``; one number where both are the same."""
    if low == high:
        return number(low)
    return words(_("%(low)s to %(high)s"), {"low": number(low), "high": number(high)})


def _join(separator: str, *parts: Text) -> str:
    return separator.join(str(part) for part in parts if part)


joined = lazy(_join, str)
"""``joined(", ", one, other)``: put together when somebody reads it."""
