"""Reads the cues of a German text: what praises or complains, what turns or strengthens it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitoring.pipeline.lexicon import READ, Hit, Lexicon, Words, entries, words_of
from monitoring.pipeline.tone.signs import signs_in

_BEFORE: Final = 3
_AFTER: Final = 4
_TURNED_PRAISE: Final = -0.9
_TURNED_COMPLAINT: Final = -0.3

_NEGATORS: Final = frozenset(
    "nicht nich nichts nix kein keine keinen keinem keiner keines keinerlei nie niemals nimmer "
    "niemand niemanden ohne kaum weder null nirgends nirgendwo".split()
)
_NO_NEGATORS_BEFORE: Final = frozenset({"nur", "zuletzt", "umsonst"})
_STRONGER: Final = {
    **dict.fromkeys("sehr extrem total absolut voellig wirklich richtig echt mega".split(), 1.4),
    **dict.fromkeys("aeusserst hoechst ueberaus unglaublich unfassbar dermassen".split(), 1.5),
    **dict.fromkeys("besonders komplett voll ganz so superduper verdammt".split(), 1.2),
    **dict.fromkeys("etwas bisschen leicht eher teilweise manchmal halbwegs".split(), 0.6),
    **dict.fromkeys("einigermassen relativ fast vielleicht ziemlich".split(), 0.8),
}
_CLAUSE_END = re.compile(r"[.,;:!?\n(]|\baber\b|\bsondern\b")
_LINK = re.compile(r"https?://")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a pattern of the list says of the speaker's mood."""

    weight: float
    turned: float
    is_verb: bool
    is_ironic: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a text: its place with whatever negates it, its weight after all that."""

    start: int
    end: int
    weight: float
    negated: bool = False
    ironic: bool = False
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the judgement rests on."""

    found: tuple[Found, ...]
    negations: int
    exclamations: int
    questions: int
    links: int
    length: int
    ironic: bool


def _cue(columns: tuple[str, ...]) -> Cue:
    weight = float(columns[0])
    given = columns[1] if len(columns) > 1 else "-"
    usual = weight * (_TURNED_PRAISE if weight > 0 else _TURNED_COMPLAINT)
    marks = columns[2] if len(columns) > 2 else ""
    return Cue(weight, usual if given == "-" else float(given), "v" in marks, "i" in marks)


_LISTED: Final = list(entries(Path(__file__).with_name("de_cues.txt")))
_LEXICON: Final = Lexicon(iter(_LISTED))
_CUES: Final = {entry.pattern: _cue(entry.columns) for entry in _LISTED}


def read(text: str) -> Reading:
    """The cues in the first READ characters of a German text, in their order."""
    text = text[:READ]
    words = words_of(text)
    spent: set[int] = set()
    found = [_found(text, words, hit, spent) for hit in _LEXICON.hits(words.folded)]
    drawn = [Found(s.start, s.end, s.weight, ironic=s.ironic, sign=True) for s in signs_in(text)]
    return Reading(
        found=tuple(sorted((f for f in [*found, *drawn] if f.weight), key=lambda f: f.start)),
        negations=sum(word in _NEGATORS for word in words.folded),
        exclamations=text.count("!"),
        questions=text.count("?"),
        links=len(_LINK.findall(text)),
        length=len(words.folded),
        ironic=any(f.ironic for f in (*found, *drawn)),
    )


def _found(text: str, words: Words, hit: Hit, spent: set[int]) -> Found:
    """What a hit weighs where it stands; a negator turns one cue, then it is spent."""
    cue = _CUES[hit.entry.pattern]
    start, end = words.places[hit.first][0], words.places[hit.last][1]
    negator = _negator(text, words, hit, cue)
    if negator is not None and negator not in spent:
        spent.add(negator)
        place = words.places[negator]
        return Found(min(start, place[0]), max(end, place[1]), cue.turned, negated=True)
    before = words.folded[hit.first - 1] if hit.first else ""
    return Found(start, end, cue.weight * _STRONGER.get(before, 1.0), ironic=cue.is_ironic)


def _negator(text: str, words: Words, hit: Hit, cue: Cue) -> int | None:
    """The place of the word that negates a hit: within three words before, after a verb too.

    A phrase that negates within itself ("nicht schlecht") is meant as it stands.
    """
    if hit.first != hit.last and _NEGATORS.intersection(words.folded[hit.first : hit.last + 1]):
        return None
    before = range(hit.first - 1, max(-1, hit.first - 1 - _BEFORE), -1)
    after = range(hit.last + 1, min(len(words.folded), hit.last + 1 + _AFTER))
    for place in (*before, *after) if cue.is_verb else before:
        if words.folded[place] in _NEGATORS and _reaches(text, words, place, hit.first):
            return place
    return None


def _reaches(text: str, words: Words, negator: int, cue: int) -> bool:
    """Whether no clause ends between the two, and the negator is not the one of "nicht nur"."""
    follower = words.folded[negator + 1] if negator + 1 < len(words.folded) else ""
    if follower in _NO_NEGATORS_BEFORE:
        return False
    first, last = sorted((words.places[negator], words.places[cue]))
    return not _CLAUSE_END.search(text, first[1], last[0])
