"""Which words and pairs of words are said more often than before, and by how much.

A word counts once a mention, whatever its ending; a compound counts for the words it is made of
too, where these are said by themselves. Whether a rise is more than chance is told by the
log-likelihood ratio G² of the two shares: 6.63 is reached by chance once in a hundred times.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

from monitoring.query.fold import spans, words
from monitoring.query.kin import is_head, is_rest
from monitoring.query.stem import stem

LEAST: Final = 3
"""Mentions a term needs, and by no fewer than VOICES people."""

VOICES: Final = 2
CHANCE: Final = 6.63
RISE: Final = 1.5
MOST: Final = 10
READ: Final = 600
"""Characters of a text that are read."""

_SHORTEST: Final = 3
_SHORTEST_PART: Final = 5
_LONGEST: Final = 40
_WEIGHED: Final = 80
_SAME: Final = 0.75
_LEFT_OUT: Final = re.compile(r"(?:https?://|www\.)\S+|(?<!\w)@\w+")
_STOPS: Final = frozenset(
    word
    for line in Path(__file__).with_name("stop_words_de_en.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A mention: its id, its title and text, and whose voice it is ("" where nobody knows)."""

    id: int
    text: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Rising:
    """A word or pair of words as most people write it.

    `number` mentions hold it now and `before` held it then; `factor` is how many times as large
    its share of all mentions is, at least RISE. Where `before` is 0 it is new, and the factor what
    half a mention before would give. `example_mention_id` is the first of those given that holds
    it, `score` the G².
    """

    term: str
    number: int
    before: int
    factor: float
    example_mention_id: int
    score: float


def rising(
    now: Sequence[Said], before: Sequence[Said], *, without: Collection[str] = (), most: int = MOST
) -> list[Rising]:
    """The terms that rise most surely, surest first; nothing where there is no before.

    `without` are words, of any ending, that are what was searched for.
    """
    if not now or not before:
        return []
    unsaid = frozenset(stem(word) for word in without)
    keys_now = [_keys(said.text, unsaid) for said in now]
    keys_before = [_keys(said.text, unsaid) for said in before]
    parts = _parts(Counter(key for keys in keys_now for key in keys))
    keys_now, keys_before = _with_parts(keys_now, parts), _with_parts(keys_before, parts)
    heard = Counter(key for keys in keys_before for key in keys)
    scores = _scores(
        Counter(key for keys in keys_now for key in keys), heard, len(now), len(before)
    )
    best = sorted(scores, key=lambda key: (-scores[key], key))[:_WEIGHED]
    places = _places(keys_now, best)
    chosen = [key for key in best if len(_voices(now, places[key])) >= VOICES]
    return [
        Rising(
            _as_written(key, [now[place].text for place in places[key]]),
            len(places[key]),
            heard[key],
            _factor(len(places[key]), heard[key], len(now), len(before)),
            now[places[key][0]].id,
            round(scores[key], 2),
        )
        for key in _apart(chosen, places)[:most]
    ]


def _keys(text: str, unsaid: frozenset[str]) -> frozenset[Key]:
    """The stems of a text, one by one and in pairs; what says nothing parts pairs."""
    stems = [_telling(word) for word in words(_LEFT_OUT.sub(" . ", text[:READ]))]
    kept = [each if each not in unsaid else "" for each in stems]
    return frozenset(
        [
            *((each,) for each in kept if each),
            *((a, b) for a, b in pairwise(kept) if a and b and a != b),
        ]
    )


@lru_cache(maxsize=65_536)
def _telling(word: str) -> str:
    """The stem of a word that may say something, "" of any other."""
    if not _SHORTEST <= len(word) <= _LONGEST or word in _STOPS or not word.isalpha():
        return ""
    return stem(word)


def _parts(counted: Mapping[Key, int]) -> dict[Key, list[Key]]:
    """For compounds the words they are made of that are said by themselves often enough."""
    whole = {
        key[0]
        for key, number in counted.items()
        if len(key) == 1 and number >= 2 and len(key[0]) >= _SHORTEST_PART
    }
    parts: dict[Key, list[Key]] = {}
    for key in counted:
        if len(key) == 1 and (found := _known(key[0], whole)):
            parts[key] = found
    return parts


def _known(word: str, whole: Collection[str]) -> list[Key]:
    return [(part,) for part in _within(word) if part in whole]


def _within(word: str) -> Iterator[str]:
    for place in range(_SHORTEST_PART, len(word) - 2):
        if is_rest(word[place:]):
            yield word[:place]
    for place in range(3, len(word) - _SHORTEST_PART + 1):
        if is_head(word[:place]):
            yield word[place:]


def _with_parts(
    mentions: Iterable[frozenset[Key]], parts: Mapping[Key, list[Key]]
) -> list[frozenset[Key]]:
    compounds = parts.keys()
    return [keys | {part for key in keys & compounds for part in parts[key]} for keys in mentions]


def _scores(
    now: Mapping[Key, int], before: Mapping[Key, int], size: int, size_before: int
) -> dict[Key, float]:
    scores = {}
    for key, number in now.items():
        earlier = before.get(key, 0)
        if number < LEAST or _factor(number, earlier, size, size_before) < RISE:
            continue
        score = g2(number, earlier, size, size_before)
        if score >= CHANCE:
            scores[key] = score
    return scores


def g2(now: int, before: int, size: int, size_before: int) -> float:
    """How surely two shares differ: twice the log-likelihood ratio of two against one share."""
    share = (now + before) / (size + size_before)
    cells = (
        (now, size * share),
        (before, size_before * share),
        (size - now, size * (1 - share)),
        (size_before - before, size_before * (1 - share)),
    )
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen)


def _factor(now: int, before: int, size: int, size_before: int) -> float:
    return round((now / size) / (max(before, 0.5) / size_before), 2)


def _places(mentions: Sequence[frozenset[Key]], keys: Iterable[Key]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = {key: [] for key in keys}
    wanted = frozenset(places)
    for place, found in enumerate(mentions):
        for key in found & wanted:
            places[key].append(place)
    return places


def _voices(now: Sequence[Said], places: Iterable[int]) -> set[str]:
    return {now[place].voice or f"#{now[place].id}" for place in places}


def _apart(keys: Sequence[Key], places: Mapping[Key, list[int]]) -> list[Key]:
    """Leave out what is said in nearly the same mentions by a pair or a surer word."""
    chosen: list[Key] = []
    for key in sorted(keys, key=lambda key: len(key) == 1):
        if not any(_same(key, other, places) for other in chosen):
            chosen.append(key)
    return [key for key in keys if key in chosen]


def _same(key: Key, other: Key, places: Mapping[Key, list[int]]) -> bool:
    """Whether one holds the other, word by word or as a compound, and hardly more is said of it."""
    if not any(a in b or b in a for a in key for b in other):
        return False
    mine, its = set(places[key]), set(places[other])
    return len(mine & its) >= _SAME * len(mine)


def _as_written(key: Key, texts: Iterable[str]) -> str:
    """The term as most of these texts have it, by itself rather than in a compound."""
    written: Counter[str] = Counter()
    for text in texts:
        written.update(_forms(key, text[:READ]))
    if not written:
        return " ".join(key)
    return min(written, key=lambda form: (-written[form], form))


def _forms(key: Key, text: str) -> Iterator[str]:
    found = spans(text)
    stems = [_telling(span.word) for span in found]
    for place in range(len(found) - len(key) + 1):
        if tuple(stems[place : place + len(key)]) == key:
            forms = [text[each.start : each.end] for each in found[place : place + len(key)]]
            yield " ".join(forms)
