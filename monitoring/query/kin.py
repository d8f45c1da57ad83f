"""`~word`: the forms of a German word, and the compounds it stands in.

A word is looked up from its basic form: endings are added to it, an umlaut may have come about
(Haus, Häuser), and from four letters on it may stand first, in the middle or last in a compound
(Esstisch, Tischplatte, Küchentischbein). What stands beside it there is a word of its own, at least
three letters with a vowel, after a linking -s, -es, -n, -en, -e or -er if need be; endings that
make another word of it (Tischler, freundlich) and prefixes that do (Verkauf) are none.

Snowball's stems were tried and are too coarse to search by: they make one of Brenner and brennen,
of Konzern and Konzert.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitoring.query.fold import fold_word
from monitoring.query.stem import UMLAUT

MIN_LETTERS = 3
"""Letters a word needs after its tilde."""

MIN_COMPOUND = 4
"""Letters a word needs to be looked for within compounds."""

LONGEST = 60
"""Letters; what is longer is no word."""

_MIN_BESIDE = 3
_MIN_VERB = 5

_OF_NOUNS = frozenset(
    " e en em er ern ers es s n ns ens in innen se sen ses chen chens lein leins".split(" ")
)
_OF_ADJECTIVES = _OF_NOUNS | frozenset(
    "ere eren erem erer eres st ste sten stem ster stes este esten estem ester estes".split()
)
_OF_NOUNS_IN_E = _OF_NOUNS - frozenset("er ern ers in innen".split())
_OF_VERBS = frozenset(
    " e en n er ern ers erin erinnen est st et t ete te eten ten etet tet etest test end ende "
    "enden endem ender endes tem ter tes etem eter etes ung ungen".split(" ")
)
_OF_PARTICIPLES = frozenset("t te ten tem ter tes et ete eten etem eter etes en ene enen".split())
_LINKS = ("", "s", "es", "n", "en", "e", "er")
_ADJECTIVE = "(?:e[mnrs]?|er.*|st.*|keit.*|igkeit.*)?"
_OTHER_WORDS = re.compile(
    "[ln]?er(?:ei(?:en)?|in(?:nen)?|isch.*|n|s|t|te[mnrs]?)?"
    f"|(?:lich|isch|ig|haft|bar|sam|los|iv){_ADJECTIVE}"
    "|[hk]eit(?:en)?|schaft.*|tums?|ist(?:in|innen|en|isch.*)?|ismus|ation.*|ivitae?t.*|ier(?:t.*|e.*|ung.*)?"
)
_PREFIXES = frozenset("ver ent zer emp miss unge unver".split())
_PARTICLES = frozenset("ab an um zu".split())
_PLURALS = ("ungen", "ionen", "heiten", "keiten", "schaften", "taeten")
_VOWEL = re.compile("[aeiouy]")
_NO_PLURALS = frozenset(["montage"])
"""Written as a plural of another word, which nobody means: who mounts kitchens wants no Mondays."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A root, the endings that make forms of it, and where in a word it may stand.

    `turns` lets a vowel of the word found be an umlaut where the root has none; `is_verb` lets
    ge-, ab-, an-, um- and zu- stand before it.
    """

    root: str
    endings: frozenset[str]
    compounds: bool = False
    turns: bool = True
    is_verb: bool = False


def can_have_kin(word: str) -> bool:
    """Whether a word as typed is long enough, and made of letters only."""
    folded = fold_word(word)
    return folded.isalpha() and MIN_LETTERS <= len(folded) <= LONGEST


@lru_cache(maxsize=4_096)
def kin_of(word: str) -> tuple[Kin, ...]:
    """Return the roots of a word as typed; a capital says that it is a noun or name."""
    folded = fold_word(word)
    if word[0].islower() and folded.endswith(("en", "ern", "eln")) and len(folded) >= _MIN_VERB:
        return tuple(_of_verb(folded))
    return tuple(_of_noun(folded, _OF_ADJECTIVES if word[0].islower() else _OF_NOUNS))


def is_kin(kin: tuple[Kin, ...], word: str) -> bool:
    """Whether a folded word of a text is a form or compound of one of the roots."""
    return len(word) <= LONGEST and any(_fits(each, word) for each in kin)


@lru_cache(maxsize=65_536)
def spellings(word: str) -> tuple[str, ...]:
    """Return a folded word as it is, then with each one of its umlauts taken back."""
    if len(word) > LONGEST:
        return ()
    places = [found.start() + 1 for found in UMLAUT.finditer(word)]
    return word, *(word[:place] + word[place + 1 :] for place in places)


def _of_verb(word: str) -> Iterator[Kin]:
    root = word[:-1] if word.endswith(("ern", "eln")) else word[:-2]
    yield Kin(root, _OF_VERBS, len(root) >= MIN_COMPOUND, is_verb=True)
    if root.endswith("ier") and len(root) - 3 >= MIN_COMPOUND:
        yield Kin(f"{root[:-3]}ation", _OF_NOUNS, compounds=True)


def _of_noun(word: str, endings: frozenset[str]) -> Iterator[Kin]:
    root = word
    if word.endswith(_PLURALS):
        root = word[:-2]
    elif word.endswith("e") and len(word) > MIN_LETTERS and word not in _NO_PLURALS:
        root, endings = word[:-1], endings & _OF_NOUNS_IN_E if endings is _OF_NOUNS else endings
    yield Kin(root, endings, len(root) >= MIN_COMPOUND)
    if root.endswith("ation") and len(root) - 5 >= MIN_COMPOUND:
        yield Kin(f"{root[:-5]}ier", _OF_VERBS, is_verb=True)
    elif root.endswith("ung") and len(root) - 3 >= _MIN_VERB:
        yield Kin(root[:-3], _OF_VERBS, is_verb=True)
    elif root.endswith("en") and len(root) - 2 >= MIN_COMPOUND:
        yield Kin(root[:-2], frozenset(("", "e")), turns=False)
    elif root.endswith("er") and len(spellings(root)) > 1:
        yield Kin(spellings(root)[-1][:-2], frozenset(("", "e", "es", "s")), turns=False)


def _fits(kin: Kin, word: str) -> bool:
    for spelled in spellings(word) if kin.turns else (word,):
        place = spelled.find(kin.root)
        while place >= 0:
            if _stands(kin, spelled[:place], spelled[place + len(kin.root) :]):
                return True
            place = spelled.find(kin.root, place + 1)
    return False


def _stands(kin: Kin, left: str, right: str) -> bool:
    if not left:
        return right in kin.endings or (kin.compounds and is_rest(right))
    if kin.is_verb and left == "ge" and right in _OF_PARTICIPLES:
        return True
    if not kin.compounds or not _may_precede(left, kin):
        return False
    # Probieren is not a kind of beer.
    if kin.root.endswith("ier") and not kin.is_verb and right == "en":
        return False
    return right in kin.endings or is_rest(right)


def _may_precede(left: str, kin: Kin) -> bool:
    return (kin.is_verb and left in _PARTICLES) or is_head(left)


def is_head(left: str) -> bool:
    """Whether what stands before a word within a longer one is a word itself, by its looks."""
    return len(left) >= _MIN_BESIDE and bool(_VOWEL.search(left)) and left not in _PREFIXES


def is_rest(right: str) -> bool:
    """Whether what stands after a word within a longer one is a word, after a linking element."""
    if right in _OF_VERBS or right in _OF_ADJECTIVES or _OTHER_WORDS.fullmatch(right):
        return False
    return any(
        len(right) - len(link) >= _MIN_BESIDE
        and right.startswith(link)
        and _VOWEL.search(right, len(link)) is not None
        and not _OTHER_WORDS.fullmatch(right, len(link))
        for link in _LINKS
    )
