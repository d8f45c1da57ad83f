"""Which prepared scenario fits what has happened (S4: scenarios thought through in calm); pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEM = 5
"""Letters by which a word of the topic is known again: Lieferung, Lieferungen, Lieferzeit."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario: words of its topic and trigger, and from when on it has come."""

    id: int
    words: str
    percent: int | None
    times: float | None


def matching(
    prepared: Sequence[Prepared], texts: Iterable[str], percent: int, times: float
) -> int | None:
    """The scenario whose words are in most of the texts; without any, the one most narrowly met.

    Only those count of which one threshold is reached, or that have none. None if nothing fits.
    """
    said = [_stems(text) for text in texts]
    scored = [
        (score, one.percent or 0, one.times or 0.0, -one.id)
        for one in prepared
        if _reached(one, percent, times)
        and ((score := _score(one, said)) or one.percent is not None or one.times is not None)
    ]
    best = max(scored, default=None)
    return -best[3] if best else None


def _reached(one: Prepared, percent: int, times: float) -> bool:
    if one.percent is None and one.times is None:
        return True
    by_percent = one.percent is not None and percent >= one.percent
    return by_percent or (one.times is not None and times >= one.times)


def _score(one: Prepared, said: Sequence[frozenset[str]]) -> int:
    words = _stems(one.words)
    return sum(bool(words & text) for text in said)


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]{5,}", text.casefold())
    return frozenset(word[:STEM] for word in words) - COMMON


COMMON = frozenset(
    word[:STEM]
    for word in (
        "einer eines einem einen unser unsere nicht werden wurde haben hatte diese dieser dieses "
        "etwas jemand kunden kunde kundin firma unternehmen öffentlich kritik werden über "
        "about their there which would company people customer customers public somebody"
    ).split()
)
"""Words that say nothing of a topic."""
