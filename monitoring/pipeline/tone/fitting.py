"""Fits a company's layer from all its labels, and says whether it judges better than without.

A layer is accepted from FEWEST labels on, if cross-validated neither the macro-F1 nor the share of
negatives found falls. Only what people said of the tone is counted and scored; what was taken from
stars and from what became of a mention is learned from beside it. The same labels in the same order
give the same layer.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from monitoring.pipeline.tone import judgement
from monitoring.pipeline.tone.german import read
from monitoring.pipeline.tone.layer import DENSE, LABELS, Layer, Numbers, known_places, numbers_of
from monitoring.pipeline.tone.regression import Floats, Ints, Problem, Sparse, fit
from monitoring.pipeline.tone.threshold import threshold
from monitoring.pipeline.tone.weights import Weights

FEWEST: Final = 100
"""Labels from which on a layer may judge."""

NEWEST: Final = 3_000
"""Labels that are learned from, the newest."""

LEAST_OF_EACH: Final = 5
"""Labels of negatives and of others without which nothing can be told apart."""

_FOLDS: Final = 5
_NEVER: Final = -1
_HELD: Final = 1.0
_HELD_RARE: Final = 0.3
_HELD_CONSTANT: Final = 1e-3
_SHARED: Final = 2
_DIGITS: Final = 4

Outcome = Literal["few", "one_sided", "overlooks", "no_better", "accepted"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A German text and what is known of its tone: one of LABELS, how much it counts, whose word.

    `was_said` where somebody of the company spoke of the tone itself.
    """

    text: str
    label: str
    weight: float = 1.0
    was_said: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """How well labels are hit, shares from 0 to 1; `queue_from` in per mille (threshold.py)."""

    macro_f1: float
    negative_recall: float
    accuracy: float
    queue_from: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of a fit: the layer where there is one, the scores without and with it.

    `labels` and `negatives` count what people said; `beside` what else was learned from.
    """

    outcome: Outcome
    labels: int
    negatives: int
    beside: int = 0
    before: Score | None = None
    after: Score | None = None
    layer: Layer | None = None

    @property
    def figures(self) -> dict[str, Any]:
        """The figures as they are stored."""
        scores = {"before": self.before, "after": self.after}
        counts = {"negatives": self.negatives, "beside": self.beside}
        return (
            {"outcome": self.outcome}
            | counts
            | {name: asdict(score) for name, score in scores.items() if score}
        )


@dataclass(frozen=True, slots=True)
class _Material:
    numbers: tuple[Numbers, ...]
    classes: Ints
    called: Ints
    critical: Floats
    counted: Floats
    was_said: NDArray[np.bool_]


def learn(labelled: Sequence[Labelled], weights: Weights) -> Learned:
    """What the labels teach above the general weights: the last NEWEST of those that are given."""
    usable = [each for each in labelled if each.label in LABELS][-NEWEST:]
    said = [each.label for each in usable if each.was_said]
    negatives, beside = said.count(LABELS[0]), len(usable) - len(said)
    if min(negatives, len(said) - negatives) < LEAST_OF_EACH:
        why: Outcome = "few" if len(said) < FEWEST else "one_sided"
        return Learned(why, len(said), negatives, beside)
    material = _material(usable, weights)
    before = _score(material, material.called, material.critical)
    after = _validated(material)
    layer = _fit(material, np.arange(len(usable)))
    found = outcome(len(said), before, after)
    return Learned(found, len(said), negatives, beside, before, after, layer)


def outcome(labels: int, before: Score, after: Score) -> Outcome:
    """Whether a layer from so many labels may judge, or why not."""
    if labels < FEWEST:
        return "few"
    if after.negative_recall < before.negative_recall:
        return "overlooks"
    return "no_better" if after.macro_f1 < before.macro_f1 else "accepted"


def _material(labelled: Sequence[Labelled], weights: Weights) -> _Material:
    numbers, called, critical = [], [], []
    for each in labelled:
        reading = read(each.text)
        likely = weights.likelihoods(each.text, reading)
        numbers.append(numbers_of(each.text, reading, likely, weights.limits))
        tone = judgement.judge_german(each.text, weights)
        called.append(LABELS.index(tone.label) if tone.label in LABELS else len(LABELS))
        critical.append(likely[0])
    return _Material(
        numbers=tuple(numbers),
        classes=np.array([LABELS.index(each.label) for each in labelled]),
        called=np.array(called),
        critical=np.array(critical),
        counted=np.array([each.weight for each in labelled]),
        was_said=np.array([each.was_said for each in labelled]),
    )


def _validated(material: _Material) -> Score:
    """The score of every text under a layer that was fitted without its fold."""
    folds = _folds(material)
    likely = np.zeros((len(folds), len(LABELS)))
    for fold in range(_FOLDS):
        layer = _fit(material, np.flatnonzero(folds != fold))
        for place in np.flatnonzero(folds == fold):
            likely[place] = layer.likelihoods(material.numbers[place])
    return _score(material, likely.argmax(axis=1), likely[:, 0])


def _folds(material: _Material) -> Ints:
    """The fold of each text: every class dealt out in turn; what nobody said is never left out."""
    folds = np.full(len(material.classes), _NEVER)
    for number in range(len(LABELS)):
        places = np.flatnonzero(material.was_said & (material.classes == number))
        folds[places] = np.arange(len(places)) % _FOLDS
    return folds


def _fit(material: _Material, places: Ints) -> Layer:
    numbers = [material.numbers[place] for place in places]
    classes = material.classes[places]
    slots, uses = np.unique(np.concatenate([each.slots for each in numbers]), return_counts=True)
    shared = slots[uses >= _SHARED]
    weights = material.counted[places]
    sizes = np.maximum(np.bincount(classes, weights, minlength=len(LABELS)), 1)
    held = np.full(DENSE, _HELD)
    held[-1] = _HELD_CONSTANT
    problem = Problem(
        dense=np.stack([each.dense for each in numbers]),
        sparse=_sparse(numbers, shared),
        classes=classes,
        counted=(weights.sum() / len(LABELS) / sizes)[classes] * weights,
        held=held,
        held_rare=_HELD_RARE,
    )
    return Layer(int(material.was_said[places].sum()), fit(problem), shared)


def _sparse(numbers: Sequence[Numbers], slots: Ints) -> Sparse:
    rows, columns, values = [], [], []
    for row, each in enumerate(numbers):
        known = known_places(slots, each.slots)
        rows.append(np.full(len(known), row))
        columns.append(known)
        values.append(np.full(len(known), each.value))
    return Sparse(len(numbers), len(slots), *map(np.concatenate, (rows, columns, values)))


def _score(material: _Material, called: Ints, critical: Floats) -> Score:
    """How well what people said is hit."""
    told = material.was_said
    classes, called, critical = material.classes[told], called[told], critical[told]
    scores = []
    for number in range(len(LABELS)):
        both = int(np.sum((classes == number) & (called == number)))
        either = int(np.sum(classes == number) + np.sum(called == number))
        scores.append(2 * both / max(1, either))
    negatives = classes == 0
    return Score(
        macro_f1=round(float(np.mean(scores)), _DIGITS),
        negative_recall=round(float(np.mean(called[negatives] == 0)), _DIGITS),
        accuracy=round(float(np.mean(called == classes)), _DIGITS),
        queue_from=threshold([round(1000 * float(each)) for each in critical[negatives]]),
    )
