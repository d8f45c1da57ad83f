"""Sentences with figures in them that are put into words when somebody reads them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

Text = str | Promise


def _fill(sentence: Text, values: Mapping[str, Any]) -> str:
    return str(sentence % values)


words = lazy(_fill, str)
"""``words(_("%(n)s days"), {"n": 3})``: filled in the language of whoever reads it.

Takes what ``gettext_lazy`` or ``ngettext_lazy`` (with the name of the counting value) returned.
"""


def at_least(number: int | str, needed: int) -> Text:
    """A criterion's figure beside what is asked for: ``9 (at least 3)``."""
    return words(_("%(number)s (at least %(needed)s)"), {"number": number, "needed": needed})


def out_of(number: int, whole: int) -> Text:
    """A part of a known whole: ``2 of 3``."""
    return words(_("%(number)s of %(whole)s"), {"number": number, "whole": whole})


def percent_below(percent: int, limit: int) -> Text:
    """A share beside the share it has to stay below: ``35 % (below 20 %)``."""
    return words(_("%(percent)s %% (below %(limit)s %%)"), {"percent": percent, "limit": limit})
