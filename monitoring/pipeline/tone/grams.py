"""The words and pieces of words of a text, hashed to the slots of a table of weights.

Words one by one and in pairs, and runs of three to five characters within a word and its two
blanks, so that "Lieferkatastrophe" shares its end with "Katastrophe". All hashes of a text come
out of one running sum: a run's hash is the difference of two sums, brought back to where it stands
by the inverse of the base, so that nothing is looked at twice and nothing is cut out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitoring.query.fold import words

READ: Final = 400
WORD_SLOTS: Final = 1 << 17
PIECE_SLOTS: Final = 1 << 18
SLOTS: Final = WORD_SLOTS + PIECE_SLOTS

_PIECES: Final = (3, 4, 5)
_BLANK: Final = 32

# Folding may spell one character out as several, at most as many as this in a real text.
_LONGEST: Final = 4 * READ
# So many characters are hashed at once: enough texts for numpy's calls to cost nothing, few enough
# for all sums to stay near the processor.
_TOGETHER: Final = 8 * _LONGEST
_BASE: Final = 0x9E3779B97F4A7C15
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_HALF: Final = np.uint64(32)

Ints = NDArray[np.int64]
Sums = NDArray[np.uint64]

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_ACCOUNT = re.compile(r"(?<!\w)@\w+")
_NUMBER = re.compile(r"\d[\d.,:]*")


def _powers(base: int) -> NDArray[np.uint64]:
    powers, power = np.empty(_TOGETHER, dtype=np.uint64), 1
    for place in range(_TOGETHER):
        powers[place] = power
        power = power * base % (1 << 64)
    return powers


_FORTH: Final = _powers(_BASE)
_BACK: Final = _powers(pow(_BASE, -1, 1 << 64))


def line(text: str) -> str:
    """The beginning of a text as its words, folded, with one blank around each.

    Addresses, names of accounts and numbers are masked: they say who and where, not how well.
    """
    text = text[:READ]
    if "://" in text or "www." in text:
        text = _LINK.sub(" xlink ", text)
    if "@" in text:
        text = _ACCOUNT.sub(" xaccount ", text)
    return f" {' '.join(words(_NUMBER.sub(' 0 ', text)))} "[:_LONGEST]


def spoken(text: str) -> str:
    """What of the beginning of a text is words, each where it stands: the rest is blank."""
    for masked in (_LINK, _ACCOUNT):
        text = masked.sub(lambda found: " " * len(found.group()), text[:READ])
    return text


@lru_cache(maxsize=4096)
def slots_of_word(word: str) -> Ints:
    """The slots of a word that stands alone, remembered: the same words come again and again."""
    return slots(word)


def slots(text: str) -> Ints:
    """The slots of a text, from 0 to SLOTS; those that occur twice stand twice."""
    return _hashed([line(text)]).slots


class Hashed(NamedTuple):
    """The slots of several texts, and beside each the number of the text it comes from."""

    slots: Ints
    texts: Ints


def slots_of(texts: Iterable[str]) -> Hashed:
    """The slots of several texts at once: a quarter of the time of one after the other."""
    found = []
    first = 0
    for together in _groups(map(line, texts)):
        hashed = _hashed(together)
        found.append((hashed.slots, hashed.texts + first))
        first += len(together)
    if not found:
        return Hashed(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    return Hashed(*map(np.concatenate, zip(*found, strict=True)))


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for each in lines:
        size += len(each)
        if size > _TOGETHER:
            yield group
            group, size = [], len(each)
        group.append(each)
    if group:
        yield group


def _hashed(lines: Sequence[str]) -> Hashed:
    """Lines one after the other; between two of them stand two blanks, which no piece goes over."""
    joined = "".join(lines).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, dtype=np.uint32)
    size = len(codes)
    sums = np.zeros(size + 1, dtype=np.uint64)
    np.cumsum(codes * _FORTH[:size], out=sums[1:])
    is_blank = codes == _BLANK
    texts = np.repeat(np.arange(len(lines)), list(map(len, lines)))
    words_and_pairs, of_words = _words(sums, np.flatnonzero(is_blank), texts)
    pieces, of_pieces = zip(*_pieces(sums, np.cumsum(is_blank), texts), strict=True)
    hashes = np.concatenate((words_and_pairs, *pieces))
    hashes = (hashes ^ (hashes >> _HALF)) * _MIX
    found: Ints = ((hashes >> _HALF) & np.uint64(PIECE_SLOTS - 1)).view(np.int64)
    found[: len(words_and_pairs)] &= WORD_SLOTS - 1
    found[len(words_and_pairs) :] += WORD_SLOTS
    return Hashed(found, np.concatenate((of_words, *of_pieces)))


def _words(sums: Sums, blanks: Ints, texts: Ints) -> tuple[Sums, Ints]:
    """Words, then pairs: what stands between two blanks of a text, next to each other or not."""
    begins, ends = (
        np.concatenate((blanks[:-1], blanks[:-2])),
        np.concatenate((blanks[1:], blanks[2:])),
    )
    of_begins = texts[begins]
    within = of_begins == texts[ends]
    begins, ends = begins[within] + 1, ends[within]
    return (sums[ends] - sums[begins]) * _BACK[begins], of_begins[within]


def _pieces(sums: Sums, blanks: Ints, texts: Ints) -> Iterator[tuple[Sums, Ints]]:
    """The runs of each length with no blank but at their ends; `blanks` counts them so far."""
    size = len(blanks)
    for length in _PIECES:
        count = max(0, size - length + 1)
        # As many blanks up to the last but one as at the first.
        inside = np.flatnonzero(blanks[length - 2 : size - 1] == blanks[:count])
        yield (sums[inside + length] - sums[inside]) * _BACK[inside], texts[inside]
