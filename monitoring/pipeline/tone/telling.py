"""The words that made the table of weights call a text critical or praising that has no cue."""

from typing import Final

from monitoring.pipeline.lexicon import words_of
from monitoring.pipeline.tone import grams
from monitoring.pipeline.tone.result import Reason
from monitoring.pipeline.tone.weights import Weights

MOST: Final = 3
_LEAST: Final = 0.5
"""What a word must weigh beside the one that weighs most to be named with it."""


def telling(text: str, weights: Weights, *, polarity: int) -> tuple[Reason, ...]:
    """The words that weigh most for criticism (-1) or praise (1), in their order; () without any.

    A word weighs what it and its pieces weigh; the pairs it stands in are left aside.
    """
    words = words_of(grams.spoken(text))
    row = weights.table[0 if polarity < 0 else 1]
    worth = {
        words.place(number): float(row[grams.slots_of_word(word)].sum())
        for number, word in enumerate(words.folded)
    }
    most = max(worth.values(), default=0.0)
    named = sorted((w, place) for place, w in worth.items() if w > 0 and w >= _LEAST * most)
    places = sorted(place for _, place in named[-MOST:])
    return tuple(Reason(text[start:end], polarity, start, end) for start, end in places)
