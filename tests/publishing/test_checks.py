"""Each row about playbooks and runs is whole: every check, at its edges."""

import pytest

from companies.models import Department, Membership
from publishing import models
from tests.factories import MONDAY, make_member, make_user
from tests.tables import (
    Check,
    answers_of,
    checks_of,
    known_words,
    row_of,
    says_something,
    wanted_of,
)


def somebody(_row):
    return make_user()


def a_member(row):
    return make_member(row.company)


def the_first(row):
    return Membership.of(row.company).order_by("pk").first() or make_member(row.company)


def a_department(row):
    return row_of(Department, row.company)


ENDED = {"ended_at": MONDAY, "ended_by": somebody}
SETTLED = {"settled_at": MONDAY, "settled_by": somebody}
OPEN = {"outcome": "", "settled_at": None, "settled_by": None, "settled_for": None}


def checks_of_a_step(model, name):
    return {
        f"{name}_says_what": says_something(model, "title"),
        f"{name}_kind_known": known_words(model, "kind"),
        f"{name}_counts_from_known": Check(
            model,
            ({"counts_from": "?", "days": 0},),
            ({"counts_from": "start", "days": 0}, {"counts_from": "publication", "days": -1}),
        ),
        f"{name}_days": Check(
            model,
            (
                {"counts_from": "start", "days": -1},
                {"counts_from": "publication", "days": -251},
                {"counts_from": "publication", "days": 251},
            ),
            (
                {"counts_from": "start", "days": 0},
                {"counts_from": "publication", "days": -250},
                {"counts_from": "publication", "days": 250},
            ),
        ),
        f"{name}_deputy_is_somebody_else": Check(
            model,
            ({"owner": the_first, "deputy": the_first},),
            ({"owner": a_member, "deputy": a_member}, {"deputy": None}),
        ),
    }


CHECKS = {
    "playbook_has_a_name": says_something(models.Playbook, "name"),
    **checks_of_a_step(models.PlaybookStep, "playbook_step"),
    "playbook_step_up_to_one": Check(
        models.PlaybookStep,
        (
            {"owner": a_member, "department": a_department, "role": ""},
            {"owner": a_member, "department": None, "role": "lead"},
            {"owner": None, "department": a_department, "role": "lead"},
        ),
        (
            {"owner": a_member, "department": None, "role": ""},
            {"owner": None, "department": a_department, "role": ""},
            {"owner": None, "department": None, "role": "lead"},
            {"owner": None, "department": None, "role": ""},
        ),
    ),
    "playbook_step_role_known": Check(
        models.PlaybookStep,
        ({"owner": None, "department": None, "role": "boss"},),
        ({"owner": None, "department": None, "role": "manager"},),
    ),
    "run_has_a_title": says_something(models.Run, "title"),
    "run_ended_by_somebody": Check(
        models.Run,
        (
            {"state": "running", "ended_at": MONDAY, "ended_by": None},
            {"state": "running", "ended_at": None, "ended_by": somebody},
            {"state": "finished", "ended_at": None, "ended_by": None},
            {"state": "finished", "ended_at": MONDAY, "ended_by": None},
            {"state": "stopped", "reason": " \n", **ENDED},
            {"state": "lost", "reason": "Ja.", **ENDED},
        ),
        (
            {"state": "running", "ended_at": None, "ended_by": None},
            {"state": "finished", "reason": "", **ENDED},
            {"state": "stopped", "reason": "Fällt aus.", **ENDED},
        ),
    ),
    **checks_of_a_step(models.RunStep, "run_step"),
    "run_step_settled_by_somebody": Check(
        models.RunStep,
        (
            OPEN | {"settled_at": MONDAY},
            OPEN | {"settled_by": somebody},
            OPEN | {"settled_for": somebody},
            OPEN | {"outcome": "done"},
            OPEN | {"outcome": "done", "settled_at": MONDAY},
            {"outcome": "skipped", "note": " ", **SETTLED},
            {"outcome": "lost", "note": "Ja.", **SETTLED},
        ),
        (
            OPEN,
            {"outcome": "done", "note": "", **SETTLED},
            {"outcome": "skipped", "note": "Kein Portal passt.", **SETTLED},
        ),
    ),
    "run_step_link": Check(
        models.RunStep,
        ({"link": "javascript:alert(1)"}, {"link": "ftp://example.org"}),
        ({"link": ""}, {"link": "https://example.org"}, {"link": "http://example.org"}),
    ),
    "run_return_says_why": says_something(models.RunReturn, "reason"),
    "run_return_to_an_earlier_step": Check(
        models.RunReturn,
        ({"back_to": lambda row: row.step},),
        ({"back_to": lambda row: row_of(models.RunStep, row.company, position=9)},),
    ),
}


def test_every_check_is_tried():
    assert set(CHECKS) == checks_of("publishing")


@pytest.mark.django_db
def test_every_check_refuses_what_it_should_and_nothing_else():
    answers = {name: answers_of(check) for name, check in CHECKS.items()}
    assert answers == {name: wanted_of(name, check) for name, check in CHECKS.items()}
