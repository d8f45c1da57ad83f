"""Working through the culture check by hand."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from rollout.models import MediaEntry
from rollout.models.culture import RespondentRole
from rollout.stages.culture.questionnaire import DIMENSIONS, HIGHEST, LOWEST
from tests.journeys.looks import axe_problems
from tests.journeys.words import german

STAGE = "/c/lindner-braeu/stages/1/"
WEAK = "speed"
"""The dimension in which everybody sees the company far behind."""


def answer(page: Page, role: RespondentRole) -> None:
    """Tick every statement of the open questionnaire and send it."""
    page.locator(f'input[name="role"][value="{role}"]').check()
    for dimension in DIMENSIONS:
        for statement in dimension.statements:
            disagrees = statement.reverse != (dimension.key == WEAK)
            rating = LOWEST if disagrees else HIGHEST
            page.locator(f'input[name="{statement.key}"][value="{rating}"]').check()
    page.get_by_role("button", name=german("Send my answers")).click()


def answer_with_account(page: Page, role: RespondentRole) -> None:
    """From the stage to the questionnaire and back."""
    page.goto(STAGE)
    page.get_by_role("link", name=german("Answer it yourself")).click()
    answer(page, role)
    expect(page.locator("#messages")).to_contain_text(
        german(
            "Thank you. Your answers have arrived; they count as soon as three have come together."
        )
    )


def survey_link(page: Page) -> str:
    """Make a link for people without an account; its address."""
    page.goto(STAGE)
    page.get_by_role("button", name=german("Create a link")).click()
    return page.locator(".share-address").inner_text().strip()


def stand_against_the_weakness(page: Page, *, owner: str, today: date) -> None:
    """Add the measure that the weak dimension asks for; the day is forgotten at first."""
    said = "Wer antwortet, darf auch entscheiden."
    page.goto(STAGE)
    page.locator(f'a[href*="dimension={WEAK}"]').first.click()
    page.get_by_label(german("What is done?")).fill(said)
    choice = page.get_by_label(german("Who sees to it?")).locator("option", has_text=owner)
    page.get_by_label(german("Who sees to it?")).select_option(choice.get_attribute("value"))
    save(page)
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe_problems(page) == []
    expect(page.get_by_label(german("What is done?"))).to_have_value(said)
    page.get_by_label(german("Until when?")).fill((today + timedelta(days=60)).isoformat())
    save(page)
    expect(page.locator("#messages")).to_contain_text(german("The measure is added."))


def list_media(page: Page) -> None:
    """One medium of each kind for the inventory."""
    for kind in MediaEntry.Kind:
        list_medium(page, kind, f"Ein Medium: {kind.value}")


def list_medium(page: Page, kind: MediaEntry.Kind, name: str) -> None:
    """A medium for the inventory; the double click adds it once."""
    page.goto(f"{STAGE}media/add/")
    page.locator(f'input[name="kind"][value="{kind}"]').check()
    page.get_by_label(german("Name"), exact=True).fill(name)
    page.get_by_role("button", name=german("Save"), exact=True).dblclick()
    expect(page.locator("#messages")).to_contain_text(german("The medium is added."))
    expect(page.locator("#media .line-title", has_text=name)).to_have_count(1)


def save(page: Page) -> None:
    """Send the open form."""
    page.get_by_role("button", name=german("Save"), exact=True).click()
