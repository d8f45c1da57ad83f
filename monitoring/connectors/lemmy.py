"""Sources of kind lemmy: a community, or a search on a server; both generations."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from monitoring.connectors.asking import Asker, Explain
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import (
    BadRequest,
    ConnectorError,
    Gone,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Unexpected,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, build, chosen, name_of, origin_of, server, words
from monitoring.connectors.shapes import at, objects, text, truth
from monitoring.connectors.waiting import when_again
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

AT_ONCE = 50
COMMUNITY = re.compile(r"[A-Za-z0-9_]{1,100}(@[A-Za-z0-9.-]{1,200})?")
TYPES = {"All": _("Posts and comments"), "Posts": _("Posts only"), "Comments": _("Comments only")}
WAIT = timedelta(minutes=10)
"""Searches are counted over ten minutes, and the older generation does not say until when."""
LIMITS = ("rate_limit_error", "too_many_requests")
CLOSED = ("not_logged_in", "instance_is_private", "incorrect_login")
MARKDOWN = MarkdownIt("commonmark", {"html": False})


class NoLemmyThere(BadRequest):
    """The server does not know the interface."""

    sentence = _("This server does not speak the language of Lemmy. Check its name.")


class NoSuchCommunity(Gone):
    """The server is there, the community is not."""

    sentence = _("This server does not know that community. Check its spelling.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a community (empty: none), or words; and which type."""

    community: str
    query: str
    type: str


class Lemmy:
    """Posts and comments of a community, or with words in them, newest first."""

    kind = "lemmy"
    label = _("Lemmy")
    icon = "forum"
    settings = (
        Setting("server", _("Server"), _("For example feddit.org. Any server will do.")),
        Setting(
            "query",
            _("Community or search words"),
            _("!alpen or !alpen@feddit.org reads a community; words without ! are searched."),
        ),
        Setting("type", _("Look in"), choices=tuple(TYPES.items())),
    )
    credential: tuple[Setting, ...] = ()
    needs_credential = False
    reads_back = True
    rhythm = Rhythm(most=timedelta(days=30), at_once=10)
    sees = _(
        "Public posts and comments of a community, or with your words in them, as far as the "
        "server you name knows them: also those of other servers. Also for PieFed and Mbin."
    )
    misses = _(
        "Communities nobody on that server has joined, servers that answer only to members, and "
        "what was removed before it was read."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the community or of the search."""
        origin, query = server(settings.get("server", "")), words(settings)
        kind = chosen(settings, "type", TYPES)
        if not query.startswith("!"):
            return build(origin, "/search", {"q": query, "type": kind, "sort": "New"})
        name = query.removeprefix("!")
        if not COMMUNITY.fullmatch(name):
            raise SettingRefused("query", _("A community is written !name or !name@server."))
        return build(origin, f"/c/{name.lower()}", {"dataType": kind, "sort": "New"})

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        asked = _asked(raw)
        query = f"!{asked.community}" if asked.community else asked.query
        return self.address_of({"server": origin_of(raw), "query": query, "type": asked.type})

    def described(self, address: str) -> str:
        """What is read where."""
        asked, there = _asked(address), name_of(address)
        if asked.community:
            return gettext("!%(name)s on %(server)s") % {"name": asked.community, "server": there}
        return gettext("“%(words)s” on %(server)s") % {"words": asked.query, "server": there}

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest posts and comments. Which generation answers is kept in the cursor."""
        asked, origin = _asked(address), origin_of(address)
        asker = Asker(client, now, explain=_explained(now))

        def read(version: str) -> Batch:
            ask = _v4 if version == "4" else _v3
            batch = walk(lambda older: ask(asker, origin, asked, older, now), asker, cursor, now)
            batch.cursor["version"] = version
            return batch

        known = cursor.get("version", "")
        try:
            return read(known or _version(asker, origin))
        except (NoLemmyThere, BadRequest):
            # Servers grow: the generation that answered last time may be there no longer.
            newer = _version(asker, origin) if known else ""
            if newer in ("", known):
                raise
            return read(newer)

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """One by one; what was taken away says so itself."""
        origin, asker = origin_of(address), Asker(client, now, explain=_explained(now))
        there, deleted, missing = [], set(), set()
        version = _version(asker, origin)
        for each in kept:
            kind, _blank, number = each.ref.partition(" ")
            if asker.pause or kind not in ("post", "comment") or not number.isdecimal():
                continue
            try:
                answer = asker.get(f"{origin}/api/v{version}/{kind}", id=number)
            except NoSuchCommunity:
                missing.add(each.external_id)
                continue
            view = at(answer, f"{kind}_view")
            entry = _entry(view if isinstance(view, dict) else {}, kind, now)
            if truth(view, kind, "removed") or truth(view, kind, "deleted"):
                deleted.add(each.external_id)
            elif entry and entry.external_id == each.external_id:
                there.append(entry)
        return Seen(tuple(there), frozenset(deleted), frozenset(missing))


def _asked(address: str) -> Asked:
    path, asked = urlsplit(address).path, asked_in(address)
    if path.startswith("/c/"):
        return Asked(unquote(path.removeprefix("/c/")), "", asked.get("dataType", "All"))
    return Asked("", asked.get("q", ""), asked.get("type", "All"))


def _version(asker: Asker, origin: str) -> str:
    try:
        asker.get(f"{origin}/api/v4/site")
    except (NoLemmyThere, BadRequest, Gone, Unexpected):
        asker.get(f"{origin}/api/v3/site")
        return "3"
    return "4"


def _explained(now: datetime) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        error = text(answer, "error")
        said = f"HTTP {response.status}: {error[:200]}"
        if error in LIMITS:
            return RateLimited(said, until=when_again(response.headers, now) or now + WAIT)
        if error in CLOSED:
            return SignInMissing(said)
        if error.startswith(("couldnt_find", "not_found")):
            return NoSuchCommunity(said)
        if answer is None and response.status in (200, 404):
            return NoLemmyThere(said)
        return None

    return explain


def _v3(asker: Asker, origin: str, asked: Asked, older: str, now: datetime) -> Page:
    """Pages are numbered: what comes in meanwhile moves them on, and is read twice at most."""
    number = older if older.isdecimal() else "1"
    common = {"sort": "New", "page": number, "limit": str(AT_ONCE)}
    if asked.community:
        answer: dict[str, Any] = {}
        for name, path in _lists(asked):
            found = asker.get(
                f"{origin}/api/v3/{path}/list",
                community_name=asked.community,
                type_="All",
                **common,
            )
            answer[name] = at(found, name)
    else:
        answer = asker.get(
            f"{origin}/api/v3/search",
            q=asked.query,
            type_=asked.type,
            listing_type="All",
            **common,
        )
    lists = {"post": objects(answer, "posts"), "comment": objects(answer, "comments")}
    full = [kind for kind, views in lists.items() if len(views) >= AT_ONCE]
    return _page(lists, full, str(int(number) + 1) if full else "", now)


def _v4(asker: Asker, origin: str, asked: Asked, older: str, now: datetime) -> Page:
    """Pages follow by the server's own tokens; posts and comments have one each."""
    if not asked.community:
        answer = asker.get(
            f"{origin}/api/v4/search",
            search_term=asked.query,
            type_=asked.type.lower(),
            listing_type="all",
            limit=str(AT_ONCE),
            page_cursor=older,
        )
        lists = {"post": objects(answer, "posts"), "comment": objects(answer, "comments")}
        more = text(answer, "next_page")
        return _page(lists, list(lists) if more else [], more, now)
    tokens = older.split(" ") if older else []
    found: dict[str, list[dict[str, Any]]] = {"post": [], "comment": []}
    following = []
    for number, (_name, path) in enumerate(_lists(asked)):
        token = tokens[number] if number < len(tokens) else ""
        if tokens and token in ("", END):
            following.append(END)
            continue
        answer = asker.get(
            f"{origin}/api/v4/{path}/list",
            community_name=asked.community,
            type_="all",
            sort="new",
            limit=str(AT_ONCE),
            page_cursor=unquote(token),
        )
        found[path] = objects(answer, "items")
        following.append(quote(text(answer, "next_page"), safe="") or END)
    full = [
        path for (_name, path), token in zip(_lists(asked), following, strict=True) if token != END
    ]
    return _page(found, full, " ".join(following) if full else "", now)


END = "-"


def _lists(asked: Asked) -> list[tuple[str, str]]:
    both = [("posts", "post"), ("comments", "comment")]
    return [each for each in both if asked.type in ("All", each[0].capitalize())]


def _page(
    lists: Mapping[str, list[dict[str, Any]]], full: list[str], older: str, now: datetime
) -> Page:
    """One page of two lists: it reaches as far back as the shorter of those that go on."""
    found = {
        kind: [entry for view in views if (entry := _entry(view, kind, now))]
        for kind, views in lists.items()
    }
    ends = [min(each.published_at for each in found[kind]) for kind in full if found[kind]]
    entries = tuple(entry for each in found.values() for entry in each)
    return Page(entries, older, max(ends, default=None))


def _entry(view: Mapping[str, Any], kind: str, now: datetime) -> Entry | None:
    """A post or a comment; None where it was taken away."""
    row = at(view, kind)
    stated = text(row, "ap_id")
    if not stated or truth(row, "removed") or truth(row, "deleted"):
        return None
    written = read_date(at(row, "published") or at(row, "published_at"))
    creator = at(view, "creator")
    body = text(row, "body") if kind == "post" else text(row, "content")
    return Entry(
        external_id=external_id(stated, "", "", "", ""),
        url=web_link(stated, ""),
        title=plain(text(view, "post", "name"), "text"),
        html=MARKDOWN.render(body[:100_000]),
        published_at=min(written or now, now),
        stated_at=written,
        edited_at=read_date(at(row, "updated") or at(row, "updated_at")),
        author_name=plain(text(creator, "display_name") or text(creator, "name"), "text", 200),
        author_handle=text(creator, "name"),
        author_id=text(creator, "id"),
        author_url=web_link(text(creator, "actor_id") or text(creator, "ap_id"), ""),
        kind=kind,
        ref=f"{kind} {text(row, 'id')}"[:500],
        parent_id=_parent(text(row, "path")) if kind == "comment" else "",
        root_id=text(row, "post_id") if kind == "comment" else "",
    )


def _parent(path: str) -> str:
    steps = path.split(".")
    return steps[-2] if len(steps) > 2 else ""
