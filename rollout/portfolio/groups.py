"""Which figures may stand together, and what is shown of them: pure rules.

Nothing about fewer than five clients may follow from any figures ever shown, however often and
beside whichever client one looks. So figures join in groups of five or more; a group never
changes, no figure is in two of them, and what is shown is always made of whole groups. Whatever
is combined from that is about whole groups again (docs/decisions/008-compared-in-groups.md).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

SMALLEST_GROUP = 5
"""Clients at least in a group, the one that is shown beside it not among them."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of a group and the middle of its halves, rounded; ``number`` is how many."""

    number: int
    lower: int
    median: int
    upper: int


def joining(values: Mapping[int, int], *, counted: Collection[int], shown: int) -> dict[int, int]:
    """The figures that make a new group now, by company; empty if they are too few.

    ``counted`` have joined before; ``shown`` is left out, so that it can be compared.
    """
    new = {
        company: value
        for company, value in values.items()
        if company not in counted and company != shown
    }
    return new if len(new) >= SMALLEST_GROUP else {}


def spread(groups: Sequence[Sequence[int]], step: int) -> Spread | None:
    """Median and quartiles of whole groups together, to the nearest ``step``; None of nothing.

    Rounded, because in a small group the median is one client's own figure.
    """
    values = sorted(value for group in groups for value in group)
    if len(values) < SMALLEST_GROUP:
        return None
    at = [_rounded(_quantile(values, Fraction(quarter, 4)), step) for quarter in (1, 2, 3)]
    return Spread(len(values), *at)


def _quantile(ordered: Sequence[int], share: Fraction) -> Fraction:
    """Between the two nearest figures in proportion (the ends are the least and the most)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    if below + 1 == len(ordered):
        return Fraction(ordered[below])
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def _rounded(value: Fraction, step: int) -> int:
    return int((value / step + Fraction(1, 2)) // 1) * step
