"""Sources of kind google-reviews: reviews of a location one manages on Google."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker, Explain
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    Gone,
    PermissionDenied,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import origin_of, words
from monitoring.connectors.shapes import at, objects, text, truth
from monitoring.connectors.waiting import when_again
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

API = "https://mybusiness.googleapis.com"
TOKENS = "https://oauth2.googleapis.com"
AT_ONCE = 50
PLACE = re.compile(r"accounts/([0-9]{1,40})/locations/([0-9]{1,40})")
REVIEW = re.compile(r"accounts/[0-9]{1,40}/locations/[0-9]{1,40}/reviews/[A-Za-z0-9_=-]{1,300}")
STARS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
TRANSLATED, ORIGINAL = "(Translated by Google)", "(Original)"
EARLY = timedelta(minutes=2)
LONGEST = 10**6
MINUTE = timedelta(minutes=1)
Given = TypeVar("Given")


class GoogleTokenEnded(AuthError):  # noqa: N818 (named for what happened)
    """The access token of an earlier visit is no longer taken."""


class ConsentWithdrawn(AuthError):  # noqa: N818
    """The refresh token is no longer taken."""

    sentence = _(
        "Google no longer takes this sign-in: the consent has ended or was withdrawn. Make a new "
        "refresh token and enter it for this source."
    )


class ProjectNotApproved(PermissionDenied):
    """Projects have no allowance until Google approves them."""

    sentence = _(
        "Google does not let this project read reviews. Google has to approve the project for the "
        "Business Profile API, and the account has to manage the location."
    )


class NoSuchLocation(Gone):
    """Misspelled, or not verified."""

    sentence = _("Google knows no such location in this account.")


class NoSuchReview(Gone):
    """Google itself says that the review does not exist, or has been deleted."""


class GoogleReviews:
    """Reviews with their stars, by an approved project of one's own."""

    kind = "google-reviews"
    label = _("Google reviews")
    icon = "star"
    approval = _(
        "Google lets programs read reviews only with a project of your own that Google has "
        "approved for the Business Profile API, and only for locations you manage. Etappe does not "
        "bring such a project along."
    )
    settings = (
        Setting(
            "location",
            _("Location"),
            _("As the interface names it: accounts/123/locations/456"),
        ),
    )
    credential = (
        Setting("client", _("Client ID"), _("Of the OAuth client in your approved project.")),
        Setting("secret", _("Client secret"), _("It stands beside the client ID."), secret=True),
        Setting(
            "refresh",
            _("Refresh token"),
            _("Of an account that manages the location, for the scope “business.manage”."),
            most=1000,
            secret=True,
        ),
    )
    needs_credential = True
    reads_back = True
    sees = _("Reviews of a location that you manage, with stars, also those without words.")
    misses = _("Reviews of others, questions and pictures.")
    rhythm = Rhythm(most=timedelta(days=30), at_once=20, site="google.com")

    def address_of(self, settings: Mapping[str, str]) -> str:
        """Where the interface has the reviews: there is no page for them that lasts."""
        found = PLACE.search(words(settings, "location"))
        if not found:
            said = _("A location is written accounts/123/locations/456.")
            raise SettingRefused("location", said)
        return f"{API}/v4/{found[0]}/reviews"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"location": raw})

    def described(self, address: str) -> str:
        """Which location."""
        found = PLACE.search(address)
        return gettext("Reviews on Google, location %(number)s") % {
            "number": found[2] if found else ""
        }

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """What was written or changed last, with the token of the last visit while it lasts."""
        batch, session = _in_session(
            lambda given: _read(address, cursor, client, now, given),
            origin_of(address),
            client,
            now,
            credential,
        )
        return replace(batch, session=session)

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """One by one; Google documents what it answers of a review that was deleted."""
        seen, session = _in_session(
            lambda given: _looked_at(address, kept, client, now, given),
            origin_of(address),
            client,
            now,
            credential,
        )
        return replace(seen, session=session)


def _in_session(
    act: Callable[[Mapping[str, str]], Given],
    origin: str,
    client: Client,
    now: datetime,
    credential: Mapping[str, str],
) -> tuple[Given, dict[str, str] | None]:
    """What an act gives, with the token of the last time while it lasts, and the new one."""
    if not all(credential.get(key) for key in ("client", "secret", "refresh")):
        raise SignInMissing("no refresh token")
    session = _session(credential, now)
    if session is not None:
        try:
            return act(session), None
        except GoogleTokenEnded:
            session = None
    session = _renewed(origin, client, now, credential)
    return act(session), session


def _looked_at(
    address: str,
    kept: Sequence[Kept],
    client: Client,
    now: datetime,
    session: Mapping[str, str],
) -> Seen:
    origin, path = origin_of(address), urlsplit(address).path
    secret = {"Authorization": f"Bearer {session['access']}"}
    asker = Asker(client, now, secret=secret, explain=_explained_of_one(_explained(now)))
    there, missing = [], set()
    for each in kept:
        if asker.pause or not REVIEW.fullmatch(each.external_id):
            continue
        try:
            row = asker.get(f"{origin}/v4/{each.external_id}")
        except NoSuchReview:
            missing.add(each.external_id)
            continue
        entry = _entry(row if isinstance(row, dict) else {}, now)
        if entry and entry.external_id == each.external_id:
            there.append(entry)
    if missing and not there:
        # A location that was given away answers the same: then its list is not to be had either.
        asker.get(f"{origin}{path}", pageSize="1")
    return Seen(tuple(there), missing=frozenset(missing))


def _session(credential: Mapping[str, str], now: datetime) -> dict[str, str] | None:
    until = read_date(credential.get("until"))
    if not credential.get("access") or until is None or until - EARLY < now:
        return None
    return {"access": credential["access"], "until": credential["until"]}


def _renewed(
    origin: str, client: Client, now: datetime, credential: Mapping[str, str]
) -> dict[str, str]:
    given = {
        "grant_type": "refresh_token",
        "client_id": credential["client"],
        "client_secret": credential["secret"],
        "refresh_token": credential["refresh"],
    }
    asker = Asker(client, now, explain=_refused)
    answer = asker.post_form(f"{TOKENS if origin == API else origin}/token", given)
    token, lasts = text(answer, "access_token")[:8000], at(answer, "expires_in")
    if not token:
        raise AuthError("no token")
    good = isinstance(lasts, int) and not isinstance(lasts, bool) and 0 < lasts < LONGEST
    until = now + timedelta(seconds=lasts if good else 3600)
    return {"access": token, "until": until.isoformat()}


def _refused(response: Response, answer: Any) -> ConnectorError | None:
    error = text(answer, "error")
    if error == "invalid_grant":
        return ConsentWithdrawn(f"HTTP {response.status}: {error}")
    if response.status in (400, 401):
        return AuthError(f"HTTP {response.status}: {error[:100]}")
    return None


def _read(
    address: str,
    cursor: Mapping[str, str],
    client: Client,
    now: datetime,
    session: Mapping[str, str],
) -> Batch:
    origin, path = origin_of(address), urlsplit(address).path
    secret = {"Authorization": f"Bearer {session['access']}"}
    asker = Asker(client, now, secret=secret, explain=_explained(now))

    def page(older: str) -> Page:
        answer = asker.get(
            f"{origin}{path}", pageSize=str(AT_ONCE), orderBy="updateTime desc", pageToken=older
        )
        rows = objects(answer, "reviews")
        times = [time for row in rows if (time := read_date(at(row, "updateTime")))]
        entries = tuple(entry for row in rows if (entry := _entry(row, now)))
        # They come by their last change, so that is how far back the page reaches.
        return Page(entries, text(answer, "nextPageToken"), min(times, default=None))

    return walk(page, asker, cursor, now)


def _explained_of_one(usual: Explain) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        is_review = REVIEW.search(urlsplit(response.url).path)
        if is_review and response.status == 404 and _status(answer) == "NOT_FOUND":
            return NoSuchReview("NOT_FOUND")
        return usual(response, answer)

    return explain


def _status(answer: Any) -> str:
    return text(answer, "error", "status")


def _has_no_allowance(answer: Any) -> bool:
    """Whether none is left because there never was any: so it is until Google approves."""
    details = objects(answer, "error", "details")
    return any(text(each, "metadata", "quota_limit_value") == "0" for each in details)


def _explained(now: datetime) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        status = _status(answer)
        said = f"HTTP {response.status}: {status[:60]}"
        if response.status == 401 or status == "UNAUTHENTICATED":
            return GoogleTokenEnded(said)
        if status == "RESOURCE_EXHAUSTED" and _has_no_allowance(answer):
            return ProjectNotApproved(f"{said}, allowance 0")
        if response.status == 429 or status == "RESOURCE_EXHAUSTED":
            return RateLimited(said, until=when_again(response.headers, now) or now + MINUTE)
        if response.status == 403:
            return ProjectNotApproved(said)
        if response.status == 404:
            return NoSuchLocation(said)
        return Transient(said) if response.status >= 500 else None

    return explain


def _entry(row: Mapping[str, Any], now: datetime) -> Entry | None:
    name = text(row, "name")
    if not REVIEW.fullmatch(name):
        return None
    written, changed = read_date(at(row, "createTime")), read_date(at(row, "updateTime"))
    author = "" if truth(row, "reviewer", "isAnonymous") else text(row, "reviewer", "displayName")
    return Entry(
        external_id=name,
        url="",
        title="",
        html="",
        text=_original(text(row, "comment")),
        published_at=min(written or now, now),
        stated_at=written,
        edited_at=changed if changed != written else None,
        author_name=plain(author, "text", 200),
        site="google.com",
        kind="review",
        rating=STARS.get(text(row, "starRating")),
        addressed_to_us=True,
    )


def _original(comment: str) -> str:
    """What was written; Google puts a translation before or behind it."""
    before, mark, behind = comment.partition(ORIGINAL)
    if mark:
        return behind.strip()
    return before.partition(TRANSLATED)[0].strip() or before.replace(TRANSLATED, "").strip()
