"""Documents as PDF: what every file keeps to, and what becomes of strange words."""

import json
import os
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companies.documents import typeset
from companies.documents.document import Labels, Prose, Section
from companies.documents.letters import SHOWN, showable
from tests.companies.files import FINGERPRINT, MARKUP, document, found, one_section, sealed


def test_it_is_a_tagged_file_that_can_be_read_aloud():
    content = typeset.pdf(document("Größe"))
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang(de)" in content.replace(b" ", b"")


def test_the_same_document_gives_the_same_bytes_in_another_process():
    program = (
        "import sys; from tests.companies.files import document; "
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
