"""Alarm and incidents move with their company to another installation."""

import pytest

from monitoring.models import Incident, IncidentEvent, Peak
from tests.companies.archives import archive_of, bring, move_away
from tests.monitoring.alarm.builders import (
    check,
    editors,
    make_contact,
    make_listening,
    make_scenario,
    storm,
)

pytestmark = pytest.mark.django_db


def test_an_incident_arrives_with_peaks_timeline_and_scenario(tmp_path):
    company, source = make_listening()
    editors(company)
    make_contact(company)
    make_scenario(company, "Lieferung zu spät", criticism_percent=40)
    storm(source)
    check(company)
    before = Incident.of(company).get().figures
    content = archive_of(company)
    move_away(company)
    there = bring(content, tmp_path)
    incident = Incident.of(there).get()
    assert (incident.figures, incident.scenario.topic) == (before, "Lieferung zu spät")
    assert [peak.incident for peak in Peak.of(there)] == [incident, incident]
    assert [event.sort for event in IncidentEvent.of(there)] == ["opened", "told"]
    assert archive_of(there) == content
