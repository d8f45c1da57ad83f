"""Word lists in plain files, and how the words of a text are looked up in them.

A line holds one entry, its columns parted by tabs; ` #` begins a comment. An entry is written
in lower case with umlauts or without. `stem*` stands for every word that begins so, `*end` for
every compound that ends so, `*part*` for both; entries of several words match these words in a
row. Of several entries that fit, the longest wins: `unfreundlich*` before `*freundlich`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from monitoring.query.fold import fold, fold_word

_WORD: Final = re.compile(r"([^\W\d_]+)")
READ: Final = 2_000
_SHORTEST_COMPOUND_HEAD: Final = 3
_LONGEST_WORD: Final = 60
_BEGINNING: Final = 2
_REMEMBERED: Final = 65_536


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what is looked for, and the columns beside it."""

    pattern: str
    columns: tuple[str, ...]


Phrase = tuple[tuple[str, ...], Entry]
"""The words of an entry of several words."""


class Hit(NamedTuple):
    """Words `first` to `last` of a text (both counted) fit an entry."""

    first: int
    last: int
    entry: Entry


def entries(path: Path) -> Iterator[Entry]:
    """The entries of a file, patterns folded."""
    for line in path.read_text(encoding="utf-8").splitlines():
        content = line.partition("#")[0].rstrip()
        if content:
            pattern, *columns = content.split("\t")
            yield Entry(pattern=fold(pattern), columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded. `ends`: where by turns what parts them and each of them ends."""

    folded: list[str]
    ends: list[int]

    def place(self, number: int) -> tuple[int, int]:
        """Where a word stands in the original, end excluded."""
        return self.ends[2 * number], self.ends[2 * number + 1]


@lru_cache(maxsize=128)
def words_of(text: str) -> Words:
    """The words of the first READ characters; a hyphen parts words, a number is none.

    Remembered for a moment, because tone and themes read the same texts one after the other.
    """
    parts = _WORD.split(text[:READ])
    return Words(list(map(fold_word, parts[1::2])), list(accumulate(map(len, parts))))


class Lexicon:
    """A word list ready for looking up. Words are remembered, so a second look costs nothing."""

    def __init__(self, listed: Iterator[Entry]) -> None:
        self._whole: dict[str, Entry] = {}
        self._begin: dict[str, Entry] = {}
        self._end: dict[str, Entry] = {}
        self._part: dict[str, Entry] = {}
        self._phrases: dict[str, dict[str, list[Phrase]]] = {}
        phrases: list[Phrase] = []
        for entry in listed:
            self._add(entry, phrases)
        self._file(phrases)
        self._longest = max(map(len, self._begin), default=0)
        self._known = lru_cache(maxsize=_REMEMBERED)(self._entry_of)
        self._silent: set[str] = set()
        self._only_before = {
            word: frozenset(following)
            for word, following in self._phrases.items()
            if not following[""] and self._known(word) is None
        }

    def _add(self, entry: Entry, phrases: list[Phrase]) -> None:
        pattern = entry.pattern
        bare = pattern.strip("*")
        if " " in pattern:
            phrases.append((tuple(pattern.split()), entry))
        elif pattern.startswith("*") and pattern.endswith("*"):
            self._part[bare] = entry
        elif pattern.startswith("*"):
            self._end[bare] = entry
        elif pattern.endswith("*"):
            self._begin[bare] = entry
        else:
            self._whole[bare] = entry

    def _file(self, phrases: list[Phrase]) -> None:
        """The longest first, by their first word and how the second begins; "" is any beginning.

        Hundreds begin with words as common as "nicht": few of them go on as the text does.
        """
        for words, entry in sorted(phrases, key=lambda phrase: -len(phrase[0])):
            following = self._phrases.setdefault(words[0], {"": []})
            stem = words[1].rstrip("*")
            is_any = stem != words[1] and len(stem) < _BEGINNING
            key = "" if is_any else stem[:_BEGINNING]
            listed = following.setdefault(key, list(following[""]))
            for each in following.values() if is_any else [listed]:
                each.append((words, entry))

    def hits(self, words: list[str]) -> list[Hit]:
        """Where the folded words of a text fit entries, in order, none overlapping."""
        silent, only_before = self._silent, self._only_before
        found: list[Hit] = []
        free, count = 0, len(words)
        for place in [place for place, word in enumerate(words) if word not in silent]:
            following = only_before.get(words[place])
            if following and (place + 1 == count or words[place + 1][:_BEGINNING] not in following):
                continue
            if place >= free and (hit := self._hit_at(words, place)):
                found.append(hit)
                free = hit.last + 1
        return found

    def _hit_at(self, words: list[str], place: int) -> Hit | None:
        """A phrase before a single word; what never begins either is passed over from now on."""
        word = words[place]
        if len(word) > _LONGEST_WORD:
            return None
        following = self._phrases.get(word)
        if following is not None:
            second = words[place + 1][:_BEGINNING] if place + 1 < len(words) else ""
            for phrase, entry in following.get(second) or following[""]:
                last = place + len(phrase) - 1
                if last < len(words) and all(map(_fits, phrase, words[place : last + 1])):
                    return Hit(place, last, entry)
        entry_of_word = self._known(word)
        if entry_of_word is not None:
            return Hit(place, place, entry_of_word)
        if following is None:
            self._pass_over(word)
        return None

    def _pass_over(self, word: str) -> None:
        if len(self._silent) >= _REMEMBERED:
            self._silent.clear()
        self._silent.add(word)

    def _entry_of(self, word: str) -> Entry | None:
        if word in self._whole:
            return self._whole[word]
        beginnings = (word[:size] for size in range(min(len(word), self._longest), 1, -1))
        ends = (word[start:] for start in range(_SHORTEST_COMPOUND_HEAD, len(word) - 2))
        parts = [part for part in self._part if part in word]
        return (
            next((self._begin[stem] for stem in beginnings if stem in self._begin), None)
            or next((self._end[stem] for stem in ends if stem in self._end), None)
            or (self._part[max(parts, key=len)] if parts else None)
        )


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
