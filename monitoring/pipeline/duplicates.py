"""The same text again: exact copies by a hash, near copies by MinHash.

A signature is 128 minima over the pairs of neighbouring words of a folded text, one byte kept of
each. Twelve bands of four of these bytes find candidates in an index: two texts whose word pairs
agree to 80 % (one word in twenty changed) share a band with 99.8 %, two that agree to 30 % with
9 %. Candidates are then compared by `near`. All of it is fixed by `SEED`, so that signatures
stored last week compare with those of today; a test pins one, and turns red if the library
changes. (Sixteen found no more that could be told from chance and cost a third more to keep; ten of
three are fewer still, but bring half as many strangers again where many texts share a sentence.)
"""

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rensa import RMinHash

SEED: Final = 20_260
PERMUTATIONS: Final = 128
BANDS: Final = 12
ROWS: Final = 4
NEAR: Final = 0.6
FEWEST_WORDS: Final = 8
_MOST_WORDS: Final = 2_000

# Copies of one post differ in their short links and in whom they address.
_PASSING = re.compile(r"https?://\S*|www\.\S+|@[\w.@-]+")
_WORD = re.compile(r"\w+")
# A folded German text is of ASCII: there one look-up for each byte parts words, five times as fast.
_PARTED: Final = bytes(code if _WORD.match(chr(code)) else 32 for code in range(128)).ljust(256)
_PACKED = struct.Struct(f"<{PERMUTATIONS}I")
_IN_BANDS = struct.Struct(f"{ROWS}s" * BANDS)
_UNSIGNED, _SIGNED = struct.Struct(f"<{BANDS}I"), struct.Struct(f"<{BANDS}i")
_NUMBERS: Final = range(BANDS)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to recognise it again: both empty for a text of few words.

    `bands`: 12 signed 32-bit numbers (they fit `integer[]` and `bigint[]`), for an index.
    `minhash`: 128 bytes, for the comparison.
    """

    bands: tuple[int, ...] = ()
    minhash: bytes = b""


def content_hash(folded: str) -> bytes:
    """SHA-256 of a folded text; capitals, umlaut spelling and spacing make no difference."""
    return hashlib.sha256(" ".join(folded.split()).encode()).digest()


def signature(folded: str) -> Signature:
    """The signature of a folded text; an empty one below FEWEST_WORDS words."""
    words = _words(folded)
    if len(words) < FEWEST_WORDS:
        return Signature()
    if len(words) > _MOST_WORDS:
        del words[_MOST_WORDS:]
    hasher = RMinHash(PERMUTATIONS, SEED)
    hasher.update(list(map(b" ".join, pairwise(words))))
    # Little-endian: every fourth byte is the lowest of its minimum, the one that is evenly spread.
    minhash = _PACKED.pack(*hasher.digest())[::4]
    return Signature(bands_of(minhash), minhash)


def _words(folded: str) -> list[bytes]:
    if "@" in folded or ("/" in folded and "://" in folded) or "www." in folded:
        folded = _PASSING.sub(" ", folded)
    if folded.isascii():
        return folded.encode().translate(_PARTED).split()
    return [word.encode() for word in _WORD.findall(folded)]


def bands_of(minhash: bytes) -> tuple[int, ...]:
    """The bands of 128 kept bytes."""
    sums = map(zlib.crc32, _IN_BANDS.unpack_from(minhash), _NUMBERS)
    return _SIGNED.unpack(_UNSIGNED.pack(*sums))


def similarity(one: Signature, other: Signature) -> float:
    """The share of word pairs two texts have in common (Jaccard), estimated, 0 to 1."""
    if not one.minhash or not other.minhash:
        return 0.0
    different = int.from_bytes(one.minhash) ^ int.from_bytes(other.minhash)
    equal = different.to_bytes(PERMUTATIONS).count(0) / PERMUTATIONS
    by_chance = 1 / 256
    return max(0.0, (equal - by_chance) / (1 - by_chance))


def near(one: Signature, other: Signature) -> bool:
    """Whether two texts are copies of each other but for a few words."""
    return similarity(one, other) >= NEAR
