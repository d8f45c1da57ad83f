"""Small journeys: mending a judgement, looking for words, a source that fails, a way out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looks import axe_problems
from tests.journeys.people import JONAS, PETRA, Seats, sign_in
from tests.journeys.words import german

pytestmark = pytest.mark.browser

BRENNER = "/c/holzmanufaktur-brenner/"


def test_a_corrected_tone_can_be_taken_back(seats: Seats) -> None:
    page = seats.of(PETRA)
    page.goto(f"{BRENNER}mentions/?tone=negative")
    card = page.locator("article.mention").first
    chip = card.locator(".tone-menu summary")
    expect(chip).to_have_attribute("data-tone", "negative")
    card = page.locator(f"#{card.get_attribute('id')}")
    chip.click()
    card.locator('button[name="tone"][value="positive"]').click()
    expect(card.locator(".tone-menu summary")).to_have_attribute("data-tone", "positive")
    assert axe_problems(page) == []
    card.get_by_role("button", name=german("Undo")).click()
    expect(card.locator(".tone-menu summary")).to_have_attribute("data-tone", "negative")


def test_a_search_says_what_it_would_find_and_where_it_cannot_be_read(seats: Seats) -> None:
    page = seats.of(PETRA)
    page.goto(f"{BRENNER}profiles/add/")
    words = page.get_by_label(german("Search words"))
    words.press_sequentially("Esstisch")
    expect(page.locator("#preview .samples li").first).to_be_visible()
    assert axe_problems(page) == []
    words.fill("Esstisch AND (Küche")
    fault = page.locator("#preview [role=alert]")
    expect(fault).to_be_visible()
    assert fault.get_attribute("data-position") == "13"
    expect(fault.locator("mark")).to_have_text("(")
    assert axe_problems(page) == []


def test_what_is_stored_of_a_person_is_handed_out_in_both_forms_before_it_is_erased(
    seats: Seats,
) -> None:
    page = seats.of(PETRA)
    page.goto(f"{BRENNER}personal-data/person/")
    page.get_by_label(german("Name, handle or address")).fill("Kochlöffel")
    page.get_by_role("button", name=german("Look"), exact=True).click()
    for words in ("Hand out as a table (CSV)", "Hand out for programs (JSON)"):
        with page.expect_download() as brought:
            page.get_by_role("button", name=german(words)).click()
        assert brought.value.failure() is None
    page.get_by_role("button", name=german("Erase …")).click()
    expect(page.get_by_label(german("On what ground?"))).to_be_visible()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/feed", "http://10.0.0.1/feed", "ftp://example.org/feed", "http://"],
)
def test_an_address_that_cannot_be_read_is_answered_with_a_sentence(
    seats: Seats, address: str
) -> None:
    page = seats.of(PETRA)
    page.goto(f"{BRENNER}sources/add/")
    page.get_by_label(german("Address"), exact=True).fill(address)
    page.get_by_role("button", name=german("Test the address")).click()
    said = page.get_by_role("alert").first
    expect(said).to_be_visible()
    assert re.search(r"\w+ \w+ \w+.*\.", said.inner_text())
    expect(page.get_by_label(german("Address"), exact=True)).to_have_value(address)
    assert axe_problems(page) == []


def test_the_language_is_chosen_in_the_menu_and_stays(seats: Seats) -> None:
    page = seats.stranger()
    sign_in(page, JONAS)
    _choose_language(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Mentions", exact=True)).to_be_visible()
    page.goto(f"{BRENNER}stages/2/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Listening")
    _choose_language(page, "Deutsch")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zuhören")
    assert page.url.endswith(f"{BRENNER}stages/2/")


def test_the_theme_is_chosen_in_the_menu_and_stays(seats: Seats) -> None:
    page = seats.of(JONAS)
    page.goto(BRENNER)
    light = _ground(page)
    page.locator(".site-header .push summary").click()
    page.get_by_role("button", name=german("Dark")).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = _ground(page)
    assert dark != light
    page.reload()
    assert _ground(page) == dark


def test_signing_out_shuts_the_door(seats: Seats) -> None:
    page = seats.stranger()
    sign_in(page, JONAS)
    page.locator(".site-header .push summary").click()
    page.get_by_role("button", name=german("Sign out")).click()
    page.wait_for_url(re.compile("/accounts/login/"))
    page.goto(BRENNER)
    page.wait_for_url(re.compile("/accounts/login/"))


def test_a_wrong_password_keeps_the_address_that_was_typed(seats: Seats) -> None:
    page = seats.stranger()
    page.goto("/accounts/login/")
    page.get_by_label("E-Mail").fill("petra@brenner.example")
    page.get_by_label("Passwort", exact=True).fill("not this one")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-Mail")).to_have_value("petra@brenner.example")
    assert axe_problems(page) == []


def _choose_language(page: Page, name: str) -> None:
    page.locator(".site-header .push summary").click()
    page.get_by_role("button", name=name).click()


def _ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
