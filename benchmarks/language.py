"""Language recognised, texts per CPU second, against lingua in the same run.

Run `python -m benchmarks.language`. lingua is no dependency of the product: where it is missing,
its part is left out (`pip install --target DIR lingua-language-detector`, then `PYTHONPATH=DIR`).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import cycle, islice

from benchmarks.judge import SENTENCES
from monitoring.pipeline.language import detect

NUMBER = 2_000
ROUNDS = 5
ENGLISH = ("The delivery was late and nobody answered.", "Great service, we will come back!")
LANGUAGES = "GERMAN ENGLISH FRENCH ITALIAN SPANISH DUTCH POLISH CZECH TURKISH PORTUGUESE".split()


def main() -> None:
    """Print both and the ratio, and in how many sentences they agree."""
    sentences = islice(cycle((*SENTENCES, *ENGLISH)), NUMBER)
    texts = [f"{text} {place}" for place, text in enumerate(sentences)]
    ours = _rate(detect, texts)
    print(f"Language of {NUMBER:,} sentences, per CPU second\n  ours    {ours:10,.0f}")
    if not find_spec("lingua"):
        print("  lingua is not installed")
        return
    theirs = _lingua()
    rate = _rate(theirs, texts)
    agreed = sum(detect(text) == theirs(text) for text in texts)
    print(f"  lingua  {rate:10,.0f}")
    print(f"  {ours / rate:.1f} x lingua; the same answer in {100 * agreed / NUMBER:.1f} %")


def _lingua() -> Callable[[str], str]:
    from lingua import Language, LanguageDetectorBuilder  # type: ignore[import-not-found]

    chosen = [getattr(Language, name) for name in LANGUAGES]
    peer = LanguageDetectorBuilder.from_languages(*chosen).with_preloaded_language_models().build()

    def code(text: str) -> str:
        found = peer.detect_language_of(text)
        return str(found.iso_code_639_1.name.lower()) if found else ""

    return code


def _rate(work: Callable[[str], str], texts: list[str]) -> float:
    work(texts[0])
    times = []
    for _round in range(ROUNDS):
        began = time.process_time()
        for text in texts:
            work(text)
        times.append(time.process_time() - began)
    return len(texts) / statistics.median(times)


if __name__ == "__main__":
    main()
