"""An early stage is reopened while waves have passed: every page says what that means."""

import pytest

from rollout.gate import reopen_stage
from rollout.models import MediaEntry
from rollout.presenters.track import MOST, short_track
from rollout.selectors import rollout_of
from rollout.waves import plan_wave
from tests.rollout.ahead import all_passed, open_next, pass_stage, place_at
from tests.rollout.builders import LATER, Place, approve, make_ready, submit
from tests.rollout.pages.visit import text_of, url, visitor

pytestmark = pytest.mark.django_db
CULTURE = 1


def reopened(place: Place, number: int = CULTURE) -> None:
    reopen_stage(company=place.company, number=number, reason="Anders.", by=place.manager, at=LATER)


def page(place: Place, path: str = "") -> str:
    return text_of(visitor(place.lead).get(url(place, path)))


def test_the_reopened_stage_says_how_many_rest_on_it() -> None:
    place = all_passed(last=8)
    reopened(place)
    assert "7 later stages rest on this one: “Listening” to “Wave 2”." in page(place, "stages/1/")
    assert "“Culture check” is being worked on again; 7 later stages rest on it." in page(place)


def test_a_passed_stage_says_that_an_earlier_one_is_being_worked_on() -> None:
    place = all_passed()
    reopened(place)
    said = page(place, "stages/6/")
    assert "“Culture check” is being worked on again. What stands here keeps its state" in said
    assert (
        url(place, "stages/1/") in visitor(place.lead).get(url(place, "stages/6/")).content.decode()
    )


def test_an_open_wave_waits_for_the_reopened_stage() -> None:
    place = all_passed()
    plan_wave(company=place.company, by=place.lead, at=LATER)
    reopened(place)
    assert "it has to pass first before this stage can be submitted" in page(place, "stages/8/")
    home = page(place)
    assert "Back at stage 1: Culture check" in home
    assert "Open, waits for “Culture check”" in home


def test_a_first_open_stage_is_not_said_to_carry_anything() -> None:
    said = page(place_at(3), "stages/3/")
    assert "rest on" not in said
    assert "being worked on again" not in said


def test_many_stages_on_the_same_older_version_are_one_reminder() -> None:
    place = place_at(CULTURE)
    make_ready(place)
    pass_stage(place, CULTURE)
    for number in range(2, 8):
        open_next(place, number)
        pass_stage(place, number)
    reopened(place)
    MediaEntry.everywhere.create(
        company=place.company, stage=place.stage(CULTURE), kind="owned", name="Schaufenster"
    )
    submit(place, CULTURE, at=LATER)
    approve(place, CULTURE, at=LATER)
    home = page(place)
    assert home.count("older version of “Culture check”") == 1
    assert "6 stages rest on an older version of “Culture check”." in home
    said = page(place, "stages/4/")
    assert "This stage rests on an older version of “Culture check”" in said
    assert "Does it still fit?" in said


def test_a_long_way_is_folded_and_what_needs_somebody_is_drawn() -> None:
    place = all_passed(last=14)
    short = short_track(rollout_of(place.company))
    assert [each.number for each in short.stations] == list(range(8, 15))
    assert [each.number for each in short.folded] == list(range(1, 8))
    plan_wave(company=place.company, by=place.lead, at=LATER)
    reopened(place, 3)
    short = short_track(rollout_of(place.company))
    assert [each.number for each in short.stations] == [3, 10, 11, 12, 13, 14, 15]
    assert len(short.stations) == MOST - 1
    assert "8 more stages that have passed" in page(place)


def test_a_way_of_eight_is_drawn_whole() -> None:
    short = short_track(rollout_of(all_passed(last=8).company))
    assert (len(short.stations), short.folded) == (8, ())


def test_nine_waves_are_two_cells_of_the_heat_map() -> None:
    place = all_passed(last=14)
    plan_wave(company=place.company, by=place.lead, at=LATER)
    heat = visitor(place.consultant).get("/portfolio/?view=stages")
    assert "8 waves" in text_of(heat)
    assert heat.content.decode().count(url(place, "stages/1")) >= 2
