"""The dashboard moves while one watches. The last journey, since news take minutes to come."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looks import axe_problems
from tests.journeys.words import german

pytestmark = pytest.mark.browser

NEWS_WITHIN = 600_000
"""Milliseconds: the demo's feeds bring news about one company in bursts, minutes apart."""


def test_a_new_mention_shows_on_an_open_dashboard_by_itself(left_open: Page) -> None:
    news = left_open.locator("#news").get_by_text(german("since you opened this page"))
    expect(news).to_be_visible(timeout=NEWS_WITHIN)
    assert left_open.evaluate("window.openedOnce") is True
    assert axe_problems(left_open) == []
