"""The index in which searches are filed under their anchors."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from monitoring.query.anchors import Shelf
from monitoring.query.document import Folded

_HEAD = 3

Filed: TypeAlias = "Mapping[str, Drawer]"
LookUp: TypeAlias = "Callable[[Folded], Iterable[Drawer]]"


class Drawer:
    """The searches filed under one key, some of them only worth trying beside a further word."""

    __slots__ = ("alone", "also", "beside")

    def __init__(self) -> None:
        self.alone: list[int] = []
        self.beside: dict[str, list[int]] = {}
        self.also: set[str] = set()

    def add(self, search: int, also: str) -> None:
        """File `search`, to be tried only where the word `also` stands too, if one is given."""
        if also:
            self.beside.setdefault(also, []).append(search)
            self.also.add(also)
        else:
            self.alone.append(search)

    def collect(self, words: frozenset[str], candidates: set[int]) -> None:
        """Add to `candidates` what is worth trying on a text with `words`."""
        candidates.update(self.alone)
        for word in self.also & words:
            candidates.update(self.beside[word])


def look_ups(filed: Mapping[Shelf, Filed]) -> Iterator[LookUp]:
    """Yield a look-up for every shelf that has something on it."""
    for shelf, look_up in _LOOK_UPS.items():
        if filed[shelf]:
            yield look_up(filed[shelf])


def _words(filed: Filed) -> LookUp:
    keys = frozenset(filed)
    drawers = dict(filed)
    return lambda text: [drawers[word] for word in keys & text.words]


def _beginnings(filed: Filed, words_of: Callable[[Folded], Iterable[str]]) -> LookUp:
    """Find wildcards by the first letters of a word, then by each length that occurs."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for prefix in filed:
        lengths[prefix[:_HEAD]].add(len(prefix))
    drawers = dict(filed)

    def found(text: Folded) -> Iterator[Drawer]:
        for word in [word for word in words_of(text) if word[:_HEAD] in lengths]:
            for length in lengths[word[:_HEAD]]:
                if word[:length] in drawers:
                    yield drawers[word[:length]]

    return found


def _exact(filed: Filed, keys_of: Callable[[Folded], Iterable[str]]) -> LookUp:
    drawers = dict(filed)
    return lambda text: [drawers[key] for key in keys_of(text) if key in drawers]


_LOOK_UPS: Mapping[Shelf, Callable[[Filed], LookUp]] = {
    Shelf.WORD: _words,
    Shelf.PREFIX: lambda filed: _beginnings(filed, lambda text: text.words),
    Shelf.SITE: lambda filed: _exact(filed, lambda text: text.hosts),
    Shelf.LANGUAGE: lambda filed: _exact(filed, lambda text: (text.language,)),
    Shelf.AUTHOR: lambda filed: _exact(filed, lambda text: text.author.split()),
    Shelf.AUTHOR_PREFIX: lambda filed: _beginnings(filed, lambda text: text.author.split()),
}
