"""Documents as files, and what is found in them."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import typst

from companies.documents import typeset
from companies.documents.document import (
    Bar,
    Bars,
    Cell,
    Document,
    Entries,
    Entry,
    Figure,
    Figures,
    Heading,
    Labels,
    Pair,
    Pairs,
    Prose,
    Section,
    Signature,
    Table,
    Warned,
)
from companies.documents.rich import Paragraph, Rich, Run

FINGERPRINT = "0123456789abcdef" * 4
MARKUP = (
    '#panic("x") #include "/etc/passwd" #read("document.typ") *fett* _kursiv_ $x^2$ \\ @ref '
    "<label> `code` ```rohes``` // weg /* weg */ = Titel\n- Liste\n+ Liste\n/ Wort: Sinn "
    "https://example.org ~ -- --- ... [x] {y} \"z\" 'z' & < > ]]"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "60606060000000050001a5f645400000000049454e44ae426082"
)
FRAME = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60">
<rect width="120" height="60" fill="#0b5f5e"/><text x="130" y="40">12</text></svg>"""


def document(words: str, **changes: object) -> Document:
    """Every kind of block, with these words everywhere."""
    pairs = Pairs((Pair(words, words),))
    blocks = (
        pairs,
        Prose((words,)),
        Heading(words),
        Rich((Paragraph((Run(words), Run(words, bold=True, italic=True, code=True))),)),
        Warned(words),
        Table((words, words), ((Cell(words, (words,), "ok"), Cell(words)),), caption=words),
        Table((words, "SHA-256"), ((Cell(words), Cell(FINGERPRINT)),), mono=1),
        Bars(words, (Bar(words, words, 500, below=words), Bar(words, words, None))),
        Figures((Figure(words, words, words),)),
        Entries((Entry(words, (words,), words, (Pair(words, words),)),)),
    )
    whole = Document(
        language="de",
        title=words,
        kicker=words,
        company=words,
        author=words,
        at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC),
        fingerprint=FINGERPRINT,
        cover=(pairs,),
        sections=(Section(words, blocks),),
        signatures=(Signature(words, words, words), Signature(words, "")),
        labels=Labels(words, words, "Seite {page} von {pages}", words, words),
    )
    return replace(whole, **changes)


def sealed(of: Document) -> bytes:
    """The file, without the way out that is there if the standard cannot be kept."""
    return typeset._compiled(typeset.inputs_of(of), of.at, [typeset.STANDARD])


def found(of: Document, selector: str) -> list[dict]:
    """What typst takes for this kind of thing in the document."""
    return json.loads(
        typst.query(
            typeset.TEMPLATE,
            selector,
            root=typeset.PAGE,
            font_paths=typeset.fonts(),
            ignore_system_fonts=True,
            sys_inputs=typeset.inputs_of(of),
        )
    )


def one_section(*blocks: object) -> Document:
    return document("Wort", sections=(Section("Abschnitt", blocks),))
