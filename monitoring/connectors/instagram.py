"""Sources of kind instagram: comments below one's own posts, or posts that name the account."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import SettingRefused
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.graph import (
    COMMENTS,
    POSTS,
    Graph,
    NoSuchPage,
    OfMeta,
    pages,
    written_at,
)
from monitoring.connectors.graph_again import by_number, in_list, trusted
from monitoring.connectors.places import chosen, words
from monitoring.connectors.shapes import at, objects, text, truth
from monitoring.connectors.walking import floor_of, walk
from monitoring.fetching import Client

SITE = "https://www.instagram.com"
NAME = re.compile(r"[A-Za-z0-9._]{1,30}")
NUMBER = re.compile(r"[0-9]{1,40}")
PARTS = {"comments": "/", "tagged": "/tagged/"}
OF_COMMENT = "id,text,timestamp,username,from,like_count,parent_id,hidden"
WITH_REPLIES = f"{OF_COMMENT},replies.limit({COMMENTS}){{{OF_COMMENT}}}"
FIELDS = {
    "comments": (
        f"id,timestamp,permalink,comments_count,comments.limit({COMMENTS}){{{WITH_REPLIES}}}"
    ),
    "tagged": "id,caption,timestamp,permalink,username",
}
EDGES = {"comments": "media", "tagged": "tags"}


class OtherAccount(NoSuchPage):
    """The token belongs to the page of another account, or of none."""

    sentence = _(
        "The page of this token is not linked to that Instagram account. It has to be a business "
        "or creator account that is linked to your Facebook page."
    )


class Instagram(OfMeta):
    """Comments and namings, of an account that one manages."""

    kind = "instagram"
    label = _("Instagram account")
    icon = "network"
    site = SITE
    settings = (
        Setting("account", _("Account"), _("Its name, with or without @, or its address.")),
        Setting(
            "part",
            _("What is read"),
            choices=(
                ("comments", _("Comments below your posts")),
                ("tagged", _("Posts of others that tag you")),
            ),
        ),
    )
    rhythm = Rhythm(most=timedelta(days=30), at_once=25, site="instagram.com")
    sees = _(
        "Of a business account that you manage: comments below your posts with their answers, or "
        "public posts that tag it. All of it is addressed to you."
    )
    misses = _(
        "Stories, messages, private accounts and posts that only speak of you. New comments are "
        "looked for below the 25 newest posts."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The account, or where it is tagged, on Instagram."""
        name, part = _name(words(settings, "account")), chosen(settings, "part", PARTS)
        if not name:
            raise SettingRefused("account", _("Enter the name of an Instagram account."))
        return f"{SITE}/{name}{PARTS[part]}"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"account": raw, "part": _part(raw)})

    def described(self, address: str) -> str:
        """Which account, and what of it."""
        said = {
            "comments": gettext("Comments on Instagram, %(place)s"),
            "tagged": gettext("Posts on Instagram that tag %(place)s"),
        }
        return said[_part(address)] % {"place": f"@{_in_path(address)}"}

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest posts with their comments. The account's number is asked for once."""
        graph = self.graph(address, client, now, credential)
        name, part = _in_path(address), _part(address)
        account = cursor.get("account") or _account(graph, name)
        ask = pages(
            graph,
            f"{account}/{EDGES[part]}",
            FIELDS[part],
            floor_of(cursor, now),
            lambda row: _entries(row, part, name, now),
            below={"fields": WITH_REPLIES},
            key="timestamp",
        )
        batch = walk(ask, graph.asker, cursor, now)
        batch.cursor["account"] = account
        return batch

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """Comments by their numbers, posts of others in their list."""
        graph = self.graph(address, client, now, credential)
        name, part = _in_path(address), _part(address)
        edge = f"{_account(graph, name)}/{EDGES[part]}"

        def read(row: Mapping[str, Any]) -> Entry | None:
            return _said(row, text(row, "text") or text(row, "caption"), "", "comment", now)

        if part == "tagged":
            return in_list(graph, kept, edge, FIELDS[part], read)
        seen = by_number(graph, kept, OF_COMMENT, read)

        def reads_others() -> bool:
            rows = objects(graph.get(edge, fields=FIELDS[part], limit=str(POSTS)), "data")
            return any(objects(row, "comments", "data") for row in rows)

        return trusted(seen, reads_others)


def _name(typed: str) -> str:
    """The name of an account in what was typed; empty where there is none."""
    plain_name = typed.removeprefix("@")
    if NAME.fullmatch(plain_name) and "instagram.com" not in plain_name:
        return plain_name.lower()
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return _in_path(address) if parts.netloc.removeprefix("www.") == "instagram.com" else ""


def _in_path(address: str) -> str:
    name = urlsplit(address).path.strip("/").split("/")[0]
    return name.lower() if NAME.fullmatch(name) else ""


def _part(address: str) -> str:
    return "tagged" if urlsplit(address).path.rstrip("/").endswith("/tagged") else "comments"


def _account(graph: Graph, name: str) -> str:
    """The number of the account that is linked to the token's page."""
    linked = at(
        graph.get("me", fields="instagram_business_account{id,username}"),
        "instagram_business_account",
    )
    found = text(linked, "id")
    if not NUMBER.fullmatch(found) or text(linked, "username").lower() != name:
        raise OtherAccount("linked to another account or to none")
    return found


def _entries(row: Mapping[str, Any], part: str, name: str, now: datetime) -> list[Entry]:
    if part == "tagged":
        post = _said(row, text(row, "caption"), text(row, "permalink"), "post", now)
        return [post] if post else []
    found = []
    for comment in objects(row, "comments", "data"):
        for each in [comment, *objects(comment, "replies", "data")]:
            kind = "comment" if each is comment else "reply"
            entry = _said(each, text(each, "text"), text(row, "permalink"), kind, now)
            if entry and entry.author_handle.lower() != name:
                found.append(entry)
    return found


def _said(
    row: Mapping[str, Any], words_of: str, url: str, kind: str, now: datetime
) -> Entry | None:
    """A comment or a post; None for what is hidden or has no words."""
    number = text(row, "id")
    if not NUMBER.fullmatch(number) or not words_of or truth(row, "hidden"):
        return None
    written = written_at(row, "timestamp")
    author = text(row, "username") or text(row, "from", "username")
    author = author if NAME.fullmatch(author) else ""
    return Entry(
        external_id=number,
        url=web_link(url, ""),
        title="",
        html="",
        text=words_of,
        published_at=min(written or now, now),
        stated_at=written,
        author_name=author,
        author_handle=author,
        author_id=text(row, "from", "id"),
        author_url=f"{SITE}/{author}/" if author else "",
        kind=kind,
        parent_id=text(row, "parent_id"),
        addressed_to_us=True,
    )
