"""Reads a search, and writes it back.

From loosest to tightest: OR, AND (also between words that merely follow one another), NOT or a
minus sign, NEAR/n; then words, "phrases", field:values and brackets. In BNF:

    any    = all { OR all }
    all    = single { [ AND ] single }
    single = ( NOT | "-" ) single | close
    close  = item [ NEAR/n item ]
    item   = word | word* | ~word | "phrase" | field:value | "(" any ")"
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monitoring.query import formatting
from monitoring.query.errors import QueryError
from monitoring.query.lexer import Kind, Symbol, symbols
from monitoring.query.limits import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from monitoring.query.nodes import (
    Near,
    Node,
    Not,
    Operand,
    alternatives,
    asks_for_something,
    conjunction,
    is_operand,
)

_STARTS = frozenset({Kind.ITEM, Kind.OPEN, Kind.NOT})


def parse(query: str) -> Node:
    """Return what `query` asks for; raise QueryError, and nothing else, when it cannot be read."""
    if len(query) > MAX_LENGTH:
        message = format_lazy(
            _("A search can have {most} characters at most. Split it into several profiles."),
            most=MAX_LENGTH,
        )
        raise QueryError(message, MAX_LENGTH, len(query) - MAX_LENGTH)
    read = _within_limits(list(symbols(query)))
    if len(read) == 1:
        raise QueryError(_("Write at least one word to look for."), 0, 0)
    node = _Reader(read).whole()
    if not asks_for_something(node):
        excluding = next(symbol for symbol in read if symbol.kind is Kind.NOT)
        message = _(
            "This only excludes. A search, and each side of an OR, needs a word to look for."
        )
        raise QueryError(message, excluding.position, excluding.length)
    return node


def format(node: Node) -> str:
    """Return the search in its canonical spelling; `parse` reads the same from it again."""
    return formatting.written(node)


def _within_limits(read: list[Symbol]) -> list[Symbol]:
    items = [symbol for symbol in read if symbol.kind is Kind.ITEM]
    if len(items) > MAX_TERMS:
        message = format_lazy(
            _("A search can have {most} words and phrases at most. Split it into several."),
            most=MAX_TERMS,
        )
        raise QueryError(message, items[MAX_TERMS].position, items[MAX_TERMS].length)
    return read


@dataclass(slots=True)
class _Reader:
    """One pass over the symbols, one method per line of the grammar."""

    symbols: list[Symbol]
    index: int = 0
    depth: int = 0

    @property
    def next(self) -> Symbol:
        return self.symbols[self.index]

    def kind(self) -> Kind:
        return self.next.kind

    def take(self) -> Symbol:
        self.index += 1
        return self.symbols[self.index - 1]

    def whole(self) -> Node:
        node = self.any()
        if self.kind() is not Kind.END:
            raise _unexpected(self.next)
        return node

    def any(self) -> Node:
        nodes = [self.all()]
        while self.kind() is Kind.OR:
            operator = self.take()
            self.expect_right_side(operator)
            nodes.append(self.all())
        return alternatives(nodes)

    def all(self) -> Node:
        nodes = [self.single()]
        while self.kind() in _STARTS or self.kind() is Kind.AND:
            if self.kind() is Kind.AND:
                operator = self.take()
                self.expect_right_side(operator)
            nodes.append(self.single())
        return conjunction(nodes)

    def single(self) -> Node:
        if self.kind() is not Kind.NOT:
            return self.close()
        operator = self.take()
        self.expect_right_side(operator)
        self.enter(operator)
        node = Not(self.single())
        self.depth -= 1
        return node

    def close(self) -> Node:
        left = self.item()
        if self.kind() is not Kind.NEAR:
            return left
        operator = self.take()
        self.expect_right_side(operator)
        right = self.item()
        if self.kind() is Kind.NEAR:
            raise QueryError(_near_operands(), self.next.position, self.next.length)
        return Near(_operand(left, operator), _operand(right, operator), operator.distance)

    def item(self) -> Node:
        symbol = self.take()
        if symbol.item is not None:
            return symbol.item
        if symbol.kind is not Kind.OPEN:
            raise _unexpected(symbol)
        return self.bracket(symbol)

    def bracket(self, opening: Symbol) -> Node:
        if self.kind() is Kind.CLOSE:
            length = self.next.position + 1 - opening.position
            raise QueryError(
                _("There is nothing in these brackets. Fill or remove them."),
                opening.position,
                length,
            )
        if self.kind() is Kind.END:
            raise _unclosed(opening)
        self.enter(opening)
        node = self.any()
        if self.kind() is Kind.END:
            raise _unclosed(opening)
        if self.kind() is not Kind.CLOSE:
            raise _unexpected(self.next)
        self.take()
        self.depth -= 1
        return node

    def enter(self, symbol: Symbol) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = format_lazy(
                _("Brackets and NOT can be nested {most} deep at most."), most=MAX_DEPTH
            )
            raise QueryError(message, symbol.position, symbol.length)

    def expect_right_side(self, operator: Symbol) -> None:
        if self.kind() not in _STARTS:
            message = format_lazy(
                _("“{operator}” needs a word, a phrase or a bracket after it."),
                operator=operator.text,
            )
            raise QueryError(message, operator.position, operator.length)


def _operand(node: Node, operator: Symbol) -> Operand:
    if not is_operand(node):
        raise QueryError(_near_operands(), operator.position, operator.length)
    return node  # type: ignore[return-value]  # is_operand has just said so


def _unexpected(symbol: Symbol) -> QueryError:
    if symbol.kind is Kind.CLOSE:
        message: str | Promise = _("This bracket was never opened. Remove it, or open it before.")
    else:
        message = format_lazy(
            _("“{operator}” needs a word, a phrase or a bracket before it."), operator=symbol.text
        )
    return QueryError(message, symbol.position, symbol.length)


def _unclosed(opening: Symbol) -> QueryError:
    message = _("This bracket is never closed. Put a “)” where it ends.")
    return QueryError(message, opening.position)


def _near_operands() -> str | Promise:
    return _(
        "NEAR stands between two words, phrases or brackets with OR: (Bier OR Wein) NEAR/5 Test."
    )
