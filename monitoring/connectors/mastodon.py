"""Sources of kind mastodon: a hashtag or a search on a server that speaks Mastodon's interface."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker, Explain
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    Gone,
    SettingRefused,
    SignInMissing,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, build, name_of, origin_of, server, words
from monitoring.connectors.shapes import at, followers, objects, text, truth
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

AT_ONCE = 40
RHYTHM = Rhythm(most=timedelta(days=30), at_once=20)
TAG = re.compile(r"\w{1,100}")
ONLY_DIGITS = re.compile(r"\d+")
# Mastodon hides the ends of long links from the eye; what is read is the whole.
UNSEEN = re.compile(r'<span class="(?:invisible|ellipsis)">([^<]*)</span>')


class NoMastodonThere(BadRequest):
    """The server does not know the interface."""

    sentence = _("This server does not speak the language of Mastodon. Check its name.")


class NoSuchPost(Gone):
    """The interface itself says that the post is not there."""


class SearchSignInMissing(SignInMissing):
    """Full-text search needs a token everywhere."""

    sentence = _("Search words need an access token. A hashtag can be read without one.")


class PreviewClosed(SignInMissing):
    """The server shows hashtags only to those who are signed in, and an empty list to others."""

    sentence = _("This server shows hashtags only with a sign-in. Enter an access token.")


class Mastodon:
    """Public posts under a hashtag, or found by words where the server searches."""

    kind = "mastodon"
    label = _("Mastodon")
    icon = "mention"
    settings = (
        Setting("server", _("Server"), _("For example mastodon.social. Any server will do.")),
        Setting(
            "query",
            _("Hashtag or search words"),
            _("#seilbahn needs no sign-in. Words without # are searched, with an access token."),
        ),
    )
    credential = (
        Setting(
            "token",
            _("Access token"),
            _("From the server's settings, “Development”; read access is enough."),
            most=500,
            secret=True,
        ),
    )
    needs_credential = False
    reads_back = True
    rhythm = RHYTHM
    sees = _(
        "Public posts under a hashtag, as far as they are known to the server you name: also "
        "those of other servers that its people follow. Also for GoToSocial, Pleroma and Pixelfed."
    )
    misses = _(
        "Posts without the hashtag, private posts, posts of servers nobody there follows, and of "
        "people who want to be left out of searches. Search words find only authors who agreed to "
        "be found."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the hashtag or of the search."""
        origin, query = server(settings.get("server", "")), words(settings)
        if not query.startswith("#"):
            return build(origin, "/search", {"q": query})
        tag = query.removeprefix("#")
        if not TAG.fullmatch(tag) or ONLY_DIGITS.fullmatch(tag):
            said = _("A hashtag is one word of letters, digits and underscores.")
            raise SettingRefused("query", said)
        return f"{origin}/tags/{quote(tag.lower(), safe='')}"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"server": origin_of(raw), "query": _asked(raw)})

    def described(self, address: str) -> str:
        """What is looked for where."""
        asked, there = _asked(address), name_of(address)
        if asked.startswith("#"):
            return gettext("%(tag)s on %(server)s") % {"tag": asked, "server": there}
        return gettext("“%(words)s” on %(server)s") % {"words": asked, "server": there}

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest posts; older ones by the id of the last."""
        origin, asked, token = origin_of(address), _asked(address), credential.get("token", "")
        if not asked.startswith("#") and not token:
            raise SearchSignInMissing("search without a token")
        secret = {"Authorization": f"Bearer {token}"} if token else NOTHING
        asker = Asker(client, now, secret=secret, explain=explained(bool(token)))

        def page(older: str) -> Page:
            if asked.startswith("#"):
                path = f"{origin}/api/v1/timelines/tag/{quote(asked[1:], safe='')}"
                answer = asker.get(path, limit=str(AT_ONCE), max_id=older)
                if not answer and not older and not token:
                    _look_whether_open(asker, origin)
                return _page(answer, name_of(address), now)
            answer = asker.get(
                f"{origin}/api/v2/search",
                q=asked,
                type="statuses",
                limit=str(AT_ONCE),
                max_id=older,
            )
            return _page(at(answer, "statuses"), name_of(address), now)

        return walk(page, asker, cursor, now)

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


def looked_at(
    address: str,
    kept: Sequence[Kept],
    client: Client,
    now: datetime,
    credential: Mapping[str, str],
) -> Seen:
    """Posts by the number the server gave them; a post that is not found there is missing."""
    token, origin = credential.get("token", ""), origin_of(address)
    secret = {"Authorization": f"Bearer {token}"} if token else NOTHING
    asker = Asker(client, now, secret=secret, explain=_explained_of_one(bool(token)))
    there = list[Entry]()
    deleted, missing = set[str](), set[str]()
    for each in kept:
        if asker.pause:
            break
        try:
            answer = asker.get(f"{origin}/api/v1/statuses/{quote(each.ref, safe='')}")
        except NoSuchPost as problem:
            (deleted if problem.for_good else missing).add(each.external_id)
        else:
            entry = entry_of(answer if isinstance(answer, dict) else {}, name_of(address), now)
            if entry and entry.external_id == each.external_id:
                there.append(entry)
            elif text(answer, "id") == each.ref:
                # It is not public any more.
                missing.add(each.external_id)
    return Seen(tuple(there), frozenset(deleted), frozenset(missing))


def _asked(address: str) -> str:
    path = urlsplit(address).path
    if path.startswith("/tags/"):
        return "#" + unquote(path.removeprefix("/tags/"))
    return asked_in(address).get("q", "")


def explained(signed_in: bool) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        said = f"HTTP {response.status}: {text(answer, 'error')[:200]}"
        if not signed_in and response.status in (401, 403, 422):
            return SignInMissing(said)
        # Takahē answers a wrong token with 400 and plain text.
        if response.status == 400 and b"token" in response.body[:200].lower():
            return AuthError(said)
        if response.status == 404 or (response.status == 200 and answer is None):
            return NoMastodonThere(said)
        return None

    return explain


def _explained_of_one(signed_in: bool) -> Explain:
    usual = explained(signed_in)

    def explain(response: Response, answer: Any) -> ConnectorError | None:
        # A page instead of data speaks for the server or what stands before it, not of the post.
        if response.status in (404, 410) and text(answer, "error"):
            return NoSuchPost(f"HTTP {response.status}", for_good=response.status == 410)
        return usual(response, answer) or (
            NoMastodonThere("HTTP 410") if response.status == 410 else None
        )

    return explain


def _look_whether_open(asker: Asker, origin: str) -> None:
    """Nothing under a hashtag may mean that nothing is shown to us. Raises PreviewClosed."""
    shown: Any = None
    with suppress(ConnectorError):
        answer = asker.get(f"{origin}/api/v2/instance")
        shown = at(answer, "configuration", "timelines_access", "hashtag_feeds")
    if isinstance(shown, dict) and shown and "public" not in shown.values():
        raise PreviewClosed("hashtags are closed")


def _page(statuses: Any, instance: str, now: datetime) -> Page:
    found = objects({"found": statuses}, "found")
    entries = [
        entry
        for status in found
        if not truth(status, "account", "noindex") and (entry := entry_of(status, instance, now))
    ]
    ids = [number for status in found if (number := text(status, "id"))]
    # Servers may give fewer than were asked for: only an empty page is the last one.
    return Page(tuple(entries), ids[-1] if ids else "")


def entry_of(status: Mapping[str, Any], instance: str, now: datetime) -> Entry | None:
    """A post; None for boosts, which repeat another's, and for what is not public."""
    stated = text(status, "uri") or text(status, "url") or text(status, "id")
    visibility = text(status, "visibility")
    if not stated or at(status, "reblog") or visibility not in ("public", "unlisted", ""):
        return None
    written = read_date(at(status, "created_at"))
    handle = text(status, "account", "acct")
    warning = text(status, "spoiler_text")
    body = UNSEEN.sub(r"\1", text(status, "content"))
    return Entry(
        external_id=external_id(stated, "", "", "", ""),
        url=web_link(text(status, "url") or text(status, "uri"), ""),
        title=plain(warning, "text"),
        html=body,
        published_at=min(written or now, now),
        stated_at=written,
        edited_at=read_date(at(status, "edited_at")),
        author_name=plain(text(status, "account", "display_name") or handle, "text", 200),
        author_handle=handle if "@" in handle or not handle else f"{handle}@{instance}",
        author_id=text(status, "account", "id"),
        author_url=web_link(text(status, "account", "url"), ""),
        lang=text(status, "language"),
        kind="reply" if text(status, "in_reply_to_id") else "post",
        parent_id=text(status, "in_reply_to_id"),
        ref=text(status, "id")[:500],
        reach=followers(status, "account", "followers_count"),
    )
