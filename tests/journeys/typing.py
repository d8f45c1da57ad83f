"""Filling in a form by hand, field by field, whatever kind of field it is."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.words import german

Typed = str | int | bool | Sequence[str]


def write_row(page: Page, stage: str, kind: str, /, **typed: Typed) -> None:
    """A row in a stage's work: from its form until the page says that it is saved."""
    page.goto(f"{stage}work/{kind}/add/")
    fill(page, **typed)
    save(page)


def fill(page: Page, /, **typed: Typed) -> None:
    """Fill the open form; choices are named by the words one sees, or by their value."""
    for name, value in typed.items():
        _fill_one(page, name, value)


def save(page: Page, said: str = "Saved.") -> None:
    """Send the open form and read that it was accepted."""
    page.get_by_role("button", name=german("Save"), exact=True).click()
    expect(page.locator("#messages")).to_contain_text(german(said))


def _fill_one(page: Page, name: str, value: Typed) -> None:
    field = page.locator(f'main [name="{name}"]')
    kind = field.first.evaluate("(field) => field.type")
    if kind == "select-one":
        option = field.locator("option", has_text=str(value)).or_(
            field.locator(f'option[value="{value}"]')
        )
        field.select_option(option.first.get_attribute("value"))
    elif kind == "radio":
        field.and_(page.locator(f'[value="{value}"]')).check()
    elif kind == "checkbox" and isinstance(value, bool):
        field.set_checked(value)
    elif kind == "checkbox":
        assert not isinstance(value, str | int)
        for each in value:
            ticked = field.and_(page.locator(f'[value="{each}"]'))
            (ticked if ticked.count() else _by_words(page, name, each)).check()
    else:
        field.fill(str(value))


def _by_words(page: Page, name: str, words: str):
    label = page.locator(f'label:has(input[name="{name}"])', has_text=words)
    return label.locator("input").first
