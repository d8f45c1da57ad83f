"""Which searches a text matches: one search, or those of all companies at once."""

from collections import defaultdict
from collections.abc import Mapping

from monitoring.query.anchors import Shelf, anchoring
from monitoring.query.document import Document, Folded
from monitoring.query.highlight import hits
from monitoring.query.nodes import Node
from monitoring.query.predicate import compiled
from monitoring.query.shelves import Drawer, look_ups

__all__ = ["Document", "Matcher", "hits", "matches"]


def matches(node: Node, document: Document) -> bool:
    """Whether `document` is what `node` asks for."""
    return compiled(node)(Folded(document))


class Matcher:
    """All companies' searches in one index, to be built anew when a search changes.

    The cost of a document hardly grows with the number of searches: only those filed under words
    that the document contains are evaluated.
    """

    def __init__(self, profiles: Mapping[int, Node]) -> None:
        self._predicates = {key: compiled(node) for key, node in profiles.items()}
        self._always: list[int] = []
        filed: dict[Shelf, dict[str, Drawer]] = {shelf: defaultdict(Drawer) for shelf in Shelf}
        for key, node in profiles.items():
            found = anchoring(node)
            if found is None:
                self._always.append(key)
            for anchor in found.anchors if found else ():
                filed[anchor.shelf][anchor.key].add(key, anchor)
        self._look_ups = list(look_ups(filed))

    def __len__(self) -> int:
        return len(self._predicates)

    def match(self, document: Document) -> list[int]:
        """Return the keys of the searches that `document` matches, in ascending order."""
        text = Folded(document)
        candidates = set(self._always)
        for look_up in self._look_ups:
            for drawer in look_up(text):
                drawer.collect(text, candidates)
        return sorted(key for key in candidates if self._predicates[key](text))
