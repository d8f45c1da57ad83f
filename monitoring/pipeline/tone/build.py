"""Builds the table of weights from labelled texts; two builds give the same bytes.

    python -m monitoring.pipeline.tone.build --data FOLDER --out FILE [--notice FILE] [--without N]

The folder holds the files that corpora.py names. Needs scikit-learn, which only developers have.
`--without` leaves a corpus out, to see how the rest does on it.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from monitoring.pipeline.tone.corpora import CORPORA, Corpus, Parts, parts_of
from monitoring.pipeline.tone.training import build
from monitoring.pipeline.tone.weights import FILE, NAME


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
            f"  Used: {len(part.texts)} texts for training, {part.tuning} of them for likelihoods"
            " and limits.",
        ]
    lines += ["", "Changed from the originals: labels brought to negative, neutral and positive;"]
    lines += ["texts turned into numbers. The authors of the data sets have not approved of this."]
    return "\n".join(lines) + "\n"


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
