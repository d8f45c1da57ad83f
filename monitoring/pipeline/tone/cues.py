"""The judgement by cues alone: a logistic curve for criticism, one for praise, and thresholds.

It stands in where the table of weights is missing, and lends the other its words for doubt.
"""

import math
from typing import Final

from monitoring.pipeline.tone.german import Reading
from monitoring.pipeline.tone.result import NEGATIVE, NEUTRAL, POSITIVE, UNCLEAR, ToneKey

# Fitted by logistic regression on 10,578 labelled posts, sources and classes balanced, and rounded.
# Order: constant, complaint, praise, negations, sad signs, happy signs, questions, links,
# nothing found at all.
_CRITICISM: Final = (-0.8, 1.7, -1.0, 0.65, 1.35, -0.7, 0.0, -0.3, -0.4)
_PRAISE: Final = (-0.3, -1.65, 1.15, -0.95, -0.9, 1.6, -1.3, 0.0, -0.75)
CRITICAL_FROM: Final = 0.55
PRAISING_FROM: Final = 0.6
# Below this a text with both praise and complaint is called mixed, that is unclear.
_HEARD: Final = 0.9
# A text of this many words is taken as it is; longer ones must say more, shorter ones less.
_USUAL_LENGTH: Final = 25
_SHORTEST: Final = 8


def likelihoods(reading: Reading) -> tuple[float, float]:
    """How likely criticism and praise are, each from 0 to 1."""
    facts = (
        1.0,
        strength(reading, sign=False, negative=True),
        strength(reading, sign=False, negative=False),
        math.sqrt(min(4, reading.negations)),
        strength(reading, sign=True, negative=True),
        strength(reading, sign=True, negative=False),
        min(2, reading.questions) / 2,
        min(1, reading.links),
        float(not reading.found),
    )
    return _logistic(_CRITICISM, facts), _logistic(_PRAISE, facts)


def label(
    reading: Reading, likely: tuple[float, float], critical_from: float, praising_from: float
) -> ToneKey:
    """The label for two likelihoods and their limits.

    What reaches neither of them is neutral, but unclear if it praises and complains aloud.
    """
    critical, praising = likely
    if critical >= critical_from:
        return NEGATIVE
    if reading.ironic:
        return UNCLEAR
    if praising >= praising_from:
        return POSITIVE
    return UNCLEAR if is_mixed(reading) else NEUTRAL


def strength(reading: Reading, *, sign: bool, negative: bool) -> float:
    """How loudly words (or signs) complain or praise; its root, ten are not ten times one."""
    weights = (f.weight for f in reading.found if f.sign == sign and (f.weight < 0) == negative)
    total = abs(sum(weights))
    if sign:
        return math.sqrt(total)
    return math.sqrt(total / math.sqrt(max(_SHORTEST, reading.length) / _USUAL_LENGTH))


def is_mixed(reading: Reading) -> bool:
    """Whether words complain and praise so loudly that neither can be meant alone."""
    sides = (strength(reading, sign=False, negative=negative) for negative in (True, False))
    return min(sides) >= _HEARD


def _logistic(coefficients: tuple[float, ...], facts: tuple[float, ...]) -> float:
    return 1 / (1 + math.exp(-sum(c * f for c, f in zip(coefficients, facts, strict=True))))
