"""Sources of kind mastodon-own: what names the company's own account on Mastodon, or answers it."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Seen, Setting
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    PermissionDenied,
    SettingRefused,
    SignInMissing,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.mastodon import RHYTHM, entry_of, explained, looked_at
from monitoring.connectors.places import name_of, origin_of, server
from monitoring.connectors.shapes import at, objects, text
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

AT_ONCE = 80
NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,60}[A-Za-z0-9_])?")


class NotificationsForbidden(PermissionDenied):
    """The token lacks a scope."""

    sentence = _(
        "The access token may not read notifications. Make one with the permission "
        "“read:notifications”, or with “read”."
    )


class TokenOfAnother(AuthError):  # noqa: N818 (named for what happened)
    """Another account than the one that was named."""

    sentence = _("This access token belongs to another account. Enter that of the account named.")


class OwnMastodon:
    """Public mentions of one's own account, answers to it among them."""

    kind = "mastodon-own"
    label = _("Mastodon: addressed to you")
    icon = "mention"
    settings = (
        Setting("account", _("Your account"), _("As others write it: @company@mastodon.social")),
    )
    credential = (
        Setting(
            "token",
            _("Access token"),
            _("From your server's settings, “Development”, with the permission “read”."),
            most=500,
            secret=True,
        ),
    )
    needs_credential = True
    reads_back = True
    rhythm = RHYTHM
    sees = _(
        "Public posts that name your account, and answers to your posts. All of it is addressed to "
        "you, so it becomes a mention whatever your searches look for."
    )
    misses = _("Private messages are left out on purpose. Likes, shares and new followers, too.")

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the account on its own server."""
        typed = settings.get("account", "").strip()
        name, _at, there = typed.removeprefix("@").partition("@")
        if "://" in typed:
            there, _stroke, name = typed.rpartition("/@")
        if not NAME.fullmatch(name) or not there:
            said = _("Enter the account with its server: @company@mastodon.social")
            raise SettingRefused("account", said)
        return f"{server(there, 'account')}/@{name.lower()}"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"account": raw})

    def described(self, address: str) -> str:
        """Whose account."""
        return gettext("Addressed to %(account)s") % {
            "account": f"{_account(address)}@{name_of(address)}"
        }

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest notifications. Whose token it is, is looked at once."""
        token, origin = credential.get("token", ""), origin_of(address)
        if not token:
            raise SignInMissing("no token")
        asker = Asker(client, now, secret={"Authorization": f"Bearer {token}"}, explain=_explained)
        if not cursor.get("known"):
            _look_whose(asker, origin, _account(address))

        def page(older: str) -> Page:
            answer = asker.get(
                f"{origin}/api/v1/notifications",
                limit=str(AT_ONCE),
                max_id=older,
                **{"types[]": "mention"},
            )
            return _page(answer, name_of(address), now)

        batch = walk(page, asker, cursor, now)
        batch.cursor["known"] = "yes"
        return batch

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """One by one, as the interface wants it."""
        return looked_at(address, kept, client, now, credential)


def _account(address: str) -> str:
    return urlsplit(address).path.removeprefix("/")


def _look_whose(asker: Asker, origin: str, account: str) -> None:
    # Not every token may ask for it, and it is but a help against mistakes.
    with suppress(PermissionDenied):
        answer = asker.get(f"{origin}/api/v1/accounts/verify_credentials")
        name = text(answer, "username").lower()
        if name and f"@{name}" != account:
            raise TokenOfAnother("another account")


def _explained(response: Response, answer: Any) -> ConnectorError | None:
    if response.status == 403:
        return NotificationsForbidden("HTTP 403")
    return explained(True)(response, answer)


def _page(answer: Any, instance: str, now: datetime) -> Page:
    rows = objects({"found": answer}, "found")
    entries = [entry for row in rows if (entry := _entry(row, instance, now))]
    ids = [number for row in rows if (number := text(row, "id"))]
    # What comes late from other servers is old and stands on top all the same.
    times = [time for row in rows if (time := read_date(at(row, "created_at")))]
    return Page(tuple(entries), ids[-1] if ids else "", min(times, default=None))


def _entry(row: Mapping[str, Any], instance: str, now: datetime) -> Entry | None:
    status = at(row, "status")
    if text(row, "type") != "mention" or not isinstance(status, dict):
        return None
    entry = entry_of(status, instance, now)
    return replace(entry, addressed_to_us=True) if entry else None
