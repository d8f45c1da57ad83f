"""What people do with an incident: each act is a line of its timeline, closed ones stay."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F

from companies.duties import duties_of, hand_over
from companies.models import Notice
from companies.refusals import RefusedError
from companies.roles import Role
from guidelines.services.scenarios import remove_scenario
from monitoring.models import AlarmSettings, ExpectedRise, Incident, IncidentEvent, Peak
from monitoring.services.alarm import incidents, settings
from tests.factories import MONDAY, make_company, make_member
from tests.monitoring.alarm.builders import editors, make_contact, make_scenario
from tests.tables import refusal, row_of, triggers_asleep

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


class Room:
    """A company with an open incident and its lead."""

    def __init__(self) -> None:
        self.company = make_company()
        self.people = editors(self.company)
        self.by = self.people["lead"].user
        self.incident = self.open("Das Festbier ist sauer.")

    def open(self, about, level="watch"):
        return incidents.open_by_hand(
            company=self.company, about=about, level=level, scenario=None, by=self.by, at=MONDAY
        )

    def act(self, act, at=MONDAY + HOUR, by=None, **given):
        return act(incident=self.incident, by=by or self.by, at=at, **given)

    def sorts(self):
        rows = IncidentEvent.of(self.company).order_by("pk")
        return [(row.sort, row.text) for row in rows]

    def told(self):
        return list(Notice.of(self.company).order_by("pk").values_list("email", flat=True))


@pytest.fixture
def room(db):
    return Room()


def test_only_one_incident_is_open_at_a_time(room):
    with pytest.raises(RefusedError, match="Es ist schon ein Vorfall offen"):
        room.open("Noch etwas")
    assert refusal(lambda: row_of(Incident, room.company)) == "incident_one_open"


def test_whoever_opens_one_is_not_told_of_it_and_the_others_are(room):
    assert room.told() == []
    room.act(incidents.change_level, level="crisis", text="")
    assert room.told() == [room.people["manager"].user.email]


def test_a_lower_level_needs_a_reason_and_tells_nobody(room):
    room.act(incidents.change_level, level="serious", text="")
    before = room.told()
    with pytest.raises(RefusedError, match="weniger ernst") as refused:
        room.act(incidents.change_level, level="watch", text=" ")
    assert refused.value.field == "text"
    room.act(incidents.change_level, level="watch", text="Nur zwei Leute.")
    assert room.told() == before
    assert room.sorts()[-1] == ("lowered", "Nur zwei Leute.")


def test_the_same_level_again_changes_nothing(room):
    before = room.sorts()
    room.act(incidents.change_level, level="watch", text="")
    assert room.sorts() == before


def test_to_stay_silent_is_a_decision_with_a_reason(room):
    with pytest.raises(RefusedError, match="Sagen Sie, warum"):
        room.act(incidents.decide_to_stay_silent, text=" ")
    room.act(incidents.decide_to_stay_silent, text="Es legt sich.")
    room.act(incidents.decide_to_stay_silent, text="Noch einmal.")
    assert Incident.of(room.company).get().silent_since == MONDAY + HOUR
    room.act(incidents.decide_to_speak, text="Es legt sich nicht.")
    assert Incident.of(room.company).get().silent_since is None
    assert room.sorts()[-2:] == [("silent", "Es legt sich."), ("speak", "Es legt sich nicht.")]


def test_closing_wants_a_debrief_and_ends_every_act(room):
    make_contact(room.company)
    with pytest.raises(RefusedError, match="Schreiben Sie in ein"):
        room.act(incidents.close_incident, outcome="handled", debrief=" ")
    room.act(incidents.close_incident, outcome="handled", debrief="Schneller antworten.")
    row = Incident.of(room.company).get()
    assert (row.state, row.outcome, row.debrief) == ("closed", "handled", "Schneller antworten.")
    last = Notice.of(room.company).order_by("-pk").first()
    assert (last.context["news"], "Schneller" in str(last.context)) == ("closed", False)
    for act, given in (
        (incidents.note, {"text": "Nachtrag", "is_decision": False}),
        (incidents.change_level, {"level": "crisis", "text": ""}),
        (incidents.decide_to_stay_silent, {"text": "Nein."}),
        (incidents.take_on, {"owner": room.people["lead"]}),
        (incidents.choose_scenario, {"scenario": None}),
        (incidents.close_incident, {"outcome": "calmed", "debrief": "Doch."}),
    ):
        with pytest.raises(RefusedError, match="inzwischen geschlossen"):
            room.act(act, **given)


def test_a_plain_member_reads_and_does_nothing(room):
    with pytest.raises(RefusedError, match="Das dürfen nur Leitung"):
        room.act(incidents.note, text="Hm.", is_decision=False, by=room.people["member"].user)


def test_an_incident_is_given_to_an_editor_and_handed_over_when_they_leave(room):
    with pytest.raises(RefusedError, match="einen Vorfall übernehmen"):
        room.act(incidents.take_on, owner=room.people["member"])
    room.act(incidents.take_on, owner=room.people["lead"])
    held = [duty for duty in duties_of(room.people["lead"]) if duty.key.startswith("incident.")]
    assert [(duty.title, duty.path) for duty in held] == [
        ("Das Festbier ist sauer.", f"/c/{room.company.slug}/incidents/{room.incident.pk}/")
    ]
    hand_over(held[0], room.people["manager"])
    assert Incident.of(room.company).get().owner == room.people["manager"]


def test_a_scenario_that_goes_leaves_its_name(room):
    scenario = make_scenario(room.company, "Lieferung zu spät")
    room.act(incidents.choose_scenario, scenario=scenario)
    remove_scenario(company=room.company, scenario_id=scenario.pk, by=room.by, at=MONDAY)
    row = Incident.of(room.company).get()
    assert (row.scenario, row.scenario_topic) == (None, "Lieferung zu spät")


def test_the_timeline_is_written_once(room):
    event = IncidentEvent.of(room.company).first()
    rows = IncidentEvent.of(room.company).filter(pk=event.pk)
    assert refusal(lambda: rows.update(text="anders")) == "incident_event_stays"
    assert refusal(lambda: rows._raw_delete("default")) == "incident_event_stays"


def test_nothing_links_across_companies(room):
    other = make_company("Andere")
    scenario = make_scenario(other, "Fremd")
    owner = make_member(other, Role.LEAD)
    rows = Incident.of(room.company)
    assert refusal(lambda: rows.update(scenario=scenario)) == (
        "monitoring_incident_scenario_id_same_company"
    )
    assert refusal(lambda: rows.update(owner=owner)) == "monitoring_incident_owner_id_same_company"
    for model in (IncidentEvent, Peak):
        assert refusal(lambda: row_of(model, other, incident=room.incident)) == (  # noqa: B023
            f"monitoring_{model.__name__.lower()}_incident_id_same_company"
        )


def test_settings_that_do_not_rise_are_refused_at_their_field(room):
    given = {
        "company": room.company,
        "is_on": True,
        "minimum": 5,
        "cooldown_hours": 48,
        "rising_hours": 3,
        "times": (2, 4, 8),
        "percents": (30, 45, 60),
        "by": room.by,
        "at": MONDAY,
    }
    for wrong, field in (
        ({"times": (4, 2, 8)}, "serious_times"),
        ({"percents": (50, 45, 60)}, "serious_percent"),
        ({"rising_hours": 49}, "rising_hours"),
    ):
        with pytest.raises(RefusedError) as refused:
            settings.save_alarm_settings(**given | wrong)
        assert refused.value.field == field
    settings.save_alarm_settings(**given)
    settings.save_alarm_settings(**given | {"minimum": 9})
    assert AlarmSettings.of(room.company).get().minimum == 9


def test_the_same_rise_announced_twice_is_one(room):
    given = {"company": room.company, "by": room.by, "at": MONDAY, "reason": "Messe"}
    days = {"starts_on": MONDAY.date(), "ends_on": MONDAY.date()}
    first = settings.announce_rise(**given, **days)
    assert settings.announce_rise(**given, **days) == first
    with pytest.raises(RefusedError, match="vor dem ersten"):
        settings.announce_rise(**given, starts_on=MONDAY.date(), ends_on=MONDAY.date() - 24 * HOUR)
    with pytest.raises(RefusedError, match="Höchstens drei Monate"):
        settings.announce_rise(
            **given, starts_on=MONDAY.date(), ends_on=MONDAY.date() + timedelta(days=92)
        )
    assert ExpectedRise.of(room.company).count() == 1


CHECKS = {
    "alarm_minimum_sensible": (AlarmSettings, {"minimum": 2}, {"minimum": 3}),
    "alarm_cooldown_sensible": (AlarmSettings, {"rising_hours": 49}, {"rising_hours": 48}),
    "alarm_times_rise": (AlarmSettings, {"serious_times": 1.5}, {"serious_times": 2}),
    "alarm_percents_rise": (AlarmSettings, {"crisis_percent": 44}, {"crisis_percent": 45}),
    "rise_says_why": (ExpectedRise, {"reason": " "}, {"reason": "Messe"}),
    "rise_starts_first": (
        ExpectedRise,
        {"ends_on": F("starts_on") - timedelta(days=1)},
        {"ends_on": F("starts_on")},
    ),
    "incident_kind_known": (Incident, {"kind": "?"}, {"kind": "source"}),
    "incident_level_known": (Incident, {"level": "?"}, {"level": "crisis"}),
    "incident_closed_with_a_debrief": (Incident, {"state": "closed"}, {"state": "open"}),
    "incident_opened_by_somebody": (Incident, {"kind": "by_hand"}, {"about": "Sauer"}),
    "peak_level_known": (Peak, {"level": "?"}, {"level": "serious"}),
    "peak_kind_measured": (Peak, {"kind": "by_hand"}, {"kind": "negative"}),
    "peak_rings_or_is_expected": (Peak, {"incident": None}, {}),
    "incident_event_sort_known": (IncidentEvent, {"sort": "?"}, {"sort": "told"}),
    "incident_event_says_why": (IncidentEvent, {"sort": "note", "text": ""}, {"sort": "peak"}),
}


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_tables_keep_what_they_say(name):
    model, refused, taken = CHECKS[name]
    row = row_of(model, make_company())
    rows = model._base_manager.filter(pk=row.pk)

    def write(values):
        with triggers_asleep():
            rows.update(**values)

    assert refusal(lambda: write(refused)) == name
    if taken:
        with transaction.atomic():
            assert refusal(lambda: write(taken)) == ""
