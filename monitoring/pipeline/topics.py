"""Which themes a text touches, by a word list that people can read and extend."""

from collections import Counter
from pathlib import Path
from typing import Final

from monitoring.pipeline.lexicon import Lexicon, entries, words_of

MOST: Final = 5

_LISTED: Final = list(entries(Path(__file__).with_name("themes_de_en.txt")))
_LEXICON: Final = Lexicon(iter(_LISTED))

KEYS: Final = tuple(dict.fromkeys(entry.columns[0] for entry in _LISTED))
"""Every theme there is, in the order of the list; labels are in labels.py."""


def topics_of(text: str) -> tuple[str, ...]:
    """The themes of a text, at most MOST, the one most spoken of first, () where none shows."""
    hits = _LEXICON.hits(words_of(text).folded)
    counted = Counter(hit.entry.columns[0] for hit in hits)
    return tuple(theme for theme, _ in counted.most_common(MOST))
