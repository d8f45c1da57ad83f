"""Typesetting: whatever somebody typed is shown as it is, and the file is the same every time."""

import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from companies.documents import typeset
from companies.documents.document import (
    Bar,
    Bars,
    Bullets,
    Cell,
    Chart,
    Document,
    Entries,
    Entry,
    Figure,
    Figures,
    Heading,
    Labels,
    Letterhead,
    Pair,
    Pairs,
    Picture,
    Prose,
    Section,
    Signature,
    Table,
    Warned,
    picture,
)
from companies.documents.letters import SHOWN, showable
from companies.documents.rich import Paragraph, Points, Quoted, Rich, Run, rich_text

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


def test_it_is_a_tagged_file_that_can_be_read_aloud():
    content = typeset.pdf(document("Größe"))
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang(de)" in content.replace(b" ", b"")


def test_the_same_document_gives_the_same_bytes_in_another_process():
    program = (
        "import sys; from tests.companies.test_documents import document; "
        "from companies.documents.typeset import pdf; "
        "sys.stdout.buffer.write(pdf(document('Größe')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=typeset.HERE.parent.parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert ran.stdout == typeset.pdf(document("Größe"))


def test_another_word_or_another_day_gives_other_bytes():
    first = typeset.pdf(document("Größe"))
    later = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert typeset.pdf(document("Grösse")) != first
    assert typeset.pdf(document("Größe", at=later)) != first


def test_markup_in_words_stays_words():
    words = MARKUP.replace("\n", " ")
    of = document(words)
    assert sealed(of).startswith(b"%PDF")
    assert found(of, "title")[0]["body"] == {"func": "text", "text": words}
    headings = [each["body"]["text"] for each in found(of, "heading")]
    assert headings == [words] * 5
    plain = document("Wort")
    for kind in ("raw", "math.equation", "link", "ref", "footnote", "figure", "list", "enum"):
        assert found(of, kind) == found(plain, kind) == [], kind
    assert len(found(of, "par")) == len(found(plain, "par"))
    assert len(found(of, "strong")) == len(found(plain, "strong"))


def test_the_page_can_open_nothing_but_itself():
    assert [each.name for each in typeset.PAGE.iterdir()] == ["document.typ"]
    page = typeset.TEMPLATE.read_text()
    for way_out in ("eval(", "#import", "#include", "read(", "@preview", "plugin("):
        assert way_out not in page


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * 4000,
        "https://example.org/" + "a1-" * 400,
        "שלום עולם, مرحبا بالعالم",
        "👩‍👩‍👧 🇩🇪 ✅ 中文 ﷽",
        "a\u0301\u0302\u0303" * 50 + "\u200d\ufe0f\u202e\u2066",
        "\x00\x07\ud800",
        "Zeile\n\n\r\nZeile",
    ],
    ids=["nothing", "long", "address", "right-to-left", "pictures", "marks", "control", "lines"],
)
def test_strange_words_still_make_a_file_by_the_standard(words):
    assert sealed(document(words, fingerprint=FINGERPRINT)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("word", "breaks"),
    [
        ("Betriebsverfassungsangelegenheiten,", False),
        ("https://example.org/sehr/lange/adresse", True),
        ("0123456789abcdef0123456789abcdef", True),
        ("x" * 60, True),
    ],
    ids=["german", "address", "key", "endless"],
)
def test_only_what_has_no_syllables_is_broken_anywhere(word, breaks):
    said = [each["body"].get("text", "") for each in found(one_section(Prose((word,))), "par")]
    (shown,) = [each for each in said if each.replace("\u200b", "") == word]
    assert ("\u200b" in shown) is breaks


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_no_words_at_all_can_stop_it(words):
    assert sealed(document(words)).startswith(b"%PDF")


def test_every_character_that_is_shown_has_a_shape_in_the_fonts():
    letters = [chr(code) for first, last in SHOWN for code in range(first, last + 1)]
    known = [each for each in letters if unicodedata.category(each) not in {"Cn", "Cf", "Zs"}]
    assert len(known) > 2800
    assert sealed(document("Größe", sections=(Section("S", (Prose(tuple(known)),)),)))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Grüße, „Zitat“ – 5 €", "Grüße, „Zitat“ – 5 €"),
        ("Gru\u0308ße", "Grüße"),
        ("toll 😀", "toll [grinning face]"),
        ("中", "□"),
        ("Vertrag \u202egnp.exe\u202c", "Vertrag gnp.exe"),
        ("a\u2003b\tc", "a b c"),
        ("eins\r\nzwei", "eins\nzwei"),
    ],
)
def test_characters_are_shown_named_or_said_to_be_missing(typed, shown):
    assert showable(typed) == shown


def test_a_missing_character_is_explained_at_the_end_and_only_then():
    labels = Labels("", "", "", "", "□ steht für …")
    for words, lacks in (("中", True), ("Größe", False)):
        facts = json.loads(typeset.inputs_of(document(words, labels=labels))["facts"])
        assert facts["lacks_letters"] is lacks


def test_fonts_come_from_the_package_and_the_wheel_only():
    families = set(typeset.fonts().families())
    assert {"Hanken Grotesk", "DejaVu Sans Mono", "Libertinus Serif"} <= families
    paths = {each.path for each in typeset.fonts().fonts() if each.path}
    assert paths == {str(each) for each in (typeset.HERE / "fonts").glob("*.ttf")}


def in_rich(markdown: str) -> Rich:
    return rich_text(MarkdownIt("commonmark").parse(markdown))


def one_section(*blocks: object) -> Document:
    return document("Wort", sections=(Section("Abschnitt", blocks),))


def test_markdown_becomes_words_with_their_manner():
    assert in_rich(
        "Ein **fetter _schräger_** `Rest`\nund  \n[mehr](https://example.org/a)"
    ) == Rich(
        (
            Paragraph(
                (
                    Run("Ein "),
                    Run("fetter ", bold=True),
                    Run("schräger", bold=True, italic=True),
                    Run(" "),
                    Run("Rest", code=True),
                    Run(" "),
                    Run("und"),
                    Run("\n"),
                    Run("mehr", link="https://example.org/a"),
                )
            ),
        )
    )


def test_lists_and_quotes_stay_lists_and_quotes():
    assert in_rich("- eins\n  1. innen\n- zwei\n\n> sagt wer\n\n3. drei") == Rich(
        (
            Points(
                (
                    (
                        Paragraph((Run("eins"),)),
                        Points(((Paragraph((Run("innen"),)),),), start=1),
                    ),
                    (Paragraph((Run("zwei"),)),),
                )
            ),
            Quoted((Paragraph((Run("sagt wer"),)),)),
            Points(((Paragraph((Run("drei"),)),),), start=3),
        )
    )


@pytest.mark.parametrize(
    ("markdown", "link"),
    [
        ("[a](https://example.org)", "https://example.org"),
        ("[a](mailto:a@example.org)", "mailto:a@example.org"),
        ("[a](/etc/passwd)", ""),
        ("[a](ftp://example.org)", ""),
    ],
    ids=["https", "mail", "path", "other"],
)
def test_only_safe_addresses_become_links(markdown, link):
    (paragraph,) = in_rich(markdown).blocks
    assert [(each.text, each.link) for each in paragraph.runs] == [("a", link)]


def test_headings_and_html_become_words():
    assert in_rich("# Titel\n\n<div>x</div>\n\n```\ncode\n```") == Rich(
        (
            Paragraph((Run("Titel", bold=True),)),
            Paragraph((Run("<div>x</div>"),)),
            Paragraph((Run("code", code=True),)),
        )
    )


@pytest.mark.parametrize(
    "markdown",
    ["> " * 40 + "x", "- " * 40 + "x", "1. " * 40 + "x", "999999999. x\n\n0. y", "- \n-\n", "**"],
    ids=["quotes", "points", "numbers", "starts", "empty", "half"],
)
def test_however_deep_it_is_nested_there_is_a_file(markdown):
    assert sealed(one_section(in_rich(markdown))).startswith(b"%PDF")


def test_lists_and_links_are_tagged_as_such():
    of = one_section(
        in_rich("- eins\n- [zwei](https://example.org)\n\n1. drei"), Bullets(("vier",))
    )
    assert sealed(of).startswith(b"%PDF")
    assert [len(each["children"]) for each in found(of, "list")] == [2, 1]
    assert [len(each["children"]) for each in found(of, "enum")] == [1]
    assert [each["dest"] for each in found(of, "link")] == ["https://example.org"]


@pytest.mark.parametrize(("content", "kind"), [(PNG, "png"), (SVG, "svg")], ids=["png", "svg"])
def test_a_picture_is_shown_with_its_description(content, kind):
    of = document(
        "Wort",
        letterhead=Letterhead("Beratung Weber", picture(content, "Logo der Beratung")),
        sections=(Section("Bild", (Chart("Verlauf", picture(content, "Erst 3, dann 12")),)),),
    )
    assert sealed(of).startswith(b"%PDF")
    assert [(each["format"], each["alt"]) for each in found(of, "image")] == [
        (kind, "Logo der Beratung"),
        (kind, "Erst 3, dann 12"),
    ]


def test_a_picture_that_cannot_be_drawn_is_described():
    broken = Picture(PNG[:30], "png", "Erst 3, dann 12")
    of = one_section(Chart("Verlauf", broken))
    content = typeset.pdf(of)
    assert content == typeset._compiled(
        typeset.inputs_of(of, pictures=False), of.at, [typeset.STANDARD]
    )


@pytest.mark.parametrize(
    "content",
    [
        FRAME + b"<script>alert(1)</script></svg>",
        FRAME + b'<image href="/etc/hostname" width="9" height="9"/></svg>',
        FRAME + b'<image href="document.typ" width="9" height="9"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
        + FRAME
        + b"<text>&d;&d;&d;</text></svg>",
        b"<svg",
    ],
    ids=["script", "file", "own-file", "entities", "half"],
)
def test_a_hostile_picture_does_no_harm(content):
    made = typeset.pdf(one_section(Chart("Verlauf", picture(content, "Bild"))))
    assert made.startswith(b"%PDF")
    assert b"alert" not in made


def test_only_pictures_are_taken_for_pictures():
    assert picture(b"\xff\xd8\xff\xe0rest", "Foto") == Picture(
        b"\xff\xd8\xff\xe0rest", "jpg", "Foto"
    )
    with pytest.raises(ValueError, match="neither PNG nor JPEG nor SVG"):
        picture(b"GIF89a", "Logo")


def test_a_mark_stands_on_every_page():
    long = Prose(tuple(f"Zeile {number}" for number in range(200)))
    of = document("Wort", mark="Entwurf", sections=(Section("Lang", (long,)),))
    pages = typst.compile(
        typeset.TEMPLATE,
        root=typeset.PAGE,
        font_paths=typeset.fonts(),
        sys_inputs=typeset.inputs_of(of),
        format="svg",
    )
    plain = typst.compile(
        typeset.TEMPLATE,
        root=typeset.PAGE,
        font_paths=typeset.fonts(),
        sys_inputs=typeset.inputs_of(replace(of, mark="")),
        format="svg",
    )
    # The frame around the mark is drawn in its colour, and nothing else here is.
    assert [b'stroke="#805100"' in page for page in pages] == [True] * len(pages)
    assert len(pages) > 3
    assert not any(b'stroke="#805100"' in page for page in plain)


def test_a_table_of_contents_names_every_section():
    of = document("Wort", contents="Inhalt")
    assert sealed(of).startswith(b"%PDF")
    assert [each["title"] for each in found(of, "outline")] == [{"func": "text", "text": "Inhalt"}]
    assert found(document("Wort"), "outline") == []
