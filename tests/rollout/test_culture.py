"""The culture check: who answers how often, what is withheld, what the page says."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from companies.models import AuditEntry
from companies.refusals import RefusedError
from rollout import gate, snapshot
from rollout.models import CultureResponse, SurveyParticipation
from rollout.presenters.culture import survey_view
from rollout.stages.culture import survey
from rollout.stages.culture.selectors import assess, culture_work, has_answered
from tests.factories import make_company, make_member
from tests.rollout.builders import (
    CLOSED,
    LATER,
    OPEN_MINDED,
    TODAY,
    answer,
    at_the_gate,
    make_place,
    make_ready,
    submit,
)
from tests.rollout.measuring import add_measure

pytestmark = pytest.mark.django_db


def reply(place, by, *, key=None, role="sales", answers=None, at=LATER):
    return survey.answer_survey(
        company=place.company,
        role=role,
        answers=OPEN_MINDED if answers is None else answers,
        form_key=key or uuid4(),
        by=by,
        at=at,
    )


def test_a_member_answers_once_and_a_double_click_stores_once():
    place, key = make_place(), uuid4()
    assert reply(place, place.member, key=key) is True
    assert reply(place, place.member, key=key) is False
    with pytest.raises(RefusedError, match=r"once|einmal"):
        reply(place, place.member)
    assert CultureResponse.of(place.company).count() == 1
    assert has_answered(place.stage(), place.member)
    assert not has_answered(place.stage(), place.lead)


def test_nothing_leads_from_the_answers_to_the_person():
    place = make_place()
    reply(place, place.member)
    response = CultureResponse.of(place.company).values().get()
    participation = SurveyParticipation.of(place.company).values().get()
    shared = {
        key for key in response if key in participation and participation[key] == response[key]
    }
    assert shared == {"company_id", "stage_id"}
    assert set(response) == {
        "company_id",
        "stage_id",
        "form_key",
        "role",
        "answers",
        "batch",
        "role_batch",
    }
    assert not AuditEntry.of(place.company).filter(actor=place.member).exists()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "openness_public"),
        (OPEN_MINDED | {"speed_day": 6}, "speed_day"),
        (OPEN_MINDED | {"speed_day": 0}, "speed_day"),
        (
            {key: value for key, value in OPEN_MINDED.items() if key != "control_bear"},
            "control_bear",
        ),
    ],
)
def test_every_statement_is_rated_from_1_to_5(answers, field):
    place = make_place()
    with pytest.raises(RefusedError) as refused:
        reply(place, place.member, answers=answers)
    assert refused.value.field == field
    assert not SurveyParticipation.of(place.company).exists()


def test_an_unknown_role_is_refused_and_unknown_answers_are_not_kept():
    place = make_place()
    with pytest.raises(RefusedError) as refused:
        reply(place, place.member, role="boss")
    assert refused.value.field == "role"
    reply(place, place.member, answers=OPEN_MINDED | {"name": 3})
    assert set(CultureResponse.of(place.company).get().answers) == set(OPEN_MINDED)


def test_a_stranger_does_not_answer():
    place = make_place()
    with pytest.raises(RefusedError):
        reply(place, make_member(make_company("Fremd")).user)


def test_the_snapshot_holds_aggregates_and_withholds_small_groups():
    place = make_place()
    for role in ("management", "sales", "sales", "office", "office", "office"):
        answer(place, role)
    submission = submit(place)
    work = snapshot.read(submission.snapshot)["work"]
    assert {group["role"]: group["scores"] for group in work["survey"]["groups"]} == {
        "management": None,
        "office": dict.fromkeys(["openness", "control", "criticism", "speed", "management"], 75),
        "sales": None,
    }
    kept = bytes(submission.snapshot).decode()
    for name in ("Jana Berg", "openness_public", "form_key", place.lead.email):
        assert name not in kept


def test_figures_stand_still_until_three_more_have_answered():
    place = make_place()
    make_ready(place)
    before = work_of(place)
    answer(place, "sales", CLOSED)
    answer(place, "office", CLOSED)
    one_more = work_of(place)
    assert one_more["survey"]["dimensions"] == before["survey"]["dimensions"]
    assert [group["scores"] for group in one_more["survey"]["groups"]] == [None] * 3
    assert (one_more["survey"]["people"], one_more["survey"]["counted"]) == (5, 3)
    answer(place, "office", CLOSED)
    after = work_of(place)["survey"]
    assert (after["people"], after["counted"]) == (6, 6)
    assert {each["score"] for each in after["dimensions"]} == {50}


def test_a_waiting_answer_stays_out_of_a_second_dossier_too():
    place = at_the_gate()
    first = frozen_survey(place)
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=LATER)
    answer(place, "management", CLOSED)
    submit(place)
    assert frozen_survey(place)["people"] == first["people"] + 1
    assert frozen_survey(place)["dimensions"] == first["dimensions"]


def test_people_and_management_count_as_soon_as_they_have_answered():
    place = make_place()
    for role in ("sales", "sales", "sales", "management"):
        answer(place, role)
    results = {each.key: each for each in culture_work(place.stage(), TODAY).results}
    assert str(results["people"].figure) == "4 (mindestens 3)"
    assert results["management"].met


def test_the_page_says_how_many_answers_wait():
    place = make_place()
    for role in ("management", "sales", "sales", "office", "office"):
        answer(place, role)
    with override("de"):
        said = survey_view(work_of(place)).waiting
    assert said.startswith("2 weitere Antworten warten, bis drei zusammengekommen sind.")
    answer(place, "office")
    assert survey_view(work_of(place)).waiting == ""


def test_the_page_names_the_roles_whose_figures_lag_behind():
    place = make_place()
    for role in ("sales", "sales", "sales", "office", "production", "sales"):
        answer(place, role)
    survey = work_of(place)["survey"]
    assert (survey["people"], survey["counted"]) == (6, 6)
    assert "(1)" in survey_view(work_of(place)).waiting


def work_of(place):
    return assess(place.stage(), TODAY).work


def frozen_survey(place):
    return snapshot.read(place.stage().submission.snapshot)["work"]["survey"]


def test_the_culture_page_reads_a_fixed_number_of_times(django_assert_num_queries):
    place = make_place()
    for role in ("management", "sales", "sales"):
        answer(place, role)
    for _ in range(4):
        add_measure(place)
    stage = place.stage()
    stage.company  # noqa: B018 - loaded with the page
    with django_assert_num_queries(6):
        culture_work(stage, TODAY)
