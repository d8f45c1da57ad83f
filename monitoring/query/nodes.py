"""What a parsed search is made of.

Nodes are compared by value and hold what was typed, cleaned of punctuation, not its folded form,
so that a search can be shown and explained in its writer's own spelling.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from monitoring.query.fold import WORD, fold_word
from monitoring.query.kin import Kin, kin_of
from monitoring.query.wording import tilded

FieldName = Literal["lang", "site", "author", "source", "is"]


@dataclass(frozen=True, slots=True)
class Part:
    """One folded word of a term; with `prefix` it stands for all words that begin with it.

    With `kin` it stands for its forms and compounds.
    """

    word: str
    prefix: bool
    kin: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase; an asterisk directly after a word stands for any ending.

    A tilde directly before a word stands for its forms and compounds.
    """

    text: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """The folded words that must follow one another."""
        asked = tilded(self.text)
        return tuple(
            Part(
                fold_word(match.group()),
                self.text.startswith("*", match.end()),
                kin_of(match.group()) if match.start() in asked else (),
            )
            for match in WORD.finditer(self.text)
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on something other than the words: `lang:de`, `site:example.de`."""

    field: FieldName
    value: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two things at most `distance` words apart, in either order; 1 means side by side."""

    left: "Operand"
    right: "Operand"
    distance: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be true."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Two or more nodes, none of them an `And`."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more nodes, none of them an `Or`."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Term | Filter | Near | Not | And | Or
Operand: TypeAlias = Term | Or


def conjunction(nodes: Iterable[Node]) -> Node:
    """Join with AND, without an `And` inside an `And`."""
    flat = tuple(_flattened(nodes, And))
    return flat[0] if len(flat) == 1 else And(flat)


def alternatives(nodes: Iterable[Node]) -> Node:
    """Join with OR, without an `Or` inside an `Or`."""
    flat = tuple(_flattened(nodes, Or))
    return flat[0] if len(flat) == 1 else Or(flat)


def is_operand(node: Node) -> bool:
    """Whether `node` may stand beside NEAR: a term, or alternatives that are all terms."""
    return isinstance(node, Term) or (
        isinstance(node, Or) and all(isinstance(child, Term) for child in node.nodes)
    )


def operand_terms(operand: "Operand") -> tuple[Term, ...]:
    """Return the terms on one side of NEAR."""
    if isinstance(operand, Term):
        return (operand,)
    return tuple(node for node in operand.nodes if isinstance(node, Term))


def terms(node: Node) -> Iterator[Term]:
    """Yield every word and phrase of a search, also what it excludes."""
    match node:
        case Term():
            yield node
        case And(nodes) | Or(nodes):
            for child in nodes:
                yield from terms(child)
        case Not(child):
            yield from terms(child)
        case Near(left, right):
            yield from (*operand_terms(left), *operand_terms(right))


def without_outer_not(node: Node) -> Node:
    """Rewrite by de Morgan so that NOT stands only before terms, filters and NEAR."""
    return _pushed(node, negated=False)


def asks_for_something(node: Node) -> bool:
    """Whether every match has something the search names, rather than only lacks something."""
    return _asks(without_outer_not(node))


def _asks(node: Node) -> bool:
    match node:
        case And(nodes):
            return any(_asks(child) for child in nodes)
        case Or(nodes):
            return all(_asks(child) for child in nodes)
        case _:
            return not isinstance(node, Not)


def _pushed(node: Node, *, negated: bool) -> Node:
    match node:
        case Not(child):
            return _pushed(child, negated=not negated)
        case And(nodes):
            join = alternatives if negated else conjunction
            return join(_pushed(child, negated=negated) for child in nodes)
        case Or(nodes):
            join = conjunction if negated else alternatives
            return join(_pushed(child, negated=negated) for child in nodes)
        case _:
            return Not(node) if negated else node


def _flattened(nodes: Iterable[Node], kind: type[And] | type[Or]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, And | Or) and isinstance(node, kind):
            yield from node.nodes
        else:
            yield node
