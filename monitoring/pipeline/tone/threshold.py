"""From which likelihood of criticism on a mention is queued for an answer."""

from collections.abc import Sequence
from typing import Final

AT_FIRST: Final = 300
"""Per mille, until a company has labelled enough."""

RECALL: Final = 0.8
ENOUGH: Final = 20
"""Negatives a company must have named before its own labels decide."""

_LOWEST: Final = 50
_HIGHEST: Final = 600


def threshold(negatives: Sequence[int]) -> int:
    """The highest per mille that still queues 80 % of the mentions a company called negative.

    `negatives` are the likelihoods of criticism those were given by weights that had not learned
    from them. With few of them it stays where everybody begins, and it never goes so low that
    everything is queued, nor so high that clear criticism is not.
    """
    if len(negatives) < ENOUGH:
        return AT_FIRST
    missed = int(len(negatives) * (1 - RECALL) + 1e-9)
    return min(_HIGHEST, max(_LOWEST, sorted(negatives)[missed]))
