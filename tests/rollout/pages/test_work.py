"""Working on the first two stages: measures, media, the window, clarifications with files."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from rollout.evidence import LARGEST
from rollout.models import Clarification, CultureMeasure, Evidence, ListeningPlan, MediaEntry
from rollout.stages.culture import measures, media
from rollout.stages.listening import services as listening
from tests.rollout.builders import (
    Place,
    approve,
    at_the_gate,
    make_mention,
    make_place,
    make_profile,
    make_source,
)
from tests.rollout.pages.visit import now, text_of, url, visitor

pytestmark = pytest.mark.django_db
FORM = "5e0f4b52-3a6c-4c39-9a53-0c8bb9a0d3a1"
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def later(days: int = 30) -> str:
    return (now() + timedelta(days=days)).date().isoformat()


def measure(place: Place, **fields: object) -> dict[str, object]:
    return {
        "dimension": "speed",
        "text": "Ohne Rückfrage antworten",
        "owner": place.memberships["member"].pk,
        "due_on": later(),
    } | fields


def heard(*, percent: int = 60) -> Place:
    """Listening is open, its baseline frozen with this share of criticism about deliveries."""
    place = at_the_gate()
    approve(place, at=now() - timedelta(hours=1))
    source = make_source(place, added_at=now() - timedelta(days=90))
    profile = make_profile(place, created_at=now() - timedelta(days=90))
    day = (now() - timedelta(days=4)).date()
    for number in range(10):
        critical = number < percent // 10
        make_mention(
            source,
            profile,
            day=day,
            tone="negative" if critical else "positive",
            topics=("delivery",) if critical else (),
        )
    first, last = listening.suggested_window(now().date())
    listening.set_plan(
        company=place.company, starts_on=first, ends_on=last, by=place.lead, at=now()
    )
    listening.freeze_baseline(company=place.company, by=place.lead, at=now())
    return place


def clarification(**fields: object) -> dict[str, object]:
    return {
        "outcome": "settled",
        "explanation": "Der Spediteur ist gewechselt.",
        "statement": "Neuer Vertrag",
    } | fields


def test_a_measure_is_added_changed_done_and_removed():
    place = make_place()
    lead = visitor(place.lead)
    assert (
        'value="speed" selected'
        in lead.get(url(place, "stages/1/measures/add/?dimension=speed")).content.decode()
    )
    lead.post(url(place, "stages/1/measures/add/"), measure(place))
    row = CultureMeasure.of(place.company).get()
    page = lead.get(url(place, f"stages/1/measures/{row.pk}/"))
    assert "Ohne Rückfrage antworten" in text_of(page)
    lead.post(url(place, f"stages/1/measures/{row.pk}/"), measure(place, text="Liste am Tresen"))
    visitor(place.member).post(url(place, f"stages/1/measures/{row.pk}/done/"))
    row.refresh_from_db()
    assert (row.text, row.owner, row.done_on) == ("Liste am Tresen", place.member, now().date())
    lead.post(url(place, f"stages/1/measures/{row.pk}/remove/"))
    assert not CultureMeasure.of(place.company).exists()


def test_a_double_click_adds_one_measure_and_another_form_a_second():
    place = make_place()
    lead = visitor(place.lead)
    for key in (FORM, FORM, uuid4()):
        lead.post(url(place, "stages/1/measures/add/"), measure(place, form_key=key))
    assert CultureMeasure.of(place.company).count() == 2


def test_a_form_that_was_refused_can_be_sent_again():
    place = make_place()
    lead = visitor(place.lead)
    refused = lead.post(
        url(place, "stages/1/measures/add/"), measure(place, due_on="2020-01-01", form_key=FORM)
    )
    assert refused.status_code == 422
    assert "The date lies in the past." in text_of(refused)
    assert "Ohne Rückfrage antworten" in text_of(refused)
    assert f'name="form_key" value="{FORM}"' in refused.content.decode()
    lead.post(url(place, "stages/1/measures/add/"), measure(place, form_key=FORM))
    assert CultureMeasure.of(place.company).count() == 1


def test_nobody_of_another_company_can_own_a_measure():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    page = visitor(place.lead).post(
        url(place, "stages/1/measures/add/"),
        measure(place, owner=neighbour.memberships["lead"].pk),
    )
    assert page.status_code == 422
    assert not CultureMeasure.everywhere.exists()


def test_rows_of_another_company_are_not_there():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    foreign = measures.add_measure(
        company=neighbour.company,
        dimension="speed",
        text="Geheim",
        owner=neighbour.lead,
        due_on=now().date() + timedelta(days=3),
        by=neighbour.lead,
        at=now(),
    )
    lead = visitor(place.lead)
    for path in ("", "remove/", "done/"):
        answer = lead.post(url(place, f"stages/1/measures/{foreign.pk}/{path}"), measure(place))
        assert answer.status_code == 404
    foreign.refresh_from_db()
    assert (foreign.text, foreign.done_on) == ("Geheim", None)


def test_examples_of_media_are_taken_over_with_two_clicks():
    place = make_place()
    lead = visitor(place.lead)
    assert "?kind=earned&amp;name=" in lead.get(url(place, "stages/1/")).content.decode()
    form = lead.get(url(place, "stages/1/media/add/?kind=earned&name=Posts+of+customers"))
    assert 'value="Posts of customers"' in form.content.decode()
    lead.post(url(place, "stages/1/media/add/"), {"kind": "earned", "name": "Posts of customers"})
    page = text_of(lead.get(url(place, "stages/1/")))
    assert page.count("Posts of customers") == 3  # its name, and its two buttons


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example"])
def test_an_address_that_is_no_web_page_is_refused(address):
    place = make_place()
    page = visitor(place.lead).post(
        url(place, "stages/1/media/add/"), {"kind": "owned", "name": "Website", "url": address}
    )
    assert page.status_code == 422
    assert "Enter a valid URL." in text_of(page)
    assert not MediaEntry.of(place.company).exists()


def test_whoever_may_not_edit_is_sent_back_with_the_reason():
    place = make_place()
    member = visitor(place.member)
    for path in ("measures/add/", "media/add/"):
        page = member.get(url(place, f"stages/1/{path}"), follow=True)
        assert "The lead, a consultant or a manager edits the work of a stage." in text_of(page)
        assert member.post(url(place, f"stages/1/{path}"), measure(place)).status_code == 422
    assert not CultureMeasure.of(place.company).exists()


def test_a_stage_at_the_gate_is_frozen_and_says_so():
    place = at_the_gate()
    lead = visitor(place.lead)
    assert "its work is frozen until the decision" in text_of(lead.get(url(place, "stages/1/")))
    refused = lead.post(url(place, "stages/1/measures/add/"), measure(place))
    assert refused.status_code == 422
    assert "its work is frozen until the decision" in text_of(refused)
    assert not CultureMeasure.of(place.company).exists()


def test_the_window_is_checked_and_kept():
    place = at_the_gate()
    approve(place, at=now())
    lead = visitor(place.lead)
    typed = {
        "starts_on": "2026-10-01",
        "ends_on": "2026-09-01",
        "minimum_days": "28",
        "criticism_threshold": "20",
    }
    refused = lead.post(url(place, "stages/2/plan/"), typed)
    assert "The first day comes before the last." in text_of(refused)
    assert "2026-09-01" in refused.content.decode()
    lead.post(url(place, "stages/2/plan/"), typed | {"ends_on": "2026-11-01"})
    lead.post(url(place, "stages/2/plan/"), typed | {"ends_on": "2026-11-02"})
    assert str(ListeningPlan.of(place.company).get().ends_on) == "2026-11-02"


def test_criticism_below_the_limit_needs_no_clarification():
    place = heard(percent=10)
    page = text_of(visitor(place.lead).get(url(place, "stages/2/")))
    assert "Nothing has to be clarified for the gate." in page
    assert "10 % (below 20 %)" in page


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rechnung.exe", b"MZ", "Such files cannot be attached."),
        ("bild.png", b"<svg onload=alert(1)>", "is not what its name says"),
        ("brief.pdf", b"PK\x03\x04", "is not what its name says"),
        ("seite.html", b"<script>", "Such files cannot be attached."),
        ("notiz.txt", b"a\0b", "is not what its name says"),
        ("leer.pdf", b"", "This file is empty."),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_at_its_field(tmp_path, name, content, sentence):
    place = heard()
    page = visitor(place.lead).post(
        url(place, "stages/2/topics/delivery/"),
        clarification(file=SimpleUploadedFile(name, content)),
    )
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert 'id="id_file_error"' in page.content.decode()
    assert "Der Spediteur ist gewechselt." in text_of(page)
    assert not Evidence.of(place.company).exists()
    assert not [each for each in Path(tmp_path).rglob("*") if each.is_file()]


def test_a_file_that_is_too_large_is_refused():
    place = heard()
    page = visitor(place.lead).post(
        url(place, "stages/2/topics/delivery/"),
        clarification(file=SimpleUploadedFile("gross.pdf", b"%PDF-" + b"x" * LARGEST)),
    )
    assert page.status_code == 422
    assert not Evidence.of(place.company).exists()


def test_a_clarification_keeps_its_file_when_only_words_change():
    place = heard()
    lead = visitor(place.lead)
    address = url(place, "stages/2/topics/delivery/")
    lead.post(address, clarification(file=SimpleUploadedFile("Vertrag.pdf", b"%PDF-1.7")))
    assert "“Vertrag.pdf” is attached" in text_of(lead.get(address))
    lead.post(address, clarification(explanation="Genauer gesagt."))
    assert Evidence.of(place.company).get().file_name == "Vertrag.pdf"
    lead.post(f"{address}take-back/")
    assert not Clarification.of(place.company).exists()


def test_a_topic_the_baseline_does_not_know_is_not_there():
    place = heard()
    lead = visitor(place.lead)
    assert lead.get(url(place, "stages/2/topics/price/")).status_code == 404
    assert lead.post(url(place, "stages/2/topics/price/take-back/")).status_code == 404


def test_a_file_is_for_members_of_this_company_only():
    place, neighbour = heard(), make_place("Nachbar GmbH")
    visitor(place.lead).post(
        url(place, "stages/2/topics/delivery/"),
        clarification(file=SimpleUploadedFile("Vertrag.txt", b"geheim")),
    )
    sha256 = Evidence.of(place.company).get().sha256
    assert visitor(place.member).get(url(place, f"stages/2/files/{sha256}/")).status_code == 200
    assert visitor(neighbour.lead).get(url(place, f"stages/2/files/{sha256}/")).status_code == 404
    own = visitor(neighbour.lead).get(url(neighbour, f"stages/2/files/{sha256}/"))
    assert own.status_code == 404
    assert visitor().get(url(place, f"stages/2/files/{sha256}/")).status_code == 302


def test_a_lost_file_is_said_and_no_fault(tmp_path):
    place = heard()
    visitor(place.lead).post(
        url(place, "stages/2/topics/delivery/"),
        clarification(file=SimpleUploadedFile("Vertrag.txt", b"weg")),
    )
    for path in tmp_path.rglob("*.txt"):
        path.unlink()
    row = Evidence.of(place.company).get()
    page = visitor(place.lead).get(url(place, f"stages/2/files/{row.sha256}/"), follow=True)
    assert "This file is missing." in text_of(page)


def test_nothing_that_is_typed_becomes_markup():
    place = heard()
    lead = visitor(place.lead)
    lead.post(
        url(place, "stages/2/topics/delivery/"),
        clarification(
            explanation=EVIL,
            statement=EVIL,
            file=SimpleUploadedFile(f"{EVIL}.pdf".replace("/", ""), b"%PDF-1.7"),
        ),
    )
    lead.post(url(place, "stages/2/submit/"))
    manager = visitor(place.manager)
    manager.post(
        url(place, "stages/2/decide/"),
        {
            "shown": place.hash_at(2),
            "act": "approve_with_conditions",
            "reason": EVIL,
            "condition-0-text": EVIL,
            "condition-0-owner": place.memberships["member"].pk,
            "condition-0-due_on": later(),
        },
    )
    for path in ("", "stages/2/", "stages/2/dossier/1/", "conditions/", "stages/1/"):
        html = manager.get(url(place, path)).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    assert escape(EVIL) in manager.get(url(place, "conditions/")).content.decode()


def test_names_of_media_and_measures_are_not_markup_either():
    place = make_place()
    lead = visitor(place.lead)
    media.add_medium(
        company=place.company, kind="owned", name=EVIL, note=EVIL, by=place.lead, at=now()
    )
    lead.post(url(place, "stages/1/measures/add/"), measure(place, text=EVIL))
    for path in ("stages/1/", "stages/1/submit/"):
        html = lead.get(url(place, path)).content.decode()
        assert "<script>alert" not in html
        assert escape(EVIL) in html


def test_a_forged_form_key_counts_as_none():
    place = make_place()
    for key in ("nonsense", "\0", "5" * 500):
        visitor(place.lead).post(url(place, "stages/1/measures/add/"), measure(place, form_key=key))
    assert CultureMeasure.of(place.company).count() == 3
