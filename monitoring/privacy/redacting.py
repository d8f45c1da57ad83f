"""Taking a name out of what people of the company have typed, the rest of it left as it was."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from companies.guards import REDACTED
from monitoring.query.fold import spans, words

Names = frozenset[tuple[str, ...]]
"""Names as words are compared: folded, each with all its words in order."""


def names_from(stated: Collection[str], *, shortest: int = 3) -> Names:
    """The names as they are looked for; what has fewer characters stands in too many words."""
    found = (tuple(words(each)) for each in stated)
    return frozenset(name for name in found if len("".join(name)) >= shortest)


def is_whole(stated: str) -> bool:
    """Whether this is first and last name, a handle or an address, not any single word."""
    return len(stated.split()) > 1 or not stated.strip().isalpha()


def is_in(names: Names, *texts: str) -> bool:
    """Whether one of the names stands in one of the texts."""
    return any(True for text in texts for _place in _places(text, names))


def without(text: str, names: Names) -> str:
    """The text with a mark where a name stood, however it was spelled."""
    for start, end in reversed(list(_places(text, names))):
        text = f"{text[:start]}{REDACTED}{text[end:]}"
    return text


def without_in(detail: Mapping[str, Any], keys: Collection[str], names: Names) -> dict[str, Any]:
    """The same for the texts under these keys of a JSON object."""
    return {
        key: without(value, names) if key in keys and isinstance(value, str) else value
        for key, value in detail.items()
    }


def _places(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """From where to where in the text, in order, no two of them in each other's way."""
    found = spans(text)
    told = [span.word for span in found]
    longest = sorted(names, key=len, reverse=True)
    at = 0
    while at < len(found):
        size = next((len(name) for name in longest if tuple(told[at : at + len(name)]) == name), 0)
        if size:
            yield found[at].start, found[at + size - 1].end
        at += size or 1
