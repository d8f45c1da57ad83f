"""Sources of kind bluesky-own: what names the company's own account on Bluesky, or answers it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Seen, Setting
from monitoring.connectors.bluesky import RHYTHM, USUAL, Desk, entry_of
from monitoring.connectors.errors import SettingRefused, SignInMissing
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.places import asked_in, build, origin_of, server
from monitoring.connectors.shapes import at, objects, text
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client

AT_ONCE = 100
HANDLE = re.compile(r"(?=.{3,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
REASONS = ("mention", "reply", "quote")


class OwnBluesky:
    """Posts that name, answer or quote one's own account."""

    kind = "bluesky-own"
    label = _("Bluesky: addressed to you")
    icon = "mention"
    settings = (
        Setting("account", _("Your account"), _("For example your-company.bsky.social.")),
        Setting(
            "server",
            _("Server of your account"),
            _("Left empty: bsky.social, where nearly everybody is."),
            required=False,
        ),
    )
    credential = (
        Setting(
            "password",
            _("App password"),
            _("From “Settings”, “Privacy and security”, “App passwords”; never your own password."),
            secret=True,
        ),
    )
    needs_credential = True
    reads_back = True
    rhythm = RHYTHM
    sees = _(
        "Posts that name your account, answer your posts or quote them. All of it is addressed to "
        "you, so it becomes a mention whatever your searches look for."
    )
    misses = _("Direct messages, likes, shares and new followers, and accounts that block yours.")

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the notifications, with the account they are of."""
        account = settings.get("account", "").strip().removeprefix("@").lower()
        if not HANDLE.fullmatch(account):
            said = _("Enter the handle of your account: your-company.bsky.social")
            raise SettingRefused("account", said)
        origin = server(settings.get("server", "").strip() or USUAL)
        return build(origin, "/notifications", {"account": account})

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of(
            {"server": origin_of(raw), "account": asked_in(raw).get("account", "")}
        )

    def described(self, address: str) -> str:
        """Whose account."""
        return gettext("Addressed to %(account)s") % {
            "account": f"@{asked_in(address).get('account', '')}"
        }

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest notifications, in the session of the last visit as long as it is taken."""
        desk = _desk(address, client, now, credential)
        return desk.in_session(lambda: _read(desk, cursor, now))

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """Twenty-five in one request."""
        desk = _desk(address, client, now, credential)
        return desk.in_session(lambda: desk.look_at(kept))


def _desk(address: str, client: Client, now: datetime, credential: Mapping[str, str]) -> Desk:
    if not credential.get("password"):
        raise SignInMissing("no app password")
    given = {**credential, "identifier": asked_in(address).get("account", "")}
    return Desk(origin_of(address), client, now, given)


def _read(desk: Desk, cursor: Mapping[str, str], now: datetime) -> Batch:
    asker = desk.asker()

    def page(older: str) -> Page:
        answer = asker.get(
            f"{desk.origin}/xrpc/app.bsky.notification.listNotifications",
            limit=str(AT_ONCE),
            cursor=older,
        )
        rows = objects(answer, "notifications")
        entries = [entry for row in rows if (entry := _entry(row, now))]
        times = [time for row in rows if (time := read_date(at(row, "indexedAt")))]
        return Page(tuple(entries), text(answer, "cursor"), min(times, default=None))

    return desk.told_apart(walk(page, asker, cursor, now))


def _entry(row: Mapping[str, Any], now: datetime) -> Entry | None:
    if text(row, "reason") not in REASONS:
        return None
    entry = entry_of(row, now)
    return replace(entry, addressed_to_us=True) if entry else None
