"""The demo's companies, one in its second wave, and rows of every other table come back."""

import json
from datetime import date
from uuid import uuid4

import pytest

from companies.archive import tables as catalogue
from companies.models import Company
from guidelines.models import (
    CouncilReview,
    GuidelineVersion,
    OutsideTraining,
    Scenario,
    WorksCouncil,
)
from monitoring.models import (
    AlarmContact,
    AlarmReader,
    AlarmSettings,
    DigestRefusal,
    ErasureRecord,
    ExpectedRise,
    Incident,
    IncidentEvent,
    OwnVoice,
    Peak,
    SavedView,
    StartView,
    Tombstone,
    ToneModel,
)
from monitoring.privacy.keys import key_of
from rollout.demo.story import tell
from rollout.models import (
    AppliedEntry,
    AppliedTemplate,
    OutsourcedWork,
    OwnStatement,
    SurveyParticipation,
)
from tests.companies.archives import archive_of, bring, members, move_away, rich
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of these tests lie nowhere else."""
    settings.MEDIA_ROOT = tmp_path / "media"


def scenario(place, topic="Bier warm"):
    return Scenario.everywhere.create(
        company=place.company,
        topic=topic,
        form_key=uuid4(),
        created_by=place.lead,
        created_at=MONDAY,
        changed_at=MONDAY,
    )


def taken_over(place, *refs):
    """Scenarios of a template, each known by the key of its row."""
    applied = AppliedTemplate.everywhere.create(
        company=place.company,
        uid=uuid4(),
        name="Handwerk",
        kind="scenarios",
        version=1,
        applied_by=place.consultant,
        applied_at=MONDAY,
    )
    for number, ref in enumerate(refs):
        AppliedEntry.everywhere.create(
            company=place.company,
            applied=applied,
            key=str(number),
            sort="scenarios",
            ref=ref,
            values={"topic": "Bier warm"},
        )


def alarm_rows(place):
    """An incident with its peak, and everything the alarm is told."""
    common = {"company": place.company}
    AlarmSettings.everywhere.create(changed_by=place.lead, changed_at=MONDAY, **common)
    AlarmReader.everywhere.create(
        membership=place.memberships["lead"], from_level="serious", **common
    )
    AlarmContact.everywhere.create(
        name="Presse", email="presse@example.org", added_by=place.lead, added_at=MONDAY, **common
    )
    rise = ExpectedRise.everywhere.create(
        reason="Messe",
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date(),
        announced_by=place.lead,
        announced_at=MONDAY,
        **common,
    )
    incident = Incident.everywhere.create(
        kind="volume", level="watch", starts_at=MONDAY, opened_at=MONDAY, **common
    )
    times = {"starts_at": MONDAY, "hour": MONDAY, "at": MONDAY}
    Peak.everywhere.create(kind="volume", level="watch", incident=incident, **times, **common)
    Peak.everywhere.create(kind="negative", level="watch", expected=rise, **times, **common)
    IncidentEvent.everywhere.create(incident=incident, sort="opened", at=MONDAY, **common)


def privacy_rows(place):
    """How long authors are kept, what was erased, and what must not come back."""
    common = {"company": place.company, "at": MONDAY}
    key = key_of(place.company)
    ErasureRecord.everywhere.create(
        act="erased",
        person=key.person("Rosa Graf"),
        ground="Art. 21",
        mentions=1,
        by=place.lead,
        **common,
    )
    Tombstone.everywhere.create(entry=key.entry("forum.example", "17"), **common)


def the_rest():
    """Rows of the tables that neither the demo nor a rich company has."""
    place = make_place("Dritte Brauerei")
    common = {"company": place.company}
    OwnStatement.everywhere.create(
        stage=place.stage(), dimension="speed", text="Wir sagen es gleich.", **common
    )
    SurveyParticipation.everywhere.create(
        stage=place.stage(), user=place.member, answered_on=MONDAY.date(), **common
    )
    OutsideTraining.everywhere.create(
        membership=place.memberships["member"],
        title="Kammerkurs",
        attended_on=date(2026, 5, 4),
        form_key=uuid4(),
        entered_by=place.lead,
        entered_at=MONDAY,
        **common,
    )
    view = SavedView.everywhere.create(
        page="mentions",
        name="Kritik",
        query="tone=negative",
        created_by=place.lead,
        created_at=MONDAY,
        **common,
    )
    lead = place.memberships["lead"]
    StartView.everywhere.create(membership=lead, page="mentions", view=view, **common)
    DigestRefusal.everywhere.create(membership=lead, at=MONDAY, **common)
    ToneModel.everywhere.create(
        labels=120,
        weights=b"\x00\x01\xff",
        general="general",
        accepted=True,
        figures={"before": {"f1": "0.44"}, "after": {"f1": "0.52"}},
        fitted_at=MONDAY,
        **common,
    )
    alarm_rows(place)
    privacy_rows(place)
    OwnVoice.everywhere.create(
        kind="site", value="brauerei.example", added_by=place.lead, added_at=MONDAY, **common
    )
    WorksCouncil.everywhere.create(has_one=True, said_by=place.lead, said_at=MONDAY, **common)
    version = GuidelineVersion.everywhere.create(
        number=1, begun_by=place.lead, begun_at=MONDAY, **common
    )
    CouncilReview.everywhere.create(
        version=version,
        outcome="agrees",
        reviewer="Betriebsrat",
        day=MONDAY.date(),
        fingerprint="0" * 64,
        recorded_by=place.lead,
        recorded_at=MONDAY,
        **common,
    )
    taken_over(place, str(scenario(place).pk), "999999999")
    later = place_at(5, "Vierte Brauerei")
    OutsourcedWork.everywhere.create(
        company=later.company,
        stage=later.stage(5),
        what="Fotos",
        provider="Studio",
        owner=later.lead,
    )
    return place


def with_rows():
    """The tables of which a row is in the archives of these companies."""
    found = set()
    for company in Company.objects.all():
        manifest = json.loads(members(archive_of(company))["manifest.json"])
        found |= {each["name"] for each in manifest["members"] if each["rows"]}
    return found


def test_every_company_comes_back_equal_to_the_byte_and_no_table_is_never_tried(tmp_path):
    tell(port=1, now=MONDAY)
    rich()
    the_rest()
    never = {table.member for table in catalogue.tables()} - with_rows()
    assert not never, f"give {sorted(never)} a row in the_rest()"
    for company in Company.objects.order_by("pk"):
        content = archive_of(company)
        move_away(company)
        assert archive_of(bring(content, tmp_path)) == content, company


def test_what_came_of_a_template_is_found_under_its_new_key(tmp_path):
    place = make_place()
    scenario(place, "Flasche geplatzt")
    second = scenario(place)
    taken_over(place, str(second.pk), "999999999")
    there = bring(archive_of(place.company), tmp_path)
    new = Scenario.of(there).get(topic="Bier warm")
    assert new.pk != second.pk
    refs = AppliedEntry.of(there).order_by("pk").values_list("ref", flat=True)
    assert list(refs) == [str(new.pk), "0"]
