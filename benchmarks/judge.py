"""Entries judged per CPU second, whole and step by step.

python -m benchmarks.judge
"""

import random
import time
from collections.abc import Callable
from itertools import cycle, islice
from statistics import median

from monitoring.pipeline.duplicates import signature
from monitoring.pipeline.judge import judge_entry
from monitoring.pipeline.kind import is_question
from monitoring.pipeline.language import detect
from monitoring.pipeline.text import clean
from monitoring.pipeline.tone import judge
from monitoring.pipeline.tone.judgement import judge_german
from monitoring.pipeline.topics import topics_of
from monitoring.query.fold import fold

ENTRIES = 3_000
ROUNDS = 5
SENTENCES = (
    "Die Lieferung kam drei Wochen zu spät und war auch noch beschädigt.",
    "Am Telefon war leider niemand erreichbar, die Warteschleife läuft ewig.",
    "Sehr freundliche Beratung im Laden, wir kommen gerne wieder!",
    "Das Unternehmen eröffnet im Frühjahr einen neuen Standort in Heilbronn.",
    "Weiß jemand, ob die Werkstatt auch samstags geöffnet hat?",
    "Der Monteur war pünktlich, hat alles erklärt und sauber gearbeitet.",
    "Die Ausbildung zum Industriemechaniker dauert dort dreieinhalb Jahre.",
    "Für den Preis kann man nicht meckern, die Qualität stimmt.",
    "Auf der Messe stellte die Firma ihre neue Anlage für Verpackungen vor.",
    "Nie wieder, so eine Frechheit habe ich lange nicht erlebt 😡",
)


def entries() -> list[tuple[str, str]]:
    """Posts as sources send them, about 450 characters of text in HTML each."""
    rng = random.Random(3)
    numbered = ((n, rng.choices(SENTENCES, k=7)) for n in range(ENTRIES))
    return [
        (
            f"Beitrag {number}",
            "".join(f'<p>{s} <a href="https://example.org/{number}">mehr</a></p>' for s in chosen),
        )
        for number, chosen in numbered
    ]


def per_second(step: Callable[[str], object], texts: list[str]) -> float:
    started = time.process_time()
    for text in texts:
        step(text)
    return len(texts) / (time.process_time() - started)


def compare_tones(texts: list[str]) -> None:
    """The tone with its table of weights beside the one by cues alone, by turns; medians."""
    ways = (lambda text: judge(text, "de"), lambda text: judge_german(text, None))
    runs = [[per_second(way, texts) for way in ways] for _ in range(ROUNDS)]
    weighed, alone = (median(rates) for rates in zip(*runs, strict=True))
    print(f"{'by cues':12} {alone:9,.0f} a second; with weights {weighed / alone:.2f} of that")


def main() -> None:
    posts = entries()
    for title, html in islice(cycle(posts), 200):
        judge_entry(title, html)
    started = time.process_time()
    for title, html in posts:
        judge_entry(title, html)
    print(f"{'judge_entry':12} {ENTRIES / (time.process_time() - started):9,.0f} a second")

    texts = [clean(html) for _, html in posts]
    folded = [fold(text) for text in texts]
    steps: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "clean": (clean, [html for _, html in posts]),
        "language": (detect, texts),
        "tone": (lambda text: judge(text, "de"), texts),
        "topics": (topics_of, texts),
        "question": (lambda text: is_question(text, "de"), texts),
        "fold": (fold, texts),
        "signature": (signature, folded),
    }
    for name, (step, given) in steps.items():
        print(f"{name:12} {per_second(step, given):9,.0f} a second")
    compare_tones(texts)
    english = "The delivery was late and the staff were not friendly, I will not come back. " * 5
    tones = per_second(lambda text: judge(text, "en"), [english] * 300)
    print(f"{'tone, VADER':12} {tones:9,.0f} a second")


if __name__ == "__main__":
    main()
