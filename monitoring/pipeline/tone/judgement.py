"""Puts a tone together: stars first, then words by what their language is read with."""

import math
from typing import Final

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

# Per mille of criticism and praise for one to five stars.
_BY_STARS: Final = {1: (960, 10), 2: (860, 50), 3: (320, 250), 4: (90, 820), 5: (20, 960)}


def judge(
    text: str, language: str, rating: float | None = None, *, layer: Layer | None = None
) -> Tone:
    """The tone of a text in a language (ISO 639-1), with the 1 to 5 stars its source gave it.

    Total: any string has a tone. Stars outside 1 to 5 are not believed. `layer` is what a company's
    own labels have taught; it judges German texts without stars.
    """
    is_rated = rating is not None and 1 <= rating <= 5
    tone = _by_words(text, language, None if is_rated else layer)
    if rating is None or not 1 <= rating <= 5:
        return tone
    negative, positive = _BY_STARS[math.floor(rating + 0.5)]
    label: ToneKey = NEGATIVE if negative > 500 else POSITIVE if positive > 500 else NEUTRAL
    return Tone(label, negative, positive, tone.reasons)


def judge_german(text: str, weights: Weights | None) -> Tone:
    """The tone of a German text by these weights, or by cues alone without any.

    No label without a reason that can be shown: where there is no cue, the words that weighed most
    are named, and where there is no such word either, the text is neutral. What is queued for its
    likelihood alone has its words named as well.
    """
    reading = read(text)
    if weights is None:
        limits = (cues.CRITICAL_FROM, cues.PRAISING_FROM)
        likely = cues.likelihoods(reading)
    else:
        limits = weights.limits
        likely = weights.likelihoods(text, reading)
    label = cues.label(reading, likely, *limits)
    reasons = _reasons(text, reading)
    if not reading.found and weights and (label != NEUTRAL or 1000 * likely[0] >= AT_FIRST):
        reasons = telling(text, weights, polarity=1 if label == POSITIVE else -1)
    negative, positive = (round(1000 * each) for each in likely)
    return Tone(label if reasons else NEUTRAL, negative, positive, reasons)


def _by_words(text: str, language: str, layer: Layer | None) -> Tone:
    weights = shipped()
    if language == "de" and layer is not None and weights is not None:
        return judge_with(layer, text, weights)
    if language == "de":
        return judge_german(text, weights)
    if language == "en":
        return english.judge(text)
    return Tone(UNCLEAR, 0, 0)


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
