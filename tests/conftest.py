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
from tests.patience import PATIENCE

LONGEST = (
    "tests/journeys/",
    "tests/companies/test_archive_of_the_demo.py",
    "tests/rollout/test_demo.py",
    "tests/config/",
    "tests/monitoring/test_killed_workers.py",
    "tests/monitoring/pages/test_exports.py",
)
"""What takes longest is begun first, so that no worker is left alone with it at the end."""


class WholeFiles(LoadScopeScheduling):
    """Hands whole files to the workers, and all journeys to one: they share a product.

    Test by test, the one who hands them out would be busier than those who run them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    config.option.loadscopereorder = False  # in the order of pytest_collection_modifyitems
    return WholeFiles(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """For workers beside each other: the longest first, the rest as they stand."""

    def place(item: pytest.Item) -> int:
        begun = (at for at, path in enumerate(LONGEST) if item.nodeid.startswith(path))
        return next(begun, len(LONGEST))

    if hasattr(config, "workerinput"):
        items.sort(key=place)


# No test depends on how fast the machine is, and each run tries the same examples: whoever changes
# nothing breaks nothing. More of them, drawn anew: --hypothesis-profile=exploring.
by_chance.register_profile(
    "steady", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
by_chance.register_profile("exploring", parent=by_chance.get_profile("steady"), derandomize=False)
by_chance.load_profile("steady")

os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver owns a loop


@pytest.fixture(scope="session")
def _patient_connections() -> None:
    """On a busy machine a statement, a lock or a test itself may take its time.

    Nothing here has to outlive a power cut, so no commit waits for the disk.
    """
    options = {
        "statement_timeout": f"{5 * PATIENCE}s",
        "lock_timeout": f"{PATIENCE}s",
        "idle_in_transaction_session_timeout": "0",
        "synchronous_commit": "off",
    }
    said = "".join(f" -c {name}={value}" for name, value in options.items())
    connection.settings_dict["OPTIONS"]["options"] += said


@pytest.fixture(scope="session")
def django_db_setup(
    _patient_connections: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Generator[None, None, None]:
    """Before a test database is dropped, end what a killed worker's children left in it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    settings.PASSWORD_HASHERS = ["tests.passwords.QuickArgon2", *settings.PASSWORD_HASHERS[1:]]


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
