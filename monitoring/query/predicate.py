"""Turns a search into a function of a folded text."""

import itertools
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias, TypeGuard

from monitoring.query import sites
from monitoring.query.document import Folded
from monitoring.query.kin import is_kin
from monitoring.query.nodes import And, Filter, Near, Node, Not, Or, Term
from monitoring.query.places import near_places, places

Predicate: TypeAlias = Callable[[Folded], bool]

_READ: Final = 5
_READ_IN_FULL: Final = 50


def compiled(node: Node) -> Predicate:
    """Return the function that says whether a folded text matches `node`."""
    match node:
        case Term():
            return _term(node)
        case Filter():
            return _filter(node)
        case Near():
            return _near(node)
        case Not(child):
            return _negation(compiled(child))
        case And(nodes):
            return _all(_words_of(nodes), _compiled_others(nodes))
        case Or(nodes):
            return _any(_words_of(nodes), _compiled_others(nodes))


def _words_of(nodes: Iterable[Node]) -> frozenset[str]:
    """The sides that ask for one whole word: all of them are looked up at once."""
    return frozenset(node.parts[0].word for node in nodes if _is_word(node))


def _compiled_others(nodes: Iterable[Node]) -> tuple[Predicate, ...]:
    """The other sides, those first that are soon answered."""
    return tuple(map(compiled, sorted(itertools.filterfalse(_is_word, nodes), key=_cost)))


def _is_word(node: Node) -> TypeGuard[Term]:
    if not isinstance(node, Term) or len(node.parts) > 1:
        return False
    part = node.parts[0]
    return not part.prefix and not part.kin


def _cost(node: Node) -> int:
    """How long a side takes to answer, roughly: one for a look-up, more for reading the text."""
    match node:
        case Term():
            if any(part.kin for part in node.parts):
                return _READ_IN_FULL
            return 1 if _is_word(node) else _READ
        case Filter():
            return 1
        case Near():
            return _READ_IN_FULL
        case Not(child):
            return _cost(child)
        case And(nodes) | Or(nodes):
            return 1 + sum(_cost(child) for child in nodes if not _is_word(child))


def needle(term: Term) -> str | None:
    """Return what to look for in a line of spaced words.

    None for a wildcard inside a phrase, and where a word's forms are asked for.
    """
    *inner, last = term.parts
    if any(part.prefix for part in inner) or any(part.kin for part in term.parts):
        return None
    phrase = " ".join(part.word for part in term.parts)
    return f" {phrase}" if last.prefix else f" {phrase} "


def _term(term: Term) -> Predicate:
    if any(part.kin for part in term.parts):
        return _inflected(term)
    whole = [part.word for part in term.parts if not part.prefix]
    if len(term.parts) == len(whole) == 1:
        word = whole[0]
        return lambda text: word in text.words
    phrase = needle(term)
    if phrase is None:
        return lambda text: any(_stands_in(term, section) for section in text.sections)
    if not whole:
        return lambda text: phrase in text.line
    telling = max(whole, key=len)  # asked for first: a word is found faster than a phrase
    return lambda text: telling in text.words and phrase in text.line


def _inflected(term: Term) -> Predicate:
    asked = [part.kin for part in term.parts if part.kin]
    roots = [tuple(kin.root for kin in each) for each in asked]
    if len(term.parts) == 1:
        kin = asked[0]
        holds: Predicate = lambda text: any(is_kin(kin, word) for word in text.words)  # noqa: E731
    else:
        holds = lambda text: any(_stands_in(term, section) for section in text.sections)  # noqa: E731
    # Most texts have no such letters in a row at all, and that is soon seen.
    return lambda text: (
        all(any(root in text.spellings for root in each) for each in roots) and holds(text)
    )


def _stands_in(term: Term, section: list[str]) -> bool:
    return next(places(term, section), None) is not None


def _near(near: Near) -> Predicate:
    return lambda text: any(
        next(near_places(near, section), None) is not None for section in text.sections
    )


def _filter(condition: Filter) -> Predicate:
    value = condition.value
    if condition.field == "lang":
        return lambda text: text.language == value
    if condition.field == "site":
        site = sites.host(value)
        return lambda text: site in text.hosts
    if condition.field == "source":
        return lambda text: text.source == value
    if condition.field == "author":
        return _author(Term(value))
    return lambda text: text.is_question


def _author(name: Term) -> Predicate:
    phrase = needle(name)
    if phrase is None:
        return lambda text: _stands_in(name, text.author.split())
    return lambda text: phrase in text.author


def _negation(inner: Predicate) -> Predicate:
    return lambda text: not inner(text)


def _all(words: frozenset[str], others: tuple[Predicate, ...]) -> Predicate:
    def every(text: Folded) -> bool:
        if not words <= text.words:
            return False
        for predicate in others:  # noqa: SIM110  a generator costs more than the checks themselves
            if not predicate(text):
                return False
        return True

    return every


def _any(words: frozenset[str], others: tuple[Predicate, ...]) -> Predicate:
    def some(text: Folded) -> bool:
        if not words.isdisjoint(text.words):
            return True
        for predicate in others:  # noqa: SIM110
            if predicate(text):
                return True
        return False

    return some
