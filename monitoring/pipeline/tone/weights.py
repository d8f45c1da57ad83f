"""The table of weights: what it holds, how it is kept in a file, and what it says of a text.

A file is a line of JSON and then the table as 16-bit floats, little-endian, all slots for
criticism and then all for praise. Nothing in it can be run, and nothing in it is a text.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from monitoring.pipeline.tone import facts, grams
from monitoring.pipeline.tone.german import Reading

FILE: Final = Path(__file__).with_name("de_weights.bin")
NAME: Final = "etappe-tone-de-2"
_DIGITS: Final = 6

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Two logistic regressions side by side: for criticism first, for praise second.

    Each has its row in `table`, over the slots of `grams`, and in `facts`, over the numbers of
    `facts`; `limits` are the likelihoods from which a text is called negative and positive.
    """

    table: NDArray[np.float32]
    facts: NDArray[np.float64]
    constant: Pair
    limits: Pair

    def likelihoods(self, text: str, reading: Reading) -> Pair:
        """How likely criticism and praise are, each from 0 to 1."""
        return self.likelihoods_of([text], [reading])[0]

    def likelihoods_of(self, texts: Sequence[str], readings: Sequence[Reading]) -> list[Pair]:
        """The same of several texts; what is said of one does not depend on the others.

        16-bit floats add up to a 64-bit one without any rounding, in whatever order.
        """
        count = len(texts)
        slots, numbers = grams.slots_of(texts)
        sizes = np.sqrt(np.maximum(1, np.bincount(numbers, minlength=count)))
        read = np.array([facts.facts(t, r) for t, r in zip(texts, readings, strict=True)])
        sides = [
            constant
            + (read * by_facts).sum(axis=1)
            + np.bincount(numbers, weights=row[slots], minlength=count) / sizes
            for constant, by_facts, row in zip(self.constant, self.facts, self.table, strict=True)
        ]
        critical, praising = (map(_logistic, side.tolist()) for side in sides)
        return list(zip(critical, praising, strict=True))

    def to_bytes(self) -> bytes:
        """The file: the same weights give the same bytes."""
        head = {
            "name": NAME,
            "facts": [[round(float(n), _DIGITS) for n in row] for row in self.facts],
            "constant": [round(n, _DIGITS) for n in self.constant],
            "limits": [round(n, _DIGITS) for n in self.limits],
        }
        return json.dumps(head).encode() + b"\n" + self.table.astype("<f2").tobytes()


def from_bytes(content: bytes) -> Weights:
    """Weights out of a file's content; ValueError if it is another kind or is not whole."""
    line, _, table = content.partition(b"\n")
    head = json.loads(line)
    values = np.frombuffer(table, dtype="<f2")
    numbers = np.array(head["facts"], dtype=np.float64)
    if head["name"] != NAME or values.size != 2 * grams.SLOTS or numbers.shape != (2, facts.COUNT):
        raise ValueError(f"These are no weights of the kind {NAME}")
    return Weights(
        table=values.reshape(2, grams.SLOTS).astype(np.float32),
        facts=numbers,
        constant=(head["constant"][0], head["constant"][1]),
        limits=(head["limits"][0], head["limits"][1]),
    )


@cache
def shipped() -> Weights | None:
    """The weights that came with this version; None where somebody left them out."""
    return from_bytes(FILE.read_bytes()) if FILE.exists() else None


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, value))))
