"""The whole way from the first answer to the second gate, page by page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rollout.models import Baseline, Condition, Evidence, Stage, SurveyLink
from tests.rollout.builders import CLOSED, make_mention, make_place, make_profile, make_source
from tests.rollout.pages.visit import (
    filled_survey,
    no_condition,
    now,
    shown_on,
    text_of,
    url,
    visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return make_place(at=now() - timedelta(days=1))


def test_a_company_passes_its_first_two_gates(place):
    lead, manager = visitor(place.lead), visitor(place.manager)
    assert "Answer the culture check" in text_of(lead.get(url(place)))

    answer_the_culture_check(place, lead, manager)
    mend_the_weak_dimensions(place, lead)
    submitted = lead.post(url(place, "stages/1/submit/"), follow=True)
    assert "Submitted. Whoever decides has been told." in text_of(submitted)
    assert "“Culture check” waits for its decision" in text_of(lead.get(url(place)))

    approve_with_a_condition(place, manager)
    assert states(place)[:3] == ["passed", "open", "locked"]
    assert "Schriftlich festhalten" in text_of(lead.get(url(place, "conditions/")))

    criticism_is_heard(place)
    plan_and_freeze(place, lead)
    blocked = text_of(lead.get(url(place, "stages/2/")))
    assert "75 % of the mentions are critical" in blocked
    assert "Submit …" not in blocked
    refused = lead.post(url(place, "stages/2/submit/"), follow=True)
    assert "1 critical topic still needs a clarification" in text_of(refused)

    clarify(place, lead)
    assert "Confirmed:" in text_of(lead.get(url(place, "stages/2/")))
    lead.post(url(place, "stages/2/submit/"))
    decide = manager.get(url(place, "stages/2/decide/"))
    assert "Ein zweiter Lieferant liefert mit." in text_of(decide)
    manager.post(
        url(place, "stages/2/decide/"),
        {"act": "approve", "shown": shown_on(decide), **no_condition()},
    )
    assert states(place)[:3] == ["passed", "passed", "open"]
    assert "Stage 3 of 7: Goals and target groups" in text_of(lead.get(url(place)))


def answer_the_culture_check(place, lead, manager) -> None:
    """The lead by a link on the page, the manager and a colleague with their accounts."""
    manager.post(url(place, "survey/"), filled_survey("management", CLOSED))
    visitor(place.member).post(url(place, "survey/"), filled_survey("sales", CLOSED))
    lead.post(url(place, "stages/1/links/create/"), {"form_key": str(uuid4())})
    link = SurveyLink.of(place.company).get()
    colleague = visitor()
    thanked = colleague.post(
        f"/survey/{link.token}/", filled_survey("production", CLOSED), follow=True
    )
    assert "Your answers have arrived" in text_of(thanked)
    stage = text_of(lead.get(url(place, "stages/1/")))
    assert "3 of at least 3 people" in stage
    assert "Management (1 person), Production and technology (1 person)" in stage
    assert "Not yet: “Open to public dialogue” has 25 of 100 points" in stage


def mend_the_weak_dimensions(place, lead) -> None:
    for dimension in ("openness", "control", "criticism", "speed", "management"):
        added = lead.post(
            url(place, "stages/1/measures/add/"),
            {
                "dimension": dimension,
                "text": f"Etwas für {dimension}",
                "owner": place.memberships["manager"].pk,
                "due_on": (now() + timedelta(days=30)).date().isoformat(),
                "form_key": str(uuid4()),
            },
        )
        assert added["Location"] == url(place, "stages/1/") + "#measures"
    assert "Criteria met 7 of 7" in text_of(lead.get(url(place, "stages/1/")))


def approve_with_a_condition(place, manager) -> None:
    read = manager.get(url(place, "stages/1/decide/"))
    assert "Submitted by Jana Berg" in text_of(read)
    manager.post(
        url(place, "stages/1/decide/"),
        {
            "act": "approve_with_conditions",
            "shown": shown_on(read),
            "reason": "Wir fangen an.",
            **no_condition(),
            "condition-0-text": "Schriftlich festhalten, wer antworten darf.",
            "condition-0-owner": place.memberships["lead"].pk,
            "condition-0-due_on": (now() + timedelta(days=9)).date().isoformat(),
        },
    )
    condition = Condition.of(place.company).get()
    assert (condition.owner, condition.settled) == (place.lead, "")


def criticism_is_heard(place) -> None:
    long_ago = now() - timedelta(days=120)
    source = make_source(place, added_at=long_ago)
    profile = make_profile(place, created_at=long_ago)
    day = (now() - timedelta(days=3)).date()
    for _ in range(3):
        make_mention(source, profile, day=day, tone="negative", topics=("delivery",))
    make_mention(source, profile, day=day, tone="positive")


def plan_and_freeze(place, lead) -> None:
    form = lead.get(url(place, "stages/2/plan/")).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    lead.post(url(place, "stages/2/plan/"), typed)
    frozen = lead.post(url(place, "stages/2/freeze/"), {"form_key": str(uuid4())}, follow=True)
    assert "The baseline report is frozen." in text_of(frozen)
    assert Baseline.of(place.company).get().figures["mentions"] == 4


def clarify(place, lead) -> None:
    lead.post(
        url(place, "stages/2/topics/delivery/"),
        {
            "outcome": "planned",
            "explanation": "Ein zweiter Lieferant liefert mit.",
            "statement": "Vertrag vom 4. November",
            "file": SimpleUploadedFile("Vertrag.pdf", b"%PDF-1.7 Vertrag", "application/pdf"),
        },
    )
    evidence = Evidence.of(place.company).get()
    got = lead.get(url(place, f"stages/2/files/{evidence.sha256}/"))
    assert b"".join(got.streaming_content) == b"%PDF-1.7 Vertrag"
    assert got["Content-Disposition"] == 'attachment; filename="Vertrag.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"


def states(place) -> list[str]:
    return [stage.state for stage in Stage.of(place.company)]


def test_the_home_page_leads_to_the_report() -> None:
    place = make_place()
    page = visitor(place.lead).get(url(place)).content.decode()
    assert url(place, "report/pdf/") in page
