"""A text as the matcher sees it."""

import re
from dataclasses import dataclass
from functools import cached_property

from monitoring.query import sites
from monitoring.query.fold import words
from monitoring.query.kin import spellings

HEAD = 3
"""Letters by which a word that begins in some way is looked for first."""

_QUESTION = re.compile("[?？؟](?=[\\s\"'“”„‟«»‘’)\\]!?？…]|$)")


@dataclass(frozen=True, slots=True)
class Document:
    """What searches look at; `site` is a host name, `language` a two-letter code.

    `source` is the kind of source it came from, as the connectors call it.
    """

    text: str
    title: str = ""
    author: str = ""
    site: str = ""
    language: str = ""
    source: str = ""


class Folded:
    """A document folded once for all searches; what few searches need is made on demand.

    Title and text are kept apart by a line break, so that no phrase reaches from one to the other.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        body = words(document.text)
        title = words(document.title) if document.title else []
        self.sections = [title, body] if title else [body]
        self.words = frozenset([*title, *body] if title else body)

    @cached_property
    def line(self) -> str:
        """The words with a space on both sides of each."""
        return " \n ".join(spaced(section) for section in self.sections)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first letters of every word."""
        return frozenset([word[:HEAD] for word in self.words])

    @cached_property
    def spellings(self) -> str:
        """Every word, and beside it what it would be without its umlauts, one after the other."""
        return " ".join(spelled for word in self.words for spelled in spellings(word))

    @cached_property
    def author(self) -> str:
        """The words of the author's name, likewise."""
        return spaced(words(self.document.author))

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The host and the domains above it."""
        return sites.host_and_parents(self.document.site)

    @cached_property
    def language(self) -> str:
        """The language without its region: `de` for `de-AT`."""
        return self.document.language.lower().replace("_", "-").partition("-")[0]

    @property
    def source(self) -> str:
        """The kind of source as searches name it: own accounts are of their network's kind."""
        kind = self.document.source.removesuffix("-own")
        return "mail" if kind == "imap" else kind

    @cached_property
    def is_question(self) -> bool:
        """Whether a sentence ends in a question mark; one inside an address does not count."""
        return any(_QUESTION.search(text) for text in (self.document.title, self.document.text))


def spaced(section: list[str]) -> str:
    """Return the words as one string in which ` word ` is found only as a whole word."""
    return f" {' '.join(section)} "
