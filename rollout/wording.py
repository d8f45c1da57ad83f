"""Sentences with figures in them that are put into words when somebody reads them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise, lazy

Text = str | Promise


def _fill(sentence: Text, values: Mapping[str, Any]) -> str:
    return str(sentence % values)


words = lazy(_fill, str)
"""``words(_("%(n)s days"), {"n": 3})``: filled in the language of whoever reads it.

Takes what ``gettext_lazy`` or ``ngettext_lazy`` (with the name of the counting value) returned.
"""
