"""The demo's people, as they sit down at a browser."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from rollout.demo.people import PASSWORD
from tests.journeys.watch import Watch
from tests.patience import PATIENCE

CARLA = "carla@beratung.example"
PETRA, GEORG, JONAS, AYLIN = (
    f"{name}@brenner.example" for name in ("petra", "georg", "jonas", "aylin")
)
MARKUS, THERESA, KATHI, TONI = (
    f"{name}@lindner.example" for name in ("markus", "theresa", "kathi", "toni")
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

SitDown = Callable[..., Page]


@dataclass
class Seats:
    """Opens browsers for people; each has cookies of their own, and all are watched."""

    browser: Browser
    url: str
    watch: Watch
    _signed_in: dict[str, StorageState] = field(default_factory=dict)
    _open: list[BrowserContext] = field(default_factory=list)

    def stranger(self, **options: object) -> Page:
        """A page of a browser that nobody has signed in with."""
        context = self.browser.new_context(
            **{"base_url": self.url, "locale": "de-DE", "viewport": DESK} | options
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.watch.over(context)
        self._open.append(context)
        return context.new_page()

    def of(self, email: str, **options: object) -> Page:
        """A page signed in as this person, who types the password only the first time."""
        if email not in self._signed_in:
            page = self.stranger()
            sign_in(page, email)
            self._signed_in[email] = page.context.storage_state()
            page.context.close()
        return self.stranger(storage_state=self._signed_in[email], **options)

    def leave(self) -> None:
        """Close everything that was opened."""
        while self._open:
            self._open.pop().close()


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Through the form, as everybody."""
    page.goto("/accounts/login/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
