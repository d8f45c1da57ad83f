"""Measures and links of the culture check: who makes them, what is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from companies.models import AuditEntry
from companies.refusals import RefusedError
from rollout import gate
from rollout.models import CultureMeasure, CultureResponse, MediaEntry
from rollout.stages.culture import measures, media, survey
from rollout.stages.culture.selectors import culture_work
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.builders import (
    LATER,
    OPEN_MINDED,
    TODAY,
    answer,
    at_the_gate,
    make_place,
    submit,
)
from tests.rollout.measuring import add_measure

# --- Services ---------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


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
