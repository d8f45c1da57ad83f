"""One running product and one browser for all journeys; watched seats for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import MARKUS, Seats
from tests.journeys.product import Product
from tests.journeys.watch import Watch
from tests.patience import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def product(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture(scope="session")
def all_seats(browser: Browser, product: Product) -> Seats:
    return Seats(browser, product.url, Watch(product.url))


@pytest.fixture
def seats(all_seats: Seats) -> Iterator[Seats]:
    """Seats for one journey; afterwards nothing must have gone wrong in any of its pages."""
    all_seats.watch.noted.clear()
    yield all_seats
    all_seats.leave()
    assert all_seats.watch.noted == []


@pytest.fixture(scope="session", autouse=True)
def left_open(browser: Browser, product: Product) -> Iterator[Page]:
    """A dashboard that somebody opened when the day began and has not touched since."""
    seats = Seats(browser, product.url, Watch(product.url))
    page = seats.of(MARKUS)
    page.goto("/c/lindner-braeu/dashboard/")
    expect(page.locator("#newest")).to_contain_text("Lindner")
    page.evaluate("window.openedOnce = true")
    yield page
    seats.leave()
    assert seats.watch.noted == []
