"""Reads the cues of a German text: what praises or complains, what turns or strengthens it."""

import re
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

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
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a pattern of the list says of the speaker's mood."""

    weight: float
    turned: float
    is_verb: bool
    is_ironic: bool


class Found(NamedTuple):
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
    negators = [place for place, word in enumerate(words.folded) if word in _NEGATORS]
    spent: set[int] = set()
    found = [_found(text, words, hit, negators, spent) for hit in _LEXICON.hits(words.folded)]
    found += [Found(s.start, s.end, s.weight, ironic=s.ironic, sign=True) for s in signs_in(text)]
    return Reading(
        found=tuple(sorted((f for f in found if f.weight), key=_START)),
        negations=len(negators),
        exclamations=text.count("!"),
        questions=text.count("?"),
        links=len(_LINK.findall(text)) if "://" in text else 0,
        length=len(words.folded),
        ironic=any(f.ironic for f in found),
    )


def _found(text: str, words: Words, hit: Hit, negators: list[int], spent: set[int]) -> Found:
    """What a hit weighs where it stands; a negator turns one cue, then it is spent."""
    first, last, entry = hit
    cue = _CUES[entry.pattern]
    start, end = words.ends[2 * first], words.ends[2 * last + 1]
    negator = _negator(text, words, hit, cue, negators) if negators else None
    if negator is not None and negator not in spent:
        spent.add(negator)
        place = words.place(negator)
        return Found(min(start, place[0]), max(end, place[1]), cue.turned, negated=True)
    before = words.folded[first - 1] if first else ""
    return Found(start, end, cue.weight * _STRONGER.get(before, 1.0), ironic=cue.is_ironic)


def _negator(text: str, words: Words, hit: Hit, cue: Cue, negators: list[int]) -> int | None:
    """The place of the word that negates a hit: within three words before, after a verb too.

    A phrase that negates within itself ("nicht schlecht") is meant as it stands.
    """
    first, last, _entry = hit
    if first != last and any(first <= place <= last for place in negators):
        return None
    near = [place for place in negators if first - _BEFORE <= place < first][::-1]
    if cue.is_verb:
        near += [place for place in negators if last < place <= last + _AFTER]
    return next((place for place in near if _reaches(text, words, place, first)), None)


def _reaches(text: str, words: Words, negator: int, cue: int) -> bool:
    """Whether no clause ends between the two, and the negator is not the one of "nicht nur"."""
    follower = words.folded[negator + 1] if negator + 1 < len(words.folded) else ""
    if follower in _NO_NEGATORS_BEFORE:
        return False
    first, last = sorted((words.place(negator), words.place(cue)))
    return not _CLAUSE_END.search(text, first[1], last[0])
