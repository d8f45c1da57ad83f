"""The interface of Meta, as pages of Facebook and accounts of Instagram share it."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker, Explain
from monitoring.connectors.base import Entry, Setting
from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    Gone,
    PermissionDenied,
    RateLimited,
    SignInMissing,
    Transient,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.places import origin_of
from monitoring.connectors.shapes import at, objects, text
from monitoring.connectors.walking import Ask, Page
from monitoring.fetching import Client, Response

API = "https://graph.facebook.com"
VERSION = "v26.0"
POSTS = 25
COMMENTS = 100
DEEPER = 5
"""Further pages of comments below one post, at a visit."""
FULL = 80
"""Per cent of the allowance: from there on it is spared."""
REST = timedelta(hours=1)
LONGEST = timedelta(hours=24)
LIMITS = (4, 17, 32, 341, 613, 80001, 80002, 80003, 80004, 80005, 80006, 80008)
PASSING = (1, 2)
TOKENS = (102, 190)
NOT_THERE = (803,)
BAD = 100
MISSING = 33
BLOCKED = 368
USAGE = ("x-app-usage", "x-page-usage", "x-business-use-case-usage")

CREDENTIAL = (
    Setting(
        "token",
        _("Page token"),
        _("Of the page, made with your approved app; one that does not end is best."),
        most=1000,
        secret=True,
    ),
    Setting(
        "secret",
        _("App secret"),
        _("Only if your app demands that each request is signed with it."),
        required=False,
        secret=True,
    ),
)
APPROVAL = _(
    "Meta lets programs read this only with an app of your own that Meta has reviewed and "
    "approved, and only for pages and accounts you manage. Etappe does not bring such an app along."
)


class TokenEnded(AuthError):  # noqa: N818 (named for what happened)
    """Tokens live some hours or two months, some as long as nobody ends them."""

    sentence = _("The token has ended. Make a new one and enter it for this source.")


class TokenWithdrawn(AuthError):  # noqa: N818
    """Its owner took the permission back, or changed the password."""

    sentence = _(
        "The token is no longer taken: its owner has changed the password or withdrawn the app. "
        "Make a new one and enter it for this source."
    )


class AccountHeld(AuthError):  # noqa: N818
    """Meta wants the owner to do something first."""

    sentence = _(
        "Meta wants the owner of the token to sign in and confirm the account before it answers."
    )


class AppNotApproved(PermissionDenied):
    """The app lacks a permission that Meta grants after a review."""

    sentence = _(
        "The app behind the token may not read this. Meta has to approve it for reading pages and "
        "comments, and the owner of the token needs a role on the page."
    )


class NoSuchPage(Gone):
    """No such page, or none that this token may see."""

    sentence = _("Meta knows no such page or account, or the token does not see it.")


SUBCODES: Mapping[int, type[AuthError]] = {
    458: TokenWithdrawn,
    459: AccountHeld,
    460: TokenWithdrawn,
    463: TokenEnded,
    464: AccountHeld,
    467: TokenWithdrawn,
}


class Graph:
    """Requests of one visit, signed with a token in a header: addresses end up in logs."""

    def __init__(
        self, origin: str, client: Client, now: datetime, credential: Mapping[str, str]
    ) -> None:
        token, secret = credential.get("token", ""), credential.get("secret", "")
        if not token:
            raise SignInMissing("no token")
        self._base = f"{origin}/{VERSION}"
        self._proof = _proof(token, secret) if secret else ""
        self.asker = Asker(
            client,
            now,
            secret={"Authorization": f"Bearer {token}"},
            explain=_explained(now),
            spare=spared,
        )

    def get(self, path: str, **asked: str) -> Any:
        """The JSON of an object or an edge. Raises ConnectorError."""
        return self.asker.get(f"{self._base}/{path}", appsecret_proof=self._proof, **asked)


class OfMeta:
    """What the kinds of sources that Meta answers for have in common."""

    site: str
    approval = APPROVAL
    credential = CREDENTIAL
    needs_credential = True
    reads_back = True

    def graph(
        self, address: str, client: Client, now: datetime, credential: Mapping[str, str]
    ) -> Graph:
        """Where this source is asked for: at Meta, or at the server its address leads to."""
        origin = origin_of(address)
        return Graph(API if origin == self.site else origin, client, now, credential)


def _proof(token: str, secret: str) -> str:
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def following(answer: Any) -> str:
    """What to ask for to get the next page; ``paging.next`` holds the token, so it is left."""
    more = text(answer, "paging", "next")
    return text(answer, "paging", "cursors", "after")[:1000] if more else ""


def deeper(
    graph: Graph,
    row: Mapping[str, Any],
    edge: str,
    floor: datetime,
    *,
    key: str = "created_time",
    **asked: str,
) -> tuple[list[dict[str, Any]], datetime | None]:
    """The rows of an edge within a row, read on where its first page does not reach ``floor``.

    Beside them, until when they could be read, where even so some are left. Newest first.
    """
    inner = at(row, edge)
    rows, number = objects(inner, "data"), text(row, "id")
    for _page in range(DEEPER):
        oldest = min((time for each in rows if (time := written_at(each, key))), default=floor)
        after = following(inner)
        if not after or oldest <= floor or not number.replace("_", "").isdecimal():
            return rows, None
        if graph.asker.pause:
            break
        inner = graph.get(f"{number}/{edge}", limit=str(COMMENTS), after=after, **asked)
        rows += objects(inner, "data")
    return rows, min((time for each in rows if (time := written_at(each, key))), default=None)


def pages(
    graph: Graph,
    edge: str,
    fields: str,
    floor: datetime,
    entries: Callable[[Mapping[str, Any]], Iterable[Entry]],
    *,
    below: Mapping[str, str],
    key: str = "created_time",
) -> Ask:
    """The pages of an edge; ``below`` asks for more comments of a row, as far back as ``floor``."""

    def read_on(row: dict[str, Any]) -> datetime | None:
        if not following(at(row, "comments")):
            return None
        rows, cut = deeper(graph, row, "comments", floor, key=key, **below)
        row["comments"] = {"data": rows}
        return cut

    def page(older: str) -> Page:
        answer = graph.get(edge, fields=fields, limit=str(POSTS), after=older)
        rows = objects(answer, "data")
        cut = max((cut for row in rows if (cut := read_on(row))), default=None)
        found = tuple(entry for row in rows for entry in entries(row))
        times = [time for row in rows if (time := written_at(row, key))]
        return Page(found, following(answer), min(times, default=None), cut)

    return page


def written_at(row: Any, key: str = "created_time") -> datetime | None:
    """A time as Meta writes it: ``2026-11-20T09:00:00+0000``."""
    return read_date(at(row, key))


def spared(headers: Mapping[str, str]) -> timedelta | None:
    """How long to leave the server alone, by what it says of the allowance."""
    wished = [_spared(headers[name]) for name in USAGE if name in headers]
    return max((each for each in wished if each), default=None)


def _spared(stated: str) -> timedelta | None:
    try:
        usage = json.loads(stated[:20_000])
    except (ValueError, RecursionError):
        return None
    rows = [usage]
    if isinstance(usage, dict) and any(isinstance(each, list) for each in usage.values()):
        rows = [row for each in usage.values() if isinstance(each, list) for row in each]
    minutes = max((_share(row, "estimated_time_to_regain_access") for row in rows), default=0)
    if minutes > 0:
        return min(timedelta(minutes=minutes), LONGEST)
    parts = ("call_count", "total_time", "total_cputime")
    used = max((_share(row, part) for row in rows for part in parts), default=0)
    return REST if used >= FULL else None


def _share(row: Any, key: str) -> float:
    found = at(row, key)
    good = isinstance(found, int | float) and not isinstance(found, bool)
    return min(float(found), 10.0**6) if good else 0.0


def _explained(now: datetime) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        error = at(answer, "error")
        if not isinstance(error, dict):
            return None
        code, sub = _code(error, "code"), _code(error, "error_subcode")
        said = f"HTTP {response.status}: code {code}, {sub}"
        if code in LIMITS:
            return RateLimited(said, until=now + (spared(response.headers) or REST))
        if code in PASSING:
            return Transient(said)
        if code in TOKENS:
            return SUBCODES.get(sub, AuthError)(said)
        if code in (3, 10) or 200 <= code <= 299:
            return AppNotApproved(said)
        if code in NOT_THERE or (code == BAD and sub == MISSING):
            return NoSuchPage(said)
        if code == BLOCKED:
            return PermissionDenied(said)
        return BadRequest(said) if response.status < 500 else Transient(said)

    return explain


def _code(error: Mapping[str, Any], key: str) -> int:
    found = error.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0
