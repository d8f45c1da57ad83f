"""Every version as a file: what stands in it, what it is called, who gets it."""

import hashlib
from datetime import date

import pytest

from companies.documents import typeset
from companies.documents.document import Document, Pair, Pairs, Prose
from companies.documents.rich import Paragraph, Points, Run
from guidelines.document import document_of, file_name
from guidelines.models import GuidelineVersion
from guidelines.selectors import fingerprint_of, last_review, text_of
from guidelines.services import council, drafts
from tests.guidelines.builders import begin, make_department, make_place, paragraph_of, publish
from tests.guidelines.test_pages import visit

pytestmark = pytest.mark.django_db


def document(version: GuidelineVersion) -> Document:
    return document_of(version, text_of(version), last_review(version))


def cover(of: Document) -> list[Pair]:
    pairs = of.cover[0]
    assert isinstance(pairs, Pairs)
    return list(pairs.pairs)


def test_a_published_version_says_who_put_it_into_force_and_when():
    place = make_place()
    version = publish(place, note="Unsere ersten Richtlinien.")
    of = document(version)
    assert (of.title, of.kicker, of.company, of.author, of.mark) == (
        "Richtlinien für Social Media",
        "Version 1",
        "Brauerei Lindner",
        "Georg Brenner",
        "",
    )
    assert cover(of) == [
        Pair("In Kraft seit", "16. November 2026"),
        Pair("Veröffentlicht von", "Georg Brenner"),
        Pair("Was neu ist", "Unsere ersten Richtlinien."),
    ]
    assert of.fingerprint == fingerprint_of(text_of(version))
    assert len(of.sections) == 16


def test_the_fingerprint_changes_with_every_word():
    place = make_place()
    first = document(publish(place)).fingerprint
    row = paragraph_of(begin(place))
    given = {"title": row.title, "text": f"{row.text}!", "seen": row.fingerprint}
    drafts.save_paragraph(paragraph_id=row.pk, **given, **place.by(place.lead))
    assert document(publish(place)).fingerprint != first


def test_paragraphs_are_typeset_and_not_written_as_markup():
    place = make_place()
    draft = begin(place)
    row = paragraph_of(draft)
    words = 'Wir **duzen** uns.\n\n- #panic("x")\n- <b>zwei</b>'
    given = {"title": "#Ton", "text": words, "seen": row.fingerprint}
    drafts.save_paragraph(paragraph_id=row.pk, **given, **place.by(place.lead))
    section = document(draft).sections[2]
    assert section.title == "#Ton"
    (rich,) = section.blocks
    assert rich.blocks == (
        Paragraph((Run("Wir "), Run("duzen", bold=True), Run(" uns."))),
        Points(
            (
                (Paragraph((Run('#panic("x")'),)),),
                (Paragraph((Run("<b>zwei</b>"),)),),
            )
        ),
    )
    content = typeset.pdf(document(draft))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_a_draft_is_marked_as_one_on_every_page():
    of = document(begin(make_place()))
    assert (of.mark, of.kicker) == ("Entwurf, nicht in Kraft", "Entwurf von Version 1")
    assert cover(of) == [Pair("Stand", "Entwurf seit 16. November 2026, begonnen von Petra Vogt")]


def test_it_speaks_the_language_of_its_words_whoever_reads_it():
    place = make_place()
    draft = drafts.begin_draft(language="en", **place.by(place.lead))
    of = document(draft)
    assert (of.language, of.title) == ("en", "Guidelines for social media")


def test_a_supplement_says_whose_it_is_and_what_it_adds_to():
    place = make_place()
    of = document(publish(place, department=make_department(place)))
    assert of.title == "Ergänzung für Vertrieb"
    assert of.cover[1] == Prose(
        ("Sie ergänzt die Richtlinien des ganzen Unternehmens, die ebenso gelten.",)
    )


def test_what_the_works_council_said_stands_in_it():
    place = make_place()
    council.say_works_council(has_one=True, **place.by(place.lead))
    draft = begin(place)
    council.record_review(
        outcome="objects",
        reviewer="Maria Huber",
        day=date(2026, 11, 16),
        objections="Zu streng.",
        note="",
        shown=fingerprint_of(text_of(draft)),
        **place.by(place.lead),
    )
    version = publish(place, reason="Die Frist läuft ab.")
    assert cover(document(version))[2:] == [
        Pair("Betriebsrat", "Einwände: Maria Huber, am 16. November 2026\nZu streng."),
        Pair("Warum trotz der Einwände veröffentlicht wird", "Die Frist läuft ab."),
    ]


def test_the_file_is_named_for_what_it_is():
    place = make_place()
    place.company.slug = "lindner"
    place.company.save()
    shop = make_department(place, "Büro & Läden")
    names = [
        file_name(publish(place)),
        file_name(begin(place)),
        file_name(publish(place, department=shop)),
    ]
    assert names == [
        "Richtlinien-lindner-Version-1.pdf",
        "Richtlinien-lindner-Version-2-Entwurf.pdf",
        "Ergänzung-lindner-buero-laeden-Version-1.pdf",
    ]


@pytest.mark.parametrize("path", ["versions/1/pdf/", "versions/2/pdf/"], ids=["published", "draft"])
def test_every_member_downloads_it_and_gets_the_same_bytes(path):
    place = make_place()
    publish(place)
    begin(place)
    files = []
    for who in (place.member, place.lead):
        answer = visit(who).get(place.url(path))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "attachment" in answer.headers["Content-Disposition"]
        files.append(hashlib.sha256(b"".join(answer.streaming_content)).hexdigest())
    assert files[0] == files[1]


@pytest.mark.parametrize("path", ["", "draft/", "versions/"])
def test_the_pages_lead_to_the_file(path):
    place = make_place()
    publish(place)
    begin(place)
    number = 2 if path == "draft/" else 1
    page = visit(place.member).get(place.url(path)).content.decode()
    assert f'href="{place.url(f"versions/{number}/pdf/")}"' in page


def test_a_version_of_a_neighbour_has_no_file_here():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    publish(neighbour)
    assert visit(place.lead).get(place.url("versions/1/pdf/")).status_code == 404
