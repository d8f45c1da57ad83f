"""What may stand in a word or phrase, and its cleaned form."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monitoring.query.fold import INVISIBLE, WORD, fold_word

MIN_STEM = 3
"""Letters a wildcard needs before its asterisk: fewer would match half the language."""

DIRECTION_SIGNS = "\u200e\u200f\u202a-\u202e\u2061-\u2069"
"""Invisible signs that come along when text is pasted; they stand between words."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DIRECTION = re.compile(f"[{DIRECTION_SIGNS}]")
_MORE_OF_THE_WORD = re.compile(rf"\*[{INVISIBLE}]*[^\W_]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, and where in it."""

    message: str | Promise
    position: int
    length: int


def cleaned(text: str) -> str:
    """Return `text` from its first to its last word with single spaces; empty without a word."""
    plain = " ".join(_DIRECTION.sub(" ", _INVISIBLE.sub("", text)).split())
    found = list(WORD.finditer(plain))
    if not found:
        return ""
    end = found[-1].end()
    return plain[found[0].start() : end + plain.startswith("*", end)]


def wildcard_problem(text: str) -> Problem | None:
    """Return the first asterisk that stands for nothing, or for too much."""
    stems = {match.end(): match for match in WORD.finditer(text)}
    for position, character in enumerate(text):
        if character != "*":
            continue
        stem = stems.get(position)
        if stem is None or _MORE_OF_THE_WORD.match(text, position):
            return Problem(_misplaced(), position, 1)
        if _letters(stem.group()) < MIN_STEM:
            return Problem(_too_short(), stem.start(), position + 1 - stem.start())
    return None


def _letters(stem: str) -> int:
    return min(sum(character.isalnum() for character in stem), len(fold_word(stem)))


def _misplaced() -> str | Promise:
    return _("An asterisk stands for the rest of a word and comes directly after it: Brau*.")


def _too_short() -> str | Promise:
    return format_lazy(
        _("Put at least {count} letters before the asterisk, otherwise far too much is found."),
        count=MIN_STEM,
    )
