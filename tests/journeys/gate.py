"""At a gate by hand: submitting, reading, deciding."""

import re

from playwright.sync_api import Page, expect

from rollout.machine import Act
from tests.journeys.looks import axe_problems
from tests.journeys.words import german

HOME = "/c/lindner-braeu/"


def submit(page: Page, stage: str) -> None:
    """Look at what will be frozen, then freeze it, with a double click as many people do."""
    page.goto(stage)
    page.get_by_role("link", name=german("Submit …")).click()
    assert axe_problems(page) == []
    page.get_by_role("button", name=german("Freeze and submit")).dblclick()
    expect(page.locator("#messages")).to_contain_text(
        german("Submitted. Whoever decides has been told.")
    )


def fingerprint(page: Page) -> str:
    """The fingerprint of the dossier on the open page."""
    shown = re.sub(r"\s", "", page.locator(".dossier").inner_text())
    found = re.search(r"[0-9a-f]{64}", shown)
    assert found, shown
    return found.group()


def withdraw(page: Page, stage: str) -> None:
    """Take the stage back from the gate."""
    page.goto(stage)
    page.get_by_role("link", name=german("Withdraw …")).click()
    assert axe_problems(page) == []
    page.get_by_role("button", name=german("Withdraw"), exact=True).click()
    expect(page.locator("#messages")).to_contain_text(german("Withdrawn. The stage is open again."))


def read_and_approve(page: Page, stage: str) -> str:
    """From the company's home to the dossier, and approve it; its fingerprint."""
    page.goto(HOME)
    page.locator(".next").get_by_role("link").click()
    assert page.url.endswith(f"{stage}decide/")
    assert axe_problems(page) == []
    read = fingerprint(page)
    approve(page)
    expect(page.locator("#messages")).to_contain_text(german("Approved. The next stage is open."))
    return read


def approve(page: Page) -> None:
    """Choose to approve on the open page, and decide."""
    page.locator(f'input[name="act"][value="{Act.APPROVE}"]').check()
    page.get_by_role("button", name=german("Decide"), exact=True).click()
