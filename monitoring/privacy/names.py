"""Searches that look for a private person: a pure guess, for whoever saves them to think again."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PHRASE = re.compile(r'(?<!NOT )"([^"]{3,80})"')
WORD = r"[A-ZÄÖÜ][a-zäöüßéèáóíç]+"
NAME = re.compile(
    rf"{WORD}(?:-{WORD})?(?: (?:von|van|de|zu|der|den|{WORD}(?:-{WORD})?))* {WORD}(?:-{WORD})?"
)


def names_in(query: str) -> list[str]:
    """Phrases that look like a person's full name: a known first name, then a surname."""
    return list(dict.fromkeys(_names(query)))


def _names(query: str) -> Iterator[str]:
    for phrase in PHRASE.findall(query):
        words = phrase.split()
        if NAME.fullmatch(phrase) and words[0].split("-")[0].lower() in first_names():
            yield phrase


@cache
def first_names() -> frozenset[str]:
    """Common first names in German-speaking countries, in small letters."""
    listed = Path(__file__).with_name("first_names.txt").read_text("utf-8")
    return frozenset(line for line in listed.split() if not line.startswith("#"))
