"""The pages of alarm and incidents: what they say, what they keep, what they refuse."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from monitoring.models import AlarmContact, AlarmReader, AlarmSettings, ExpectedRise, Incident
from monitoring.services.alarm.checking import check_alarm
from tests.monitoring.alarm.builders import (
    make_contact,
    make_scenario,
    make_source,
    storm,
    usual_weeks,
)
from tests.monitoring.pages.rows import Place, make_place
from tests.monitoring.pages.rows import make_source as make_new_source

pytestmark = pytest.mark.django_db

SET = {
    "is_on": "on",
    "minimum": "5",
    "cooldown_hours": "48",
    "rising_hours": "3",
    "watch_times": "2",
    "serious_times": "4",
    "crisis_times": "8",
    "watch_percent": "30",
    "serious_percent": "45",
    "crisis_percent": "60",
}


@pytest.fixture
def place(db) -> Place:
    return make_place()


def in_a_storm(place: Place) -> Incident:
    """The alarm has just rung."""
    now = timezone.now()
    source = make_source(place.company, at=now)
    usual_weeks(source, at=now)
    storm(source, at=now)
    make_scenario(place.company, "Lieferung zu spät", criticism_percent=40, plan="Erst anrufen.")
    assert check_alarm(company=place.company, at=now)
    return Incident.of(place.company).get()


def post(place: Place, path: str, /, **typed: str):
    return place.browser().post(place.url(path), typed)


def test_before_anything_happened_the_page_says_what_will(place):
    page = place.get("incidents/")
    assert "No incident so far" in page
    assert "Open an incident" in page


def test_an_incident_shows_figures_picture_scenario_and_who_was_told(place):
    incident = in_a_storm(place)
    page = place.get(f"incidents/{incident.pk}/")
    assert "In 3 hours 12 of 12 mentions were critical (100 %); usual at this time:" in page
    assert "critical mentions or more are unusual." in page
    assert "In the last 3 hours: 12 mentions, 12 of them critical" in page
    assert "Mentions by the hour" in page and "<svg" in page
    assert "Lieferung zu spät" in page and "Erst anrufen." in page and "Das tut uns leid." in page
    assert "Told by mail: Lena Lead" in page
    assert "The alarm opened the incident: Serious" in page
    assert "&amp;tone=negative" in page
    listed = place.get("incidents/")
    assert "Much criticism" in listed and "nobody sees to it yet" in listed


def test_a_plain_member_reads_an_incident_and_finds_nothing_to_press(place):
    incident = in_a_storm(place)
    answer = place.browser(place.member).get(place.url(f"incidents/{incident.pk}/"))
    page = answer.content.decode()
    assert "Told by mail: Lena Lead" in page
    assert "Write down what happens" not in page
    refused = place.browser(place.member).post(
        place.url(f"incidents/{incident.pk}/note/"), {"text": "Ich auch"}
    )
    assert refused.status_code == 403


def test_every_form_of_the_page_does_what_it_says(place):
    incident = in_a_storm(place)
    at = f"incidents/{incident.pk}"
    for path, typed in (
        ("note", {"text": "Mit Frau Kunz gesprochen.", "is_decision": "on"}),
        ("owner", {"owner": str(place.lead.pk)}),
        ("level", {"level": "watch", "text": "Nur ein Forum."}),
        ("silent", {"text": "Es legt sich."}),
        ("speak", {"text": "Doch nicht."}),
        ("scenario", {"scenario": ""}),
        ("close", {"outcome": "expected", "debrief": "Der Test der Zeitung."}),
    ):
        answer = post(place, f"{at}/{path}/", **typed)
        assert answer.status_code == 302, path
        assert answer["Location"] == place.url(f"{at}/")
    page = place.get(f"{at}/")
    for said in (
        "Lena Lead decided",
        "Mit Frau Kunz gesprochen.",
        "Lena Lead sees to it now",
        "Lena Lead lowered the level from Serious to Watch",
        "Lena Lead decided: we stay silent",
        "Lena Lead decided: we speak after all",
        "Lena Lead chose the scenario “none”",
        "Lena Lead closed the incident: This was expected: a false alarm",
        "Der Test der Zeitung.",
    ):
        assert said in page, said
    assert "Of 1 incident that the alarm opened, 1 was a false alarm." in place.get("incidents/")


def primaries(html: str) -> list[str]:
    """What stands out on a page, in words."""
    found = re.findall(
        r'<(?:a|button) class="button"[^>]*data-kind="primary"[^>]*>(.*?)</(?:a|b)', html
    )
    return [re.sub(r"<[^>]*>", "", each).strip() for each in found]


def test_one_act_stands_out_on_an_incident_by_where_it_stands(place):
    incident = in_a_storm(place)
    at = f"incidents/{incident.pk}/"
    reader = place.browser(place.member)
    assert primaries(place.get(at)) == ["Give"]
    assert primaries(reader.get(place.url(at)).content.decode()) == ["Read the mentions"]
    assert primaries(place.get("incidents/")) == ["To the incident"]
    post(place, f"{at}owner/", owner=str(place.lead.pk))
    assert primaries(place.get(at)) == ["Note it"]
    refused = post(place, f"{at}level/", level="watch", text=" ")
    assert primaries(refused.content.decode()) == ["Note it"]
    post(place, f"{at}close/", outcome="handled", debrief="Gut.")
    assert primaries(place.get(at)) == []
    assert primaries(reader.get(place.url(at)).content.decode()) == []
    assert primaries(place.get("incidents/")) == []
    assert primaries(place.get("alarm/")) == ["Save"]
    assert primaries(place.get("incidents/open/")) == ["Open it and tell everybody"]


def test_a_form_that_is_refused_stays_open_with_what_was_typed(place):
    incident = in_a_storm(place)
    answer = post(place, f"incidents/{incident.pk}/level/", level="watch", text=" ")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why it is less serious than it looked." in page
    assert '<option value="watch" selected>' in page
    closing = post(place, f"incidents/{incident.pk}/close/", outcome="", debrief="Viel gelernt.")
    assert closing.status_code == 422
    assert "Viel gelernt." in closing.content.decode()


def test_one_can_open_an_incident_by_hand(place):
    answer = post(place, "incidents/open/", about="Rückruf: Festbier", level="crisis", scenario="")
    incident = Incident.of(place.company).get()
    assert answer.status_code == 302
    assert answer["Location"] == place.url(f"incidents/{incident.pk}/")
    page = place.get(f"incidents/{incident.pk}/")
    assert "Rückruf: Festbier" in page
    assert "It was opened by hand" in page
    again = post(place, "incidents/open/", about="Noch einer", level="watch", scenario="")
    assert again.status_code == 422
    assert "An incident is open already." in again.content.decode()
    for path in ("incidents/", "incidents/open/"):
        page = place.get(path)
        assert "One incident is open at a time." in page
        assert f'href="{place.url(f"incidents/{incident.pk}/")}#note-title"' in page
    assert 'name="about"' not in page


def test_settings_are_tried_before_they_are_saved(place):
    now = timezone.now()
    source = make_source(place.company, at=now)
    usual_weeks(source, at=now)
    storm(source, at=now - timedelta(days=3))
    page = post(place, "alarm/", **SET, **{"try": "1"}).content.decode()
    assert "it would have rung once" in page
    assert "Nothing is saved yet." in page
    strict = post(place, "alarm/", **{**SET, "minimum": "20"}, **{"try": "1"}).content.decode()
    assert "it would not have rung at all." in strict
    assert 'value="20"' in strict
    assert not AlarmSettings.of(place.company).exists()
    assert post(place, "alarm/", **{**SET, "minimum": "20"}).status_code == 302
    assert AlarmSettings.of(place.company).get().minimum == 20


def test_without_history_the_page_says_that_it_is_learning(place):
    make_new_source(place, "Ganz neu", added_at=timezone.now() - timedelta(days=1))
    assert "Ganz neu: until" in place.get("alarm/")
    page = post(place, "alarm/", **SET, **{"try": "1"}).content.decode()
    assert "There is not enough history yet" in page


def test_settings_that_make_no_sense_are_refused_where_they_were_typed(place):
    for wrong, said in (
        ({"minimum": "2"}, "id_minimum_error"),
        ({"serious_times": "1,5"}, "id_serious_times_error"),
        ({"crisis_percent": "20"}, "id_serious_percent_error"),
        ({"rising_hours": "60"}, "id_rising_hours_error"),
        ({"watch_times": "viel"}, "id_watch_times_error"),
    ):
        answer = post(place, "alarm/", **{**SET, **wrong})
        assert answer.status_code == 422, wrong
        assert said in answer.content.decode(), wrong
    assert not AlarmSettings.of(place.company).exists()


def test_a_member_reads_the_settings_and_turns_only_their_own_mails(place):
    browser = place.browser(place.member)
    assert browser.get(place.url("alarm/")).status_code == 200
    assert browser.post(place.url("alarm/"), SET).status_code == 403
    assert browser.post(place.url("alarm/mine/"), {"from_level": "crisis"}).status_code == 302
    row = AlarmReader.of(place.company).get()
    assert (row.membership, row.from_level) == (place.member, "crisis")


def test_only_editors_see_the_addresses_of_contacts(place):
    contact = make_contact(place.company)
    assert contact.email in place.get("alarm/")
    seen = place.browser(place.member).get(place.url("alarm/")).content.decode()
    assert contact.name in seen and contact.email not in seen


def test_contacts_and_rises_come_and_go(place):
    answer = post(
        place,
        "alarm/contacts/add/",
        name="Pressestelle",
        email="presse@example.org",
        from_level="serious",
        language="de",
    )
    assert answer.status_code == 302
    contact = AlarmContact.of(place.company).get()
    assert "asked, not answered yet" in place.get("alarm/")
    post(place, f"alarm/contacts/{contact.pk}/end/")
    assert "asked, not answered yet" not in place.get("alarm/")
    today = timezone.localdate()
    days = {"starts_on": today.isoformat(), "ends_on": today.isoformat()}
    assert post(place, "alarm/expected/add/", reason="Messe", **days).status_code == 302
    assert "Messe" in place.get("alarm/")
    post(place, f"alarm/expected/{ExpectedRise.of(place.company).get().pk}/withdraw/")
    assert "Messe" not in place.get("alarm/")


def test_the_command_prints_when_it_would_have_rung(place, capsys):
    now = timezone.now()
    source = make_source(place.company, at=now)
    usual_weeks(source, at=now)
    storm(source, at=now - timedelta(days=3))
    call_command("backtest_alarm", place.company.slug, "--days", "20")
    printed = capsys.readouterr().out.splitlines()
    assert [line.count("worse: ") for line in printed] == [0] + [1] * (len(printed) - 2) + [0]
    assert "negative watch" in printed[0] or "negative serious" in printed[0]
    assert printed[-1].startswith("1 in 20 days")
    call_command("backtest_alarm", place.company.slug, "--days", "20", "--minimum", "20")
    assert capsys.readouterr().out.startswith("0 in 20 days")
    assert not Incident.of(place.company).exists()


def test_the_list_costs_the_same_with_many_incidents(place, django_assert_max_num_queries):
    for number in range(12):
        Incident.everywhere.create(
            company=place.company,
            kind="volume",
            level="watch",
            state="closed",
            outcome="handled",
            debrief=f"Nummer {number}",
            starts_at=timezone.now(),
            opened_at=timezone.now(),
            closed_at=timezone.now(),
            closed_by=place.lead.user,
        )
    browser = place.browser()
    with django_assert_max_num_queries(16):
        assert browser.get(place.url("incidents/")).status_code == 200


def test_an_open_incident_stands_on_the_dashboard_and_on_the_home_page(place):
    assert "nobody sees to it yet" not in place.get("dashboard/") + place.get("")
    incident = in_a_storm(place)
    link = place.url(f"incidents/{incident.pk}/")
    for page in (place.get("dashboard/"), place.get("")):
        assert link in page and "nobody sees to it yet" in page


def test_a_plain_member_reads_the_settings_and_is_asked_for_nothing(place):
    page = place.browser(place.member).get(place.url("alarm/")).content.decode()
    typed = re.findall(r'<input type="(?:number|checkbox)"[^>]*>', page)
    assert len(typed) == 10
    assert [each for each in typed if " disabled" not in each] == []
    assert "Nobody is." in page
    assert "Nothing is announced." in page and "Before a trade fair" not in page
    assert "Who else must know at once" not in page
