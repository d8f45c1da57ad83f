"""Conflicts that a company of the Mittelstand meets sooner or later, as text files (S3, S4).

A scenario begins with ``# key | topic``, then lines ``name: value`` and the texts under ``## ``:

    likelihood: low, medium or high      trigger: in words
    criticism: percent of a day          volume: times the usual
    reaction: a key of models.Reaction   plan: in words
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from guidelines.typed import ScenarioWords

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ExampleText:
    """Words that lie ready; whoever takes them over puts their own in the brackets."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ExampleScenario:
    """One conflict to take over and change."""

    key: str
    language: str
    words: ScenarioWords
    texts: tuple[ExampleText, ...]


def example_scenarios(language: str) -> tuple[ExampleScenario, ...]:
    """Every example in a language; English for any language that has none."""
    return _read("de" if language.startswith("de") else "en")


def example_scenario(language: str, key: str) -> ExampleScenario | None:
    """The example with this key."""
    return next((each for each in example_scenarios(language) if each.key == key), None)


@cache
def _read(language: str) -> tuple[ExampleScenario, ...]:
    blocks = (FOLDER / f"{language}.md").read_text(encoding="utf-8").split("\n# ")
    return tuple(_scenario(block.removeprefix("# "), language) for block in blocks)


def _scenario(block: str, language: str) -> ExampleScenario:
    head, *texts = block.split("\n## ")
    first, *lines = head.strip().splitlines()
    key, _, topic = first.partition(" | ")
    said = dict(line.split(": ", 1) for line in lines if line.strip())
    return ExampleScenario(
        key=key,
        language=language,
        words=ScenarioWords(
            topic=topic,
            likelihood=said["likelihood"],
            trigger=said["trigger"],
            criticism_percent=int(said["criticism"]) if "criticism" in said else None,
            times_usual=Decimal(said["volume"]) if "volume" in said else None,
            reaction=said["reaction"],
            plan=said["plan"],
        ),
        texts=tuple(_text(each) for each in texts),
    )


def _text(block: str) -> ExampleText:
    title, _, text = block.partition("\n")
    return ExampleText(title.strip(), text.strip())
