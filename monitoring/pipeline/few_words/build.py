"""Builds the table of weights from lists of words; two builds give the same bytes.

    pip install --target DIR wordfreq
    PYTHONPATH=DIR python -m monitoring.pipeline.few_words.build --out FILE [--notice FILE]

wordfreq and scikit-learn are needed here and nowhere else. One to three words are drawn from a
language's list, frequent ones more often, and one logistic regression for each family of languages
learns to tell its words from all others'.
"""

import argparse
import hashlib
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from monitoring.pipeline.few_words.slots import SLOTS, slots
from monitoring.pipeline.few_words.weights import FAMILIES, FILE, NAME, Weights

DRAWN: Final = 1_200_000
# Of the texts drawn, this share is German and as much English; the other languages share the rest.
_SHARE: Final = 0.2
_LONGEST_LIST: Final = 60_000
_NUMBERS_OF_WORDS: Final = (1, 2, 2, 3)
# The rest is drawn without looking at how frequent a word is.
_BY_FREQUENCY: Final = 0.7
_PENALTY: Final = 3e-8
_ROUNDS: Final = 4
_STEPS: Final = 127

Frequencies = Mapping[str, float]
NOTICE: Final = """\
{file} ({name}), SHA-256 {sum}

Weights of {families} logistic regressions that tell German, English and other languages apart in
one to three words, made by `python -m monitoring.pipeline.few_words.build`. They hold no words: a
word is hashed to one of the slots of a table, and many share a slot. Trained on:

wordfreq: Robyn Speer, 2022, wordfreq 3.1, https://doi.org/10.5281/zenodo.7199437: frequency
  lists of {languages} languages.
  Licence of the lists: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/.
  They contain, among others, the freely available SUBTLEX lists by Marc Brysbaert et al., Google
  Books Ngrams (http://books.google.com/ngrams), OpenSubtitles (https://www.opensubtitles.org/),
  the Leeds Internet Corpus, ParaCrawl and Wikipedia.
  Used: of each list the {longest} most frequent words.

Changed from the originals: words drawn at random and turned into numbers. The weights are licensed
as the lists are, CC BY-SA 4.0. The makers of the lists have not approved of this.
"""


def drawn(frequencies: Frequencies, number: int, seed: int) -> Iterator[list[str]]:
    """So many texts of one to three words of a list, the same for the same seed."""
    known = itertools.islice((word for word in frequencies if word.isalpha()), _LONGEST_LIST)
    words = list(known)
    roots = np.sqrt([frequencies[word] for word in words])
    chances = _BY_FREQUENCY * roots / roots.sum() + (1 - _BY_FREQUENCY) / len(words)
    random = np.random.default_rng(seed)
    sizes = random.choice(_NUMBERS_OF_WORDS, size=number)
    places = np.searchsorted(np.cumsum(chances), random.random(sizes.sum()))
    chosen = iter(np.minimum(places, len(words) - 1).tolist())
    for size in sizes:
        yield [words[place] for place in itertools.islice(chosen, int(size))]


def build(frequencies_of: Callable[[str], Frequencies], number: int = DRAWN) -> Weights:
    """Trains on `number` texts drawn from the lists that `frequencies_of` gives by language."""
    texts: list[list[str]] = []
    families: list[int] = []
    others = sum(map(len, FAMILIES.values())) - 2
    codes = [(place, code) for place, each in enumerate(FAMILIES.values()) for code in each]
    for seed, (place, code) in enumerate(codes):
        share = _SHARE if code in ("de", "en") else (1 - 2 * _SHARE) / others
        before = len(texts)
        texts += drawn(frequencies_of(code), round(number * share), seed)
        families += [place] * (len(texts) - before)
    regression = SGDClassifier(
        loss="log_loss",
        alpha=_PENALTY,
        max_iter=_ROUNDS,
        tol=None,
        average=True,
        random_state=0,
    )
    regression.fit(_rows(texts), np.array(families))
    return _rounded(regression.coef_, regression.intercept_)


def notice(content: bytes) -> str:
    """What goes with the file: which lists, on which terms, and what was made of them."""
    return NOTICE.format(
        file=FILE.name,
        name=NAME,
        sum=hashlib.sha256(content).hexdigest(),
        families=len(FAMILIES),
        languages=sum(map(len, FAMILIES.values())),
        longest=f"{_LONGEST_LIST:,}",
    )


def _rows(texts: Iterable[list[str]]) -> Any:
    """A row for each text over the slots, as the weights are used: divided by the root of all."""
    found = [np.array(slots(words), dtype=np.int32) for words in texts]
    sizes = np.array([len(each) for each in found])
    rows = sparse.csr_matrix(
        (
            np.repeat((1 / np.sqrt(sizes)).astype(np.float32), sizes),
            np.concatenate(found),
            np.concatenate(([0], np.cumsum(sizes))),
        ),
        shape=(len(found), SLOTS),
    )
    rows.sum_duplicates()
    return rows


def _rounded(table: NDArray[np.float64], constants: NDArray[np.float64]) -> Weights:
    """Each weight as one of 255 steps; the few that are larger than all others are cut."""
    largest = float(np.quantile(np.abs(table[table != 0]), 0.9999))
    scale = round(largest / _STEPS, 6)
    steps = np.clip(np.round(table.T / scale), -_STEPS, _STEPS).astype(np.int8)
    return Weights(np.ascontiguousarray(steps), scale, tuple(round(float(c), 4) for c in constants))


def main(arguments: list[str] | None = None) -> None:
    """Builds as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m monitoring.pipeline.few_words.build")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--notice", type=Path)
    chosen = parser.parse_args(arguments)
    from wordfreq import get_frequency_dict

    content = build(lambda code: get_frequency_dict(code, "best")).to_bytes()
    chosen.out.write_bytes(content)
    if chosen.notice:
        chosen.notice.write_text(notice(content), encoding="utf-8")
    sys.stdout.write(f"{chosen.out}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main()
