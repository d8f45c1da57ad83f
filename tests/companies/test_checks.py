"""Each row about people and times is whole, whoever writes it: every check, at its edges."""

from datetime import time

import pytest
from django.db.models import F

from companies import models
from tests.factories import MONDAY, make_member
from tests.tables import Check, answers_of, checks_of, known_words, starts_first, wanted_of

CHECKS = {
    "archive_finished_with_its_file": Check(
        models.Archive,
        (
            {"file": "a.zip"},
            {"file": "a.zip", "finished_at": MONDAY, "error": "Kein Platz."},
        ),
        (
            {"file": "a.zip", "finished_at": MONDAY},
            {"finished_at": MONDAY, "error": "Kein Platz."},
            {"finished_at": None},
        ),
    ),
    "hours_weekday_known": Check(
        models.BusinessHours, ({"weekday": 7},), ({"weekday": 0}, {"weekday": 6})
    ),
    "hours_open_first": Check(
        models.BusinessHours,
        ({"opens": time(9), "closes": time(9)},),
        ({"opens": time(9), "closes": time(9, 1)}, {"opens": time(9), "closes": time(0)}),
    ),
    "closure_starts_first": starts_first(models.Closure, "starts_on", "ends_on"),
    "absence_starts_first": starts_first(models.Absence, "starts_on", "ends_on"),
    "membership_role_known": known_words(models.Membership, "role"),
    "deputy_starts_first": starts_first(models.Deputy, "starts_on", "ends_on"),
    "deputy_is_somebody_else": Check(
        models.Deputy,
        ({"principal": F("deputy")},),
        ({"principal": lambda row: make_member(row.company)},),
    ),
    "invitation_role_known": known_words(models.Invitation, "role"),
    "invitation_ends_one_way": Check(
        models.Invitation,
        ({"accepted_at": MONDAY, "revoked_at": MONDAY},),
        ({"accepted_at": MONDAY}, {"revoked_at": MONDAY}),
    ),
}


def test_every_check_is_tried():
    assert set(CHECKS) == checks_of("companies")


@pytest.mark.django_db
def test_every_check_refuses_what_it_should_and_nothing_else():
    answers = {name: answers_of(check) for name, check in CHECKS.items()}
    assert answers == {name: wanted_of(name, check) for name, check in CHECKS.items()}
