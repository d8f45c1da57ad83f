"""A small logistic regression over three labels, in numpy alone; the same input, the same weights.

Rows are a few dense numbers and many rare ones, of which each row has some (`Sparse`). Trained by
L-BFGS from zero, so nothing is drawn by lot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

CLASSES: Final = 3
_STEPS: Final = 60
_REMEMBERED: Final = 8
_NEAR_ENOUGH: Final = 1e-3
_HALVINGS: Final = 20
_ENOUGH_LESS: Final = 1e-4

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rare numbers of `count` rows, one entry each in row, column and value; `width` columns."""

    count: int
    width: int
    row: Ints
    column: Ints
    value: Floats

    def times(self, weights: Floats) -> Floats:
        """The products of all rows with a column of `weights` for each class."""
        products = weights[self.column] * self.value[:, None]
        sums = [np.bincount(self.row, products[:, c], self.count) for c in range(CLASSES)]
        return np.stack(sums, axis=1)

    def turned_times(self, rows: Floats) -> Floats:
        """The products of all columns with a column of `rows` for each class."""
        products = rows[self.row] * self.value[:, None]
        sums = [np.bincount(self.column, products[:, c], self.width) for c in range(CLASSES)]
        return np.stack(sums, axis=1)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is learned from: dense and sparse numbers of each row, its class, how much it counts.

    `held` is how strongly each dense weight is held back, `held_rare` each rare one.
    """

    dense: Floats
    sparse: Sparse
    classes: Ints
    counted: Floats
    held: Floats
    held_rare: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by dense number and by rare column, each with one for every class."""

    dense: Floats
    rare: Floats


def fit(problem: Problem) -> Fitted:
    """The weights under which the classes are likeliest, held back."""
    width, rare = problem.dense.shape[1], problem.sparse.width
    weights = _descend(_loss(problem), np.zeros((width + rare) * CLASSES))
    table = weights.reshape(-1, CLASSES)
    return Fitted(table[:width], table[width:])


def softmax(outcomes: Floats) -> Floats:
    """Likelihoods of each row's outcomes."""
    raised = np.exp(outcomes - outcomes.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _loss(problem: Problem) -> Callable[[Floats], tuple[float, Floats]]:
    width = problem.dense.shape[1]
    rows = np.arange(len(problem.classes))
    held = np.concatenate([problem.held, np.full(problem.sparse.width, problem.held_rare)])[:, None]

    def loss(flat: Floats) -> tuple[float, Floats]:
        table = flat.reshape(-1, CLASSES)
        outcomes = np.einsum("rd,dc->rc", problem.dense, table[:width]) + problem.sparse.times(
            table[width:]
        )
        likely = softmax(outcomes)
        surprise = -np.log(np.maximum(likely[rows, problem.classes], 1e-300))
        likely[rows, problem.classes] -= 1
        likely *= problem.counted[:, None]
        slope = np.concatenate(
            [np.einsum("rd,rc->dc", problem.dense, likely), problem.sparse.turned_times(likely)]
        )
        total = _dot(problem.counted, surprise) + 0.5 * float((held * table * table).sum())
        return total, (slope + held * table).ravel()

    return loss


def _descend(loss: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """L-BFGS with halved steps (Nocedal and Wright, Numerical Optimization, algorithm 7.4)."""
    at, (value, slope) = start, loss(start)
    moves: list[tuple[Floats, Floats]] = []
    for _step in range(_STEPS):
        if np.abs(slope).max() < _NEAR_ENOUGH * max(1.0, value):
            break
        way = _direction(slope, moves)
        reach = 1.0 if moves else 1 / max(1.0, float(np.abs(slope).sum()))
        for _halving in range(_HALVINGS):
            there = at + reach * way
            value_there, slope_there = loss(there)
            if value_there <= value + _ENOUGH_LESS * reach * _dot(slope, way):
                break
            reach /= 2
        else:
            break
        moves = [*moves[1 - _REMEMBERED :], (there - at, slope_there - slope)]
        at, value, slope = there, value_there, slope_there
    return at


def _dot(one: Floats, other: Floats) -> float:
    """Their product, without the library that shares it out over all cores and adds up in turn."""
    return float((one * other).sum())


def _direction(slope: Floats, moves: list[tuple[Floats, Floats]]) -> Floats:
    way, shares = -slope, []
    for moved, turned in reversed(moves):
        share = _dot(moved, way) / _dot(moved, turned)
        shares.append(share)
        way = way - share * turned
    if moves:
        moved, turned = moves[-1]
        way = way * (_dot(moved, turned) / _dot(turned, turned))
    for (moved, turned), share in zip(moves, reversed(shares), strict=True):
        way = way + (share - _dot(turned, way) / _dot(moved, turned)) * moved
    return way
