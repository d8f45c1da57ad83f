"""What one page looks like to those who check it: axe, a phone, a reader of German."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.people import DESK, PHONE

NARROWEST = {"width": 320, "height": 640}
"""WCAG 1.4.10: down to this width nothing scrolls in two directions."""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = (node) => node && node !== document.body
    && (getComputedStyle(node).overflowX !== "visible" || scrolls(node.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > room + 1 && !scrolls(node))
    .map((node) => node.outerHTML.slice(0, 120)).slice(0, 3).concat("wider than the screen");
}"""
OF_THE_INTERFACE = """() => {
  const said = "h1, h2, h3, label, legend, th, button, summary, option, nav a, .button, .hint";
  return [...document.querySelectorAll(said)]
    .filter((node) => !node.closest("[lang]:not(html)") && !node.querySelector("[lang]"))
    .filter((node) => node.checkVisibility())
    .map((node) => node.textContent.replaceAll(/\\s+/g, " ").trim());
}"""


@dataclass(frozen=True)
class Look:
    """One page as one person saw it. ``text`` is what is visible, ``interface`` its labels."""

    who: str
    path: str
    language: str
    problems: tuple[str, ...]
    too_wide: tuple[str, ...]
    text: str
    interface: tuple[str, ...]


def look_at(page: Page, who: str) -> Look:
    """Look at the open page on a desk in the light, then on a phone in the dark."""
    unseen = [f"at a desk, light: {line}" for line in axe_problems(page)]
    text = page.inner_text("body")
    interface = tuple(page.evaluate(OF_THE_INTERFACE))
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    unseen += [f"on a phone, dark: {line}" for line in axe_problems(page)]
    wide = [f"{PHONE['width']} wide: {line}" for line in page.evaluate(TOO_WIDE)]
    page.set_viewport_size(NARROWEST)
    wide += [f"{NARROWEST['width']} wide: {line}" for line in page.evaluate(TOO_WIDE)]
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    language = page.locator("html").get_attribute("lang") or ""
    return Look(who, _address(page), language, tuple(unseen), tuple(wide), text, interface)


def axe_problems(page: Page) -> list[str]:
    """A line for each thing on the page that breaks a rule of WCAG 2.2 A or AA."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # What still fades in or out is no colour to judge.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found = page.evaluate("(rules) => axe.run(rules)", RULES)
    return [line for violation in found["violations"] for line in _lines(violation)]


def _lines(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"]:
        why = re.sub(r"\s+", " ", node.get("failureSummary", violation["help"]))
        yield f"{violation['id']}: {node['html'][:160]} ({why[:220]})"


def _address(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]
