"""How often kinds and themes are right, on labelled texts of one's own.

    python -m monitoring.pipeline.evaluate kinds FILE.tsv… [--language L]
    python -m monitoring.pipeline.evaluate themes FILE.tsv…

For `kinds` a line holds a tone, a tab and a text, as for the tone (tone/evaluate.py). Praise and
criticism are held against that tone. Nobody has labelled questions; so all question marks are taken
away, and it is counted how many of the texts that had one are still called a question, and how many
others are.

For `themes` a line holds themes parted by commas, a tab and a text. A theme may be one of several
("service|staff") where the labels are coarser than ours. Prints for each how many of its texts were
found, and how many of those found have it.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitoring.pipeline.kind import CRITICISM, PRAISE, QUESTION, is_question, kind_of
from monitoring.pipeline.tone import NEGATIVE, POSITIVE, judge
from monitoring.pipeline.tone.corpora import Labelled, labelled
from monitoring.pipeline.topics import topics_of


@dataclass(frozen=True, slots=True)
class Hits:
    """What should be found and what was: `right` of `meant` were, among `called`."""

    name: str
    meant: int
    called: int
    right: int

    def __str__(self) -> str:
        found, fit = self.right / max(1, self.meant), self.right / max(1, self.called)
        return (
            f"{self.name}: {self.meant} texts, found {found:.3f}, of {self.called} right {fit:.3f}"
        )


def hits(name: str, pairs: Iterable[tuple[bool, bool]]) -> Hits:
    """Counts pairs of whether something is meant and whether it was called so."""
    given = list(pairs)
    return Hits(
        name,
        meant=sum(meant for meant, _ in given),
        called=sum(called for _, called in given),
        right=sum(meant and called for meant, called in given),
    )


def kinds(texts: Sequence[Labelled], language: str) -> Iterator[Hits]:
    """Criticism and praise by the tones that are given, questions by their mark."""
    called = [kind_of(each.text, language, judge(each.text, language)) for each in texts]
    pairs = list(zip((each.label for each in texts), called, strict=True))
    yield hits(CRITICISM, ((label == NEGATIVE, kind == CRITICISM) for label, kind in pairs))
    yield hits(PRAISE, ((label == POSITIVE, kind == PRAISE) for label, kind in pairs))
    asked = ((is_question(each.text, ""), _bare(each.text)) for each in texts)
    unmarked = ((by_mark, is_question(bare, language)) for by_mark, bare in asked)
    yield hits(f"{QUESTION} without its mark", unmarked)


def themes(lines: Iterable[tuple[str, str]]) -> Iterator[Hits]:
    """Each theme that is given by the themes that are found."""
    read = [(frozenset(given.split(",")) - {""}, set(topics_of(text))) for given, text in lines]
    for name in sorted(frozenset().union(*(given for given, _ in read))):
        wanted = set(name.split("|"))
        yield hits(name, ((name in given, bool(wanted & found)) for given, found in read))


def _bare(text: str) -> str:
    return text.replace("?", " ")


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        given, tab, text = line.partition("\t")
        if not tab:
            raise ValueError(f"{path}, line {number}: expected themes and a tab")
        yield given, text


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Check kinds and themes against labelled texts.")
    parser.add_argument("what", choices=("kinds", "themes"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language", default="de")
    options = parser.parse_args(arguments)
    ways: dict[str, Callable[[Path], Iterator[Hits]]] = {
        "kinds": lambda path: kinds(list(labelled(path)), options.language),
        "themes": lambda path: themes(_lines(path)),
    }
    for path in options.files:
        for each in ways[options.what](path):
            sys.stdout.write(f"{path.name}, {each}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
