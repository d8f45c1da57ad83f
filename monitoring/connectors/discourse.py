"""Sources of kind discourse: the newest posts of a forum, of a category, or found by words."""

import re
from collections.abc import Mapping, Sequence
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
    RateLimited,
    SettingRefused,
    SignInMissing,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, build, name_of, origin_of, server
from monitoring.connectors.shapes import at, objects, text, truth
from monitoring.connectors.waiting import when_again
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

SLUG = re.compile(r"[\w.-]{1,100}(/[\w.-]{1,100}){0,3}")
LONGEST = 24 * 60 * 60
LAST_PAGE = 10
"""Of a search: no forum shows more."""


class NoDiscourseThere(BadRequest):
    """The server does not know the interface."""

    sentence = _("There is no Discourse forum at this address. Check its name.")


class NoSuchPost(Gone):
    """The forum itself says that the post is not there."""


class Discourse:
    """Posts of a forum that runs Discourse."""

    kind = "discourse"
    label = _("Discourse forum")
    icon = "forum"
    settings = (
        Setting("server", _("Forum"), _("For example forum.example.org.")),
        Setting(
            "query",
            _("Category or search words"),
            _("Empty reads every new post. #alpen or #alpen/lifte reads a category."),
            required=False,
        ),
    )
    credential = (
        Setting("user", _("User name"), _("For whom the key was made."), most=100),
        Setting("key", _("API key"), _("From the forum's administrator."), most=500, secret=True),
    )
    needs_credential = False
    reads_back = True
    rhythm = Rhythm(most=timedelta(days=30), at_once=10)
    sees = _(
        "Every new public post of a Discourse forum, of one category, or with your words in it. "
        "With a key also what its user may see."
    )
    misses = _(
        "Categories for members only, private messages, and forums with other software: try "
        "their feed. Of a search only the beginning of each post."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the newest posts, of the category, or of the search."""
        origin = server(settings.get("server", ""))
        query = " ".join(settings.get("query", "").split())[:200]
        if not query:
            return f"{origin}/latest"
        if not query.startswith("#"):
            return build(origin, "/search", {"q": query})
        if not SLUG.fullmatch(query[1:]) or ".." in query:
            raise SettingRefused("query", _("A category is written as in its address: #name."))
        return f"{origin}/c/{quote(query[1:].lower())}"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"server": origin_of(raw), "query": _asked(raw)})

    def described(self, address: str) -> str:
        """What is read where."""
        asked, there = _asked(address), name_of(address)
        if not asked:
            return gettext("New posts on %(server)s") % {"server": there}
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
        """The newest posts; a category is read by its search, which alone is sorted by post."""
        origin, asked = origin_of(address), _asked(address)
        secret = _secret(credential)
        asker = Asker(client, now, secret=secret, explain=_explained(now, bool(secret)))

        def page(older: str) -> Page:
            if not asked:
                answer = asker.get(f"{origin}/posts.json", before=older)
                return _newest(answer, origin, now)
            number = older if older.isdecimal() else "1"
            answer = asker.get(f"{origin}/search.json", q=f"{asked} order:latest", page=number)
            return _found(answer, origin, number, now)

        return walk(page, asker, cursor, now)

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """One by one, as the interface wants it; what its author took away says so itself."""
        secret = _secret(credential)
        explain = _explained_of_one(_explained(now, bool(secret)))
        asker = Asker(client, now, secret=secret, explain=explain)
        return _looked_at(asker, origin_of(address), kept, bool(_asked(address)), now)


def _secret(credential: Mapping[str, str]) -> Mapping[str, str]:
    if not credential.get("key"):
        return NOTHING
    return {"Api-Key": credential["key"], "Api-Username": credential.get("user", "")}


def _looked_at(
    asker: Asker, origin: str, kept: Sequence[Kept], is_search: bool, now: datetime
) -> Seen:
    there = list[Entry]()
    same, deleted, missing = set[str](), set[str](), set[str]()
    refused: AuthError | None = None
    for each in kept:
        number = each.external_id.rpartition(":")[2]
        if asker.pause or not number.isdecimal():
            continue
        try:
            post = asker.get(f"{origin}/posts/{number}.json")
        except NoSuchPost as problem:
            (deleted if problem.for_good else missing).add(each.external_id)
            continue
        except AuthError as problem:
            # Moved to where we may not read; whether it stands there nobody tells.
            refused = problem
            continue
        entry = _entry(post if isinstance(post, dict) else {}, {}, origin, now)
        if at(post, "deleted_at") or truth(post, "user_deleted"):
            deleted.add(each.external_id)
        elif truth(post, "hidden"):
            missing.add(each.external_id)
        elif entry and entry.external_id == each.external_id and is_search:
            # A search gave but the beginning of it: that the rest is new would be untrue.
            same.add(each.external_id)
        elif entry and entry.external_id == each.external_id:
            there.append(entry)
    if refused and not (there or same or deleted or missing):
        raise refused
    return Seen(tuple(there), frozenset(deleted), frozenset(missing), same=frozenset(same))


def _explained_of_one(usual: Explain) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        # A page instead of data speaks for the server or what stands before it, not of the post.
        if response.status in (404, 410) and at(answer, "errors"):
            return NoSuchPost(f"HTTP {response.status}", for_good=response.status == 410)
        if response.status == 410:
            return NoDiscourseThere("HTTP 410")
        return usual(response, answer)

    return explain


def _asked(address: str) -> str:
    path = unquote(urlsplit(address).path)
    if path.startswith("/c/"):
        return "#" + path.removeprefix("/c/")
    return asked_in(address).get("q", "")


def _explained(now: datetime, signed_in: bool) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        kind = text(answer, "error_type")
        said = f"HTTP {response.status}: {kind[:100]}"
        if response.status == 429:
            wait = at(answer, "extras", "wait_seconds")
            good = isinstance(wait, int | float) and 0 < wait < LONGEST
            stated = now + timedelta(seconds=wait) if good else None
            again = when_again(response.headers, now) or stated
            return RateLimited(said, until=again or now + timedelta(minutes=5))
        if response.status == 403 or kind in ("invalid_access", "not_logged_in"):
            return AuthError(said) if signed_in else SignInMissing(said)
        if response.status == 404 or (response.status == 200 and answer is None):
            return NoDiscourseThere(said)
        return None

    return explain


def _newest(answer: Any, origin: str, now: datetime) -> Page:
    posts = objects(answer, "latest_posts")
    entries = [entry for post in posts if (entry := _entry(post, {}, origin, now))]
    # Ids go down without gaps of meaning: what lies before the last one shown is older.
    return Page(tuple(entries), text(posts[-1], "id") if posts else "")


def _found(answer: Any, origin: str, number: str, now: datetime) -> Page:
    topics = {text(topic, "id"): topic for topic in objects(answer, "topics")}
    entries = [
        entry
        for post in objects(answer, "posts")
        if (entry := _entry(post, topics.get(text(post, "topic_id"), {}), origin, now))
    ]
    more = truth(answer, "grouped_search_result", "more_full_page_results")
    if more and int(number) >= LAST_PAGE:
        return Page(tuple(entries), cut=min((e.published_at for e in entries), default=now))
    return Page(tuple(entries), str(int(number) + 1) if more else "")


def _entry(
    post: Mapping[str, Any], topic: Mapping[str, Any], origin: str, now: datetime
) -> Entry | None:
    """A post; None for acts of moderators, whispers, and what was taken away."""
    number = text(post, "id")
    if not number.isdecimal() or text(post, "post_type") not in ("1", ""):
        return None
    if truth(post, "hidden") or truth(post, "user_deleted") or at(post, "deleted_at"):
        return None
    written = read_date(at(post, "created_at"))
    user = text(post, "username")
    nth, topic_id = text(post, "post_number"), text(post, "topic_id")
    slug = quote(text(post, "topic_slug") or text(topic, "slug") or "-", safe="")
    html = text(post, "cooked")
    return Entry(
        external_id=f"{name_of(origin)}:{number}",
        url=web_link(f"{origin}/t/{slug}/{topic_id}/{nth}", "") if topic_id.isdecimal() else origin,
        title=plain(text(post, "topic_title") or text(topic, "title"), "text"),
        html=html,
        text="" if html else text(post, "raw") or text(post, "blurb"),
        published_at=min(written or now, now),
        stated_at=written,
        edited_at=read_date(at(post, "updated_at")),
        author_name=plain(text(post, "name") or user, "text", 200),
        author_handle=user,
        author_id=text(post, "user_id"),
        author_url=f"{origin}/u/{quote(user, safe='')}" if user else "",
        kind="post" if nth == "1" else "reply",
        parent_id=text(post, "reply_to_post_number"),
        root_id=topic_id,
    )
