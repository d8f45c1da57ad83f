"""What one company's labels add to the general judgement of German texts: a layer above it.

The layer is a small regression over the numbers of `facts`, the general weights' own likelihoods
and the words and pieces its labelled texts have in common. It is blended with the general judgement
by n / (n + 60), n being the number of labels: few say little.
"""

import json
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from monitoring.pipeline.tone import facts, grams
from monitoring.pipeline.tone.german import Reading
from monitoring.pipeline.tone.regression import CLASSES, Fitted, Floats, Ints, softmax
from monitoring.pipeline.tone.result import NEGATIVE, NEUTRAL, POSITIVE, ToneKey

NAME: Final = "etappe-layer-1"
LABELS: Final[tuple[ToneKey, ...]] = (NEGATIVE, NEUTRAL, POSITIVE)
DENSE: Final = facts.COUNT + CLASSES + 1
HALF: Final = 60
"""With so many labels the layer counts as much as the general judgement."""

_SCALE: Final = 0.5
_GENERAL: Final = 0.5
_SUREST: Final = 0.999

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A text as the layer reads it: dense numbers, the slots of its words and pieces."""

    dense: Floats
    slots: Ints
    value: float
    general: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of the dense numbers, and of `slots` (ascending); `labels` it was fitted from."""

    labels: int
    fitted: Fitted
    slots: Ints

    def likelihoods(self, numbers: Numbers) -> Floats:
        """How likely each of LABELS is, blended with the general judgement."""
        outcome = numbers.dense @ self.fitted.dense
        known = known_places(self.slots, numbers.slots)
        outcome = outcome + numbers.value * self.fitted.rare[known].sum(axis=0)
        return blended(softmax(outcome[None, :])[0], numbers.general, self.labels)

    def to_bytes(self) -> bytes:
        """The layer as it is stored: a line of JSON, slots, weights, all little-endian."""
        head = json.dumps({"name": NAME, "labels": self.labels, "slots": len(self.slots)})
        table = np.concatenate([self.fitted.dense, self.fitted.rare])
        return b"\n".join(
            (head.encode(), self.slots.astype("<i4").tobytes() + table.astype("<f4").tobytes())
        )


def from_bytes(content: bytes) -> Layer:
    """A layer out of what was stored; ValueError if it is another kind or is not whole."""
    line, _, rest = bytes(content).partition(b"\n")
    head = json.loads(line)
    count = int(head["slots"])
    if head["name"] != NAME or len(rest) != 4 * (count + (DENSE + count) * CLASSES):
        raise ValueError(f"This is no layer of the kind {NAME}")
    slots = np.frombuffer(rest, dtype="<i4", count=count).astype(np.int64)
    table = np.frombuffer(rest, dtype="<f4", offset=4 * count).reshape(-1, CLASSES)
    table = table.astype(np.float64)
    return Layer(int(head["labels"]), Fitted(table[:DENSE], table[DENSE:]), slots)


def known_places(slots: Ints, asked: Ints) -> Ints:
    """Where in `slots` those of `asked` stand that are among them; both ascending."""
    places = np.searchsorted(slots, asked)
    inside = places < len(slots)
    places, asked = places[inside], asked[inside]
    return np.asarray(places[slots[places] == asked])


def numbers_of(text: str, reading: Reading, likely: Pair, limits: Pair) -> Numbers:
    """A text with what the general weights say of it, as numbers for a layer."""
    general = general_likelihoods(likely, limits)
    dense = np.concatenate([facts.facts(text, reading), _GENERAL * np.log(general), np.ones(1)])
    slots = np.unique(grams.slots(text))
    return Numbers(dense, slots, _SCALE / max(1.0, float(np.sqrt(len(slots)))), general)


def general_likelihoods(likely: Pair, limits: Pair) -> Floats:
    """Likelihoods of criticism and praise as those of three labels that add up to one.

    At its limit each is as likely as neutral, so that the likeliest label is the general one.
    """
    sides = [_odds(each) - _odds(limit) for each, limit in zip(likely, limits, strict=True)]
    return np.asarray(softmax(np.array([[sides[0], 0.0, sides[1]]]))[0])


def blended(own: NDArray[np.float64], general: Floats, labels: int) -> Floats:
    """The company's likelihoods and the general ones, weighted by how much was learned from."""
    weight = labels / (labels + HALF)
    return weight * own + (1 - weight) * general


def _odds(likelihood: float) -> float:
    likelihood = min(_SUREST, max(1 - _SUREST, likelihood))
    return float(np.log(likelihood / (1 - likelihood)))
