"""The operator is told what is missing, and only that."""

import base64

import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from config import checks

KEY = base64.b64encode(bytes(32)).decode()


def ids(found: list[CheckMessage]) -> list[str | None]:
    """The ids of what a check found."""
    return [each.id for each in found]


def test_a_laptop_needs_nothing(settings: Settings) -> None:
    settings.LOCAL = True
    assert checks.production_is_configured() == []


def test_production_needs_https_and_keys_and_no_open_loopback(settings: Settings) -> None:
    settings.LOCAL = False
    settings.BASE_URL = "http://etappe.example"
    settings.ENCRYPTION_KEYS = []
    settings.FETCH_LOOPBACK = ["127.0.0.1:8765"]
    assert ids(checks.production_is_configured()) == [
        "etappe.E002",
        "etappe.W002",
        "etappe.E003",
    ]
    settings.BASE_URL = "https://etappe.example"
    settings.ENCRYPTION_KEYS = [f"k1:{KEY}"]
    settings.FETCH_LOOPBACK = []
    assert checks.production_is_configured() == []


@pytest.mark.parametrize("entry", ["nur-ein-wort", ":" + KEY, "k1:zu-kurz", "k1:a2V5"])
def test_a_key_that_cannot_be_read_is_an_error(settings: Settings, entry: str) -> None:
    settings.ENCRYPTION_KEYS = [f"k1:{KEY}", entry]
    assert ids(checks.keys_can_be_read()) == ["etappe.E001"]


def test_links_in_mails_lead_to_a_host_that_answers(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["etappe.example"]
    settings.BASE_URL = "https://etappe.example:8443/x"
    assert checks.addresses_agree() == []
    settings.BASE_URL = "https://anders.example"
    assert ids(checks.addresses_agree()) == ["etappe.W001"]
