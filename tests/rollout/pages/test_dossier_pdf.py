"""The dossier as a file: who gets it, what it is called, what stands in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from companies.documents.document import Cell, Document, Figures, Pair, Pairs, Signature
from companies.roles import Role
from rollout import gate
from rollout.dossier_pdf.content import document_of
from rollout.selectors import dossier_of
from rollout.stages.listening import services as listening
from tests.factories import make_company, make_member
from tests.rollout.builders import (
    LATER,
    Place,
    approve,
    at_the_gate,
    deputise,
    listen,
    make_mention,
    make_profile,
    make_source,
    passed,
    submit,
)
from tests.rollout.pages.visit import url, visitor

pytestmark = pytest.mark.django_db
PDF = "stages/1/dossier/1/pdf/"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Words are compared in English, whatever was spoken in the test before."""
    with translation.override("en"):
        yield


def document(place: Place, number: int = 1) -> Document:
    dossier = dossier_of(place.company, number, 1)
    assert dossier is not None
    return document_of(dossier, place.company)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def cover(of: Document) -> dict[str, str]:
    pairs = of.cover[-1]
    assert isinstance(pairs, Pairs)
    return {each.name: each.text for each in pairs.pairs}


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Etappe-lindner-1-Kulturcheck-Runde-1.pdf"),
        ("en", "Etappe-lindner-1-Culture-check-Round-1.pdf"),
    ],
)
def test_it_is_a_download_named_in_the_readers_language(language, name):
    place = at_the_gate()
    place.company.slug = "lindner"
    place.company.save(update_fields=["slug"])
    answer = visitor(place.member, language).get(url(place, PDF))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert body(answer).startswith(b"%PDF-1.7")


def test_the_same_dossier_is_the_same_file_to_the_byte():
    place = at_the_gate()
    first, second = (
        body(visitor(who, "de").get(url(place, PDF))) for who in (place.lead, place.manager)
    )
    assert first == second


def test_a_decision_makes_another_file_of_it():
    place = at_the_gate()
    before = document(place)
    approve(place)
    assert document(place) != before
    assert document(place).fingerprint == before.fingerprint


def test_nobody_from_another_company_gets_it():
    place = at_the_gate()
    stranger = make_member(make_company("Sägewerk Ost"), Role.MANAGER, name="Uwe Fremd")
    assert visitor(stranger.user).get(url(place, PDF)).status_code == 404
    assert visitor().get(url(place, PDF)).status_code == 302


def test_a_round_that_was_never_submitted_has_no_file():
    place = at_the_gate()
    assert visitor(place.lead).get(url(place, "stages/1/dossier/2/pdf/")).status_code == 404
    assert visitor(place.lead).get(url(place, "stages/2/dossier/1/pdf/")).status_code == 404


def test_the_page_of_the_dossier_links_to_the_file():
    place = at_the_gate()
    for path in ("stages/1/dossier/1/", "stages/1/decide/"):
        page = visitor(place.manager).get(url(place, path)).content.decode()
        assert f'href="{url(place, PDF)}"' in page


def test_it_takes_few_queries():
    place = passed()
    client = visitor(place.lead)
    client.get(url(place, PDF))
    with CaptureQueriesContext(connection) as asked:
        client.get(url(place, PDF))
    assert len(asked) <= 12, [each["sql"] for each in asked]


def test_before_a_decision_the_second_line_is_empty():
    place = at_the_gate()
    assert cover(document(place)) == {
        "Submitted by": "Jana Berg",
        "Submitted on": "Nov. 16, 2026, 10 a.m.",
        "Decision": "Nothing has been decided about this round yet.",
    }
    assert document(place).signatures == (
        Signature("Submitted", "Jana Berg", "Nov. 16, 2026, 10 a.m."),
        Signature("Decided", ""),
    )


def test_whoever_decided_for_somebody_else_signs_with_both_names():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
    )
    approve(place, by=place.member)
    decided = document(place).signatures[1]
    assert (decided.role, decided.name) == ("Decided", "Mia Roth i. V. Karl Lindner")
    assert (
        "Mia Roth i. V. Karl Lindner approved “Culture check”" in cover(document(place))["Decision"]
    )


def test_criteria_stand_in_it_with_figure_and_sentence():
    place = at_the_gate()
    (table,) = document(place).sections[0].blocks
    said = [[cell.text for cell in row] for row in table.rows]
    assert said[0] == ["At least three people of two roles have answered", "Met", "3 (at least 3)"]


def test_conditions_stand_in_it_with_owner_and_day():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Wir fangen an.",
        conditions=[gate.Promise("Liste #führen", place.member, LATER.date())],
        by=place.manager,
        at=LATER,
    )
    section = next(each for each in document(place).sections if each.title == "Conditions")
    ((row,),) = [table.rows for table in section.blocks]
    assert [cell.text for cell in row] == ["Liste #führen", "Mia Roth", "11/16/2026", "Open"]


def listened() -> Place:
    """Listening is submitted, with criticism that was clarified and a file that shows it."""
    place = passed()
    source, profile = make_source(place), make_profile(place)
    for number in range(4):
        make_mention(source, profile, tone="negative", topics=("delivery",) if number else ())
    listen(place)
    for topic in ("delivery", "other"):
        listening.clarify_topic(
            company=place.company,
            topic=topic,
            outcome="settled",
            explanation="Der Kühlwagen war *defekt* und ist ersetzt.",
            statement="Rechnung der Werkstatt liegt vor.",
            file=SimpleUploadedFile("Rechnung #7.pdf", b"%PDF-1.7 Rechnung"),
            by=place.lead,
            at=LATER,
        )
    submit(place, 2, at=LATER)
    return place


def test_listening_has_its_figures_and_what_it_rests_on():
    place = listened()
    of = document(place, 2)
    parts = {each.title: each.blocks for each in of.sections}
    assert list(parts) == [
        "Criteria at submission",
        "Window and limits",
        "Baseline report",
        "Critical topics",
        "Clarifications",
        "Attached files",
        "Rests on",
    ]
    figures = next(each for each in parts["Baseline report"] if isinstance(each, Figures))
    assert [each.value for each in figures.figures] == ["4", "100 %", "0", "0"]
    (rests_on,) = parts["Rests on"]
    culture = place.stage(1).submission
    assert culture is not None
    assert rests_on.rows == ((Cell("1 Culture check"), Cell(culture.work_hash)),)


def test_every_attached_file_stands_in_it_with_its_whole_hash():
    (files,) = (each.blocks[0] for each in document(listened(), 2).sections[-2:-1])
    name, sha256 = files.rows[0]
    assert name.text == "Rechnung #7.pdf"
    assert sha256.text == hashlib.sha256(b"%PDF-1.7 Rechnung").hexdigest()


def test_bytes_that_were_changed_are_said_to_be():
    place = at_the_gate()
    dossier = dossier_of(place.company, 1, 1)
    of = document_of(replace(dossier, is_intact=False), place.company)
    assert of.cover[0].text.startswith("The bytes of this dossier no longer match")
    assert Pair("Submitted by", "Jana Berg") in of.cover[1].pairs
