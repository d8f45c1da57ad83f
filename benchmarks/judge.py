"""Entries judged per CPU second, whole and step by step.

python -m benchmarks.judge
"""

import random
import time
from collections.abc import Callable
from itertools import cycle, islice
from statistics import median

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitoring.pipeline.duplicates import signature
from monitoring.pipeline.judge import Given, judge_entry, judge_texts, read_entries
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
ENGLISH = (
    "The delivery came three weeks late and was damaged as well.",
    "Nobody answers the phone, you wait forever.",
    "Very friendly advice in the shop, we will come again!",
    "In spring the company opens another branch in town.",
    "Does anybody know whether the workshop is open on Saturdays?",
    "The fitter was on time, explained everything and worked cleanly.",
    "Never again, I have not seen such rudeness for a long time.",
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


def tweets() -> list[str]:
    """Posts of one or two sentences."""
    rng = random.Random(4)
    return [" ".join(rng.choices(SENTENCES, k=rng.choice((1, 2)))) for _ in range(ENTRIES)]


def in_english(texts: list[str]) -> list[str]:
    """English texts just as long as these."""
    rng = random.Random(5)
    return [" ".join(rng.choices(ENGLISH, k=10))[: len(text)] for text in texts]


def compare_tones(name: str, texts: list[str]) -> None:
    """Our tone beside cues alone and beside VADER on English of that length, by turns; medians."""
    ways: tuple[tuple[str, Callable[[str], object], list[str]], ...] = (
        ("with weights", lambda text: judge(text, "de"), texts),
        ("by cues alone", lambda text: judge_german(text, None), texts),
        ("VADER alone", SentimentIntensityAnalyzer().polarity_scores, in_english(texts)),
        ("English, with reasons", lambda text: judge(text, "en"), in_english(texts)),
    )
    runs = [[per_second(way, given) for _, way, given in ways] for _ in range(ROUNDS)]
    rates = [median(each) for each in zip(*runs, strict=True)]
    for (way, _, _), rate in zip(ways, rates, strict=True):
        print(f"{name}, {way:22} {rate:9,.0f} a second, {rates[0] / rate:5.2f} x by ours")


def main() -> None:
    posts = entries()
    for title, html in islice(cycle(posts), 200):
        judge_entry(title, html)
    started = time.process_time()
    for title, html in posts:
        judge_entry(title, html)
    print(f"{'judge_entry':12} {ENTRIES / (time.process_time() - started):9,.0f} a second")
    started = time.process_time()
    for at in range(0, ENTRIES, 50):
        judge_texts(read_entries([Given(*post) for post in posts[at : at + 50]]))
    print(f"{'50 together':12} {ENTRIES / (time.process_time() - started):9,.0f} a second")

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
    compare_tones(f"{sum(map(len, texts)) // ENTRIES} characters", texts)
    short = tweets()
    compare_tones(f"{sum(map(len, short)) // ENTRIES} characters", short)


if __name__ == "__main__":
    main()
