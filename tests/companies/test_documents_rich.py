"""What people wrote in Markdown, their pictures and marks, in a document."""

from dataclasses import replace

import pytest
import typst
from markdown_it import MarkdownIt

from companies.documents import typeset
from companies.documents.document import (
    Bullets,
    Chart,
    Letterhead,
    Picture,
    Prose,
    Section,
    picture,
)
from companies.documents.rich import Paragraph, Points, Quoted, Rich, Run, rich_text
from tests.companies.files import FRAME, PNG, SVG, document, found, one_section, sealed


def in_rich(markdown: str) -> Rich:
    return rich_text(MarkdownIt("commonmark").parse(markdown))


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
