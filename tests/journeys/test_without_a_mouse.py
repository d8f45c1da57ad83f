"""With the keyboard alone: the way to the content, to every control, and through a form."""

import re

import pytest
from playwright.sync_api import Page, expect

from rollout.demo.people import PASSWORD
from tests.journeys.people import AYLIN, PETRA, Seats
from tests.journeys.words import german

pytestmark = pytest.mark.browser

BRENNER = "/c/holzmanufaktur-brenner/"
PAGES = ("", "stages/2/", "dashboard/", "mentions/", "sources/", "profiles/", "settings/people/")
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((node) => node.checkVisibility({visibilityProperty: true}) && !node.disabled)
  .filter((node) => node.type !== "radio" && node.getAttribute("tabindex") !== "-1").length"""
FOCUSED = """async () => {
  await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const marks = ring || style.boxShadow !== "none" || node.tabIndex < 0;
  const shown = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  node.dataset.visited ??= String(document.querySelectorAll("[data-visited]").length);
  return {visited: node.dataset.visited, html: node.outerHTML.slice(0, 140), marks, shown};
}"""


def test_somebody_signs_in_and_answers_without_a_mouse(seats: Seats) -> None:
    page = seats.stranger()
    page.goto("/accounts/login/")
    page.get_by_label("E-Mail").focus()
    page.keyboard.type(AYLIN)
    _tab_to(page, 'input[type="password"]')
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BRENNER}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=german("Skip to content"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", PAGES)
def test_every_control_is_reached_by_the_tab_key_and_shows_it(seats: Seats, path: str) -> None:
    page = seats.of(PETRA, reduced_motion="reduce")
    page.goto(f"{BRENNER}{path}")
    wanted = page.evaluate(REACHABLE)
    visited, faults = set[str](), list[str]()
    for _press in range(wanted + 20):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or at["visited"] in visited:
            break
        visited.add(at["visited"])
        if not (at["marks"] and at["shown"]):
            faults.append(at["html"])
    assert faults == []
    assert len(visited) >= wanted


def test_cases_are_taken_answered_and_closed_by_keys_alone(seats: Seats) -> None:
    page = seats.of(PETRA)
    page.goto(f"{BRENNER}desk/?queue=all")
    for key in "jjk":
        press(page, key)
    first = page.locator("[data-key-item]").first
    expect(first).to_be_focused()
    case = first.get_attribute("href")
    press(page, "Enter")
    page.wait_for_url(f"**{case}")
    press(page, "t")
    expect(page.get_by_role("button", name=german("I take it"))).to_have_count(0)
    press(page, "a")
    expect(page.locator("#answer-text")).to_be_focused()
    page.keyboard.type("Ja, gern: cpt ujk.")  # in a field they are letters
    expect(page.locator("#answer-text")).to_have_value("Ja, gern: cpt ujk.")
    press(page, "Tab")
    press(page, "Tab")
    press(page, "Enter")
    expect(page.get_by_text(german("Answered. Well done."))).to_be_visible()
    second = page.url
    assert not second.endswith(f"{case}")
    press(page, "c")
    expect(page.locator("[name=because]").first).to_be_focused()
    press(page, "Space")
    press(page, "Tab")
    press(page, "Tab")
    press(page, "Enter")
    expect(page.get_by_text(german("Closed. The reason is kept."))).to_be_visible()
    press(page, "u")
    page.wait_for_url("**/desk/?queue=all")
    for settled in (case, second.removeprefix(seats.url)):
        expect(page.locator(f'[href="{settled}"]')).to_have_count(0)


def test_tones_are_confirmed_corrected_and_passed_over_by_keys_alone(seats: Seats) -> None:
    page = seats.of(PETRA)
    page.goto(f"{BRENNER}mentions/check/")
    progress, asked = page.locator("progress"), page.locator("[name=mention]")
    done = int(progress.get_attribute("value") or 0)
    expect(page.locator("button[autofocus]")).to_be_focused()
    first = asked.get_attribute("value") or ""
    press(page, "Enter")  # right so
    expect(progress).to_have_attribute("value", str(done + 1))
    expect(asked).not_to_have_value(first)
    second = asked.get_attribute("value") or ""
    press(page, "n")
    page.wait_for_url(f"**skip={second}*")
    expect(asked).not_to_have_value(second)
    press(page, "2")
    expect(progress).to_have_attribute("value", str(done + 2))
    expect(page.get_by_role("status")).to_contain_text(german("Neutral"))
    press(page, "z")
    page.wait_for_url(re.compile(rf"{BRENNER}mentions/\d+/"))


def press(page: Page, key: str) -> None:
    """Press a key once the page that came last listens to keys."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def _tab_to(page: Page, selector: str) -> None:
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"The tab key never reached {selector}.")
