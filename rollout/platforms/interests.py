"""Which fields of interest somebody means who typed a few words."""

from collections.abc import Iterable, Mapping

from monitoring.query.fold import fold, words
from rollout.platforms.knowledge import Interest

LONG_ENOUGH_INSIDE = 5
"""Shorter stems count at the beginning of a word only: “Tierart” is no “Art”."""


def recognised(typed: Iterable[str], interests: Mapping[str, Interest]) -> frozenset[str]:
    """The keys of the interests named in ``typed``: by key, or by parts of German or English words.

    German compounds are seen: “Gartenmöbel” is about homes.
    """
    said = tuple(typed)
    found = {each.strip() for each in said} & set(interests)
    spoken = [word for each in said for word in words(fold(each))]
    return frozenset(found) | {
        key
        for key, interest in interests.items()
        if any(_means(word, stem) for word in spoken for stem in interest.stems)
    }


def _means(word: str, stem: str) -> bool:
    return word.startswith(stem) or (len(stem) >= LONG_ENOUGH_INSIDE and stem in word)
