"""The stem of a German word, by the Snowball algorithm, on folded words.

The rules are those of https://snowballstem.org/algorithms/german/stemmer.html, which PostgreSQL's
full-text search follows too. Folded words spell umlauts out; `bare` takes them back to the vowel
they came from, so that Häuser has the stem of Haus.
"""

import re
from functools import lru_cache

_VOWELS = "aeiouy"
UMLAUT = re.compile("([ao])e|(?<![aeiouq])(u)e|(?<=^ge)(u)e")
"""An umlaut in a folded word; `neue`, `bauer` and `quelle` have none."""

_REGION = re.compile(f"[{_VOWELS}][^{_VOWELS}]")
_BETWEEN_VOWELS = re.compile(f"(?<=[{_VOWELS}])([uy])(?=[{_VOWELS}])")
_FIRST = ("ern", "em", "er", "erin", "erinnen", "en", "es", "e", "s", "ln", "lns")
_SECOND = ("est", "en", "er", "st")
_THIRD = ("isch", "lich", "heit", "keit", "end", "ung", "ig", "ik")
_LEAST = 3


def bare(word: str) -> str:
    """Return a folded word with umlauts as plain vowels: `haeuser` as `hauser`."""
    return UMLAUT.sub(r"\1\2\3", word)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of a folded word; it is always the beginning of the word's `bare` form."""
    plain = bare(word)
    marked = _BETWEEN_VOWELS.sub(lambda found: found[1].upper(), plain)
    first = _region(marked, 0)
    second = _region(marked, first)
    shorter = _without_third(
        _without_second(_without_first(marked, max(first, _LEAST)), max(first, _LEAST)),
        max(first, _LEAST),
        second,
    )
    return plain[: len(shorter)]


def _region(word: str, start: int) -> int:
    """Where the region begins that follows the first consonant after a vowel."""
    found = _REGION.search(word, start)
    return found.end() if found else len(word)


def _ending(word: str, endings: tuple[str, ...]) -> str:
    return max((each for each in endings if word.endswith(each)), key=len, default="")


def _without_first(word: str, region: int) -> str:
    ending = _ending(word, _FIRST)
    rest = word[: len(word) - len(ending)]
    if not ending or len(rest) < region or _belongs(ending, rest):
        return word
    if ending in ("ln", "lns"):
        return f"{rest}l"
    return rest[:-1] if ending in ("e", "en", "es") and rest.endswith("niss") else rest


def _belongs(ending: str, rest: str) -> bool:
    """Whether what looks like an ending is part of the word: `Haus`, `System`."""
    if ending == "s":
        return rest[-1:] not in tuple("bdfghklmnrt")
    return ending == "em" and rest.endswith("syst")


def _without_second(word: str, region: int) -> str:
    ending = _ending(word, _SECOND)
    rest = word[: len(word) - len(ending)]
    if not ending or len(rest) < region:
        return word
    if ending == "st" and (rest[-1:] not in tuple("bdfghklmnt") or len(rest) < _LEAST + 1):
        return word
    return rest


def _without_third(word: str, first: int, second: int) -> str:
    ending = _ending(word, _THIRD)
    rest = word[: len(word) - len(ending)]
    if not ending or len(rest) < second:
        return word
    match ending:
        case "end" | "ung":
            return _less(rest, ("ig",), second) if not rest.endswith("eig") else rest
        case "ig" | "ik" | "isch":
            return word if rest.endswith("e") else rest
        case "lich" | "heit":
            return _less(rest, ("er", "en"), first)
        case _:
            return _less(rest, ("lich", "ig"), second)


def _less(word: str, endings: tuple[str, ...], region: int) -> str:
    ending = _ending(word, endings)
    rest = word[: len(word) - len(ending)]
    return rest if ending and len(rest) >= region else word
