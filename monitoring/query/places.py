"""Where terms stand in a list of words: for NEAR, and for highlighting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitoring.query.kin import is_kin
from monitoring.query.nodes import Near, Part, Term, operand_terms


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Words `first` to `last` of a list, both included."""

    first: int
    last: int


def places(term: Term, words: Sequence[str]) -> Iterator[Place]:
    """Yield every place where `term` stands in folded `words`."""
    parts = term.parts
    for first in range(len(words) - len(parts) + 1):
        if all(fits(part, words[first + offset]) for offset, part in enumerate(parts)):
            yield Place(first, first + len(parts) - 1)


def near_places(near: Near, words: Sequence[str]) -> Iterator[tuple[Place, Place]]:
    """Yield every pair of places close enough to one another and not overlapping."""
    left, right = (
        [place for term in operand_terms(side) for place in places(term, words)]
        for side in (near.left, near.right)
    )
    for one in left:
        for other in right:
            if 1 <= max(other.first - one.last, one.first - other.last) <= near.distance:
                yield one, other


def fits(part: Part, word: str) -> bool:
    """Whether a folded word is what a part of a term stands for."""
    if part.kin:
        return is_kin(part.kin, word)
    return word.startswith(part.word) if part.prefix else word == part.word
