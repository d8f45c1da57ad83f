"""How often the tone is right, on labelled texts of one's own.

    python -m monitoring.pipeline.tone.evaluate FILE.tsv… [--language de]

Each line of a file holds a label (negative, neutral or positive), a tab, and a text. Prints
accuracy, macro-F1, recall and precision of negatives, the share of texts left unclear (they count
as wrong), and the recall of the queue: how many negatives reach 300 per mille.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from monitoring.pipeline.tone import NEGATIVE, NEUTRAL, POSITIVE, UNCLEAR, Tone, judge

LABELS = (NEGATIVE, NEUTRAL, POSITIVE)
QUEUED_FROM = 300


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


def labelled(path: Path) -> Iterator[tuple[str, str]]:
    """Label and text of every line; ValueError where a line has no known label."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        label, tab, text = line.partition("\t")
        if not tab or label not in LABELS:
            raise ValueError(
                f"{path}, line {number}: expected one of {', '.join(LABELS)} and a tab"
            )
        yield label, text


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
    )


def _scores(table: Counter[tuple[str, str]], label: str) -> tuple[float, float, float]:
    """Recall, precision and their harmonic mean for one label."""
    right = table[label, label]
    recall = right / max(1, sum(n for (true, _), n in table.items() if true == label))
    precision = right / max(1, sum(n for (_, found), n in table.items() if found == label))
    return recall, precision, 2 * recall * precision / ((recall + precision) or 1)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Check the tone against labelled texts.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language", default="de")
    options = parser.parse_args(arguments)
    for path in options.files:
        found = figures((label, judge(text, options.language)) for label, text in labelled(path))
        sys.stdout.write(
            f"{path.name}: {found.count} texts, accuracy {found.accuracy:.3f}, "
            f"macro-F1 {found.macro_f1:.3f}, negatives found {found.negative_recall:.3f} "
            f"(right {found.negative_precision:.3f}), unclear {found.unclear:.3f}, "
            f"queued {found.queue_share:.3f} with {found.queue_recall:.3f} of the negatives\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
