"""The canonical spelling of a search."""

from functools import reduce

from monitoring.query.lexer import is_bare, is_bare_value
from monitoring.query.limits import MAX_DEPTH, MAX_LENGTH
from monitoring.query.nodes import And, Filter, Near, Node, Not, Or, Term


def written(node: Node) -> str:
    """Return `node` with every operator and helpful brackets, or tersely where that is too long."""
    clear = _any(node, terse=False)
    if len(clear) <= MAX_LENGTH and _depth(node) <= MAX_DEPTH:
        return clear
    return terse(node)


def terse(node: Node) -> str:
    """Return the shortest spelling.

    It is never longer or deeper than what the search was read from, so that whatever could be
    read once can be read again.
    """
    return _any(node, terse=True)


def _any(node: Node, *, terse: bool) -> str:
    if not isinstance(node, Or):
        return _all(node, terse=terse)
    if terse:
        return reduce(_close, _between([_all(child, terse=True) for child in node.nodes], "OR"))
    return " OR ".join(
        f"({_all(child, terse=False)})" if isinstance(child, And) else _all(child, terse=False)
        for child in node.nodes
    )


def _all(node: Node, *, terse: bool) -> str:
    if not isinstance(node, And):
        return _single(node, terse=terse)
    parts = [_single(child, terse=terse) for child in node.nodes]
    return reduce(_close, parts) if terse else " AND ".join(parts)


def _single(node: Node, *, terse: bool) -> str:
    match node:
        case Not(child):
            return f"{'-' if terse else 'NOT '}{_single(child, terse=terse)}"
        case Near(left, right, distance):
            sides = [_single(side, terse=terse) for side in (left, right)]
            parts = _between(sides, f"NEAR/{distance}")
            return reduce(_close, parts) if terse else " ".join(parts)
        case And() | Or():
            return f"({_any(node, terse=terse)})"
        case Filter(field, value):
            return f"{field}:{value}" if is_bare_value(value) else f'{field}:"{value}"'
        case Term(text):
            return text if is_bare(text) else f'"{text}"'


def _between(parts: list[str], operator: str) -> list[str]:
    return [piece for part in parts for piece in (operator, part)][1:]


def _close(left: str, right: str) -> str:
    """Join with a space only where brackets and quotation marks do not part the two already."""
    return left + right if left[-1] in '")' or right[0] in '"(' else f"{left} {right}"


def _depth(node: Node) -> int:
    """Return how deep the brackets and NOTs of the clear form are nested."""
    match node:
        case And(nodes) | Or(nodes):
            return max(_depth(child) + isinstance(child, And | Or) for child in nodes)
        case Not(child):
            return 1 + _depth(child) + isinstance(child, And | Or)
        case Near(left, right):
            return max(isinstance(side, Or) for side in (left, right))
        case _:
            return 0
