"""What a typeset document is made of: words and numbers, never markup.

``kind`` names the function in page/document.typ that lays a block out.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from companies.documents.rich import Rich


@dataclass(frozen=True)
class Picture:
    """A picture as bytes; ``alt`` says what it shows to those who cannot see it."""

    content: bytes
    format: Literal["png", "jpg", "svg"]
    alt: str


def picture(content: bytes, alt: str) -> Picture:
    """A picture of a file's bytes; raises ValueError if they are no PNG, JPEG or SVG."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Picture(content, "png", alt)
    if content.startswith(b"\xff\xd8\xff"):
        return Picture(content, "jpg", alt)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"<svg" in content:
        return Picture(content, "svg", alt)
    raise ValueError("neither PNG nor JPEG nor SVG")


@dataclass(frozen=True)
class Letterhead:
    """Whose document it is: a line above the title, beside their logo."""

    line: str
    logo: Picture | None = None


@dataclass(frozen=True)
class Pair:
    """Something named: ``Submitted by``, ``Jana Berg``."""

    name: str
    text: str


@dataclass(frozen=True)
class Pairs:
    """Named things below each other."""

    pairs: tuple[Pair, ...]
    kind: str = field(default="pairs", init=False)


@dataclass(frozen=True)
class Prose:
    """Plain paragraphs; lines within them are kept."""

    paragraphs: tuple[str, ...]
    kind: str = field(default="prose", init=False)


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Bullets:
    """Points of a list, each plain words."""

    items: tuple[str, ...]
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True)
class Warned:
    """A sentence nobody may miss."""

    text: str
    kind: str = field(default="warned", init=False)


@dataclass(frozen=True)
class Cell:
    """One cell: its words, and smaller ones below them."""

    text: str
    below: tuple[str, ...] = ()
    tone: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under a head. The first column takes what the others leave, unless ``wide`` says
    another; ``mono`` is a column of hashes, or None."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: int = 0
    mono: int | None = None
    caption: str = ""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Bar:
    """``share`` is the bar's length in thousandths of the longest; None: nobody knows."""

    label: str
    words: str
    share: int | None
    tone: str = "accent"
    below: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, each with its number in words."""

    caption: str
    bars: tuple[Bar, ...]
    kind: str = field(default="bars", init=False)


@dataclass(frozen=True)
class Chart:
    """A drawn picture under its caption, as wide as the text; it brings its own colours."""

    caption: str
    picture: Picture
    kind: str = field(default="chart", init=False)


@dataclass(frozen=True)
class Figure:
    """A number with what it counts."""

    label: str
    value: str
    says: str = ""


@dataclass(frozen=True)
class Figures:
    """Numbers side by side."""

    figures: tuple[Figure, ...]
    kind: str = field(default="figures", init=False)


@dataclass(frozen=True)
class Entry:
    """Something somebody wrote: what, by whom or until when, and the words themselves."""

    title: str
    says: tuple[str, ...] = ()
    quote: str = ""
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Entries:
    """Entries one after another."""

    entries: tuple[Entry, ...]
    kind: str = field(default="entries", init=False)


Block = Pairs | Prose | Heading | Bullets | Rich | Warned | Table | Bars | Chart | Figures | Entries


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Signature:
    """A line to sign on; ``name`` may be empty."""

    role: str
    name: str
    when: str = ""


@dataclass(frozen=True)
class Labels:
    """The document's own words. ``page`` holds ``{page}`` and ``{pages}``; ``missing`` is said
    if a character could not be shown."""

    fingerprint: str
    fingerprint_about: str
    page: str
    signed: str
    missing: str


@dataclass(frozen=True)
class Document:
    """A whole document; ``at`` is its date, also in the file: the same words, the same bytes.

    ``mark`` stands on every page ("Draft"); ``contents`` is the heading of a table of contents on
    a first page of its own. Each is left out if it is empty, and so are fingerprint and
    signatures.
    """

    language: str
    title: str
    kicker: str
    company: str
    author: str
    at: datetime
    fingerprint: str
    cover: tuple[Block, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    labels: Labels
    letterhead: Letterhead | None = None
    mark: str = ""
    contents: str = ""
