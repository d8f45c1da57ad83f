"""An incident that is open comes before everything else on the consultant's list."""

import pytest
from django.utils import translation

from companies.models import Company
from companies.roles import Role
from monitoring.models import Incident
from monitoring.services.alarm.incidents import close_incident, open_by_hand
from rollout.portfolio.clients import portfolio_of
from tests.factories import MONDAY, make_company, make_member, make_user

pytestmark = pytest.mark.django_db


def test_who_has_an_open_incident_comes_first_and_the_worst_of_them_before_the_others():
    user = make_user("Carla Reuter")
    companies = {
        name: make_company(name) for name in ("A ruhig", "B wartet", "C brennt", "D vorbei")
    }
    for company in companies.values():
        make_member(company, Role.CONSULTANT, user=user)
    common = {"scenario": None, "by": user, "at": MONDAY}
    for name, level in (("B wartet", "watch"), ("C brennt", "crisis"), ("D vorbei", "crisis")):
        open_by_hand(company=companies[name], about="Rückruf", level=level, **common)
    over = Incident.of(companies["D vorbei"]).get()
    close_incident(incident=over, outcome="handled", debrief="Gut.", by=user, at=MONDAY)
    with translation.override("en"):
        rows = [(row.company.name, str(row.reason)) for row in portfolio_of(user, MONDAY)]
    assert rows[:2] == [
        ("C brennt", "An incident is open: Crisis."),
        ("B wartet", "An incident is open: Watch."),
    ]
    assert [name for name, _reason in rows[2:]] == ["A ruhig", "D vorbei"]
    assert Company.objects.count() == 4
