"""The labelled texts the weights come from: whose they are, and which of them stay unseen.

Only texts whose licence allows weights made from them to be passed on. GermEval 2017, One Million
Posts and SentiWS are for non-commercial use and so are not here.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitoring.pipeline.tone.grams import line
from monitoring.pipeline.tone.result import NEGATIVE, NEUTRAL, POSITIVE

LABELS: Final = (NEGATIVE, NEUTRAL, POSITIVE)
_UNSEEN_TENTHS: Final = (0, 1)
FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """A data set: its files, how much it counts beside others, and its terms.

    All of `files` is learned from. The last of them sets likelihoods and limits as well, if
    `tunes`: it is the one in which the labels are as frequent as out there. What stands in `unseen`
    is not learned from; without such a file two tenths of the texts stay unseen.
    """

    name: str
    made_by: str
    licence: str
    files: tuple[str, ...]
    weight: float
    unseen: str = ""
    tunes: bool = True


CORPORA: Final = (
    Corpus(
        "MobASA",
        "Aleksandra Gabryszak and Philippe Thomas, DFKI, 2022: German tweets on public transport",
        "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        ("mobasa_train.tsv", "mobasa_dev_doc.tsv"),
        weight=1.0,
        unseen="mobasa_test_doc.tsv",
    ),
    Corpus(
        "PotTS",
        "Uladzimir Sidorenko, 2016: Potsdam Twitter Sentiment Corpus",
        "MIT",
        ("potts_all.tsv",),
        weight=1.0,
    ),
    Corpus(
        "Utterances on emotions",
        "Oliver Guhr, 2019",
        "MIT",
        ("guhr_emotions.tsv",),
        weight=0.15,
        tunes=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and which of the three labels people gave it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a corpus is learned from; the last `tuning` of it set likelihoods and limits."""

    corpus: Corpus
    texts: tuple[Labelled, ...]
    tuning: int


def labelled(path: Path) -> Iterator[Labelled]:
    """What the lines of a file say; ValueError where a line has no known label."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, content in enumerate(lines, start=1):
        label, tab, text = content.partition("\t")
        if not tab or label not in LABELS:
            raise ValueError(
                f"{path}, line {number}: expected one of {', '.join(LABELS)} and a tab"
            )
        yield Labelled(label, text)


def is_unseen(text: str) -> bool:
    """Whether a text of a corpus without a test file of its own is kept from all training."""
    return _checksum(text) % 10 in _UNSEEN_TENTHS


def fold_of(text: str) -> int:
    """By whose absence a text is judged while building; the same for one passed on unchanged."""
    return _checksum(text) // 10 % FOLDS


def parts_of(corpus: Corpus, folder: Path) -> Parts:
    """What is learned from; no text that stays unseen is among it, were it passed on unchanged."""
    known = {line(each.text) for each in labelled(folder / corpus.unseen)} if corpus.unseen else ()

    def kept(name: str) -> tuple[Labelled, ...]:
        texts = labelled(folder / name)
        if corpus.unseen:
            return tuple(each for each in texts if line(each.text) not in known)
        return tuple(each for each in texts if not is_unseen(each.text))

    files = [kept(name) for name in corpus.files]
    texts = tuple(each for file in files for each in file)
    return Parts(corpus, texts, len(files[-1]) if corpus.tunes else 0)


def _checksum(text: str) -> int:
    return zlib.crc32(line(text).encode("utf-8", "surrogatepass"))
