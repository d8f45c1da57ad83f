"""Which answers count into figures, so that watching the figures finds nobody out: pure rules.

Answers join the figures of everybody in threes, never one at a time, and the figures of a role
only where no difference between any figures ever shown, now or earlier, is about fewer than three
people. To see that, take the people as edges of a graph, each between the batch in which they
joined the whole and the batch in which they joined their role (what has not happened is one
common node). Every figure shown is then a sum over the edges at some nodes, and what follows from
such sums is exactly the signed sums over cuts. No cut may therefore have fewer than three edges.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

SMALLEST_GROUP = 3
"""People at least in a group whose figure is shown, and in every difference between figures."""

Edge = tuple[Hashable, Hashable]

_UNCOUNTED = "uncounted"


@dataclass(frozen=True, slots=True)
class Counting:
    """Where one answer counts: its batch in the whole, and in its role; None while it waits."""

    role: str
    batch: UUID | None = None
    role_batch: UUID | None = None


def count_in(waiting: Sequence[Counting], new: Callable[[], UUID]) -> list[Counting]:
    """The same answers in the same order, with those counted that may be; ``new`` names batches.

    Batches of the whole are exactly three people. A role waits until its answers count in the
    whole and its figure would give nobody away.
    """
    counted = _whole(waiting, new)
    for role in sorted({each.role for each in counted}):
        counted = _role(counted, role, new())
    return counted


def gives_nobody_away(people: Sequence[Counting]) -> bool:
    """Whether nothing about one or two people follows from all figures shown so far together."""
    return has_no_small_cut([(_whole_node(each), _role_node(each)) for each in people])


def _whole(waiting: Sequence[Counting], new: Callable[[], UUID]) -> list[Counting]:
    counted = list(waiting)
    at = [place for place, each in enumerate(counted) if each.batch is None]
    for first in range(0, len(at) - SMALLEST_GROUP + 1, SMALLEST_GROUP):
        batch = new()
        for place in at[first : first + SMALLEST_GROUP]:
            counted[place] = replace(counted[place], batch=batch)
    return counted


def _role(people: list[Counting], role: str, batch: UUID) -> list[Counting]:
    joined = [
        replace(each, role_batch=batch)
        if each.role == role and each.batch is not None and each.role_batch is None
        else each
        for each in people
    ]
    return joined if gives_nobody_away(joined) else people


def _whole_node(each: Counting) -> Hashable:
    return _UNCOUNTED if each.batch is None else ("whole", each.batch)


def _role_node(each: Counting) -> Hashable:
    return _UNCOUNTED if each.role_batch is None else ("role", each.role_batch)


def has_no_small_cut(edges: Sequence[Edge]) -> bool:
    """Whether no one or two edges part the graph (exactly, in linear passes).

    A cycle space label per edge: each edge outside the spanning forest has a bit of its own, each
    edge of the forest the bits of those that close a circle over it. An edge alone parts the graph
    if its label is empty, two do if their labels are equal.
    """
    order, parent = _forest(edges)
    inside = {edge for edge, _up in parent.values()}
    flow = dict.fromkeys(order, 0)
    labels = []
    for number, (one, other) in enumerate(edges):
        if number not in inside and one != other:
            labels.append(1 << number)
            flow[one] ^= 1 << number
            flow[other] ^= 1 << number
    for node in reversed(order):
        if node in parent:
            labels.append(flow[node])
            flow[parent[node][1]] ^= flow[node]
    labels.sort()
    return all(labels) and all(one != other for one, other in pairwise(labels))


def _forest(edges: Sequence[Edge]) -> tuple[list[Hashable], dict[Hashable, tuple[int, Hashable]]]:
    """The nodes, parents before children; the edge to each child's parent, and that parent."""
    beside: dict[Hashable, list[tuple[int, Hashable]]] = {}
    for number, (one, other) in enumerate(edges):
        beside.setdefault(one, []).append((number, other))
        beside.setdefault(other, []).append((number, one))
    order: list[Hashable] = []
    parent: dict[Hashable, tuple[int, Hashable]] = {}
    reached: set[Hashable] = set()
    for root in beside:
        if root not in reached:
            tree = list(_tree(root, beside, parent))
            reached.update(tree)
            order.extend(tree)
    return order, parent


def _tree(
    root: Hashable,
    beside: dict[Hashable, list[tuple[int, Hashable]]],
    parent: dict[Hashable, tuple[int, Hashable]],
) -> Iterator[Hashable]:
    waiting, seen = [root], {root}
    while waiting:
        node = waiting.pop()
        yield node
        for edge, other in beside[node]:
            if other not in seen:
                seen.add(other)
                parent[other] = (edge, node)
                waiting.append(other)
