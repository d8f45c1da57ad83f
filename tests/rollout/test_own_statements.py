"""Statements of the company's own in the culture check."""

from uuid import uuid4

import pytest

from rollout.models import CultureResponse, OwnStatement
from rollout.refusals import RefusedError
from rollout.stages.culture.selectors import assess
from rollout.stages.culture.statements import STATEMENTS_OF_ONES_OWN
from rollout.stages.culture.survey import answer_survey
from rollout.writing import add_row, remove_row
from tests.factories import MONDAY
from tests.rollout.builders import OPEN_MINDED, Place, answer, make_place, make_ready
from tests.rollout.pages.visit import text_of, url, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def ask(place: Place, text: str = "Die Werkstatt zeigt sich gern.") -> OwnStatement:
    row = add_row(
        company=place.company,
        number=1,
        of=STATEMENTS_OF_ONES_OWN,
        values={"text": text, "dimension": "openness", "reverse": False},
        by=place.lead,
        at=MONDAY,
    )
    assert isinstance(row, OwnStatement)
    return row


def test_an_own_statement_is_asked_and_counts_in_its_dimension(place: Place) -> None:
    own = ask(place)
    for person in (place.lead, place.manager, place.member):
        answer_survey(
            company=place.company,
            role="sales",
            answers={**OPEN_MINDED, own.key: 1},
            form_key=uuid4(),
            by=person,
            at=MONDAY,
        )
    assert CultureResponse.of(place.company).first().answers[own.key] == 1
    work = assess(place.stage(), MONDAY.date()).work
    scores = {each["key"]: each["score"] for each in work["survey"]["dimensions"]}
    # Five statements with 75 points and one with none: 62.5, rounded up.
    assert scores["openness"] == 63
    assert scores["control"] == 75
    assert work["statements"] == [
        {"dimension": "openness", "text": "Die Werkstatt zeigt sich gern.", "reverse": False}
    ]


def test_an_own_statement_must_be_rated_too(place: Place) -> None:
    own = ask(place)
    with pytest.raises(RefusedError) as refused:
        answer_survey(
            company=place.company,
            role="sales",
            answers=OPEN_MINDED,
            form_key=uuid4(),
            by=place.lead,
            at=MONDAY,
        )
    assert refused.value.field == own.key


def test_nothing_is_added_or_removed_once_somebody_has_answered(place: Place) -> None:
    own = ask(place)
    answer_survey(
        company=place.company,
        role="sales",
        answers={**OPEN_MINDED, own.key: 3},
        form_key=uuid4(),
        by=place.lead,
        at=MONDAY,
    )
    with pytest.raises(RefusedError):
        ask(place, "Noch eine Frage.")
    with pytest.raises(RefusedError):
        remove_row(
            company=place.company,
            number=1,
            of=STATEMENTS_OF_ONES_OWN,
            row_id=own.pk,
            by=place.lead,
            at=MONDAY,
        )
    assert OwnStatement.of(place.company).count() == 1


def test_ten_are_enough(place: Place) -> None:
    for number in range(10):
        ask(place, f"Aussage {number}")
    with pytest.raises(RefusedError):
        ask(place, "Aussage elf")


def test_without_own_statements_the_frozen_work_is_as_before(place: Place) -> None:
    make_ready(place)
    assert "statements" not in assess(place.stage(), MONDAY.date()).work


def test_the_page_and_the_questionnaire_show_them(place: Place) -> None:
    ask(place)
    lead = visitor(place.lead)
    page = text_of(lead.get(url(place, "stages/1/")))
    assert "26 short statements" in page
    assert "Die Werkstatt zeigt sich gern." in page
    assert "Die Werkstatt zeigt sich gern." in text_of(lead.get(url(place, "survey/")))
    answer(make_place("Andere GmbH"), "sales")
