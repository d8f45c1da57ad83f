"""The expansion goes on in waves."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from companies import audit
from companies.models import AuditEntry
from rollout.gate import reopen_stage
from rollout.machine import State
from rollout.models import Stage, Wave
from rollout.refusals import RefusedError
from rollout.selectors import rollout_of
from rollout.stages import expansion, kind_of
from rollout.titles import place_of, title_at, wave_of
from rollout.waves import plan_wave
from tests.factories import MONDAY
from tests.rollout.ahead import all_passed, pass_stage, place_at
from tests.rollout.builders import LATER, Place, make_place
from tests.rollout.pages.visit import text_of, url, visitor
from tests.rollout.waves_ahead import make_aims

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def numbers(place: Place) -> list[tuple[int, str]]:
    return list(Stage.of(place.company).order_by("number").values_list("number", "state"))


def called(place: Place, number: int, name: str) -> None:
    Wave.everywhere.create(
        company=place.company,
        stage=place.stage(number),
        kind=Wave.Kind.MONITORING,
        name=name,
        why="Weil es so weit ist.",
        owner=place.lead,
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 30),
    )


def test_the_next_wave_is_laid_out_open_and_the_log_says_so():
    place = all_passed()
    stage = plan_wave(company=place.company, by=place.lead, at=LATER)
    assert (stage.number, stage.state, stage.opened_at) == (8, State.OPEN, LATER)
    assert kind_of(8) is expansion.KIND
    entry = AuditEntry.of(place.company).latest("pk")
    assert audit.sentence(entry) == "opened wave 2 of the expansion (stage 8)"
    assert entry.actor == place.lead


def test_a_second_click_does_not_lay_out_two():
    place = all_passed()
    plan_wave(company=place.company, by=place.lead, at=LATER)
    with pytest.raises(RefusedError, match="“Wave 2” has to pass its gate"):
        plan_wave(company=place.company, by=place.lead, at=LATER)
    assert [number for number, _ in numbers(place)] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_no_wave_before_the_expansion_has_passed():
    for place in (make_place(), place_at(7, "Anders GmbH")):
        before = numbers(place)
        with pytest.raises(RefusedError, match="has to pass its gate before"):
            plan_wave(company=place.company, by=place.lead, at=LATER)
        assert numbers(place) == before


def test_no_wave_while_an_earlier_stage_is_worked_on_again():
    place = all_passed()
    reopen_stage(company=place.company, number=3, reason="Neue Ziele.", by=place.manager, at=LATER)
    with pytest.raises(RefusedError, match="“Goals and target groups” has to pass"):
        plan_wave(company=place.company, by=place.lead, at=LATER)


def test_a_member_lays_out_no_wave():
    place = all_passed()
    with pytest.raises(RefusedError, match="edits the work"):
        plan_wave(company=place.company, by=place.member, at=LATER)


def test_a_stranger_lays_out_no_wave():
    place, other = all_passed(), make_place("Anders GmbH")
    with pytest.raises(RefusedError):
        plan_wave(company=place.company, by=other.lead, at=LATER)


def test_the_table_takes_no_wave_out_of_order():
    place = place_at(7)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Stage.everywhere.create(company=place.company, number=8, state=State.OPEN, opened_at=MONDAY)


@pytest.mark.parametrize(
    ("number", "name", "title"),
    [
        (6, "", "Pilot"),
        (7, "", "Expansion"),
        (7, "Recruiting", "Wave 1: Recruiting"),
        (8, "", "Wave 2"),
        (8, "Recruiting", "Wave 2: Recruiting"),
    ],
    ids=["pilot", "first", "first-named", "second", "second-named"],
)
def test_a_wave_is_called_by_its_number_and_its_name(number: int, name: str, title: str):
    assert str(title_at(number, name)) == title


def test_names_of_waves_cost_no_query():
    place = all_passed(last=8)
    with CaptureQueriesContext(connection) as few:
        rollout_of(place.company)
    for number in (9, 10):
        plan_wave(company=place.company, by=place.lead, at=LATER)
        called(place, number, f"Welle {number}")
        pass_stage(place, number)
    with CaptureQueriesContext(connection) as many:
        rollout = rollout_of(place.company)
    assert str(rollout.steps[-1].title) == "Wave 4: Welle 10"
    assert str(place_of(rollout.steps[-1].stage, 10)) == "Expansion, Wave 4: Welle 10"
    assert len(many) == len(few)


def test_whose_stages_have_all_passed_is_asked_for_the_next_wave():
    place = all_passed()
    home = visitor(place.lead).get(url(place))
    assert "Plan the next wave" in text_of(home)
    assert url(place, "plan-wave/") in home.content.decode()
    stage = visitor(place.lead).get(url(place, "stages/7/"))
    assert url(place, "plan-wave/") in stage.content.decode()
    for path in ("", "stages/7/"):
        assert "plan-wave/" not in visitor(place.member).get(url(place, path)).content.decode()


def test_the_page_opens_a_wave_and_leads_there_twice_clicked_too():
    place = all_passed()
    client = visitor(place.lead)
    assert "Wave 2 opens at once" in text_of(client.get(url(place, "plan-wave/")))
    answer = client.post(url(place, "plan-wave/"))
    assert answer.headers["Location"] == url(place, "stages/8/#wave")
    again = client.post(url(place, "plan-wave/"))
    assert again.headers["Location"] == url(place, "stages/8/")
    assert numbers(place)[-1] == (8, "open")


def test_a_member_is_told_who_plans_a_wave():
    place = all_passed()
    page = visitor(place.member).get(url(place, "plan-wave/"))
    assert "edits the work of a stage" in text_of(page)
    assert "Open the wave" not in text_of(page)


def test_a_wave_that_waits_at_its_gate_is_called_by_its_name_everywhere():
    place = all_passed()
    plan_wave(company=place.company, by=place.lead, at=LATER + timedelta(days=1))
    called(place, 8, "Recruiting")
    client = visitor(place.lead)
    assert "Expansion, Wave 2: Recruiting" in text_of(client.get(url(place)))
    page = text_of(client.get(url(place, "stages/8/")))
    assert "Stage 8 Wave 2: Recruiting" in page
    assert wave_of(8) == 2


def test_a_wave_keeps_its_name_on_every_page_that_speaks_of_it():
    place = all_passed()
    plan_wave(company=place.company, by=place.lead, at=LATER)
    called(place, 8, "Vertrieb")
    make_aims(place, 8)
    pass_stage(place, 8)
    client = visitor(place.lead)
    said = text_of(client.get(url(place, "stages/8/dossier/1/")))
    assert "approved “Expansion”" in said  # As the frozen dossier calls it, not as it is today.
    for path in ("kpis/", "trace/"):
        assert "Wave 2: Vertrieb" in text_of(client.get(url(place, path)))
