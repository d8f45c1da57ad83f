"""What the product is for, by hand: a company at the start passes all gates and a wave.

The journeys of this file follow each other: each goes on where the one before it ended.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from rollout.models import MediaEntry
from rollout.models.culture import RespondentRole
from rollout.rounds import OTHER_CONTENT
from tests.journeys import culture, gate, listening, planning, trying
from tests.journeys.looks import axe_problems
from tests.journeys.people import CARLA, KATHI, MARKUS, THERESA, TONI, Seats
from tests.journeys.words import german

pytestmark = pytest.mark.browser

HOME = "/c/lindner-braeu/"


def test_a_company_passes_its_first_two_gates_on_what_the_worker_pulled(seats: Seats) -> None:
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    markus, theresa = seats.of(MARKUS), seats.of(THERESA)
    _sees_mentions_arrive(markus)

    _everybody_answers(seats, markus, theresa)
    _figures_of_single_people_are_withheld(markus)
    _is_told_what_is_missing(markus, culture.STAGE)
    culture.stand_against_the_weakness(markus, owner="Theresa Lindner", today=today)
    culture.list_media(markus)
    gate.submit(markus, culture.STAGE)
    _cannot_decide_what_he_submitted(markus, culture.STAGE)
    _an_old_tab_decides_nothing(markus, theresa)
    frozen = gate.read_and_approve(theresa, culture.STAGE)
    _finds_the_dossier_again(markus, f"{culture.STAGE}dossier/2/", frozen)

    listening.set_window(markus, today=today)
    listening.freeze_baseline(markus)
    _criticism_blocks_the_gate(markus)
    listening.clarify_every_topic(markus)
    gate.submit(markus, listening.STAGE)
    gate.read_and_approve(theresa, listening.STAGE)

    _the_third_stage_is_open(markus)
    _a_member_sees_and_changes_nothing(seats.of(KATHI))
    _the_consultant_sees_both(seats.of(CARLA))


def test_it_sets_goals_and_finds_its_strategy(seats: Seats) -> None:
    markus, theresa = seats.of(MARKUS), seats.of(THERESA)
    planning.set_goals(markus, owner="Kathi Obermeier", today=_today())
    _looks_right(markus, planning.GOALS)
    gate.submit(markus, planning.GOALS)
    gate.read_and_approve(theresa, planning.GOALS)

    planning.put_guidelines_into_force(markus, theresa, [seats.of(KATHI), seats.of(TONI)])
    planning.prepare_scenarios(markus, owner="Markus Ehrl")
    planning.plan_strategy(markus, owner="Kathi Obermeier")
    _looks_right(markus, planning.STRATEGY)
    gate.submit(markus, planning.STRATEGY)
    gate.read_and_approve(theresa, planning.STRATEGY)


def test_it_names_people_and_money_and_runs_its_pilot(seats: Seats) -> None:
    markus, theresa = seats.of(MARKUS), seats.of(THERESA)
    planning.name_people_and_money(markus, theresa)
    _looks_right(markus, planning.RESOURCES)
    gate.submit(markus, planning.RESOURCES)
    gate.read_and_approve(theresa, planning.RESOURCES)

    trying.run_pilot(markus, today=_today())
    _looks_right(markus, trying.PILOT)
    gate.submit(markus, trying.PILOT)
    gate.read_and_approve(theresa, trying.PILOT)


def test_its_first_wave_passes_and_the_second_is_planned(seats: Seats) -> None:
    markus, theresa = seats.of(MARKUS), seats.of(THERESA)
    trying.hold_a_board_meeting(markus, today=_today())
    trying.plan_first_wave(markus, today=_today())
    _looks_right(markus, trying.WAVE)
    gate.submit(markus, trying.WAVE)
    gate.read_and_approve(theresa, trying.WAVE)
    markus.goto(trying.WAVE)
    markus.get_by_role("link", name=german("Plan the next wave")).or_(
        markus.get_by_role("button", name=german("Plan the next wave"))
    ).first.click()
    markus.locator("main form .button[data-kind=primary]").click()
    markus.goto(HOME)
    expect(markus.locator(".track li")).to_have_count(8)
    _the_report_can_be_had(markus)


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def _looks_right(page: Page, stage: str) -> None:
    page.goto(stage)
    assert axe_problems(page) == []


def _the_report_can_be_had(page: Page) -> None:
    page.goto(HOME)
    address = page.get_by_role("link", name=german("Report as PDF")).get_attribute("href")
    answer = page.request.get(address or "")
    assert answer.ok
    assert answer.body().startswith(b"%PDF-1.7")


def _sees_mentions_arrive(page: Page) -> None:
    page.goto(f"{HOME}dashboard/")
    expect(page.locator("#newest")).to_contain_text("Lindner")


def _everybody_answers(seats: Seats, markus: Page, theresa: Page) -> None:
    culture.answer_with_account(markus, RespondentRole.MARKETING)
    culture.answer_with_account(theresa, RespondentRole.MANAGEMENT)
    expect(theresa.get_by_text(german("No figures yet"))).to_be_visible()
    culture.answer_with_account(seats.of(KATHI), RespondentRole.SALES)
    somebody = seats.stranger()
    somebody.goto(culture.survey_link(markus))
    assert axe_problems(somebody) == []
    culture.answer(somebody, RespondentRole.PRODUCTION)
    expect(somebody.get_by_role("main")).to_contain_text("Lindner Bräu")
    assert somebody.url.endswith("/thanks/")


def _figures_of_single_people_are_withheld(page: Page) -> None:
    page.goto(culture.STAGE)
    expect(page.locator(".evaluation .dimensions li")).to_have_count(5)
    for role in RespondentRole.MARKETING, RespondentRole.MANAGEMENT, RespondentRole.SALES:
        alone = re.compile(rf"{role.label} \(1 Person\)", re.IGNORECASE)
        expect(page.get_by_role("main")).to_contain_text(alone)
    expect(page.get_by_role("main")).to_contain_text(
        "1 weitere Antwort wartet, bis drei zusammengekommen sind."
    )


def _is_told_what_is_missing(page: Page, stage: str) -> None:
    page.goto(stage)
    assert page.get_by_role("link", name=german("Submit …")).count() == 0
    assert axe_problems(page) == []


def _cannot_decide_what_he_submitted(page: Page, stage: str) -> None:
    page.goto(f"{stage}decide/")
    assert axe_problems(page) == []
    assert page.locator('input[name="act"]').count() == 0


def _an_old_tab_decides_nothing(markus: Page, theresa: Page) -> None:
    theresa.goto(f"{culture.STAGE}decide/")
    read = gate.fingerprint(theresa)
    gate.withdraw(markus, culture.STAGE)
    culture.list_medium(markus, MediaEntry.Kind.OWNED, "Der Biergarten")
    gate.submit(markus, culture.STAGE)
    gate.approve(theresa)
    expect(theresa.get_by_role("alert").first).to_contain_text(str(OTHER_CONTENT))
    assert axe_problems(theresa) == []
    assert gate.fingerprint(theresa) != read


def _finds_the_dossier_again(page: Page, dossier: str, frozen: str) -> None:
    page.goto(dossier)
    assert gate.fingerprint(page) == frozen
    assert axe_problems(page) == []


def _criticism_blocks_the_gate(page: Page) -> None:
    page.goto(listening.STAGE)
    assert listening.open_topics(page) > 0
    assert page.get_by_role("link", name=german("Submit …")).count() == 0
    assert axe_problems(page) == []


def _the_third_stage_is_open(page: Page) -> None:
    page.goto(HOME)
    third = page.locator(".track li").nth(2)
    expect(third.locator('[aria-current="step"]')).to_be_visible()


def _a_member_sees_and_changes_nothing(page: Page) -> None:
    page.goto(culture.STAGE)
    expect(page.get_by_role("main")).to_contain_text("Wer antwortet, darf auch entscheiden.")
    for label in "Add a measure", "Add a medium", "Create a link", "Submit …", "Reopen …":
        assert page.get_by_text(german(label), exact=True).count() == 0
    page.goto(f"{listening.STAGE}plan/")
    assert page.get_by_role("button", name=german("Save"), exact=True).count() == 0


def _the_consultant_sees_both(page: Page) -> None:
    for name in "Lindner Bräu", "Holzmanufaktur Brenner":
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
