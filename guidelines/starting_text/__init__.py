"""The guidelines a company can begin with, as text files: ``# key | title``, then Markdown.

The subjects are those of S1, S2 and S4; the words are plain and can be used as they are.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent

SUBJECTS: dict[str, str | Promise] = {
    "hr": _("Staff and recruiting"),
    "sales": _("Sales"),
    "service": _("Customer service"),
    "production": _("Product development and production"),
    "management": _("Management"),
}
"""What a department may do, with words for it to begin with (S1, S3, S4)."""

# Parts of the names that German and English companies give their departments.
NAMED: dict[str, tuple[str, ...]] = {
    "hr": ("personal", "recruiting", "ausbildung", "human", "staff"),
    "sales": ("vertrieb", "verkauf", "sales", "marketing"),
    "service": ("service", "kundendienst", "support", "montage"),
    "production": (
        "produkt",
        "fertigung",
        "werkstatt",
        "entwicklung",
        "technik",
        "labor",
        "brau",
        "product",
        "workshop",
    ),
    "management": ("leitung", "geschäftsführung", "management", "vorstand"),
}


@dataclass(frozen=True, slots=True)
class StartingParagraph:
    """One paragraph of the text to begin with."""

    key: str
    title: str
    text: str


def starting_text(language: str) -> tuple[StartingParagraph, ...]:
    """The whole text in a language; English for any language that has none."""
    return _read(f"{_known(language)}.md")


def starting_supplement(subject: str, language: str) -> tuple[StartingParagraph, ...]:
    """The words for one subject; none for a subject that nobody knows."""
    return _read(f"supplements/{subject}.{_known(language)}.md") if subject in SUBJECTS else ()


def subject_of(department: str) -> str:
    """What a department of this name seems to do; empty if its name does not say."""
    name = department.casefold()
    found = (subject for subject, parts in NAMED.items() if any(part in name for part in parts))
    return next(found, "")


@cache
def _read(path: str) -> tuple[StartingParagraph, ...]:
    blocks = (FOLDER / path).read_text(encoding="utf-8").split("\n# ")
    return tuple(_paragraph(block.removeprefix("# ")) for block in blocks)


def _known(language: str) -> str:
    return "de" if language.startswith("de") else "en"


def _paragraph(block: str) -> StartingParagraph:
    head, _line, text = block.partition("\n")
    key, _sign, title = head.partition(" | ")
    return StartingParagraph(key, title, text.strip())
