"""Trains the two regressions of the table of weights, and finds their likelihoods and limits.

Criticism against all else and praise against all else; corpora and the three labels within each
count the same. Rare words and pieces count more than frequent ones. What comes out is then brought
to likelihoods, by what regressions say that were trained without the text (a fifth is left out in
turn): every corpus has its own share of complaints, so each is fitted by itself and the middle of
them taken. Needs scikit-learn, which only developers have.
"""

import itertools
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from monitoring.pipeline.tone import cues, facts, grams
from monitoring.pipeline.tone.corpora import FOLDS, LABELS, Labelled, Parts, fold_of
from monitoring.pipeline.tone.german import read
from monitoring.pipeline.tone.result import NEGATIVE, POSITIVE
from monitoring.pipeline.tone.weights import Weights

# What words and pieces count beside the cues. With more they are better on texts like those trained
# with, and worse on all others: they learn the topic.
_SCALE: Final = 0.2
_COST: Final = 1.0
# A label that is rarer than this within its corpus is not made up for in full.
_RAREST: Final = 0.2
# They begin above the 0.3 from which a text is queued: a label says more than a place in a queue.
_LIMITS: Final = tuple(round(0.36 + 0.02 * step, 2) for step in range(21))
# So much macro-F1 may be given for more of the criticism found: overlooking it is dearer.
_GIVEN: Final = 0.005
_UNCLEAR: Final = len(LABELS)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts of one corpus as numbers: a row each, cues first, then the slots of `grams`.

    `ironic` and `mixed` are what `cues.label` asks besides likelihoods.
    """

    rows: Any
    labels: NDArray[np.intp]
    folds: NDArray[np.intp]
    ironic: NDArray[np.bool_]
    mixed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Material:
    """All that is learned from, how much each text counts, and its corpus.

    `tuning` says which texts set likelihoods and limits.
    """

    texts: Sample
    counted: Floats
    corpora: NDArray[np.intp]
    tuning: NDArray[np.bool_]

    def tuned(self) -> list[NDArray[np.intp]]:
        """The places of the texts that set likelihoods and limits, corpus by corpus."""
        places = (
            np.flatnonzero(self.tuning & (self.corpora == corpus))
            for corpus in range(int(self.corpora.max()) + 1)
        )
        return [each for each in places if len(each)]


@dataclass(frozen=True, slots=True)
class Curve:
    """A fitted regression, and how its outcome becomes a likelihood."""

    regression: Any
    scales: Floats
    slope: float
    shift: float

    def likelihoods(self, rows: Any) -> Floats:
        """Of every row, as the training library has it."""
        return self.likely(self.regression.decision_function(rows @ sparse.diags(self.scales)))

    def likely(self, outcome: Floats) -> Floats:
        """The likelihoods of outcomes of regressions such as this."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * outcome + self.shift))))

    def weights(self) -> Floats:
        """One for each column of unscaled rows, for outcomes brought to likelihoods."""
        return np.asarray(self.slope * self.regression.coef_[0] * self.scales)


@dataclass(frozen=True, slots=True)
class Built:
    """What training gave: the curves at full precision, and the weights that are shipped."""

    curves: tuple[Curve, Curve]
    weights: Weights


def sample(texts: Sequence[Labelled]) -> Sample:
    """Texts as the numbers that are trained with; words and pieces as at run time."""
    readings = [read(each.text) for each in texts]
    numbers = np.array(
        [facts.facts(t.text, r) for t, r in zip(texts, readings, strict=True)]
    ).reshape(-1, facts.COUNT)
    slots = [grams.slots(each.text) for each in texts]
    sizes = [len(each) for each in slots]
    values = np.concatenate([np.full(size, 1 / np.sqrt(max(1, size))) for size in sizes])
    ends = np.concatenate(([0], np.cumsum(sizes)))
    hashed = sparse.csr_matrix(
        (values, np.concatenate(slots), ends), shape=(len(texts), grams.SLOTS)
    )
    hashed.sum_duplicates()
    return Sample(
        rows=sparse.hstack([sparse.csr_matrix(numbers), hashed]).tocsr(),
        labels=np.array([LABELS.index(each.label) for each in texts]),
        folds=np.array([fold_of(each.text) for each in texts]),
        ironic=np.array([reading.ironic for reading in readings]),
        mixed=np.array([cues.is_mixed(reading) for reading in readings]),
    )


def build(parts: Sequence[Parts]) -> Built:
    """Trains on these corpora; ValueError where one cannot be learned from."""
    material = _material(parts)
    scales = _scales(material.texts.rows)
    sides = (LABELS.index(NEGATIVE), LABELS.index(POSITIVE))
    outcomes = [_unseen_outcomes(material, scales, side) for side in sides]
    curves = tuple(
        _curve(material, scales, side, said) for side, said in zip(sides, outcomes, strict=True)
    )
    likely = [curve.likely(said) for curve, said in zip(curves, outcomes, strict=True)]
    return Built((curves[0], curves[1]), _weights(curves, _limits(material, likely)))


def _material(parts: Sequence[Parts]) -> Material:
    samples = [sample(part.texts) for part in parts]
    sizes = [len(each.labels) for each in samples]
    if any(len(set(each.labels.tolist())) < len(LABELS) for each in samples):
        raise ValueError("Every corpus has to hold all three labels")
    return Material(
        texts=_joined(samples),
        counted=_counted(samples, [part.corpus.weight for part in parts]),
        corpora=np.repeat(np.arange(len(parts)), sizes),
        tuning=np.concatenate(
            [np.arange(size) >= size - part.tuning for size, part in zip(sizes, parts, strict=True)]
        ),
    )


def _joined(samples: Sequence[Sample]) -> Sample:
    return Sample(
        rows=sparse.vstack([each.rows for each in samples]).tocsr(),
        labels=np.concatenate([each.labels for each in samples]),
        folds=np.concatenate([each.folds for each in samples]),
        ironic=np.concatenate([each.ironic for each in samples]),
        mixed=np.concatenate([each.mixed for each in samples]),
    )


def _scales(rows: Any) -> Floats:
    """How much each column counts: cues as they are, words and pieces by their rarity."""
    documents = np.bincount(rows.indices, minlength=rows.shape[1])
    rarity = (np.log((1 + rows.shape[0]) / (1 + documents)) + 1) * _SCALE
    rarity[: facts.COUNT] = 1.0
    return np.asarray(rarity)


def _counted(samples: Sequence[Sample], weights: Sequence[float]) -> Floats:
    """How much each text counts: corpora by their weight, labels within one the same."""
    counted = []
    for each, weight in zip(samples, weights, strict=True):
        sizes = np.bincount(each.labels, minlength=len(LABELS))
        least = _RAREST * len(each.labels)
        counted.append((weight / np.maximum(sizes, least))[each.labels])
    joined = np.concatenate(counted)
    return np.asarray(joined / joined.mean())


def _curve(material: Material, scales: Floats, label: int, said: Floats) -> Curve:
    regression = _regression(material, scales, label, np.arange(len(material.texts.labels)))
    fits = [_fit(said[each], material.texts.labels[each], label) for each in material.tuned()]
    slope, shift = np.mean(fits, axis=0)
    return Curve(regression, scales, float(slope), float(shift))


def _unseen_outcomes(material: Material, scales: Floats, label: int) -> Floats:
    """What is said of every text by a regression that was trained without its fold."""
    said = np.zeros(len(material.texts.labels))
    for fold in range(FOLDS):
        left_out = material.texts.folds == fold
        regression = _regression(material, scales, label, np.flatnonzero(~left_out))
        asked = material.texts.rows[np.flatnonzero(left_out)] @ sparse.diags(scales)
        said[left_out] = regression.decision_function(asked) if asked.shape[0] else 0
    return said


def _regression(material: Material, scales: Floats, label: int, places: NDArray[np.intp]) -> Any:
    regression = LogisticRegression(
        C=_COST, solver="liblinear", dual=True, random_state=0, max_iter=300
    )
    counted = material.counted[places]
    with warnings.catch_warnings():
        # liblinear stops a hair before its own aim, the same hair every time.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return regression.fit(
            material.texts.rows[places] @ sparse.diags(scales),
            material.texts.labels[places] == label,
            sample_weight=counted / counted.mean(),
        )


def _fit(outcome: Floats, labels: NDArray[np.intp], label: int) -> tuple[float, float]:
    """The slope and shift that make likelihoods of outcomes (Platt), were all labels as frequent.

    How frequent criticism is differs from source to source and is not for a text to say.
    """
    fitted = LogisticRegression(C=1e3, solver="lbfgs")
    fitted.fit(outcome[:, None], labels == label, sample_weight=1 / np.bincount(labels)[labels])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _limits(material: Material, likely: Sequence[Floats]) -> tuple[float, float]:
    """The pair of limits under which the corpora have a good macro-F1 and few are overlooked."""
    tuned = material.tuned()
    true = [material.texts.labels[each] for each in tuned]
    tried = []
    for pair in itertools.product(_LIMITS, _LIMITS):
        everything = _called(material.texts, likely, pair)
        called = [everything[each] for each in tuned]
        scores = [_macro_f1(t, c) for t, c in zip(true, called, strict=True)]
        heard = [np.mean(c[t == 0] == 0) for t, c in zip(true, called, strict=True)]
        tried.append((float(np.mean(scores)), float(np.mean(heard)), pair))
    enough = max(score for score, _, _ in tried) - _GIVEN
    return max((heard, score, pair) for score, heard, pair in tried if score >= enough)[2]


def _called(
    texts: Sample, likely: Sequence[Floats], limits: tuple[float, float]
) -> NDArray[np.intp]:
    """The labels as numbers, as `cues.label` gives them."""
    critical, praising = likely
    plain = np.where(praising >= limits[1], 2, np.where(texts.mixed, _UNCLEAR, 1))
    return np.where(critical >= limits[0], 0, np.where(texts.ironic, _UNCLEAR, plain))


def _macro_f1(true: NDArray[np.intp], called: NDArray[np.intp]) -> float:
    scores = []
    for label in range(len(LABELS)):
        both = np.sum((true == label) & (called == label))
        either = np.sum(true == label) + np.sum(called == label)
        scores.append(2 * both / max(1, either))
    return float(np.mean(scores))


def _weights(curves: Sequence[Curve], limits: tuple[float, float]) -> Weights:
    rows = np.stack([curve.weights() for curve in curves])
    constant = [c.slope * float(c.regression.intercept_[0]) + c.shift for c in curves]
    return Weights(
        table=rows[:, facts.COUNT :].astype(np.float16).astype(np.float32),
        facts=rows[:, : facts.COUNT],
        constant=(constant[0], constant[1]),
        limits=limits,
    )
