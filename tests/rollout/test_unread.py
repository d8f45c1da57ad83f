"""Whoever is asked to read something in force is told so, on their home page."""

import pytest

from companies.models import Department, Membership
from guidelines.models import GuidelineVersion
from guidelines.selectors import fingerprint_of, text_of, unread_by
from guidelines.services.drafts import begin_draft
from guidelines.services.publishing import acknowledge, publish_version
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import LATER, Place, make_place
from tests.rollout.pages.visit import text_of as words_of
from tests.rollout.pages.visit import url, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def publish(place: Place, department: Department | None = None) -> GuidelineVersion:
    draft = begin_draft(
        company=place.company,
        language="de",
        department=department,
        subject="service" if department else "",
        by=place.lead,
        at=MONDAY,
    )
    return publish_version(
        company=place.company,
        number=draft.number,
        shown=fingerprint_of(text_of(draft)),
        note="Neu",
        department=department,
        by=place.manager,
        at=MONDAY,
    )


def unread(place: Place) -> list[int | None]:
    membership = Membership.of(place.company).get(user=place.member)
    return [each.department_id for each in unread_by(membership)]


def test_a_supplement_asks_its_department_and_the_guidelines_everybody(place: Place) -> None:
    assert unread(place) == []
    service = Department.everywhere.create(company=place.company, name="Service")
    publish(place)
    publish(place, service)
    assert unread(place) == [None]
    Membership.of(place.company).filter(user=place.member).update(department=service)
    assert unread(place) == [service.pk, None]
    for department in (service, None):
        acknowledge(
            company=place.company, number=1, department=department, by=place.member, at=LATER
        )
    assert unread(place) == []


def test_a_new_version_asks_again(place: Place) -> None:
    publish(place)
    acknowledge(company=place.company, number=1, by=place.member, at=LATER)
    publish(place)
    assert unread(place) == [None]


def test_the_home_page_of_a_member_says_so() -> None:
    place = place_at(3)
    publish(place)
    member = visitor(place.member)
    assert "Read the guidelines" in words_of(member.get(url(place)))
    acknowledge(company=place.company, number=1, by=place.member, at=LATER)
    assert "Read the guidelines" not in words_of(member.get(url(place)))
