"""Working through listening by hand."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.looks import axe_problems
from tests.journeys.words import german

STAGE = "/c/lindner-braeu/stages/2/"


def set_window(page: Page, *, today: date) -> None:
    """Four weeks that end yesterday, of which three days have to be watched; 5 % block."""
    page.goto(STAGE)
    page.get_by_role("link", name=german("Set the window")).click()
    page.get_by_label(german("First day")).fill((today - timedelta(days=28)).isoformat())
    page.get_by_label(german("Last day")).fill((today - timedelta(days=1)).isoformat())
    page.get_by_label(german("Days to listen at least")).fill("3")
    page.get_by_label(german("Share of criticism that blocks the gate, in percent")).fill("5")
    page.get_by_role("button", name=german("Save"), exact=True).click()
    expect(page.locator("#messages")).to_contain_text(german("The window is set."))


def freeze_baseline(page: Page) -> None:
    """Count what was said and keep it."""
    page.goto(STAGE)
    page.get_by_role("button", name=german("Freeze the baseline")).click()
    expect(page.locator("#messages")).to_contain_text(german("The baseline report is frozen."))


def clarify_every_topic(page: Page) -> int:
    """Say what came of each critical topic, and what shows it; how many there were."""
    page.goto(STAGE)
    number = open_topics(page)
    assert number > 0
    for _topic in range(number):
        page.get_by_role("link", name=german("Clarify"), exact=True).first.click()
        assert axe_problems(page) == []
        page.get_by_label(german("Cause found and removed")).check()
        page.get_by_label(german("What was found, and what is done?")).fill("Neue Zapfanlage.")
        page.get_by_label(german("What shows it?")).fill("Die Rechnung vom Händler.")
        page.get_by_label(german("A file that shows it")).set_input_files(
            {"name": "rechnung.txt", "mimeType": "text/plain", "buffer": b"Eine Zapfanlage"}
        )
        page.get_by_role("button", name=german("Save"), exact=True).click()
        expect(page.locator("#messages")).to_contain_text(german("The topic is clarified."))
    return number


def open_topics(page: Page) -> int:
    """How many critical topics still wait, on the open page."""
    return page.get_by_role("link", name=german("Clarify"), exact=True).count()
