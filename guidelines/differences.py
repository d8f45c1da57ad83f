"""What changed from one version to the next, word by word: pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\s*\S+")
LARGEST = 4_000_000
"""Pairs of words that are compared at most; longer texts are shown as replaced as a whole."""


class Change(StrEnum):
    """What happened to a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row: in both texts, or only in the new or the old one."""

    text: str
    is_added: bool = False
    is_removed: bool = False

    @property
    def gap(self) -> str:
        """The blank before its words: it stays outside of what is marked."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def words(self) -> str:
        """The words without the blank before them."""
        return self.text.lstrip()


@dataclass(frozen=True, slots=True)
class Words:
    """What a version says in one paragraph."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph between two versions."""

    key: str
    change: Change
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


def differences(before: Mapping[str, Words], after: Mapping[str, Words]) -> tuple[Difference, ...]:
    """Every paragraph of both versions in the order of the new one; what was removed comes last."""
    kept = [_difference(key, before.get(key), words) for key, words in after.items()]
    gone = [_difference(key, words, None) for key, words in before.items() if key not in after]
    return tuple(kept + gone)


def _difference(key: str, before: Words | None, after: Words | None) -> Difference:
    old, new = before or Words("", ""), after or Words("", "")
    if before is None:
        change = Change.ADDED
    elif after is None:
        change = Change.REMOVED
    else:
        change = Change.SAME if old == new else Change.CHANGED
    return Difference(key, change, pieces(old.title, new.title), pieces(old.text, new.text))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order; removed ones stand before what took their place."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) * len(new) > LARGEST and old != new:
        return _changed(old, new)
    found: list[Piece] = []
    compared = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    for tag, i, j, k, m in compared.get_opcodes():
        found += [Piece("".join(new[k:m]))] if tag == "equal" else _changed(old[i:j], new[k:m])
    return tuple(_apart(found))


def _apart(found: Sequence[Piece]) -> Iterator[Piece]:
    # The first word of a text has no blank before it; where words came before it, it needs one.
    for place, piece in enumerate(found):
        text = piece.text if not place or piece.text[0].isspace() else f" {piece.text}"
        yield replace(piece, text=text)


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip() for word in words]


def _changed(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    removed = (Piece("".join(old), is_removed=True),) if old else ()
    added = (Piece("".join(new), is_added=True),) if new else ()
    return removed + added
