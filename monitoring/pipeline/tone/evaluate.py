"""How often the tone is right, on labelled texts of one's own.

    python -m monitoring.pipeline.tone.evaluate FILE.tsv… [--unseen] [--weights FILE] [--language L]
        [--learning]

Each line of a file holds a label (negative, neutral or positive), a tab, and a text. Prints
accuracy, macro-F1, recall and precision of negatives, the share of texts left unclear (they count
as wrong), and the recall of the queue: how many negatives reach 300 per mille. "In order" says how
often a negative text stands above another by its likelihood; by chance it is half. Beside the
judgement stand the cues alone and, as the floor, "neutral" for everything. `--unseen` keeps to the
fifth of the texts that no weights were trained on; `--weights` takes others than those shipped.

`--learning` takes each file for the texts of one company and prints its learning curve: what a
layer learned from so many of them does with the others, which it never saw.
"""

import argparse
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitoring.pipeline.tone import fitting
from monitoring.pipeline.tone.corpora import LABELS, Labelled, is_unseen, labelled
from monitoring.pipeline.tone.judgement import judge, judge_german, judge_with
from monitoring.pipeline.tone.result import NEGATIVE, NEUTRAL, UNCLEAR, Tone
from monitoring.pipeline.tone.weights import Weights, from_bytes, shipped

QUEUED_FROM = 300
STEPS = (50, 100, 200, 400, 700, 1_500)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1, over `count` texts."""

    count: int
    accuracy: float
    macro_f1: float
    negative_recall: float
    negative_precision: float
    unclear: float
    queue_recall: float
    queue_share: float
    in_order: float


def figures(judged: Iterable[tuple[str, Tone]]) -> Figures:
    """The figures of pairs of the right label and the tone found; ValueError without any."""
    pairs = list(judged)
    if not pairs:
        raise ValueError("There is no labelled text to compare with")
    table: Counter[tuple[str, str]] = Counter((label, tone.label) for label, tone in pairs)
    queued = [label for label, tone in pairs if tone.negative >= QUEUED_FROM]
    scores = [_scores(table, label) for label in LABELS]
    recall, precision, _ = scores[0]
    return Figures(
        count=len(pairs),
        accuracy=sum(table[label, label] for label in LABELS) / len(pairs),
        macro_f1=sum(f1 for _, _, f1 in scores) / len(LABELS),
        negative_recall=recall,
        negative_precision=precision,
        unclear=sum(table[label, UNCLEAR] for label in LABELS) / len(pairs),
        queue_recall=queued.count(NEGATIVE) / max(1, [label for label, _ in pairs].count(NEGATIVE)),
        queue_share=len(queued) / len(pairs),
        in_order=_in_order(pairs),
    )


def _in_order(pairs: list[tuple[str, Tone]]) -> float:
    """How often a negative is likelier than another text; a draw counts half, nothing to compare 0.

    The area under the ROC curve, by counting those below from the bottom up.
    """
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for label, tone in pairs:
        counts[tone.negative][label == NEGATIVE] += 1
    below, won, negatives = 0, 0.0, 0
    for _, (others, found) in sorted(counts.items()):
        won += found * (below + others / 2)
        below, negatives = below + others, negatives + found
    return won / ((below * negatives) or 1)


def _scores(table: Counter[tuple[str, str]], label: str) -> tuple[float, float, float]:
    """Recall, precision and their harmonic mean for one label."""
    right = table[label, label]
    recall = right / max(1, sum(n for (true, _), n in table.items() if true == label))
    precision = right / max(1, sum(n for (_, found), n in table.items() if found == label))
    return recall, precision, 2 * recall * precision / ((recall + precision) or 1)


def ways(language: str, weights: Weights | None) -> dict[str, Callable[[str], Tone]]:
    """The judgements that are compared; what is in use comes first."""
    if language != "de":
        used: dict[str, Callable[[str], Tone]] = {"judged": lambda text: judge(text, language)}
    elif weights is None:
        used = {}
    else:
        used = {"with weights": lambda text: judge_german(text, weights)}
    if language == "de":
        used["cues alone"] = lambda text: judge_german(text, None)
    return used | {"always neutral": lambda text: Tone(NEUTRAL, 0, 0)}


def learning(
    texts: Sequence[Labelled], weights: Weights
) -> Iterator[tuple[fitting.Learned, Figures, Figures]]:
    """For each of STEPS what was learned, and the figures without and with it on all other texts.

    The order of the texts is mixed by a checksum, so that it is always the same.
    """
    mixed = sorted(texts, key=lambda each: zlib.crc32(each.text.encode()))
    for number in STEPS:
        rest = mixed[number:]
        if len(rest) < number:
            return
        taught = [fitting.Labelled(each.text, each.label) for each in mixed[:number]]
        found = fitting.learn(taught, weights)
        if found.layer is None:
            continue
        layer = found.layer
        yield (
            found,
            figures((each.label, judge_german(each.text, weights)) for each in rest),
            figures((each.label, judge_with(layer, each.text, weights)) for each in rest),
        )


def _write_curve(path: Path, texts: Sequence[Labelled], weights: Weights) -> None:
    for found, before, after in learning(texts, weights):
        sys.stdout.write(
            f"{path.name}, {found.labels} labels ({found.outcome}): {after.count} others, "
            f"accuracy {before.accuracy:.3f} to {after.accuracy:.3f}, "
            f"macro-F1 {before.macro_f1:.3f} to {after.macro_f1:.3f}, "
            f"negatives found {before.negative_recall:.3f} to {after.negative_recall:.3f}, "
            f"in order {before.in_order:.3f} to {after.in_order:.3f}\n"
        )


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Check the tone against labelled texts.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--language", default="de")
    parser.add_argument("--learning", action="store_true")
    options = parser.parse_args(arguments)
    weights = from_bytes(options.weights.read_bytes()) if options.weights else shipped()
    for path in options.files:
        texts = [t for t in labelled(path) if not options.unseen or is_unseen(t.text)]
        if options.learning:
            if weights is not None:
                _write_curve(path, texts, weights)
            continue
        for name, way in ways(options.language, weights).items():
            found = figures((each.label, way(each.text)) for each in texts)
            sys.stdout.write(
                f"{path.name}, {name}: {found.count} texts, accuracy {found.accuracy:.3f}, "
                f"macro-F1 {found.macro_f1:.3f}, negatives found {found.negative_recall:.3f} "
                f"(right {found.negative_precision:.3f}), unclear {found.unclear:.3f}, "
                f"queued {found.queue_share:.3f} with {found.queue_recall:.3f} of the negatives, "
                f"in order {found.in_order:.3f}\n"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
