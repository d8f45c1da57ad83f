"""What every test stands on: the same embedded services, settings from the environment."""

import os
from collections.abc import Generator
from contextlib import suppress
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils.translation import override
from hypothesis import HealthCheck
from hypothesis import settings as by_chance
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.journeys.chromium import chromium


class OneProduct(LoadScopeScheduling):
    """Spreads tests over the workers one by one, but all journeys to one: they share a product."""

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneProduct:
    return OneProduct(config, log)


# No test depends on how fast the machine is.
by_chance.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
by_chance.load_profile("unhurried")

os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver owns a loop


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Generator[None, None, None]:
    """Before a test database is dropped, end what a killed worker's children left in it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def browser() -> Generator[Browser, None, None]:
    """The one browser of this process: Playwright bears no second one beside it."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _language_of_the_installation() -> Generator[None, None, None]:
    """No test begins in the language in which another one visited a page."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_counts() -> None:
    """What is counted in the cache begins anew with every run: ids of companies do, too."""
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{uuid4().hex}"
    with suppress(AttributeError):  # nobody has opened it yet
        del caches["default"]
