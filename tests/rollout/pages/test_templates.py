"""The pages of templates, as a consultant and a lead see them."""

import pytest

from guidelines.models import Scenario
from rollout.models import Template
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place, make_place
from tests.rollout.pages.visit import text_of, url, visitor

pytestmark = pytest.mark.django_db

SCENARIO = {
    "topic": "Lieferverzug",
    "likelihood": "high",
    "trigger": "Drei Klagen",
    "criticism_percent": "",
    "times_usual": "",
    "reaction": "answer",
    "plan": "Den neuen Tag nennen.",
}


@pytest.fixture
def place() -> Place:
    return make_place()


def written(place: Place) -> Template:
    """A consultant writes a template through the pages, and publishes it."""
    client = visitor(place.consultant)
    client.post("/templates/new/", {"name": "Handwerk", "kind": "scenarios"})
    template = Template.objects.get(name="Handwerk")
    client.post(f"/templates/{template.pk}/add/scenarios/", SCENARIO)
    client.post(f"/templates/{template.pk}/publish/", {"note": ""})
    return template


def test_the_templates_of_a_company_have_a_way_up(place: Place) -> None:
    page = visitor(place.lead).get(url(place, "templates/")).content.decode()
    assert f'<li><a href="{url(place)}">Brauerei Lindner</a></li>' in page


def test_a_template_is_written_published_and_applied(place: Place) -> None:
    template = written(place)
    client = visitor(place.consultant)
    page = text_of(client.get(f"/templates/{template.pk}/"))
    assert "Lieferverzug" in page
    assert "Answer publicly" in page
    assert (
        url(place, f"templates/{template.pk}/apply/")
        in client.get(f"/templates/{template.pk}/").content.decode()
    )
    offer = client.get(url(place, f"templates/{template.pk}/apply/"))
    assert "Conflict scenarios: Lieferverzug" in text_of(offer)
    key = template.versions.get().entries[0]["key"]
    owner = place.memberships["lead"].pk
    answer = client.post(
        url(place, f"templates/{template.pk}/apply/"), {"picked": [key], "owner": owner}
    )
    assert answer.status_code == 302
    assert Scenario.of(place.company).get().topic == "Lieferverzug"
    assert "Up to date" in text_of(client.get(url(place, "templates/")))
    assert "has version 1" in text_of(client.get(f"/templates/{template.pk}/"))


def test_the_lead_reads_the_difference_and_takes_it(place: Place) -> None:
    test_a_template_is_written_published_and_applied(place)
    template = Template.objects.get()
    key = template.versions.get().entries[0]["key"]
    consultant = visitor(place.consultant)
    consultant.post(
        f"/templates/{template.pk}/entries/{key}/", SCENARIO | {"plan": "Sofort anrufen."}
    )
    consultant.post(f"/templates/{template.pk}/publish/", {"note": "Telefon zuerst"})
    lead = visitor(place.lead)
    listed = lead.get(url(place, "templates/"))
    assert "Version 2 is there" in text_of(listed)
    assert "Telefon zuerst" in text_of(listed)
    taken = listed.content.decode().split("templates/taken/")[1].split("/")[0]
    page = lead.get(url(place, f"templates/taken/{taken}/"))
    assert "<del>Den" in page.content.decode()
    assert "<ins>Sofort" in page.content.decode()
    assert "checked" in page.content.decode()
    lead.post(
        url(place, f"templates/taken/{taken}/"),
        {"version": "2", "picked": [key], "owner": place.memberships["lead"].pk},
    )
    assert Scenario.of(place.company).get().plan == "Sofort anrufen."


def test_an_entry_with_a_mistake_keeps_what_was_typed(place: Place) -> None:
    template = written(place)
    answer = visitor(place.consultant).post(
        f"/templates/{template.pk}/add/scenarios/", SCENARIO | {"likelihood": "often"}
    )
    assert answer.status_code == 422
    assert "Drei Klagen" in answer.content.decode()


def test_templates_are_for_consultants(place: Place) -> None:
    assert visitor(place.lead).get("/templates/").status_code == 403
    assert visitor(place.member).get(url(place, "templates/")).status_code == 403


def test_nobody_sees_the_template_of_another_consultant(place: Place) -> None:
    template = written(place)
    stranger = visitor(make_place("Andere GmbH").consultant)
    for path in ("", "publish/", "add/scenarios/"):
        assert stranger.get(f"/templates/{template.pk}/{path}").status_code == 404
    assert "Handwerk" not in text_of(stranger.get("/templates/"))


def test_a_template_is_made_of_a_clients_goals() -> None:
    place = place_at(3)
    client = visitor(place.consultant)
    client.post(
        url(place, "stages/3/work/company_goals/add/"), {"name": "Wachsen", "level": "company"}
    )
    answer = client.post(url(place, "templates/save/"), {"name": "Wie hier", "kind": "goals"})
    template = Template.objects.get(name="Wie hier")
    assert answer["Location"] == f"/templates/{template.pk}/"
    assert "Wachsen" in text_of(client.get(f"/templates/{template.pk}/"))


def test_what_cannot_be_written_yet_is_offered_with_the_reason(place: Place) -> None:
    client = visitor(place.consultant)
    client.post("/templates/new/", {"name": "Erste Ziele", "kind": "goals"})
    template = Template.objects.get()
    client.post(
        f"/templates/{template.pk}/add/company_goals/", {"name": "Wachsen", "level": "company"}
    )
    client.post(f"/templates/{template.pk}/publish/", {"note": ""})
    page = client.get(url(place, "templates/"))
    assert "still locked" in text_of(page)
    assert url(place, f"templates/{template.pk}/apply/") not in page.content.decode()
