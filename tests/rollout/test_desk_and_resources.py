"""What the desk knows of the load, and whether it keeps what the plan of resources promises."""

from datetime import UTC, datetime, timedelta

import pytest

from monitoring.intake.opening import open_cases
from monitoring.models import AnswerPromise, DeskCase
from monitoring.services.desk.settling import close_case
from rollout.load import load_of
from rollout.presenters.desk_promise import desk_promise
from tests.rollout.builders import Place, make_mention, make_place, make_profile, make_source

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def place() -> Place:
    return make_place()


def ask(place: Place, *days_ago: int) -> None:
    source, profile = make_source(place), make_profile(place)
    for days in days_ago:
        at = NOW - timedelta(days=days)
        made = make_mention(
            source, profile, day=at.date(), published_at=at, fetched_at=at, is_question=True
        )
        open_cases([made.pk])


def test_the_load_is_what_lay_on_the_desk_once_it_has_been_there_so_long(place: Place) -> None:
    ask(place, 40, 20, 10, 5)
    assert load_of(place.company, NOW.date()).answers.mentions == 3
    spam = DeskCase.of(place.company).select_related("company").order_by("pk").last()
    assert spam is not None
    close_case(case=spam, because="spam", by=place.lead, at=NOW)
    assert load_of(place.company, NOW.date()).answers.mentions == 2


def test_a_desk_of_yesterday_does_not_hide_what_monitoring_saw_before(place: Place) -> None:
    ask(place, 20, 10, 5)
    assert load_of(place.company, NOW.date()).answers.mentions == 3


def test_a_promise_that_the_desk_does_not_keep_is_said(place: Place) -> None:
    make_source(place)
    assert desk_promise(place.company, "next_working_day") is None
    found = desk_promise(place.company, "four_hours")
    assert found is not None
    assert "Feed" in found.words
    assert found.url == f"/c/{place.company.slug}/desk/settings/"
    AnswerPromise.everywhere.create(company=place.company, source_kind="feed", minutes=240)
    assert desk_promise(place.company, "four_hours") is None
    assert desk_promise(place.company, "two_hours") is not None
