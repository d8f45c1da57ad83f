"""The table of weights: what it holds, how it is kept in a file, and what it says of some words.

A file is a line of JSON and then the table, one signed byte for each slot and family of languages.
Nothing in it can be run, and no list of words can be read back from it.
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

from monitoring.pipeline.few_words.slots import SLOTS, slots

FILE: Final = Path(__file__).with_name("weights.bin")
NAME: Final = "etappe-few-words-1"
# German and English by themselves, their neighbours and what is often met by families. A language
# that is in none of them is left to the others' judgement.
FAMILIES: Final = {
    "de": ("de",),
    "en": ("en",),
    "dutch": ("nl",),
    "nordic": ("sv", "da", "nb", "is"),
    "romance": ("fr", "it", "es", "pt", "ro", "ca"),
    "slavic and baltic": ("pl", "cs", "sk", "sl", "sh", "lt", "lv"),
    "finnish, hungarian, turkish": ("fi", "hu", "tr"),
    "of the south east": ("id", "ms", "fil", "vi"),
}
# How another judge may call languages that share a list.
_ALSO: Final = {"no": "nb", "nn": "nb", "hr": "sh", "bs": "sh", "tl": "fil"}
_FAMILY: Final = {code: place for place, codes in enumerate(FAMILIES.values()) for code in codes}
# What another judge's certainty counts at least: nobody is ever quite sure that it is not so.
_LEAST: Final = 0.02
# How much its word counts beside ours.
_TRUST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One regression for each of FAMILIES: a column of `table` over the slots, and a constant."""

    table: NDArray[np.int8]
    scale: float
    constant: tuple[float, ...]

    def outcomes(self, words: Sequence[str]) -> NDArray[np.float64]:
        """What each family's regression makes of the words: the higher, the likelier."""
        found = slots(words)
        total = self.table.take(found, axis=0).sum(axis=0, dtype=np.float64)
        outcomes: NDArray[np.float64] = total * (self.scale / math.sqrt(max(1, len(found))))
        return outcomes + self.constant

    def to_bytes(self) -> bytes:
        """The file: the same weights give the same bytes."""
        head = {"name": NAME, "scale": self.scale, "constant": self.constant}
        return json.dumps(head).encode() + b"\n" + self.table.tobytes()


def from_bytes(content: bytes) -> Weights:
    """Weights out of a file's content; ValueError if it is another kind or is not whole."""
    line, _, table = content.partition(b"\n")
    head = json.loads(line)
    values = np.frombuffer(table, dtype=np.int8)
    if head["name"] != NAME or values.size != SLOTS * len(FAMILIES):
        raise ValueError(f"These are no weights of the kind {NAME}")
    return Weights(
        table=values.reshape(SLOTS, len(FAMILIES)),
        scale=float(head["scale"]),
        constant=tuple(map(float, head["constant"])),
    )


@cache
def shipped() -> Weights:
    """The weights that came with this version."""
    return from_bytes(FILE.read_bytes())


def leaning(words: Sequence[str], judged: dict[str, float]) -> tuple[str, float]:
    """To which of German and English some words lean, "" to neither; and how clearly, from 0.

    `judged` is how certain another judge is of some languages, 0 to 1 each; its word counts, too.
    """
    outcomes = shipped().outcomes(words)
    said = [_LEAST] * len(FAMILIES)
    for code, certainty in judged.items():
        place = _FAMILY.get(_ALSO.get(code, code))
        if place is not None:
            said[place] = max(said[place], certainty)
    outcomes += _TRUST * np.log(said)
    best = int(outcomes.argmax())
    lead = float(outcomes[best] - np.partition(outcomes, -2)[-2])
    return (("de", "en")[best] if best < 2 else "", lead)
