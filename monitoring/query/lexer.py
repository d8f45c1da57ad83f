"""Cuts a typed search into symbols, each with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monitoring.query.errors import QueryError
from monitoring.query.fields import FIELDS, BadValueError, Field
from monitoring.query.fold import INVISIBLE, WORD
from monitoring.query.nodes import Filter, Term
from monitoring.query.wording import DIRECTION_SIGNS, cleaned, tilde_problem, wildcard_problem

MAX_DISTANCE = 50
"""Words NEAR may reach over; beyond a paragraph it says no more than AND."""

QUOTES = '"„“”‟«»″'

_SPACE = rf"\s{DIRECTION_SIGNS}"
_GAP = re.compile(f"[{_SPACE}{INVISIBLE}]+")
_CHUNK = re.compile(f"[^{_SPACE}(){QUOTES}]+")
_QUOTED = re.compile(f"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
_FIELD = re.compile(r"([^\W\d_]+):")
_NEAR = re.compile(r"NEAR(?:/(.*))?", re.DOTALL)
_MINUS = re.compile("[-‐‑‒–—−]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN_SIGN = re.compile(r"[!|&^=<>\[\]{}\\]")


class Kind(Enum):
    """What a symbol is."""

    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    OPEN = auto()
    CLOSE = auto()
    ITEM = auto()
    END = auto()


OPERATORS = {
    "AND": Kind.AND,
    "UND": Kind.AND,
    "OR": Kind.OR,
    "ODER": Kind.OR,
    "NOT": Kind.NOT,
    "NICHT": Kind.NOT,
}
"""Upper case only, so that “und” and “not” can be looked for like any word."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One piece of the search, `length` characters from `position` on."""

    kind: Kind
    text: str
    position: int
    item: Term | Filter | None = None
    distance: int = 0

    @property
    def length(self) -> int:
        """Characters it takes in the search as typed."""
        return len(self.text)


def symbols(query: str) -> Iterator[Symbol]:
    """Yield the symbols of `query` and END last; raise QueryError at what cannot be read."""
    forbidden = _FORBIDDEN.search(query)
    if forbidden:
        message = _("There is an invisible character here that cannot be searched for. Delete it.")
        raise QueryError(message, forbidden.start())
    position = 0
    while position < len(query):
        gap = _GAP.match(query, position)
        if gap:
            position = gap.end()
            continue
        symbol = _reader(query, position)(query, position)
        yield symbol
        position += symbol.length
    yield Symbol(Kind.END, "", len(query))


def is_bare(text: str) -> bool:
    """Whether a cleaned word or phrase reads the same without quotation marks."""
    return (
        is_bare_value(text)
        and text not in OPERATORS
        and not _FIELD.match(text)
        and not _NEAR.fullmatch(text)
        and not tilde_problem(text)
    )


def is_bare_value(text: str) -> bool:
    """Whether a cleaned value may follow `field:` without quotation marks."""
    return _CHUNK.fullmatch(text) is not None


def _reader(query: str, position: int) -> Callable[[str, int], Symbol]:
    character = query[position]
    if character in "()":
        return _bracket
    if character in QUOTES:
        return _phrase
    if _MINUS.match(character):
        return _minus
    return _field if _FIELD.match(query, position) else _chunk


def _bracket(query: str, position: int) -> Symbol:
    kind = Kind.OPEN if query[position] == "(" else Kind.CLOSE
    return Symbol(kind, query[position], position)


def _phrase(query: str, position: int) -> Symbol:
    text, quoted = _quoted(query, position)
    return Symbol(Kind.ITEM, quoted, position, item=_term(text, position + 1, quoted, position))


def _quoted(query: str, position: int) -> tuple[str, str]:
    found = _QUOTED.match(query, position)
    if not found:
        raise QueryError(
            _("This quotation mark is never closed. Put a second one at the end of the phrase."),
            position,
        )
    return found[1], found[0]


def _minus(query: str, position: int) -> Symbol:
    if not re.match(rf"[^{_SPACE})]", query[position + 1 : position + 2]):
        raise QueryError(
            _("A minus sign excludes the word it is attached to: -Fahrrad. Attach or remove it."),
            position,
        )
    return Symbol(Kind.NOT, query[position], position)


def _chunk(query: str, position: int) -> Symbol:
    found = _CHUNK.match(query, position)
    assert found is not None  # every other first character has its own reader
    chunk = found[0]
    if chunk in OPERATORS:
        return Symbol(OPERATORS[chunk], chunk, position)
    near = _NEAR.fullmatch(chunk)
    if near:
        return Symbol(Kind.NEAR, chunk, position, distance=_distance(near[1], chunk, position))
    _refuse_signs(chunk, position)
    stray = tilde_problem(chunk)
    if stray:
        raise QueryError(stray.message, position + stray.position, stray.length)
    return Symbol(Kind.ITEM, chunk, position, item=_term(chunk, position, chunk, position))


def _distance(digits: str | None, chunk: str, position: int) -> int:
    if not re.fullmatch("[0-9]{1,4}", digits or "") or not 1 <= int(digits or 0) <= MAX_DISTANCE:
        raise QueryError(
            format_lazy(
                _("NEAR needs the greatest distance in words, from 1 to {most}: NEAR/5."),
                most=MAX_DISTANCE,
            ),
            position,
            len(chunk),
        )
    return int(digits or 0)


def _refuse_signs(chunk: str, position: int) -> None:
    first = WORD.search(chunk)
    before = chunk[: first.start()] if first else chunk
    sign = _UNKNOWN_SIGN.search(before)
    if sign:
        message = format_lazy(
            _("“{sign}” means nothing here. Use AND, OR, NOT, quotation marks and brackets."),
            sign=sign[0],
        )
        raise QueryError(message, position + sign.start())


def _term(text: str, position: int, whole: str, whole_position: int) -> Term:
    problem = wildcard_problem(text)
    if problem:
        raise QueryError(problem.message, position + problem.position, problem.length)
    clean = cleaned(text)
    if not clean:
        message = _(
            "There is no letter or digit here to look for. Signs and emoji alone cannot be found."
        )
        raise QueryError(message, whole_position, len(whole))
    return Term(clean)


def _field(query: str, position: int) -> Symbol:
    found = _FIELD.match(query, position)
    assert found is not None  # chosen by _reader
    field = _known(found[1], position)
    start = found.end()
    if query[start : start + 1] in tuple(QUOTES):
        value, raw = _quoted(query, start)
    else:
        chunk = _CHUNK.match(query, start)
        value = raw = chunk[0] if chunk else ""
    if not raw:
        raise QueryError(
            format_lazy(
                _("Write what you mean directly after the colon: {example}."),
                example=field.example,
            ),
            position,
            len(found[0]),
        )
    try:
        item = Filter(field.name, field.read(value))
    except BadValueError as error:
        raise QueryError(error.message, start, len(raw)) from error
    return Symbol(Kind.ITEM, found[0] + raw, position, item=item)


def _known(name: str, position: int) -> Field:
    field = FIELDS.get(name.lower())
    if field:
        return field
    message = format_lazy(
        _(
            "“{name}:” is not known; there are {fields}. "
            "If you look for this very text, put it in quotation marks."
        ),
        name=name,
        fields=", ".join(f"{known}:" for known in FIELDS),
    )
    raise QueryError(message, position, len(name) + 1)
