"""Weighs what was read: a logistic curve for criticism, one for praise, and thresholds."""

import math
from typing import Final

from monitoring.pipeline.tone import english
from monitoring.pipeline.tone.german import Found, Reading, read
from monitoring.pipeline.tone.result import (
    MOST_REASONS,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    UNCLEAR,
    Reason,
    Tone,
    ToneKey,
)

# Fitted by logistic regression on 10,578 labelled posts, sources and classes balanced, and rounded.
# Order: constant, complaint, praise, negations, sad signs, happy signs, questions, links,
# nothing found at all.
_CRITICISM: Final = (-0.8, 1.7, -1.0, 0.65, 1.35, -0.7, 0.0, -0.3, -0.4)
_PRAISE: Final = (-0.3, -1.65, 1.15, -0.95, -0.9, 1.6, -1.3, 0.0, -0.75)
_CRITICAL_FROM: Final = 0.55
_PRAISING_FROM: Final = 0.6
# Below this a text with both praise and complaint is called mixed, that is unclear.
_HEARD: Final = 0.7
# A text of this many words is taken as it is; longer ones must say more, shorter ones less.
_USUAL_LENGTH: Final = 25
_SHORTEST: Final = 8

# Per mille of criticism and praise for one to five stars.
_BY_STARS: Final = {1: (960, 10), 2: (860, 50), 3: (320, 250), 4: (90, 820), 5: (20, 960)}


def judge(text: str, language: str, rating: float | None = None) -> Tone:
    """The tone of a text in a language (ISO 639-1), with the 1 to 5 stars its source gave it.

    Total: any string has a tone. Stars outside 1 to 5 are not believed.
    """
    tone = _by_words(text, language)
    if rating is None or not 1 <= rating <= 5:
        return tone
    negative, positive = _BY_STARS[math.floor(rating + 0.5)]
    label: ToneKey = NEGATIVE if negative > 500 else POSITIVE if positive > 500 else NEUTRAL
    return Tone(label, negative, positive, tone.reasons)


def _by_words(text: str, language: str) -> Tone:
    if language == "de":
        return _weigh(text, read(text))
    if language == "en":
        return english.judge(text)
    return Tone(UNCLEAR, 0, 0)


def _weigh(text: str, reading: Reading) -> Tone:
    complaint = _strength(reading, sign=False, negative=True)
    praise = _strength(reading, sign=False, negative=False)
    facts = (
        1.0,
        complaint,
        praise,
        math.sqrt(min(4, reading.negations)),
        _strength(reading, sign=True, negative=True),
        _strength(reading, sign=True, negative=False),
        min(2, reading.questions) / 2,
        min(1, reading.links),
        float(not reading.found),
    )
    critical, praising = _logistic(_CRITICISM, facts), _logistic(_PRAISE, facts)
    label = _label(reading, critical, praising, mixed=min(complaint, praise) >= _HEARD)
    reasons = tuple(_reason(text, found) for found in reading.found[:MOST_REASONS])
    return Tone(label, round(1000 * critical), round(1000 * praising), reasons)


def _label(reading: Reading, critical: float, praising: float, *, mixed: bool) -> ToneKey:
    if not reading.found:
        return NEUTRAL
    if critical >= _CRITICAL_FROM:
        return NEGATIVE
    if reading.ironic:
        return UNCLEAR
    if praising >= _PRAISING_FROM:
        return POSITIVE
    return UNCLEAR if mixed else NEUTRAL


def _strength(reading: Reading, *, sign: bool, negative: bool) -> float:
    """How loudly words (or signs) complain or praise; its root, ten are not ten times one."""
    weights = (f.weight for f in reading.found if f.sign == sign and (f.weight < 0) == negative)
    total = abs(sum(weights))
    if sign:
        return math.sqrt(total)
    return math.sqrt(total / math.sqrt(max(_SHORTEST, reading.length) / _USUAL_LENGTH))


def _logistic(coefficients: tuple[float, ...], facts: tuple[float, ...]) -> float:
    return 1 / (1 + math.exp(-sum(c * f for c, f in zip(coefficients, facts, strict=True))))


def _reason(text: str, found: Found) -> Reason:
    polarity = -1 if found.weight < 0 else 1
    word = " ".join(text[found.start : found.end].split())
    return Reason(word, polarity, found.start, found.end, found.negated)
