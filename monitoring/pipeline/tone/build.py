"""Builds the table of weights from labelled texts; two builds give the same bytes.

    python -m monitoring.pipeline.tone.build --data FOLDER --out FILE [--notice FILE] [--without N]

The folder holds the files that corpora.py names. Needs scikit-learn, which only developers have.
`--without` leaves a corpus out, to see how the rest does on it.

Two logistic regressions, criticism against all else and praise against all else; corpora and the
three labels within each count the same. Rare words and pieces count more than frequent ones. What
comes out is then brought to likelihoods on texts kept for that: every corpus has its own share of
complaints, so each is fitted by itself and the middle of them taken.
"""

import argparse
import hashlib
import itertools
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from monitoring.pipeline.tone import facts, grams
from monitoring.pipeline.tone.corpora import CORPORA, LABELS, Corpus, Labelled, Parts, parts_of
from monitoring.pipeline.tone.german import read
from monitoring.pipeline.tone.result import NEGATIVE, POSITIVE
from monitoring.pipeline.tone.weights import FILE, NAME, Weights

# What words and pieces count beside the cues. With more they are better on texts like those trained
# with, and worse on all others: they learn the topic.
_SCALE: Final = 0.1
_COST: Final = 1.0
# A label that is rarer than this within its corpus is not made up for in full.
_RAREST: Final = 0.06
# They begin above the 0.3 from which a text is queued: a label says more than a place in a queue.
_LIMITS: Final = tuple(round(0.36 + 0.02 * step, 2) for step in range(21))
# A hundredth of macro-F1 may be given for more of the criticism found: overlooking it is dearer.
_GIVEN: Final = 0.01

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts of one corpus as numbers: a row each, cues first, then the slots of `grams`."""

    rows: Any
    labels: NDArray[np.intp]
    found: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Curve:
    """A fitted regression, and how its outcome becomes a likelihood."""

    regression: Any
    scales: Floats
    slope: float
    shift: float

    def likelihoods(self, rows: Any) -> Floats:
        """Of every row, as the training library has it."""
        outcome = self.regression.decision_function(rows @ sparse.diags(self.scales))
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
        found=np.array([bool(reading.found) for reading in readings]),
    )


def build(parts: Sequence[Parts]) -> Built:
    """Trains on these corpora; ValueError where one cannot be learned from."""
    trained = [sample(part.train) for part in parts]
    tuned = [sample(part.tune) for part in parts if part.tune]
    if any(len(set(each.labels.tolist())) < len(LABELS) for each in (*trained, *tuned)):
        raise ValueError("Every part of a corpus has to hold all three labels")
    rows = sparse.vstack([each.rows for each in trained]).tocsr()
    scales = _scales(rows)
    labels = np.concatenate([each.labels for each in trained])
    counted = _counted(trained, [part.corpus.weight for part in parts])
    curves = tuple(
        _curve(rows, labels == LABELS.index(label), counted, scales, tuned, LABELS.index(label))
        for label in (NEGATIVE, POSITIVE)
    )
    return Built((curves[0], curves[1]), _weights(curves, _limits(curves, tuned)))


def notice(parts: Iterable[Parts], content: bytes) -> str:
    """What goes with the file: which data sets, on which terms, and what was made of them."""
    lines = [
        f"{FILE.name} ({NAME}), SHA-256 {hashlib.sha256(content).hexdigest()}",
        "",
        "Weights of two logistic regressions for the tone of German texts, made by",
        "`python -m monitoring.pipeline.tone.build`. They hold no texts and no words: a word is",
        "hashed to one of the slots of a table, and many share a slot. Trained on:",
    ]
    for part in parts:
        corpus = part.corpus
        lines += [
            "",
            f"{corpus.name}: {corpus.made_by}.",
            f"  Licence: {corpus.licence}.",
            f"  Used: {len(part.train)} texts for training, {len(part.tune)} for likelihoods and"
            " limits.",
        ]
    lines += ["", "Changed from the originals: labels brought to negative, neutral and positive;"]
    lines += ["texts turned into numbers. The authors of the data sets have not approved of this."]
    return "\n".join(lines) + "\n"


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


def _curve(
    rows: Any,
    is_label: NDArray[np.bool_],
    counted: Floats,
    scales: Floats,
    tuned: Sequence[Sample],
    label: int,
) -> Curve:
    regression = LogisticRegression(
        C=_COST, solver="liblinear", dual=True, random_state=0, max_iter=300
    )
    spread = sparse.diags(scales)
    with warnings.catch_warnings():
        # liblinear stops a hair before its own aim, the same hair every time.
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit(rows @ spread, is_label, sample_weight=counted)
    outcomes = [regression.decision_function(each.rows @ spread) for each in tuned]
    fits = [_fit(o, each.labels, label) for o, each in zip(outcomes, tuned, strict=True)]
    slope, shift = np.mean(fits, axis=0)
    return Curve(regression, scales, float(slope), float(shift))


def _fit(outcome: Floats, labels: NDArray[np.intp], label: int) -> tuple[float, float]:
    """The slope and shift that make likelihoods of outcomes (Platt), were all labels as frequent.

    How frequent criticism is differs from source to source and is not for a text to say.
    """
    fitted = LogisticRegression(C=1e3, solver="lbfgs")
    fitted.fit(outcome[:, None], labels == label, sample_weight=1 / np.bincount(labels)[labels])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _limits(curves: Sequence[Curve], tuned: Sequence[Sample]) -> tuple[float, float]:
    """The pair of limits under which the corpora have a good macro-F1 and few are overlooked."""
    judged = [(t, [curve.likelihoods(t.rows) for curve in curves]) for t in tuned]
    tried = []
    for pair in itertools.product(_LIMITS, _LIMITS):
        called = [_called(each, likely, pair) for each, likely in judged]
        scores = [_macro_f1(t.labels, c) for t, c in zip(tuned, called, strict=True)]
        heard = [np.mean(c[t.labels == 0] == 0) for t, c in zip(tuned, called, strict=True)]
        tried.append((float(np.mean(scores)), float(np.mean(heard)), pair))
    enough = max(score for score, _, _ in tried) - _GIVEN
    return max((heard, score, pair) for score, heard, pair in tried if score >= enough)[2]


def _called(
    each: Sample, likely: Sequence[Floats], limits: tuple[float, float]
) -> NDArray[np.intp]:
    """The labels as numbers, as `cues.label` gives them but for what is unclear."""
    critical, praising = likely
    called = np.where(critical >= limits[0], 0, np.where(praising >= limits[1], 2, 1))
    return np.where(each.found, called, 1)


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


def chosen(without: Iterable[str]) -> list[Corpus]:
    """The corpora but for those of these names; ValueError for a name there is not."""
    names = set(without)
    unknown = names - {corpus.name for corpus in CORPORA}
    if unknown:
        raise ValueError(f"There is no corpus {', '.join(sorted(unknown))}")
    return [corpus for corpus in CORPORA if corpus.name not in names]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Build the weights for the tone of German.")
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--notice", type=Path)
    parser.add_argument("--without", action="append", default=[], metavar="NAME")
    options = parser.parse_args(arguments)
    parts = [parts_of(corpus, options.data) for corpus in chosen(options.without)]
    content = build(parts).weights.to_bytes()
    options.out.write_bytes(content)
    if options.notice:
        options.notice.write_text(notice(parts, content), encoding="utf-8")
    sys.stdout.write(f"{options.out}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
