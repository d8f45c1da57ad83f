"""Answering the culture check, measures, the media inventory."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from companies.models import AuditEntry
from companies.refusals import RefusedError
from rollout import gate, snapshot
from rollout.models import CultureMeasure, CultureResponse, MediaEntry, SurveyParticipation
from rollout.presenters.culture import survey_view
from rollout.stages.culture import measures, media, survey
from rollout.stages.culture.criteria import CultureFacts, MeasureFact, criteria
from rollout.stages.culture.scoring import Answer, scores
from rollout.stages.culture.selectors import assess, culture_work, has_answered
from tests.factories import MONDAY, make_company, make_member
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


def given(role, ratings):
    return Answer(role, ratings, counted=True, counted_in_role=True)


ANSWERS = [given(role, OPEN_MINDED) for role in ("management", "sales", "sales")]


def facts(answers=ANSWERS, found=(), media_counts=None, on=TODAY):
    return CultureFacts(
        on=on,
        survey=scores(answers),
        threshold=60,
        measures=tuple(found),
        media=media_counts or {},
    )


def met(looked_at):
    return {result.key: result.met for result in criteria(looked_at) if result.blocking}


# --- Criteria (no database) -------------------------------------------------------------------


def test_three_people_of_two_roles_with_management_meet_everything():
    assert set(met(facts()).values()) == {True}


@pytest.mark.parametrize(
    ("roles", "people", "management"),
    [
        (["management", "sales"], False, True),
        (["management"] * 3, False, True),
        (["sales", "office", "office"], True, False),
        (["management", "sales", "office"], True, True),
        ([], False, False),
    ],
)
def test_enough_people_of_enough_roles_and_management(roles, people, management):
    result = met(facts([given(role, OPEN_MINDED) for role in roles]))
    assert (result["people"], result["management"]) == (people, management)


WEAK = [given(role, CLOSED) for role in ("management", "sales", "sales")]


@pytest.mark.parametrize(
    ("measure", "stands"),
    [
        (MeasureFact("speed", True, TODAY, False), True),
        (MeasureFact("speed", True, TODAY - timedelta(days=1), False), False),
        (MeasureFact("speed", True, TODAY - timedelta(days=1), True), True),
        (MeasureFact("speed", False, TODAY, False), False),
        (MeasureFact("control", True, TODAY, False), False),
    ],
)
def test_a_weak_dimension_needs_a_measure_that_stands(measure, stands):
    assert met(facts(WEAK, [measure]))["dimension_speed"] is stands


def test_a_dimension_at_its_threshold_needs_no_measure():
    three_point_four = OPEN_MINDED | {"speed_day": 3, "speed_urgent": 3, "speed_knows": 3}
    at_threshold = facts(
        [given(role, three_point_four) for role in ("management", "sales", "sales")]
    )
    assert at_threshold.survey.score("speed") == 60
    assert met(at_threshold)["dimension_speed"]


def test_the_figure_stands_beside_each_criterion():
    figures = {result.key: result.figure for result in criteria(facts(ANSWERS[:2]))}
    assert str(figures["people"]) == "2 (mindestens 3)"
    assert figures["management"] == "1"
    assert str(figures["dimension_speed"]) == "– (mindestens 60)"


def test_the_media_inventory_is_recommended_only():
    by_key = {
        result.key: result for result in criteria(facts(media_counts={"owned": 2, "paid": 1}))
    }
    assert (by_key["media"].met, by_key["media"].blocking, str(by_key["media"].figure)) == (
        False,
        False,
        "2 von 3",
    )


# --- Services ---------------------------------------------------------------------------------

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


def test_a_link_works_until_it_expires_or_is_withdrawn():
    place = make_place()
    link = survey.create_survey_link(company=place.company, by=place.lead, at=MONDAY)

    def by_link(at):
        return survey.answer_by_link(
            token=link.token, role="office", answers=OPEN_MINDED, form_key=uuid4(), at=at
        )

    assert by_link(MONDAY + timedelta(days=13)) is True
    with pytest.raises(RefusedError):
        by_link(MONDAY + timedelta(days=14))
    survey.withdraw_survey_link(company=place.company, link_id=link.pk, by=place.lead, at=LATER)
    with pytest.raises(RefusedError):
        by_link(LATER)
    assert CultureResponse.of(place.company).count() == 1


def test_a_link_can_be_withdrawn_at_the_gate_and_answers_nothing_there():
    place = at_the_gate()
    links = culture_work(place.stage(), TODAY).links
    with pytest.raises(RefusedError):
        survey.answer_by_link(
            token=links[0].token, role="office", answers=OPEN_MINDED, form_key=uuid4(), at=LATER
        )
    survey.withdraw_survey_link(company=place.company, link_id=links[0].pk, by=place.lead, at=LATER)
    assert len(culture_work(place.stage(), TODAY).links) == len(links) - 1


def test_another_companys_link_measure_and_medium_are_out_of_reach():
    place, other = make_place(), make_place("Andere Firma")
    link = survey.create_survey_link(company=other.company, by=other.lead, at=MONDAY)
    measure = add_measure(other)
    medium = media.add_medium(
        company=other.company, kind="owned", name="Web", by=other.lead, at=MONDAY
    )
    common = {"company": place.company, "by": place.lead, "at": LATER}
    survey.withdraw_survey_link(link_id=link.pk, **common)
    link.refresh_from_db()
    assert link.withdrawn_at is None
    for attempt in (
        lambda: measures.remove_measure(measure_id=measure.pk, **common),
        lambda: measures.mark_measure_done(measure_id=measure.pk, **common),
        lambda: media.remove_medium(entry_id=medium.pk, **common),
        lambda: media.change_medium(entry_id=medium.pk, kind="paid", name="X", **common),
    ):
        with pytest.raises(RefusedError):
            attempt()
    assert MediaEntry.of(other.company).get().name == "Web"


def add_measure(place, **changes):
    return measures.add_measure(
        **{
            "company": place.company,
            "dimension": "speed",
            "text": "Vertretung regeln",
            "owner": place.lead,
            "due_on": TODAY + timedelta(days=30),
            "by": place.lead,
            "at": MONDAY,
        }
        | changes
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dimension": "weather"}, "dimension"),
        ({"text": "  "}, "text"),
        ({"due_on": date(2026, 11, 15)}, "due_on"),
    ],
)
def test_a_measure_is_whole(changes, field):
    place = make_place()
    with pytest.raises(RefusedError) as refused:
        add_measure(place, **changes)
    assert refused.value.field == field


def test_the_owner_of_a_measure_belongs_to_the_company():
    place = make_place()
    with pytest.raises(RefusedError) as refused:
        add_measure(place, owner=make_member(make_company("Fremd")).user)
    assert refused.value.field == "owner"


def test_a_member_edits_nothing():
    place = make_place()
    for attempt in (
        lambda: add_measure(place, by=place.member),
        lambda: media.add_medium(
            company=place.company, kind="owned", name="Web", by=place.member, at=MONDAY
        ),
        lambda: survey.create_survey_link(company=place.company, by=place.member, at=MONDAY),
    ):
        with pytest.raises(RefusedError):
            attempt()


def test_a_measure_is_marked_as_done_by_its_owner_after_the_gate():
    place = make_place()
    for role in ("management", "sales", "sales"):
        answer(place, role)
    measure = add_measure(place, owner=place.member)
    submit(place)
    gate.approve_stage(
        company=place.company, number=1, shown=place.hash_at(), by=place.manager, at=LATER
    )
    common = {"company": place.company, "measure_id": measure.pk, "at": LATER}
    with pytest.raises(RefusedError):
        measures.mark_measure_done(by=make_member(place.company, name="Otto").user, **common)
    measures.mark_measure_done(by=place.member, **common)
    measures.mark_measure_done(by=place.lead, **common)
    assert CultureMeasure.of(place.company).get().done_on == TODAY
    done = AuditEntry.of(place.company).filter(act="culture.measure_done")
    assert [entry.actor for entry in done] == [place.member]


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
