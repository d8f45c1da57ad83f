"""Pictures of the main pages, for looking: ``python -m tests.journeys.shots FOLDER``.

Desk and phone, light and dark, German and English, of the whole product with its demo data.
"""

import os
import sys
import tempfile
from itertools import product as every
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

BRENNER = "/c/holzmanufaktur-brenner/"
PAGES = {
    "home": BRENNER,
    "stage": f"{BRENNER}stages/2/",
    "culture": f"{BRENNER}stages/1/",
    "dossier": f"{BRENNER}stages/1/dossier/1/",
    "dashboard": f"{BRENNER}dashboard/",
    "mentions": f"{BRENNER}mentions/",
    "search": f"{BRENNER}profiles/1/",
    "sources": f"{BRENNER}sources/",
    "portfolio": "/portfolio/",
    "settings": f"{BRENNER}settings/people/",
    "start": "/c/lindner-braeu/",
    "questionnaire": "/c/lindner-braeu/survey/",
}
LANGUAGES = {"de": "Deutsch", "en": "English"}
ARRIVING = 45_000
"""Milliseconds in which the worker brings months of mentions."""


def main(folder: Path) -> None:
    """Store a picture of each page in each guise as ``page-language-size-theme.png``."""
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from tests.journeys.chromium import chromium
    from tests.journeys.people import CARLA, DESK, PHONE, Seats
    from tests.journeys.product import Product
    from tests.journeys.watch import Watch

    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as own,
        Product(Path(own)) as running,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium()) as browser,
    ):
        page = Seats(browser, running.url, Watch(running.url)).of(CARLA)
        page.wait_for_timeout(ARRIVING)
        for language, name in LANGUAGES.items():
            page.goto("/portfolio/")
            page.locator(".site-header .push summary").click()
            page.get_by_role("button", name=name).click()
            sizes = {"desk": DESK, "phone": PHONE}
            for (size, room), theme in every(sizes.items(), ("light", "dark")):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                for key, path in PAGES.items():
                    page.set_viewport_size(room)
                    page.goto(path)
                    # As tall as the page, so that what is fixed to the screen's edge stands there.
                    tall = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({**room, "height": max(room["height"], tall)})
                    target = folder / f"{key}-{language}-{size}-{theme}.png"
                    page.screenshot(path=target, full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
