"""Words and pieces of words, hashed to the slots of a table of weights.

Pieces are runs of one to five bytes of a word with a blank on either side. Bytes and not characters
because they need no decoding; an umlaut is two of them, and weighs the more for it.
"""

from collections.abc import Iterable
from typing import Final
from zlib import crc32

WORD_SLOTS: Final = 1 << 16
PIECE_SLOTS: Final = 1 << 17
SLOTS: Final = WORD_SLOTS + PIECE_SLOTS

_LONGEST_WORD: Final = 40
_PIECES: Final = (1, 2, 3, 4, 5)


def slots(words: Iterable[str]) -> list[int]:
    """The slots of some words, from 0 to SLOTS; a whole word's slot stands twice, to count twice.

    Of a long word only the beginning is looked at.
    """
    found: list[int] = []
    for word in words:
        spelled = b" %b " % word.lower()[:_LONGEST_WORD].encode("utf-8", "surrogatepass")
        found += (crc32(spelled) % WORD_SLOTS,) * 2
        for length in _PIECES:
            found += [
                WORD_SLOTS + crc32(spelled[start : start + length]) % PIECE_SLOTS
                for start in range(len(spelled) - length + 1)
            ]
    return found
