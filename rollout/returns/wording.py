"""The return in words: always a range, and what it rests on."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout import amounts
from rollout.wording import Text, words

HUNDRED = Decimal("1E2")

COSTS: Mapping[str, Text] = {
    "one_off": _("One-off"),
    "monthly": _("Monthly, besides tools and agency"),
    "tools": _("Tools"),
    "agency": _("Agency"),
    "outsourced": _("Outsourced work"),
    "hours": _("Hours of your own people"),
}

ESTIMATE = _(
    "This is an estimate, and it rests on the assumptions named here. The cautious case takes the "
    "higher cost and the lower benefit, the hopeful case the lower cost and the higher benefit."
)


def break_even(measured: Mapping[str, Any]) -> Text:
    """When the costs are covered: a span of months, or that they are not in this time."""
    hopeful, cautious, months = (
        measured["hopeful"],
        measured["cautious"],
        len(measured["months"]),
    )
    said = {"hopeful": hopeful, "cautious": cautious, "months": months}
    if hopeful is None:
        sentence = _("Not covered within %(months)s months, not even in the hopeful case.")
    elif cautious is None:
        sentence = _(
            "Covered from month %(hopeful)s on in the hopeful case; not within %(months)s months "
            "in the cautious case."
        )
    elif hopeful == cautious:
        sentence = _("Covered in month %(hopeful)s, in the cautious case as in the hopeful one.")
    else:
        sentence = _("Covered between month %(hopeful)s and month %(cautious)s.")
    return words(sentence, said)


def balance_after(measured: Mapping[str, Any], months: int) -> Text:
    """The balance after so many months, as a range.

    It is rounded to hundreds, outwards: more figures would promise what an estimate cannot keep.
    """
    row = measured["months"][months - 1]
    low = Decimal(row["low"]).quantize(HUNDRED, ROUND_FLOOR)
    high = Decimal(row["high"]).quantize(HUNDRED, ROUND_CEILING)
    return amounts.money_range(low, high, measured["currency"], signed=True)


def hours_in_words(hours: Mapping[str, Any]) -> Text:
    """``8 h to 11.5 h a week (planned: 8 h, needed: at least 11.5 h, logged: 9 h)``."""
    needed = _("needed: at least %(hours)s") if hours["at_least"] else _("needed: %(hours)s")
    parts = [
        words(sentence, {"hours": amounts.hours(Decimal(hours[key]))})
        for key, sentence in (
            ("planned", _("planned: %(hours)s")),
            ("needed", needed),
            ("logged", _("logged: %(hours)s")),
        )
        if hours[key]
    ]
    span = amounts.hours_range(Decimal(hours["low"]), Decimal(hours["high"]))
    return words(
        _("%(hours)s a week (%(parts)s)"),
        {"hours": span, "parts": amounts.joined(", ", *parts)},
    )
