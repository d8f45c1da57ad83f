"""What a text must show before a search is worth evaluating on it.

Every search is filed under a few anchors of which each of its matches has at least one: the
rarest word of a phrase, one side of an AND, all sides of an OR. A text then meets only the
searches filed under what it contains.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from monitoring.query import sites
from monitoring.query.document import HEAD
from monitoring.query.nodes import (
    And,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Part,
    Term,
    operand_terms,
    without_outer_not,
)

MAX_PAIRS = 64
"""Anchors a search may be filed under for the sake of a second word."""


class Shelf(Enum):
    """Where an anchor is looked up."""

    WORD = auto()
    PREFIX = auto()
    INSIDE = auto()
    SITE = auto()
    AUTHOR = auto()
    AUTHOR_PREFIX = auto()
    LANGUAGE = auto()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something a text has or has not, found without evaluating the search.

    `also` is a further word that the text must have, `head` the first letters (HEAD) of one; "" for
    none. They keep apart the many searches filed under one surname.
    """

    shelf: Shelf
    key: str
    also: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Anchors of which every match has one; `share` estimates how many texts have one, 0 to 1."""

    anchors: frozenset[Anchor]
    share: float


_FREQUENT_WORDS = (
    "aber alle als also am an auch auf aus bei beim bin bis da damit dann das dass dem den der "
    "des die dies diese dieser doch durch ein eine einem einen einer eines er es etwas fuer "
    "ganz gibt gut haben hat heute hier ich ihr im immer in ist ja jetzt kann kein keine mal "
    "man mehr mein mich mir mit muss nach neu neue neuen nicht noch nur ob oder ohne schon sehr "
    "sein seit sich sie sind so ueber um und uns unser unsere unter viel vom von vor war warum "
    "was wenn wer werden wie wieder wir wird wo zu zum zur a about all and are as at be but by "
    "can for from has have he i if in is it more my new no not of on one or our out she so that "
    "the their there they this to up was we were what when which who will with you your gmbh ag "
    "kg http https www com de"
)
_FREQUENT = frozenset(_FREQUENT_WORDS.split())


def anchoring(node: Node) -> Anchoring | None:
    """Return the anchors to file `node` under, or None when it must be tried on every text."""
    return _anchoring(without_outer_not(node))


def _anchoring(node: Node) -> Anchoring | None:
    match node:
        case Term():
            return _rarest(node, Shelf.WORD, Shelf.PREFIX)
        case Near(left, right):
            return _one_of_all([_every_one_of(operand_terms(side)) for side in (left, right)])
        case And(nodes):
            return _one_of_all([_anchoring(child) for child in nodes])
        case Or(nodes):
            return _every_one_of(nodes)
        case Filter():
            return _of_filter(node)
        case Not():
            return None


def _one_of_all(choices: Iterable[Anchoring | None]) -> Anchoring | None:
    usable = sorted((choice for choice in choices if choice), key=lambda choice: choice.share)
    if not usable:
        return None
    rarest, *others = usable
    second = next((other for other in others if _is_words(other)), None)
    return rarest if second is None else _both(rarest, second)


def _is_words(choice: Anchoring) -> bool:
    return all(
        anchor.shelf is Shelf.WORD or (anchor.shelf is Shelf.PREFIX and len(anchor.key) >= HEAD)
        for anchor in choice.anchors
    )


def _both(rarest: Anchoring, second: Anchoring) -> Anchoring:
    """Ask for a word of `second` beside every anchor that does not ask for a further word yet."""
    if len(rarest.anchors) * len(second.anchors) > MAX_PAIRS:
        return rarest
    pairs = {_beside(anchor, other) for anchor in rarest.anchors for other in second.anchors}
    return Anchoring(frozenset(pairs), rarest.share * min(1, second.share))


def _beside(anchor: Anchor, other: Anchor) -> Anchor:
    if anchor.also or anchor.head:
        return anchor
    if other.shelf is Shelf.WORD:
        return replace(anchor, also=other.key)
    return replace(anchor, head=other.key[:HEAD])


def _every_one_of(nodes: Iterable[Node]) -> Anchoring | None:
    sides = []
    for node in nodes:
        side = _anchoring(node)
        if side is None:
            return None
        sides.append(side)
    anchors = frozenset[Anchor]().union(*(side.anchors for side in sides))
    return Anchoring(anchors, sum(side.share for side in sides))


def _of_filter(condition: Filter) -> Anchoring | None:
    if condition.field == "lang":
        return Anchoring(frozenset({Anchor(Shelf.LANGUAGE, condition.value)}), 0.5)
    if condition.field == "site":
        site = sites.host(condition.value)
        return Anchoring(frozenset({Anchor(Shelf.SITE, site)}), 0.01 if "." in site else 0.4)
    if condition.field == "author":
        return _rarest(Term(condition.value), Shelf.AUTHOR, Shelf.AUTHOR_PREFIX)
    return None


def _rarest(term: Term, whole: Shelf, prefix: Shelf) -> Anchoring:
    rarest, *others = sorted(term.parts, key=_share)
    also = next((part.word for part in others if not part.prefix and not part.kin), "")
    also = also if whole is Shelf.WORD else ""
    share = _share(rarest) * (0.1 if also else 1)
    if rarest.kin:
        anchors = frozenset(Anchor(Shelf.INSIDE, kin.root, also) for kin in rarest.kin)
        return Anchoring(anchors, share)
    return Anchoring(
        frozenset({Anchor(prefix if rarest.prefix else whole, rarest.word, also)}), share
    )


def _share(part: Part) -> float:
    """Guess the share of texts with such a word: long words are rare, beginnings less so."""
    if part.kin:
        return sum(2.0 * 0.7 ** len(kin.root) for kin in part.kin)
    if part.word in _FREQUENT:
        return 0.3
    share: float = 0.2 * 0.7 ** len(part.word)
    return share * 4 if part.prefix else share
