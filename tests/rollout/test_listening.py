"""Listening: its window, its baseline, clarifications with evidence."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.refusals import RefusedError
from rollout import gate, snapshot
from rollout.models import Baseline, Clarification, Evidence
from rollout.stages.listening import services
from rollout.stages.listening.selectors import listening_work
from tests.rollout.builders import (
    LATER,
    TODAY,
    approve,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_source,
    passed,
    submit,
)

pytestmark = pytest.mark.django_db


FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def criticised(name="Brauerei Lindner"):
    """Culture has passed; of ten mentions five are critical, four of them about delivery."""
    place = passed(name)
    source, profile = make_source(place), make_profile(place)
    for number in range(10):
        make_mention(
            source,
            profile,
            tone="negative" if number < 5 else "neutral",
            topics=("delivery",) if number < 4 else (),
        )
    listen(place)
    return place


def clarify(place, topic="delivery", **changes):
    return services.clarify_topic(
        **{
            "company": place.company,
            "topic": topic,
            "outcome": "settled",
            "explanation": "Der Kühlwagen war defekt und ist ersetzt.",
            "statement": "Rechnung der Werkstatt liegt vor.",
            "by": place.lead,
            "at": LATER,
        }
        | changes
    )


PDF = b"%PDF-1.7 Rechnung"


def test_considerable_criticism_blocks_until_each_topic_is_clarified():
    place = criticised()
    with pytest.raises(RefusedError, match=r"50 %"):
        submit(place, 2, at=LATER)
    clarify(place, file=SimpleUploadedFile("Rechnung.pdf", PDF))
    submission = submit(place, 2, at=LATER)
    content = snapshot.read(submission.snapshot)
    assert content["attachments"] == [
        {
            "name": "Rechnung.pdf",
            "sha256": hashlib.sha256(PDF).hexdigest(),
            "criterion": "criticism_clarified",
            "subject": "delivery",
        }
    ]
    assert content["work"]["baseline"]["negative"] == 5
    approve(place, 2)
    assert place.stage(2).state == "passed"


def test_a_changed_or_missing_file_stops_the_approval():
    place = criticised()
    clarify(place, file=SimpleUploadedFile("Rechnung.pdf", PDF))
    submit(place, 2, at=LATER)
    path = Evidence.of(place.company).get().file
    Path(default_storage.path(path)).write_bytes(PDF + b", nachgebessert")
    with pytest.raises(RefusedError, match=r"Rechnung\.pdf"):
        approve(place, 2)
    default_storage.delete(path)
    with pytest.raises(RefusedError, match=r"Rechnung\.pdf"):
        approve(place, 2)
    assert place.stage(2).state == "submitted"


def test_taking_a_clarification_back_blocks_again():
    place = criticised()
    clarify(place)
    services.unclarify(company=place.company, topic="delivery", by=place.lead, at=LATER)
    assert not Clarification.of(place.company).exists()
    assert not Evidence.of(place.company).exists()
    with pytest.raises(RefusedError):
        submit(place, 2, at=LATER)


def test_a_second_clarification_replaces_the_first_and_keeps_its_file():
    place = criticised()
    clarify(place, file=SimpleUploadedFile("Rechnung.pdf", PDF))
    clarify(place, outcome="accepted", explanation="Es bleibt so.")
    assert Clarification.of(place.company).get().outcome == "accepted"
    assert Evidence.of(place.company).get().file_name == "Rechnung.pdf"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": "weather"}, "topic"),
        ({"outcome": "ignored"}, "outcome"),
        ({"explanation": " "}, "explanation"),
        ({"statement": ""}, "statement"),
    ],
)
def test_a_clarification_is_whole(changes, field):
    place = criticised()
    upload = SimpleUploadedFile("Rechnung.pdf", PDF)
    with pytest.raises(RefusedError) as refused:
        clarify(place, file=upload, **changes)
    assert refused.value.field == field
    stored = default_storage.listdir(f"evidence/{place.company.pk}")[1]
    assert stored == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("page.html", b"<script>"),
        ("picture.svg", b"<svg/>"),
        ("Rechnung.pdf", b"MZ\x90"),
        ("Rechnung.png", PDF),
        ("leer.txt", b""),
        ("binaer.txt", b"a\x00b"),
        ("", PDF),
    ],
)
def test_uploads_of_the_wrong_kind_are_refused(name, content):
    place = criticised()
    upload = SimpleUploadedFile("x", content)
    upload._name = name
    with pytest.raises(RefusedError) as refused:
        clarify(place, file=upload)
    assert refused.value.field == "file"
    assert not Evidence.of(place.company).exists()


def test_a_file_is_kept_under_a_name_of_our_own():
    place = criticised()
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload._name = "..\\..\\etc/../Rechnung.pdf"
    clarify(place, file=upload)
    row = Evidence.of(place.company).get()
    assert row.file_name == "Rechnung.pdf"
    assert row.file.startswith(f"evidence/{place.company.pk}/")
    assert "Rechnung" not in row.file


def test_a_window_is_sensible():
    place = passed()
    common = {"company": place.company, "by": place.lead, "at": LATER}
    for starts_on, ends_on, more, field in (
        (LAST, FIRST, {}, "ends_on"),
        (FIRST, LAST - timedelta(days=1), {}, "ends_on"),
        (FIRST, LAST, {"minimum_days": 0}, "minimum_days"),
        (FIRST, LAST, {"criticism_threshold": 101}, "criticism_threshold"),
        (FIRST, LAST, {"criticism_threshold": 0}, "criticism_threshold"),
    ):
        with pytest.raises(RefusedError) as refused:
            services.set_plan(starts_on=starts_on, ends_on=ends_on, **common, **more)
        assert refused.value.field == field
    plan = services.set_plan(starts_on=FIRST, ends_on=LAST, **common)
    assert (plan.minimum_days, plan.criticism_threshold) == (28, 20)


def test_a_baseline_needs_a_window_that_has_ended():
    place = passed()
    common = {"company": place.company, "by": place.lead, "at": LATER}
    with pytest.raises(RefusedError):
        services.freeze_baseline(**common)
    services.set_plan(starts_on=FIRST, ends_on=TODAY, **common)
    with pytest.raises(RefusedError):
        services.freeze_baseline(**common)
    assert not Baseline.of(place.company).exists()


def test_after_a_return_the_baseline_is_frozen_anew():
    place = criticised()
    clarify(place)
    submit(place, 2, at=LATER)
    gate.return_stage(
        company=place.company,
        number=2,
        shown=place.hash_at(2),
        reason="Zu alt.",
        by=place.manager,
        at=LATER + timedelta(days=1),
    )
    afterwards = LATER + timedelta(days=1, hours=1)
    with pytest.raises(RefusedError):
        submit(place, 2, at=afterwards)
    services.freeze_baseline(company=place.company, by=place.lead, at=afterwards)
    assert submit(place, 2, at=afterwards).round == 2


def test_a_member_and_a_stranger_change_nothing():
    place, other = criticised(), make_place("Andere Firma")
    for by in (place.member, other.lead):
        for attempt in (
            lambda by=by: clarify(place, by=by),
            lambda by=by: services.freeze_baseline(company=place.company, by=by, at=LATER),
            lambda by=by: services.set_plan(
                company=place.company, starts_on=FIRST, ends_on=LAST, by=by, at=LATER
            ),
            lambda by=by: services.unclarify(
                company=place.company, topic="delivery", by=by, at=LATER
            ),
        ):
            with pytest.raises(RefusedError):
                attempt()


def test_the_listening_page_reads_a_fixed_number_of_times(django_assert_num_queries):
    place = criticised()
    clarify(place)
    stage = place.stage(2)
    stage.company  # noqa: B018 - loaded with the page
    with django_assert_num_queries(6):
        work = listening_work(stage, TODAY)
    assert [(each.topic.key, each.clarification.outcome) for each in work.topics] == [
        ("delivery", "settled")
    ]
