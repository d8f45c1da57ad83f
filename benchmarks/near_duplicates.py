"""How well and how fast near-duplicates are found: recall, precision, signatures per second.

    python -m benchmarks.near_duplicates

The texts are made up from a list of sentences by a seeded generator. A copy has 5 % of its words
(at least one) replaced, dropped or doubled. Strangers are other texts of the same vocabulary, and
texts that share their first third, as messages written from one template do. The exact Jaccard
comparison of Python sets over all pairs is the floor for speed. datasketch does the same beside it,
with as many permutations, over the same pairs of words: as its documentation shows, and, once more,
copying a signature that has its permutations already, since drawing them anew is half of its time.
It is no dependency of the product (`pip install --target DIR --no-deps datasketch`, then
`PYTHONPATH=DIR`). CPU time, medians, by turns.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from itertools import chain, pairwise
from typing import Any

from monitoring.pipeline.duplicates import (
    BANDS,
    NEAR,
    PERMUTATIONS,
    ROWS,
    SEED,
    Signature,
    near,
    signature,
)
from monitoring.query.fold import fold

TEXTS = 2_000
ROUNDS = 7
FASTER_THAN_DATASKETCH = 10
WORDS = (
    "die der das ein eine wir sie ihr unser kunde kundin werk halle lieferung termin montag "
    "dienstag monteur meister lehrling maschine fräse schrauben motor pumpe heizung rechnung "
    "angebot preis euro stunde woche monat jahr stadt region firma betrieb familie messe stand "
    "neu alt groß klein schnell langsam gut schlecht heute morgen gestern bald wieder immer nie "
    "kommt geht steht liegt baut liefert sucht findet kauft verkauft öffnet schließt wartet ruft "
    "und oder aber weil wenn dass nicht auch nur noch schon mit ohne für gegen nach vor bei aus"
).split()


def text(rng: random.Random) -> list[str]:
    return rng.choices(WORDS, k=rng.randint(20, 120))


def edited(words: list[str], rng: random.Random, share: float = 0.05) -> list[str]:
    """A copy with a share of its words replaced, dropped or doubled, at least one."""
    out = list(words)
    for _ in range(max(1, round(share * len(words)))):
        place = rng.randrange(len(out))
        out[place : place + 1] = rng.choice(([rng.choice(WORDS)], [], [out[place]] * 2))
    return out


def same_opening(words: list[str], rng: random.Random) -> list[str]:
    third = len(words) // 3
    return words[:third] + rng.choices(WORDS, k=len(words) - third)


class Ours:
    """Signatures and bands as the product has them; the index is a table in the database there."""

    name = "ours"

    def __init__(self) -> None:
        self.known: list[Signature] = []
        self.index: dict[int, list[int]] = defaultdict(list)
        self.compared = 0

    def sign(self, text: str) -> Signature:
        """The signature of one text."""
        return signature(text)

    def learn(self, texts: Iterable[str]) -> None:
        """Sign texts and file them."""
        self.known = [signature(text) for text in texts]
        for place, one in enumerate(self.known):
            for band in one.bands:
                self.index[band].append(place)

    def like(self, text: str) -> set[int]:
        """The places of those it is a near copy of."""
        mine = signature(text)
        sharing = filter(None, map(self.index.get, mine.bands))
        others = set(chain.from_iterable(sharing))
        self.compared += len(others)
        return {other for other in others if near(mine, self.known[other])}


class Datasketch:
    """datasketch's MinHash and index, with the same bands, and candidates compared likewise."""

    name = "datasketch"

    def __init__(self) -> None:
        from datasketch import MinHashLSH  # type: ignore[import-not-found]

        self.known: list[Any] = []
        self.index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))

    def sign(self, text: str) -> Any:
        """The signature of one text."""
        made = self._empty()
        made.update_batch([f"{a} {b}".encode() for a, b in pairwise(text.split())])
        return made

    def _empty(self) -> Any:
        from datasketch import MinHash

        return MinHash(num_perm=PERMUTATIONS, seed=SEED)

    def learn(self, texts: Iterable[str]) -> None:
        """Sign texts and file them."""
        self.known = [self.sign(text) for text in texts]
        for place, one in enumerate(self.known):
            self.index.insert(place, one, check_duplication=False)

    def like(self, text: str) -> set[int]:
        """The places of those it is a near copy of."""
        mine = self.sign(text)
        others = self.index.query(mine)
        return {other for other in others if mine.jaccard(self.known[other]) >= NEAR}


class DatasketchCopied(Datasketch):
    """The same, its permutations drawn once."""

    name = "datasketch, copied"

    def __init__(self) -> None:
        super().__init__()
        self.first = super()._empty()

    def _empty(self) -> Any:
        return self.first.copy()


def main() -> None:
    """Check both, measure both by turns, and print."""
    rng = random.Random(7)
    originals = [text(rng) for _ in range(TEXTS)]
    copies = [fold(" ".join(edited(words, rng))) for words in originals]
    strangers = [fold(" ".join(same_opening(words, rng))) for words in originals]
    texts = [fold(" ".join(words)) for words in originals]
    ways: list[Ours | Datasketch] = [Ours()]
    if find_spec("datasketch"):
        ways += [Datasketch(), DatasketchCopied()]
    else:
        print("datasketch is not installed and left out")
    for way in ways:
        way.learn(texts)
        recall, precision = _quality(way, copies, strangers)
        print(
            f"{way.name:18} recall at 5 % edits {recall:8.2%} (demanded 99 %)"
            f"   precision {precision:8.2%} (demanded 99.5 %)"
        )
    ours = ways[0]
    assert isinstance(ours, Ours)
    print(f"compared with each text  {ours.compared / (2 * TEXTS):8.2f} candidates\n")
    _speed("signed", texts, {way.name: way.sign for way in ways})
    _speed("signed and looked up", copies + strangers, {way.name: way.like for way in ways})
    sample = [set(pairwise(words)) for words in originals]
    started = time.process_time()
    for other in sample:
        _ = len(sample[0] & other) / len(sample[0] | other) >= NEAR
    floor = 1 / (time.process_time() - started)
    print(f"set-Jaccard, no index    {floor:8,.0f} texts per second among {TEXTS:,}")


def _quality(
    way: Ours | Datasketch, copies: Sequence[str], strangers: Sequence[str]
) -> tuple[float, float]:
    """Recall and precision, 0 to 1."""
    found = wrong = 0
    for place, copy in enumerate(copies):
        hits = way.like(copy)
        found += place in hits
        wrong += len(hits - {place})
    wrong += sum(len(way.like(stranger)) for stranger in strangers)
    return found / len(copies), found / max(1, found + wrong)


def _speed(said: str, texts: Sequence[str], ways: dict[str, Callable[[str], object]]) -> None:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(ROUNDS):
        for name, way in ways.items():
            started = time.process_time()
            for each in texts:
                way(each)
            times[name].append(time.process_time() - started)
    taken = {name: statistics.median(each) for name, each in times.items()}
    for name, seconds in taken.items():
        ratio = seconds / taken[Ours.name]
        demand = f" (demanded: {FASTER_THAN_DATASKETCH})" if name == Datasketch.name else ""
        print(
            f"{name:18} {said:20} {len(texts) / seconds:8,.0f} a second"
            f"   ours {ratio:5.1f} x{demand}"
        )


if __name__ == "__main__":
    main()
