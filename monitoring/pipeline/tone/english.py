"""English by VADER (MIT), a word list from tweets and reviews; on other texts half right."""

import math
import re
from functools import cache
from typing import Any, Final

from vaderSentiment.vaderSentiment import NEGATE, SentimentIntensityAnalyzer

from monitoring.pipeline.tone.result import (
    MOST_REASONS,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    Reason,
    Tone,
    ToneKey,
)

READ: Final = 1_000
_BEFORE: Final = 3
_FROM: Final = 0.05  # VADER's own limit for calling a text positive or negative
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_LONG_WORD = re.compile(r"\S{80,}")


@cache
def _vader() -> Any:
    return SentimentIntensityAnalyzer()


def judge(text: str) -> Tone:
    """The tone of an English text, marked weak."""
    compound = float(_vader().polarity_scores(_LONG_WORD.sub(" ", text[:READ]))["compound"])
    label: ToneKey = NEUTRAL
    if abs(compound) >= _FROM:
        label = POSITIVE if compound > 0 else NEGATIVE
    negative, positive = _per_mille(-compound), _per_mille(compound)
    return Tone(label, negative, positive, _reasons(text[:READ]), weak=True)


def _per_mille(compound: float) -> int:
    return round(1000 / (1 + math.exp(0.9 - 3.5 * compound)))


def _reasons(text: str) -> tuple[Reason, ...]:
    valences = _vader().lexicon
    words = list(_WORD.finditer(text))
    plain = [word.group().lower().replace("’", "'") for word in words]
    reasons = []
    for place, word in enumerate(plain):
        valence = valences.get(word, 0.0)
        if not valence:
            continue
        before = range(max(0, place - _BEFORE), place)
        negator = next((b for b in before if plain[b] in NEGATE or plain[b].endswith("n't")), None)
        start = words[place if negator is None else negator].start()
        polarity = (-1 if valence < 0 else 1) * (1 if negator is None else -1)
        end = words[place].end()
        reasons.append(Reason(text[start:end], polarity, start, end, negator is not None))
    return tuple(reasons[:MOST_REASONS])
