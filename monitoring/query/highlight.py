"""Where in a text a search finds what it looks for."""

from collections.abc import Iterable, Iterator

from monitoring.query.fold import spans
from monitoring.query.nodes import And, Near, Node, Or, Term, without_outer_not
from monitoring.query.places import Place, near_places, places


def hits(node: Node, text: str) -> list[tuple[int, int]]:
    """Return the places to highlight in `text`, in characters, end excluded, none overlapping.

    Words under NOT and conditions on fields highlight nothing; NEAR only where it holds.
    """
    found = spans(text)
    words = [span.word for span in found]
    marked = _places(without_outer_not(node), words)
    return _merged((found[place.first].start, found[place.last].end) for place in marked)


def _places(node: Node, words: list[str]) -> Iterator[Place]:
    match node:
        case Term():
            yield from places(node, words)
        case Near():
            for pair in near_places(node, words):
                yield from pair
        case And(nodes) | Or(nodes):
            for child in nodes:
                yield from _places(child, words)


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
