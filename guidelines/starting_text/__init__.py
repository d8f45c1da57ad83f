"""The guidelines a company can begin with, as text files: ``# key | title``, then Markdown.

The subjects are those of S1, S2 and S4; the words are plain and can be used as they are.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class StartingParagraph:
    """One paragraph of the text to begin with."""

    key: str
    title: str
    text: str


@cache
def starting_text(language: str) -> tuple[StartingParagraph, ...]:
    """The whole text in a language; English for any language that has none."""
    path = FOLDER / f"{'de' if language.startswith('de') else 'en'}.md"
    blocks = path.read_text(encoding="utf-8").split("\n# ")
    return tuple(_paragraph(block.removeprefix("# ")) for block in blocks)


def _paragraph(block: str) -> StartingParagraph:
    head, _, text = block.partition("\n")
    key, _, title = head.partition(" | ")
    return StartingParagraph(key, title, text.strip())
