"""The page of the resources and its forms."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

import pytest

from rollout.assessment import assess
from tests.rollout.builders import Place
from tests.rollout.pages.visit import text_of, url, visitor
from tests.rollout.resourcing import (
    ON,
    RESOURCES,
    outsource,
    plan,
    staff,
    unmet,
    write,
)

pytestmark = pytest.mark.django_db


def test_the_page_shows_hours_with_their_numbers_and_the_budget_of_two_years(place: Place) -> None:
    staff(place)
    plan(place, agency=Decimal(200))
    outsource(place, monthly=Decimal(100))
    page = text_of(visitor(place.lead).get(url(place, "stages/5/")))
    for said in (
        "Topic “Feste” 8 posts a month, 60 minutes each 1.8 h",
        "Answers Measured in the last four weeks: unknown",
        "Planned: own people The sum of all roles 6 h",
        "Planned: work that others do What it saves 2 h",
        "4 of 5: Stays calm and clear under criticism, too",
        "In all €349.90 €7,198.80 €11,397.60",
        "The numbers behind the picture",
    ):
        assert said in page


def test_the_page_writes_hours_and_money_in_german(place: Place) -> None:
    staff(place, hours_per_week=Decimal("6.5"))
    plan(place, one_off=Decimal("1234.5"))
    page = text_of(visitor(place.lead, "de").get(url(place, "stages/5/")))
    assert "6,5 Std." in page
    assert "1.234,50 €" in page


def test_an_empty_stage_says_where_to_begin(place: Place) -> None:
    page = text_of(visitor(place.lead).get(url(place, "stages/5/")))
    assert "Begin with whoever will answer." in page
    assert "0 h (at least" in page


def test_a_form_keeps_what_was_typed(place: Place) -> None:
    answer = visitor(place.lead).post(
        url(place, "stages/5/work/staff/add/"),
        {
            "person": place.lead.pk,
            "deputy": place.lead.pk,
            "duty": "answering",
            "hours_per_week": "6",
            "competence": "4",
            "competence_note": "Seit 2024",
        },
    )
    assert answer.status_code == 422
    assert "Nobody is their own deputy" in text_of(answer)
    assert "Seit 2024" in answer.content.decode()


def test_an_example_needs_a_person_only(place: Place) -> None:
    lead = visitor(place.lead)
    address = url(place, "stages/5/work/staff/add/")
    shown = lead.get(f"{address}?example=0").context["form"].initial
    lead.post(address, {**shown, "person": place.lead.pk, "deputy": place.member.pk})
    assert "deputies" not in unmet(place)
    assert "answering_decides" not in unmet(place)


def test_more_rows_take_no_more_queries(
    place: Place, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    stage = place.stage(RESOURCES)
    stage.company = place.company
    staff(place)
    plan(place)
    with django_assert_num_queries(17):
        assess(stage, ON)
    for duty in ("coordination", "content", "listening"):
        staff(place, person=place.member, deputy=place.lead, duty=duty)
        outsource(place, what=duty)
        write(place, "escalation", person=place.manager, after_hours=len(duty), what=duty)
    with django_assert_num_queries(17):
        assess(stage, ON)


def test_the_form_of_a_new_row_offers_the_examples_and_that_of_a_row_does_not(
    place: Place,
) -> None:
    lead, row = visitor(place.lead), staff(place)
    new = lead.get(url(place, "stages/5/work/staff/add/")).content.decode()
    assert f'href="{url(place, "stages/5/work/staff/add/")}?example=2"' in new
    there = lead.get(url(place, f"stages/5/work/staff/{row.pk}/")).content.decode()
    assert "?example=" not in there


def test_an_example_is_a_draft_of_its_own(place: Place) -> None:
    lead, address = visitor(place.lead), url(place, "stages/5/work/staff/add/")
    drafts = [
        re.findall(r'data-draft="([^"]+)"', lead.get(each).content.decode())
        for each in (address, f"{address}?example=0")
    ]
    assert drafts == [
        [f"{place.lead.pk}:{address}"],
        [f"{place.lead.pk}:{address}?example=0"],
    ]


def test_what_there_is_one_of_is_changed_and_removed_from_its_section(place: Place) -> None:
    row = plan(place)
    page = visitor(place.lead).get(url(place, "stages/5/")).content.decode()
    assert f'action="{url(place, f"stages/5/work/resource_plan/{row.pk}/remove/")}"' in page
    assert "stages/5/work/resource_plan/add/?example=0" not in page
    assert visitor(place.member).get(url(place, "stages/5/")).status_code == 200
