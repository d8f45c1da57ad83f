"""How well and how fast near-duplicates are found: recall, precision, signatures per second.

    python -m benchmarks.near_duplicates

The texts are made up from a list of sentences by a seeded generator. A copy has 5 % of its words
(at least one) replaced, dropped or doubled. Strangers are other texts of the same vocabulary, and
texts that share their first third, as messages written from one template do. The exact Jaccard
comparison of Python sets over all pairs is the floor for speed.
"""

import random
import time
from collections import defaultdict
from itertools import pairwise

from monitoring.pipeline.duplicates import Signature, near, signature

TEXTS = 2_000
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


def candidates(known: list[Signature]) -> dict[tuple[int, int], list[int]]:
    """Like the index in the database: which signatures carry which band."""
    index: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, one in enumerate(known):
        for band in enumerate(one.bands):
            index[band].append(place)
    return index


def main() -> None:
    rng = random.Random(7)
    originals = [text(rng) for _ in range(TEXTS)]
    copies = [edited(words, rng) for words in originals]
    strangers = [same_opening(words, rng) for words in originals]

    started = time.process_time()
    known = [signature(" ".join(words)) for words in originals]
    per_second = TEXTS / (time.process_time() - started)

    index = candidates(known)
    found = wrong = compared = 0
    started = time.process_time()
    for batch, is_copy in ((copies, True), (strangers, False)):
        for place, words in enumerate(batch):
            mine = signature(" ".join(words))
            others = {other for band in enumerate(mine.bands) for other in index[band]}
            compared += len(others)
            hits = {other for other in others if near(mine, known[other])}
            found += is_copy and place in hits
            wrong += len(hits - {place} if is_copy else hits)
    looked_up = 2 * TEXTS / (time.process_time() - started)

    sample = [set(pairwise(words)) for words in originals]
    started = time.process_time()
    for other in sample:
        _ = len(sample[0] & other) / len(sample[0] | other) >= 0.6
    pairs = TEXTS / (time.process_time() - started)

    print(f"recall at 5 % edits      {found / TEXTS:8.2%}   (demanded 99 %)")
    print(f"precision                {found / max(1, found + wrong):8.2%}   (demanded 99.5 %)")
    print(f"signatures per second    {per_second:8,.0f}")
    print(f"signed and looked up     {looked_up:8,.0f} texts per second among {TEXTS:,}")
    print(f"compared with each text  {compared / (2 * TEXTS):8.2f} candidates")
    print(f"set-Jaccard, no index    {pairs / TEXTS:8,.0f} texts per second among {TEXTS:,}")


if __name__ == "__main__":
    main()
