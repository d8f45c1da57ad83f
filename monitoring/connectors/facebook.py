"""Sources of kind facebook: what people write on a page, recommend it for, or name it in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import SettingRefused
from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import plain
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
from monitoring.connectors.places import asked_in, chosen, words
from monitoring.connectors.shapes import at, objects, text
from monitoring.connectors.walking import floor_of, walk
from monitoring.fetching import Client

SITE = "https://www.facebook.com"
NAME = re.compile(r"[A-Za-z0-9.-]{1,100}")
NUMBER = re.compile(r"[0-9_]{1,80}")
PARTS = {"comments": "", "reviews": "/reviews", "tagged": "/mentions"}
OF_ONE = "id,message,created_time,permalink_url,from"
"""What posts and comments both have: by its number one cannot tell which it is."""
OF_COMMENT = f"{OF_ONE},parent{{id}}"
FIELDS = {
    "comments": (
        f"{OF_ONE},"
        f"comments.filter(stream).order(reverse_chronological).limit({COMMENTS}){{{OF_COMMENT}}}"
    ),
    "reviews": (
        "created_time,recommendation_type,rating,review_text,reviewer{id,name},open_graph_story{id}"
    ),
    "tagged": OF_ONE,
}
NEWEST_FIRST = {"filter": "stream", "order": "reverse_chronological"}
EDGES = {"comments": "feed", "reviews": "ratings", "tagged": "tagged"}
NOBODY = "-"
RECOMMENDED = {"positive": 5, "negative": 1}


def _can_be_asked_again(address: str) -> bool:
    # Posts of others are only to be had in the list, and that need not be whole.
    return _asked(address).part != "tagged"


class Facebook(OfMeta):
    """Comments, recommendations or namings, of a page that one manages."""

    kind = "facebook"
    label = _("Facebook page")
    icon = "network"
    site = SITE
    settings = (
        Setting("page", _("Page"), _("Its address, its name in the address, or its number.")),
        Setting(
            "part",
            _("What is read"),
            choices=(
                ("comments", _("Comments, and what visitors post")),
                ("reviews", _("Recommendations and ratings")),
                ("tagged", _("Posts elsewhere that name the page")),
            ),
        ),
    )
    rhythm = Rhythm(
        most=timedelta(days=30), at_once=25, site="facebook.com", serves=_can_be_asked_again
    )
    sees = _(
        "On a page that you manage: comments with their answers, posts of visitors, "
        "recommendations, or public posts that name the page. All of it is addressed to you."
    )
    misses = _(
        "Pages of others, groups, profiles and messages. New comments are looked for below the "
        "25 newest posts. That a post of others was deleted later is not noticed. Names are "
        "missing where Meta keeps them back."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page, its reviews or its mentions on Facebook."""
        page, part = _page_name(words(settings, "page")), chosen(settings, "part", PARTS)
        if not page:
            raise SettingRefused("page", _("Enter the address or the name of a Facebook page."))
        return f"{SITE}/{page}{PARTS[part]}"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"page": raw, "part": _asked(raw).part})

    def described(self, address: str) -> str:
        """Which page, and what of it."""
        asked = _asked(address)
        said = {
            "comments": gettext("Comments on Facebook, %(place)s"),
            "reviews": gettext("Recommendations on Facebook, %(place)s"),
            "tagged": gettext("Posts on Facebook that name %(place)s"),
        }
        return said[asked.part] % {"place": asked.page}

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest posts with their newest comments. The page's number is asked for once."""
        graph, asked = self.graph(address, client, now, credential), _asked(address)
        number = cursor.get("page") or _number(graph, asked.page)
        ask = pages(
            graph,
            f"{number}/{EDGES[asked.part]}",
            FIELDS[asked.part],
            floor_of(cursor, now),
            lambda row: _entries(row, asked.part, number, now),
            below={"fields": OF_COMMENT, **NEWEST_FIRST},
        )
        batch = walk(ask, graph.asker, cursor, now)
        batch.cursor["page"] = number
        return batch

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """Comments and posts by their numbers, recommendations in their list."""
        graph, asked = self.graph(address, client, now, credential), _asked(address)
        if asked.part == "reviews":
            edge, fields = f"{asked.page}/{EDGES['reviews']}", FIELDS["reviews"]
            return in_list(graph, kept, edge, fields, lambda row: _review(row, now))
        # What the page says itself was never stored, so none of them needs to be set apart.
        seen = by_number(graph, kept, OF_ONE, lambda row: _said(row, True, NOBODY, now))

        def reads_others() -> bool:
            edge = f"{asked.page}/{EDGES['comments']}"
            answer = graph.get(edge, fields=FIELDS["comments"], limit=str(POSTS))
            return any(objects(row, "comments", "data") for row in objects(answer, "data"))

        return trusted(seen, reads_others)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for."""

    page: str
    part: str


def _asked(address: str) -> Asked:
    steps = urlsplit(address).path.strip("/").split("/")
    last = f"/{steps[-1]}"
    part = next((key for key, path in PARTS.items() if path == last), "comments")
    return Asked(_in_path(address), part)


def _page_name(typed: str) -> str:
    """The name or number of a page in what was typed; empty where there is none."""
    if NAME.fullmatch(typed) and "facebook.com" not in typed:
        return typed.lower()
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.removeprefix("www.").removeprefix("m.")
    return _in_path(address) if host in ("facebook.com", "fb.com") else ""


def _in_path(address: str) -> str:
    name = urlsplit(address).path.strip("/").split("/")[0]
    name = asked_in(address).get("id", "") if name == "profile.php" else name
    return name.lower() if NAME.fullmatch(name) else ""


def _number(graph: Graph, name: str) -> str:
    found = text(graph.get(name, fields="id"), "id")
    if not NUMBER.fullmatch(found):
        raise NoSuchPage("a page without a number")
    return found


def _entries(row: Mapping[str, Any], part: str, page: str, now: datetime) -> list[Entry]:
    if part == "reviews":
        return [_review(row, now)]
    posts = [row, *objects(row, "comments", "data")]
    found = [_said(each, each is not row, page, now) for each in posts]
    return [entry for entry in found if entry]


def _said(row: Mapping[str, Any], is_comment: bool, page: str, now: datetime) -> Entry | None:
    """A post or a comment; None for what the page says itself and for what has no words."""
    number, said = text(row, "id"), text(row, "message")
    if not NUMBER.fullmatch(number) or not said or text(row, "from", "id") == page:
        return None
    written = written_at(row)
    parent = text(row, "parent", "id")
    return Entry(
        external_id=number,
        url=web_link(text(row, "permalink_url"), ""),
        title="",
        html="",
        text=said,
        published_at=min(written or now, now),
        stated_at=written,
        author_name=plain(text(row, "from", "name"), "text", 200),
        author_id=text(row, "from", "id"),
        kind="reply" if parent else "comment" if is_comment else "post",
        parent_id=parent,
        addressed_to_us=True,
    )


def _review(row: Mapping[str, Any], now: datetime) -> Entry:
    written, who = written_at(row), text(row, "reviewer", "id")
    story = text(row, "open_graph_story", "id")
    stars = at(row, "rating")
    good = isinstance(stars, int) and not isinstance(stars, bool)
    return Entry(
        external_id=external_id(story, "", f"{who} {text(row, 'review_text')}", str(written), ""),
        url=f"{SITE}/{story}" if NUMBER.fullmatch(story) else "",
        title="",
        html="",
        text=text(row, "review_text"),
        published_at=min(written or now, now),
        stated_at=written,
        author_name=plain(text(row, "reviewer", "name"), "text", 200),
        author_id=who,
        kind="review",
        rating=stars if good else RECOMMENDED.get(text(row, "recommendation_type").lower()),
        addressed_to_us=True,
    )
