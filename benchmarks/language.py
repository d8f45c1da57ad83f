"""Language recognised: how many texts per CPU second, and how often rightly, beside others.

    python -m benchmarks.language [--data FOLDER] [--quick]

lingua (ten languages), py3langid and pycld2 are no dependencies of the product: which of them is
missing is said and left out (`pip install --target DIR lingua-language-detector py3langid pycld2`,
then `PYTHONPATH=DIR`). FOLDER holds labelled lines, a file for each language in `sentences/` and
`word-pairs/` (`de.txt`, `en.txt`, ...), as lingua's repository has them in `language-testdata/`.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

from benchmarks.judge import SENTENCES
from monitoring.pipeline.language import detect

NUMBER = 2_000
ROUNDS = 5
DEMANDED = 12
ENGLISH = ("The delivery was late and nobody answered.", "Great service, we will come back!")
PAIRS = "sehr gut,nie wieder,gerne empfohlen,unterstützung finden,great service,never again"
TEN = "de en fr it es nl pl cs tr pt".split()
EUROPEAN = "cs da es et fi fr hr hu it lt lv nb nl pl pt ro sk sl sv tr".split()
OURS = "ours"
RIGHT = {"sentences": 99.5, "word-pairs": 92}

Detector = Callable[[str], str]


def main() -> None:
    """Print all rates and ratios, and with labelled lines how often each is right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.language")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    detectors: dict[str, Detector] = {OURS: detect} | dict(_peers())
    _speed("sentences", (*SENTENCES, *ENGLISH), detectors)
    _speed("word pairs", PAIRS.split(","), detectors)
    if chosen.data:
        for kind in ("sentences", "word-pairs"):
            _accuracy(chosen.data / kind, detectors, step=10 if chosen.quick else 1)


def _speed(kind: str, samples: tuple[str, ...] | list[str], detectors: dict[str, Detector]) -> None:
    texts = [f"{text} {place}" for place, text in enumerate(islice(cycle(samples), NUMBER))]
    answers = {name: [work(text) for text in texts] for name, work in detectors.items()}
    rates = _interleaved({name: partial(_seconds, work, texts) for name, work in detectors.items()})
    print(f"\n{NUMBER:,} {kind}, per CPU second   ours to it   the same answer, where we give one")
    given = [place for place, code in enumerate(answers[OURS]) if code]
    for name, seconds in rates.items():
        same = sum(answers[name][place] == answers[OURS][place] for place in given)
        print(
            f"  {name:10} {NUMBER / seconds:10,.0f}           {seconds / rates[OURS]:8.1f} x"
            f"   {100 * same / len(given):6.1f} %"
            f"{f'   (demanded: {DEMANDED} x)' if (kind, name) == ('sentences', 'lingua') else ''}"
        )


def _accuracy(folder: Path, detectors: dict[str, Detector], step: int) -> None:
    lines = {
        path.stem: [line for line in path.read_text(encoding="utf-8").splitlines() if line][::step]
        for path in sorted(folder.glob("*.txt"))
    }
    print(
        f"\n{folder.name}: right in German and English; called so in the other eight, in twenty"
        f" (demanded: {RIGHT[folder.name]} %; 1 %)"
    )
    for name, work in detectors.items():
        found = {code: [work(text) for text in texts] for code, texts in lines.items()}
        right = [100 * found[code].count(code) / len(found[code]) for code in ("de", "en")]
        wrong = [
            100 * statistics.mean(code in ("de", "en") for each in codes for code in found[each])
            for codes in (TEN[2:], EUROPEAN)
        ]
        demand = "   (what is demanded: above)" if name == OURS else ""
        print(
            f"  {name:10} {right[0]:6.1f} %  {right[1]:6.1f} %       {wrong[0]:5.2f} %"
            f"  {wrong[1]:5.2f} %{demand}"
        )


def _peers() -> Iterator[tuple[str, Detector]]:
    makers = (("lingua", _lingua), ("py3langid", _py3langid), ("pycld2", _pycld2))
    for name, make in makers:
        if find_spec(name):
            yield name, make()
        else:
            print(f"{name} is not installed and left out")


def _lingua() -> Detector:
    from lingua import Language, LanguageDetectorBuilder  # type: ignore[import-not-found]

    chosen = [each for each in Language.all() if each.iso_code_639_1.name.lower() in TEN]
    peer = LanguageDetectorBuilder.from_languages(*chosen).with_preloaded_language_models().build()

    def code(text: str) -> str:
        found = peer.detect_language_of(text)
        return str(found.iso_code_639_1.name.lower()) if found else ""

    return code


def _py3langid() -> Detector:
    from py3langid import classify  # type: ignore[import-not-found]

    return lambda text: str(classify(text)[0])


def _pycld2() -> Detector:
    import pycld2  # type: ignore[import-not-found]

    def code(text: str) -> str:
        try:
            return str(pycld2.detect(text)[2][0][1])
        except pycld2.error:
            return ""

    return code


def _interleaved(measures: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The median of each measure, taken in turns."""
    rounds = [{name: measure() for name, measure in measures.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(each[name] for each in rounds) for name in measures}


def _seconds(work: Detector, texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


if __name__ == "__main__":
    main()
