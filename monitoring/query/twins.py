"""Name twins: what is called the same and not meant, and how a search comes to exclude it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from monitoring.query.errors import QueryError
from monitoring.query.fold import Span, fold_word, spans
from monitoring.query.nodes import (
    And,
    Near,
    Node,
    Not,
    Or,
    Term,
    alternatives,
    conjunction,
    operand_terms,
    without_outer_not,
)
from monitoring.query.parser import format, parse
from monitoring.query.places import fits
from monitoring.query.wording import cleaned, tilde_problem, wildcard_problem

SHOWN = 12
"""Words and pairs proposed at most."""

_TWICE = 2
_SHORTEST = 3
_JOINED = re.compile(r"[ \u00a0]?-?")
_BETWEEN = re.compile("[,;\n]")


def excluding(query: str, typed: str) -> str:
    """Return the search without `typed`, names parted by commas, as a visible NOT at its end.

    What it excludes already is kept and not named twice. Raises QueryError where the search or a
    name cannot be read, or the whole becomes too long.
    """
    node = parse(query)
    names = [_name(each) for each in _BETWEEN.split(typed) if each.strip()]
    parts = list(node.nodes) if isinstance(node, And) else [node]
    before = [part for part in parts if _excluded(part)]
    known = [term for part in before for term in _excluded(part)]
    kept = [part for part in parts if not _excluded(part)]
    unwanted = list(dict.fromkeys([*known, *names]))
    whole = conjunction([*kept, Not(alternatives(unwanted))]) if unwanted else node
    written = format(whole)
    parse(written)
    return written


def _name(typed: str) -> Term:
    problem = wildcard_problem(typed) or tilde_problem(typed)
    if problem:
        raise QueryError(problem.message, problem.position, problem.length)
    name = cleaned(typed)
    if not name:
        raise QueryError(_("A name needs at least one letter or digit."), 0, len(typed))
    return Term(name)


def _excluded(part: Node) -> tuple[Term, ...]:
    """The words a part excludes, if that is all it does."""
    if not isinstance(part, Not):
        return ()
    inner = part.node.nodes if isinstance(part.node, Or) else (part.node,)
    terms = tuple(node for node in inner if isinstance(node, Term))
    return terms if len(terms) == len(inner) else ()


def found_as(node: Node, texts: Iterable[str]) -> list[tuple[str, int]]:
    """In which forms and compounds a search finds its words, and beside which names, how often.

    Counts texts; the commonest first. A word found just as it is asked for is not named by itself.
    """
    terms = list(_wanted(without_outer_not(node)))
    counted: Counter[str] = Counter()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        forms = [(" ".join(map(fold_word, form.split())), form) for form in _forms(terms, text)]
        counted.update({folded for folded, _form in forms})
        for folded, form in forms:
            written[folded][form] += 1
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    named = [each for each in ordered if " " not in each[0] or each[1] >= _TWICE]
    return [(written[form].most_common(1)[0][0], number) for form, number in named[:SHOWN]]


def _wanted(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case And(nodes) | Or(nodes):
            for child in nodes:
                yield from _wanted(child)
        case Near(left, right):
            yield from (*operand_terms(left), *operand_terms(right))


def _forms(terms: Iterable[Term], text: str) -> Iterator[str]:
    found = spans(text)
    for term in terms:
        for part in term.parts:
            for place, span in enumerate(found):
                if not fits(part, span.word):
                    continue
                if (part.prefix or part.kin) and span.word != part.word:
                    yield text[span.start : span.end]
                elif len(term.parts) == 1:
                    yield from _beside(text, found, place)


def _beside(text: str, found: list[Span], place: int) -> Iterator[str]:
    """A word with the name that follows it, as in “Brenner Autobahn”."""
    if place + 1 == len(found):
        return
    here, there = found[place], found[place + 1]
    after = text[there.start : there.end]
    if (
        _JOINED.fullmatch(text, here.end, there.start)
        and after[:1].isupper()
        and len(after) >= _SHORTEST
    ):
        yield f"{text[here.start : here.end]} {after}"
