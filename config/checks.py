"""System checks that speak to the operator: what is wrong, and what to write where."""

import base64
import binascii
from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from config import histories


@register(Tags.security, deploy=True)
def production_is_configured(**_: Any) -> list[CheckMessage]:
    """What a production installation must be told that a laptop need not."""
    return list(_missing_in_production()) if not settings.LOCAL else []


@register(Tags.security)
def keys_can_be_read(**_: Any) -> list[CheckMessage]:
    """Every entry of ENCRYPTION_KEYS is an id and 32 bytes."""
    return [
        Error(
            f"ENCRYPTION_KEYS: the entry “{entry.partition(':')[0]}” is not a key.",
            hint="Write id:KEY with KEY from: openssl rand -base64 32",
            id="etappe.E001",
        )
        for entry in settings.ENCRYPTION_KEYS
        if not _is_key(entry)
    ]


@register()
def addresses_agree(**_: Any) -> list[CheckMessage]:
    """Links in mails lead to a host that the site answers to."""
    host = settings.BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    if host in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        return []
    return [
        Warning(
            f"BASE_URL leads to {host}, which is not among ALLOWED_HOSTS.",
            hint="Links in e-mails would end in an error. Set both to the same host.",
            id="etappe.W001",
        )
    ]


@register(Tags.database)
def databases_go_on(*, databases: Collection[str] | None, **_: Any) -> list[CheckMessage]:
    """No database stands between the migrations of before the first release."""
    return [
        Error(histories.LEFT_BEHIND, hint=histories.WAY_OUT, id="etappe.E004")
        for alias in databases or ()
        if histories.is_left_behind(histories.applied_to(alias))
    ]


def _missing_in_production() -> Iterator[CheckMessage]:
    if not settings.BASE_URL.startswith("https://"):
        yield Error(
            "BASE_URL must begin with https:// in production.",
            hint="Set BASE_URL to the address people type, such as https://etappe.example.org",
            id="etappe.E002",
        )
    if not settings.ENCRYPTION_KEYS:
        yield Warning(
            "ENCRYPTION_KEYS is empty: secrets are sealed with a key made from SECRET_KEY.",
            hint="Set ENCRYPTION_KEYS=k1:KEY with KEY from: openssl rand -base64 32",
            id="etappe.W002",
        )
    if settings.FETCH_LOOPBACK:
        yield Error(
            "FETCH_LOOPBACK opens addresses of this machine to fetching.",
            hint="It is for the demo and the tests. Remove it.",
            id="etappe.E003",
        )


def _is_key(entry: str) -> bool:
    key_id, _, key = entry.partition(":")
    try:
        return bool(key_id) and len(base64.b64decode(key, validate=True)) == 32
    except binascii.Error:
        return False
