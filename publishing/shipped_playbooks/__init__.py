"""Playbooks to begin with, as text files (S3).

A playbook begins with ``# key | name`` and a line about it, a step with ``## title`` and lines
``name: value`` before its instruction:

    kind: work, approval or automatic    role: a key of companies.roles.Role
    days: working days                   from: start or publication
    after: publication (it cannot be done before that moment)
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from publishing.typed import StepText

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ShippedStep:
    """One step, and the role it is up to."""

    words: StepText
    role: str


@dataclass(frozen=True, slots=True)
class ShippedPlaybook:
    """One playbook to take over and change."""

    key: str
    name: str
    about: str
    steps: tuple[ShippedStep, ...]


def shipped_playbooks(language: str) -> tuple[ShippedPlaybook, ...]:
    """Every playbook in a language; English for any language that has none."""
    return _read("de" if language.startswith("de") else "en")


def shipped_playbook(language: str, key: str) -> ShippedPlaybook | None:
    """The playbook with this key."""
    return next((each for each in shipped_playbooks(language) if each.key == key), None)


@cache
def _read(language: str) -> tuple[ShippedPlaybook, ...]:
    blocks = (FOLDER / f"{language}.md").read_text(encoding="utf-8").split("\n# ")
    return tuple(_playbook(block.removeprefix("# ")) for block in blocks)


def _playbook(block: str) -> ShippedPlaybook:
    head, *steps = block.split("\n## ")
    first, _newline, about = head.strip().partition("\n")
    key, _bar, name = first.partition(" | ")
    return ShippedPlaybook(key, name, about.strip(), tuple(_step(each) for each in steps))


def _step(block: str) -> ShippedStep:
    head, _blank, instruction = block.strip().partition("\n\n")
    title, *lines = head.splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    words = StepText(
        title=title,
        instruction=instruction.strip(),
        kind=said["kind"],
        counts_from=said["from"],
        days=int(said["days"]),
        after_publication=said.get("after") == "publication",
    )
    return ShippedStep(words, said["role"])
