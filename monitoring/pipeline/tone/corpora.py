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
_TUNING_TENTH: Final = 2


@dataclass(frozen=True, slots=True)
class Corpus:
    """A data set: its files by their use, how much it counts beside others, and its terms.

    Without files of its own for tuning, a tenth of the one for training is kept for it, where
    `tunes`, and two tenths stay unseen.
    """

    name: str
    made_by: str
    licence: str
    train: str
    weight: float
    tune: str = ""
    tunes: bool = True


CORPORA: Final = (
    Corpus(
        "MobASA",
        "Aleksandra Gabryszak and Philippe Thomas, DFKI, 2022: German tweets on public transport",
        "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "mobasa_train.tsv",
        weight=1.0,
        tune="mobasa_dev_doc.tsv",
    ),
    Corpus(
        "PotTS",
        "Uladzimir Sidorenko, 2016: Potsdam Twitter Sentiment Corpus",
        "MIT",
        "potts_all.tsv",
        weight=1.0,
    ),
    Corpus(
        "Utterances on emotions",
        "Oliver Guhr, 2019",
        "MIT",
        "guhr_emotions.tsv",
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
    """What of a corpus is learned from, and what limits are chosen with."""

    corpus: Corpus
    train: tuple[Labelled, ...]
    tune: tuple[Labelled, ...]


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
    return _tenth(text) in _UNSEEN_TENTHS


def parts_of(corpus: Corpus, folder: Path) -> Parts:
    """A corpus divided; no text of one part stands in another, were it passed on word by word."""
    texts = tuple(labelled(folder / corpus.train))
    if corpus.tune:
        tune = tuple(labelled(folder / corpus.tune))
        known = {line(each.text) for each in tune}
        return Parts(corpus, tuple(t for t in texts if line(t.text) not in known), tune)
    seen = tuple(each for each in texts if not is_unseen(each.text))
    if not corpus.tunes:
        return Parts(corpus, seen, ())
    return Parts(
        corpus,
        tuple(each for each in seen if _tenth(each.text) != _TUNING_TENTH),
        tuple(each for each in seen if _tenth(each.text) == _TUNING_TENTH),
    )


def _tenth(text: str) -> int:
    return zlib.crc32(line(text).encode("utf-8", "surrogatepass")) % 10
