"""Sources of kind bluesky: a search on Bluesky, signed in with an app password."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    RateLimited,
    SignInMissing,
    Transient,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, build, name_of, origin_of, server, words
from monitoring.connectors.shapes import at, followers, listed, objects, text
from monitoring.connectors.waiting import when_again
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

USUAL = "bsky.social"
POSTS = "https://bsky.app/profile"
AT_ONCE = 100
PROFILES = 25
"""That one request may ask for."""
MOST_AUTHORS = 200
"""Of a visit whose followers are asked for."""
RHYTHM = Rhythm(most=timedelta(days=30), at_once=25, site="bsky.app")
WAIT = timedelta(minutes=15)
ENDED = ("ExpiredToken", "InvalidToken")
WRONG = ("AuthenticationRequired", "AuthMissing", "AccountTakedown", "AccountDeactivated")
DID = re.compile(r"did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,200}")
KEY = re.compile(r"[A-Za-z0-9._~:-]{1,512}")
HIDDEN = ("!hide", "!takedown")
SIGNED_IN_ONLY = "!no-unauthenticated"
"""What authors say of themselves who wish to be shown to nobody who is not signed in there."""
Given = TypeVar("Given")


class NoServerThere(BadRequest):
    """The server does not know the interface."""

    sentence = _("This server does not speak the language of Bluesky. Check its name.")


class SessionEnded(AuthError):  # noqa: N818 (named for what happened)
    """A token of the session is no longer taken."""


class SecondFactorAsked(AuthError):  # noqa: N818
    """The password of the account was typed instead of an app password."""

    sentence = _("Bluesky asks for a second factor. Use an app password instead of your password.")


class Bluesky:
    """Public posts with words in them."""

    kind = "bluesky"
    label = _("Bluesky")
    icon = "mention"
    settings = (
        Setting("query", _("Search words"), _("Also a #hashtag, or a phrase in quotation marks.")),
        Setting(
            "server",
            _("Server of your account"),
            _("Left empty: bsky.social, where nearly everybody is."),
            required=False,
        ),
    )
    credential = (
        Setting("identifier", _("Handle"), _("For example your-company.bsky.social.")),
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
    sees = _("Public posts and replies of the whole network in which your words stand.")
    misses = _(
        "Direct messages, posts of accounts that block yours or wish to be shown only to people "
        "who are signed in at Bluesky, and whatever its search leaves out: it promises no "
        "completeness."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the search, on the server that is asked."""
        origin = server(settings.get("server", "").strip() or USUAL)
        return build(origin, "/search", {"q": words(settings)})

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"server": origin_of(raw), "query": asked_in(raw).get("q", "")})

    def described(self, address: str) -> str:
        """What is looked for."""
        there = name_of(address)
        return gettext("“%(words)s” on %(server)s") % {
            "words": asked_in(address).get("q", ""),
            "server": "Bluesky" if there == USUAL else f"Bluesky ({there})",
        }

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest posts, in the session of the last visit as long as it is taken."""
        if not credential.get("identifier") or not credential.get("password"):
            raise SignInMissing("no app password")
        desk = Desk(origin_of(address), client, now, credential)
        query = asked_in(address).get("q", "")
        return desk.in_session(lambda: desk.search(query, cursor))

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """Twenty-five in one request."""
        if not credential.get("identifier") or not credential.get("password"):
            raise SignInMissing("no app password")
        desk = Desk(origin_of(address), client, now, credential)
        return desk.in_session(lambda: desk.look_at(kept))


class Desk:
    """One visit to a server: a session, and searches in it."""

    def __init__(
        self, origin: str, client: Client, now: datetime, credential: Mapping[str, str]
    ) -> None:
        self.origin, self.client, self.now = origin, client, now
        self.credential = credential
        self.session = {key: credential.get(key, "") for key in ("access", "refresh")}
        self.is_new = False

    def in_session(self, act: Callable[[], Given]) -> Given:
        """What an act gives, done once more in a new session where the old one has ended."""
        try:
            return act()
        except SessionEnded:
            self.renew()
            return act()

    def asker(self) -> Asker:
        """Asks in the session, which begins here if there is none. Raises ConnectorError."""
        if not self.session["access"]:
            self.sign_in()
        return self._asker(self.session["access"])

    @property
    def to_keep(self) -> dict[str, str] | None:
        """The session, where it is a new one."""
        return dict(self.session) if self.is_new else None

    def search(self, query: str, cursor: Mapping[str, str]) -> Batch:
        """Posts with these words, newest first. Raises ConnectorError, SessionEnded among them."""
        asker = self.asker()

        def page(older: str) -> Page:
            answer = asker.get(
                f"{self.origin}/xrpc/app.bsky.feed.searchPosts",
                q=query,
                sort="latest",
                limit=str(AT_ONCE),
                cursor=older,
            )
            posts = [post for post in objects(answer, "posts") if not _keeps_to_members(post)]
            found = (entry_of(post, self.now) for post in posts)
            return Page(tuple(entry for entry in found if entry), text(answer, "cursor"))

        return self.told_apart(walk(page, asker, cursor, self.now))

    def told_apart(self, batch: Batch) -> Batch:
        """A batch with the reach of its authors and the session, where that is a new one."""
        entries = self.with_reach(batch.entries)
        return replace(batch, entries=entries, session=self.to_keep)

    def with_reach(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The entries with how many follow their authors, which the posts do not say.

        It is a help and no more: where it cannot be had, they stay as they are.
        """
        authors = list(dict.fromkeys(entry.author_id for entry in entries))
        known: dict[str, int | None] = {}
        asker = self.asker()
        for first in range(0, min(len(authors), MOST_AUTHORS), PROFILES):
            with suppress(ConnectorError):
                answer = asker.get(
                    f"{self.origin}/xrpc/app.bsky.actor.getProfiles",
                    actors=authors[first : first + PROFILES],
                )
                for profile in objects(answer, "profiles"):
                    known[text(profile, "did")] = followers(profile, "followersCount")
            if asker.pause:
                break
        return tuple(replace(entry, reach=known.get(entry.author_id)) for entry in entries)

    def look_at(self, kept: Sequence[Kept]) -> Seen:
        """Posts by their own names; what was deleted is left out of the answer."""
        asked = {each.external_id for each in kept}
        answer = self.asker().get(f"{self.origin}/xrpc/app.bsky.feed.getPosts", uris=sorted(asked))
        there, hidden = [], set()
        for post in listed(answer, "posts"):
            entry = entry_of(post, self.now)
            if entry and entry.external_id in asked:
                there.append(entry)
            elif _is_hidden(post):
                hidden.add(text(post, "uri"))
        missing = asked - hidden - {entry.external_id for entry in there}
        return Seen(
            self.with_reach(there), frozenset(hidden & asked), frozenset(missing), self.to_keep
        )

    def renew(self) -> None:
        """A new session by the refresh token, else by the password: sign-ins are few a day."""
        refresh, self.session["access"] = self.session["refresh"], ""
        if not refresh:
            return
        self.session["refresh"] = ""
        try:
            asker = self._asker(refresh)
            answer = asker.post(f"{self.origin}/xrpc/com.atproto.server.refreshSession", None)
        except AuthError:
            return
        self._take(answer)

    def sign_in(self) -> None:
        """A new session by the password."""
        given = {key: self.credential[key] for key in ("identifier", "password")}
        asker = self._asker("")
        self._take(asker.post(f"{self.origin}/xrpc/com.atproto.server.createSession", given))

    def _take(self, answer: Any) -> None:
        self.session = {
            "access": text(answer, "accessJwt")[:8000],
            "refresh": text(answer, "refreshJwt")[:8000],
        }
        self.is_new = True
        if not self.session["access"]:
            raise NoServerThere("a session without a token")

    def _asker(self, token: str) -> Asker:
        secret = {"Authorization": f"Bearer {token}"} if token else NOTHING
        return Asker(self.client, self.now, secret=secret, explain=self._explain)

    def _explain(self, response: Response, answer: Any) -> ConnectorError | None:
        error = text(answer, "error")
        said = f"HTTP {response.status}: {error[:100]}"
        if response.status == 429:
            again = when_again(response.headers, self.now)
            return RateLimited(said, until=again or self.now + WAIT)
        if error in ENDED:
            return SessionEnded(said)
        if error == "AuthFactorTokenRequired":
            return SecondFactorAsked(said)
        if error in WRONG or response.status == 401:
            return AuthError(said)
        if response.status in (200, 404, 405, 501) and answer is None:
            return NoServerThere(said)
        if error in ("UpstreamFailure", "UpstreamTimeout", "NotEnoughResources"):
            return Transient(said)
        return None


def entry_of(post: Mapping[str, Any], now: datetime) -> Entry | None:
    """A post; None for what is hidden by its labels."""
    uri, author, record = text(post, "uri"), at(post, "author"), at(post, "record")
    did, key = text(author, "did"), uri.rpartition("/")[2]
    if not uri.startswith("at://") or not DID.fullmatch(did) or not KEY.fullmatch(key):
        return None
    if _is_hidden(post):
        return None
    times = [read_date(at(record, "createdAt")), read_date(at(post, "indexedAt"))]
    # createdAt is whatever its author wrote; it was indexed at that time at the latest.
    stated = min((time for time in times if time), default=None)
    handle = text(author, "handle")
    langs = at(record, "langs")
    parent = text(record, "reply", "parent", "uri")
    return Entry(
        external_id=external_id(uri, "", "", "", ""),
        url=f"{POSTS}/{did}/post/{key}",
        title="",
        html="",
        text=_words(post, record),
        published_at=min(stated or now, now),
        stated_at=stated,
        author_name=plain(text(author, "displayName") or handle, "text", 200),
        author_handle=handle,
        author_id=did,
        author_url=f"{POSTS}/{did}",
        lang=langs[0] if isinstance(langs, list) and langs and isinstance(langs[0], str) else "",
        kind="reply" if parent else "post",
        parent_id=parent,
        root_id=text(record, "reply", "root", "uri"),
    )


def _is_hidden(post: Mapping[str, Any]) -> bool:
    return any(text(label, "val") in HIDDEN for label in objects(post, "labels"))


def _keeps_to_members(post: Mapping[str, Any]) -> bool:
    """Whether its author wishes so, by a label of their own and of nobody else."""
    author = at(post, "author")
    return any(
        text(label, "val") == SIGNED_IN_ONLY and text(label, "src") in ("", text(author, "did"))
        for label in objects(author, "labels")
    )


def _words(post: Mapping[str, Any], record: Any) -> str:
    """What was written, and what the card of a link says below it."""
    external = at(post, "embed", "external")
    said = [text(record, "text"), text(external, "title"), text(external, "description")]
    said += [text(image, "alt") for image in objects(post, "embed", "images")]
    return "\n\n".join(part for part in said if part)
