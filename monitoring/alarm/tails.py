"""How many are too many to be chance: tails of Poisson and negative binomial distributions."""

from functools import lru_cache
from math import exp, lgamma, log

POISSON_BELOW = 1e-6
"""A spread so small that the negative binomial distribution is a Poisson one."""


def tail(number: int, expected: float, spread: float) -> float:
    """The chance of ``number`` or more where ``expected`` are usual.

    The variance is ``expected + spread * expected²``: with a spread of 0 it is Poisson's.
    """
    if number <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    term = exp(_log_chance(number, expected, spread))
    total, place = 0.0, number
    while term > total * 1e-12 and term > 0:
        total += term
        term *= _ratio(place, expected, spread)
        place += 1
    return min(total, 1.0)


@lru_cache(maxsize=4096)
def unusual_from(expected: float, spread: float, rare: float) -> int:
    """The smallest number whose tail is at most ``rare``; it lies above ``expected``."""
    low, high = int(expected), int(expected) + 1
    while tail(high, expected, spread) > rare:
        low, high = high, high + 2 * (high - int(expected))
    while high - low > 1:
        middle = (low + high) // 2
        if tail(middle, expected, spread) > rare:
            low = middle
        else:
            high = middle
    return high


def _log_chance(number: int, expected: float, spread: float) -> float:
    if spread < POISSON_BELOW:
        return number * log(expected) - expected - lgamma(number + 1)
    shape = 1 / spread
    return (
        lgamma(number + shape)
        - lgamma(shape)
        - lgamma(number + 1)
        + shape * log(shape / (shape + expected))
        + number * log(expected / (shape + expected))
    )


def _ratio(number: int, expected: float, spread: float) -> float:
    """The chance of one more over the chance of ``number``."""
    if spread < POISSON_BELOW:
        return expected / (number + 1)
    shape = 1 / spread
    return (number + shape) / (number + 1) * expected / (shape + expected)
