"""The index in which searches are filed under their anchors."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from monitoring.query.anchors import Anchor, Shelf
from monitoring.query.document import HEAD, Folded
from monitoring.query.kin import spellings

_FEW = 30
_REMEMBERED = 100_000

Filed: TypeAlias = "Mapping[str, Drawer]"
LookUp: TypeAlias = "Callable[[Folded], Iterable[Drawer]]"


class Drawer:
    """The searches filed under one key, some of them only worth trying beside a further word."""

    __slots__ = ("alone", "also", "beside", "beside_heads", "heads")

    def __init__(self) -> None:
        self.alone: list[int] = []
        self.beside: dict[str, list[int]] = {}
        self.also: set[str] = set()
        self.beside_heads: dict[str, list[int]] = {}
        self.heads: set[str] = set()

    def add(self, search: int, anchor: Anchor) -> None:
        """File `search`, to be tried only beside the further word `anchor` asks for, if any."""
        if anchor.also:
            self.beside.setdefault(anchor.also, []).append(search)
            self.also.add(anchor.also)
        elif anchor.head:
            self.beside_heads.setdefault(anchor.head, []).append(search)
            self.heads.add(anchor.head)
        else:
            self.alone.append(search)

    def collect(self, text: Folded, candidates: set[int]) -> None:
        """Add to `candidates` what is worth trying on `text`."""
        if self.alone:
            candidates.update(self.alone)
        for word in self.also & text.words:
            candidates.update(self.beside[word])
        if self.heads:
            for head in self._heads_in(text):
                candidates.update(self.beside_heads[head])

    def _heads_in(self, text: Folded) -> Iterable[str]:
        if len(self.heads) > _FEW:
            return self.heads & text.heads
        return [head for head in self.heads if f" {head}" in text.line]


def look_ups(filed: Mapping[Shelf, Filed]) -> Iterator[LookUp]:
    """Yield a look-up for every shelf that has something on it."""
    for shelf, look_up in _LOOK_UPS.items():
        if filed[shelf]:
            yield look_up(filed[shelf])


def _words(filed: Filed) -> LookUp:
    keys = frozenset(filed)
    drawers = dict(filed)
    return lambda text: [drawers[word] for word in keys & text.words]


def _beginnings(filed: Filed) -> LookUp:
    """Look for each wildcard while they are few; else go by the first letters of every word."""
    drawers = dict(filed)
    if len(drawers) > _FEW:
        by_head = _ByHead(drawers)
        return lambda text: by_head.of(text.words)
    return lambda text: [drawer for key, drawer in drawers.items() if f" {key}" in text.line]


def _author_beginnings(filed: Filed) -> LookUp:
    by_head = _ByHead(dict(filed))
    return lambda text: by_head.of(frozenset(text.author.split()))


class _ByHead:
    """Wildcards, found by the first letters of a word, then by each length that occurs."""

    def __init__(self, drawers: Mapping[str, Drawer]) -> None:
        self.drawers = drawers
        self.lengths: dict[str, set[int]] = defaultdict(set)
        for prefix in drawers:
            self.lengths[prefix[:HEAD]].add(len(prefix))
        self.begun_by_none: set[str] = set()

    def of(self, words: frozenset[str]) -> Iterator[Drawer]:
        """Yield the drawers of all beginnings of `words`.

        Most words begin no wildcard and were seen before; they are remembered and skipped.
        """
        if len(self.begun_by_none) > _REMEMBERED:
            self.begun_by_none.clear()
        for word in words - self.begun_by_none:
            lengths = self.lengths.get(word[:HEAD], ())
            found = [word[:length] for length in lengths if word[:length] in self.drawers]
            if not found:
                self.begun_by_none.add(word)
            for beginning in found:
                yield self.drawers[beginning]


def _insides(filed: Filed) -> LookUp:
    by_inside = _ByInside(dict(filed))
    return lambda text: by_inside.of(text.words)


class _ByInside:
    """Roots of words, found wherever they stand in a word, with its umlauts or without one."""

    def __init__(self, drawers: Mapping[str, Drawer]) -> None:
        self.drawers = drawers
        self.head = min(map(len, drawers))
        self.lengths: dict[str, set[int]] = defaultdict(set)
        for root in drawers:
            self.lengths[root[: self.head]].add(len(root))
        self.without: set[str] = set()

    def of(self, words: frozenset[str]) -> Iterator[Drawer]:
        """Yield the drawers of all roots within `words`; words without any are remembered."""
        if len(self.without) > _REMEMBERED:
            self.without.clear()
        for word in words - self.without:
            found = [self.drawers[root] for root in self._roots(word)]
            if not found:
                self.without.add(word)
            yield from found

    def _roots(self, word: str) -> Iterator[str]:
        for spelled in spellings(word):
            for place in range(len(spelled) - self.head + 1):
                for length in self.lengths.get(spelled[place : place + self.head], ()):
                    root = spelled[place : place + length]
                    if root in self.drawers:
                        yield root


def _exact(filed: Filed, keys_of: Callable[[Folded], Iterable[str]]) -> LookUp:
    drawers = dict(filed)
    return lambda text: [drawers[key] for key in keys_of(text) if key in drawers]


_LOOK_UPS: Mapping[Shelf, Callable[[Filed], LookUp]] = {
    Shelf.WORD: _words,
    Shelf.PREFIX: _beginnings,
    Shelf.INSIDE: _insides,
    Shelf.SITE: lambda filed: _exact(filed, lambda text: text.hosts),
    Shelf.LANGUAGE: lambda filed: _exact(filed, lambda text: (text.language,)),
    Shelf.AUTHOR: lambda filed: _exact(filed, lambda text: text.author.split()),
    Shelf.AUTHOR_PREFIX: _author_beginnings,
}
