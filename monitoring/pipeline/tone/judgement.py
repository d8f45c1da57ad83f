"""Puts a tone together: stars first, then words by what their language is read with."""

import math
from collections.abc import Sequence
from typing import Final, TypeGuard

from monitoring.pipeline.tone import cues, english
from monitoring.pipeline.tone.german import Found, Reading, read
from monitoring.pipeline.tone.layer import LABELS, Layer, numbers_of
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
from monitoring.pipeline.tone.telling import telling
from monitoring.pipeline.tone.threshold import AT_FIRST
from monitoring.pipeline.tone.weights import Weights, shipped

GERMAN: Final = "de"
# Per mille of criticism and praise for one to five stars.
_BY_STARS: Final = {1: (960, 10), 2: (860, 50), 3: (320, 250), 4: (90, 820), 5: (20, 960)}


def judge(
    text: str, language: str, rating: float | None = None, *, layer: Layer | None = None
) -> Tone:
    """The tone of a text in a language (ISO 639-1), with the 1 to 5 stars its source gave it.

    Total: any string has a tone. Stars outside 1 to 5 are not believed. `layer` is what a company's
    own labels have taught; it judges German texts without stars.
    """
    weights = shipped()
    if layer is None or weights is None or language != GERMAN or _is_rated(rating):
        return judge_all([text], [language], [rating])[0]
    return judge_with(layer, text, weights)


def judge_all(
    texts: Sequence[str], languages: Sequence[str], ratings: Sequence[float | None]
) -> list[Tone]:
    """The general judgement of several texts, which takes less than one after the other."""
    given = list(zip(texts, languages, strict=True))
    german = iter(_judge_german([text for text, said in given if said == GERMAN], shipped()))
    tones = [next(german) if said == GERMAN else _judge_other(text, said) for text, said in given]
    return [_rated(tone, rating) for tone, rating in zip(tones, ratings, strict=True)]


def _is_rated(rating: float | None) -> TypeGuard[float]:
    return rating is not None and 1 <= rating <= 5


def _rated(tone: Tone, rating: float | None) -> Tone:
    """Stars win; the reasons are the words' all the same."""
    if not _is_rated(rating):
        return tone
    negative, positive = _BY_STARS[math.floor(rating + 0.5)]
    label: ToneKey = NEGATIVE if negative > 500 else POSITIVE if positive > 500 else NEUTRAL
    return Tone(label, negative, positive, tone.reasons)


def _judge_other(text: str, language: str) -> Tone:
    return english.judge(text) if language == "en" else Tone(UNCLEAR, 0, 0)


def judge_german(text: str, weights: Weights | None) -> Tone:
    """The tone of a German text by these weights, or by cues alone without any."""
    return _judge_german([text], weights)[0]


def _judge_german(texts: Sequence[str], weights: Weights | None) -> list[Tone]:
    readings = [read(text) for text in texts]
    if weights is None:
        likely = [cues.likelihoods(reading) for reading in readings]
    else:
        likely = weights.likelihoods_of(texts, readings) if texts else []
    given = zip(texts, readings, likely, strict=True)
    return [_put_together(*each, weights) for each in given]


def _put_together(
    text: str, reading: Reading, likely: tuple[float, float], weights: Weights | None
) -> Tone:
    """The tone by two likelihoods.

    No label without a reason that can be shown: where there is no cue, the words that weighed most
    are named, and where there is no such word either, the text is neutral. What is queued for its
    likelihood alone has its words named as well.
    """
    limits = weights.limits if weights else (cues.CRITICAL_FROM, cues.PRAISING_FROM)
    label = cues.label(reading, likely, *limits)
    reasons = _reasons(text, reading)
    if not reading.found and weights and (label != NEUTRAL or 1000 * likely[0] >= AT_FIRST):
        reasons = telling(text, weights, polarity=1 if label == POSITIVE else -1)
    negative, positive = (round(1000 * each) for each in likely)
    return Tone(label if reasons else NEUTRAL, negative, positive, reasons)


def judge_with(layer: Layer, text: str, weights: Weights) -> Tone:
    """The tone of a German text by these weights with a company's layer above them."""
    reading = read(text)
    general = weights.likelihoods(text, reading)
    likely = layer.likelihoods(numbers_of(text, reading, general, weights.limits))
    negative, positive = (round(1000 * float(likely[place])) for place in (0, 2))
    return Tone(
        LABELS[int(likely.argmax())],
        negative,
        positive,
        _reasons(text, reading),
        learned=layer.labels,
    )


def _reasons(text: str, reading: Reading) -> tuple[Reason, ...]:
    return tuple(_reason(text, found) for found in reading.found[:MOST_REASONS])


def _reason(text: str, found: Found) -> Reason:
    polarity = -1 if found.weight < 0 else 1
    word = " ".join(text[found.start : found.end].split())
    return Reason(word, polarity, found.start, found.end, found.negated)
