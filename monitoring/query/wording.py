"""What may stand in a word or phrase, and its cleaned form."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monitoring.query.fold import INVISIBLE, WORD, fold_word
from monitoring.query.kin import MIN_LETTERS, can_have_kin

MIN_STEM = 3
"""Letters a wildcard needs before its asterisk: fewer would match half the language."""

DIRECTION_SIGNS = "\u200e\u200f\u202a-\u202e\u2061-\u2069"
"""Invisible signs that come along when text is pasted; they stand between words."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DIRECTION = re.compile(f"[{DIRECTION_SIGNS}]")
_TILDE = re.compile(rf"~[{INVISIBLE}]*")
_MORE_OF_THE_WORD = re.compile(rf"\*[{INVISIBLE}]*[^\W_]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, and where in it."""

    message: str | Promise
    position: int
    length: int


def cleaned(text: str) -> str:
    """Return `text` from its first to its last word with single spaces; empty without a word.

    An asterisk after the last and a tilde before the first word belong to it.
    """
    plain = " ".join(_DIRECTION.sub(" ", _INVISIBLE.sub("", text)).split())
    found = list(WORD.finditer(plain))
    if not found:
        return ""
    end = found[-1].end()
    start = found[0].start()
    return plain[start - (start in tilded(plain)) : end + plain.startswith("*", end)]


def tilded(text: str) -> frozenset[int]:
    """Return where the words begin whose forms a tilde asks for.

    A tilde within or after a word, or before a number, asks for nothing.
    """
    if "~" not in text:
        return frozenset()
    words = {match.start(): match for match in WORD.finditer(text)}
    ends = {match.end() for match in words.values()}
    return frozenset(
        sign.end()
        for sign in _TILDE.finditer(text)
        if sign.start() not in ends
        and sign.end() in words
        and can_have_kin(words[sign.end()].group())
        and not text.startswith("*", words[sign.end()].end())
    )


def tilde_problem(text: str) -> Problem | None:
    """Return the first tilde that asks for no word's forms."""
    asked = tilded(text)
    for sign in _TILDE.finditer(text):
        if sign.end() not in asked:
            return Problem(_stray_tilde(), sign.start(), 1)
    return None


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


def _stray_tilde() -> str | Promise:
    return format_lazy(
        _(
            "“~” stands directly before a word of at least {count} letters, without an asterisk, "
            "and finds all its forms: ~Tisch."
        ),
        count=MIN_LETTERS,
    )


def _misplaced() -> str | Promise:
    return _("An asterisk stands for the rest of a word and comes directly after it: Brau*.")


def _too_short() -> str | Promise:
    return format_lazy(
        _("Put at least {count} letters before the asterisk, otherwise far too much is found."),
        count=MIN_STEM,
    )
