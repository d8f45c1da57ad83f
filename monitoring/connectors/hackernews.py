"""Sources of kind hackernews: a search in Hacker News, by the interface of Algolia."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import ConnectorError, Gone
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, build, chosen, origin_of, words
from monitoring.connectors.shapes import objects, text, truth
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

ORIGIN = "https://hn.algolia.com"
POSTS = "https://news.ycombinator.com"
ITEMS = "https://hacker-news.firebaseio.com"
AT_ONCE = 100
TAGS = {"all": "(story,comment)", "story": "story", "comment": "comment"}


class NoSuchItem(Gone):
    """The site itself says that there is no such thing."""


class HackerNews:
    """Stories and comments in which words stand, newest first."""

    kind = "hackernews"
    label = _("Hacker News")
    icon = "forum"
    settings = (
        Setting("query", _("Search words"), _("All of them have to occur, spelled as here.")),
        Setting(
            "type",
            _("Look in"),
            choices=(
                ("all", _("Stories and comments")),
                ("story", _("Stories only")),
                ("comment", _("Comments only")),
            ),
        ),
    )
    credential: tuple[Setting, ...] = ()
    needs_credential = False
    reads_back = True
    rhythm = Rhythm(most=timedelta(days=30), at_once=20, site="news.ycombinator.com")
    sees = _("Every public story and comment on Hacker News, without an account.")
    misses = _("Comments that were deleted, and pages that stories only link to.")

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the search that people can open."""
        asked = {"query": words(settings), "sort": "byDate", "type": chosen(settings, "type", TAGS)}
        return build(ORIGIN, "/", asked)

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of(asked_in(raw))

    def described(self, address: str) -> str:
        """What is looked for."""
        asked = asked_in(address)
        return gettext("“%(words)s” on %(server)s") % {
            "words": asked.get("query", ""),
            "server": "Hacker News",
        }

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest hits; older ones are asked for by time, for pages end at 1,000 hits."""
        settings, origin = asked_in(address), origin_of(address)
        asker = Asker(client, now)
        query, tags = _exactly(words(settings)), TAGS[chosen(settings, "type", TAGS)]

        def page(until: str) -> Page:
            answer = asker.get(
                f"{origin}/api/v1/search_by_date",
                query=query,
                advancedSyntax="true",
                tags=tags,
                hitsPerPage=str(AT_ONCE),
                numericFilters=f"created_at_i<={until}" if until else "",
            )
            return _page(objects(answer, "hits"), now)

        return walk(page, asker, cursor, now)

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """One by one at the site's own interface, which says what was deleted or taken away."""
        origin = origin_of(address)
        base = ITEMS if origin == ORIGIN else origin
        asker = Asker(client, now, explain=_nothing_there)
        there, deleted, missing = [], set(), set()
        for each in kept:
            if not each.external_id.isdecimal():
                continue
            try:
                row = asker.get(f"{base}/v0/item/{each.external_id}.json")
            except NoSuchItem:
                missing.add(each.external_id)
                continue
            entry = _item(row, now)
            if truth(row, "deleted") or truth(row, "dead"):
                deleted.add(each.external_id)
            elif entry and entry.external_id == each.external_id:
                there.append(entry)
        return Seen(tuple(there), frozenset(deleted), frozenset(missing))


def _nothing_there(response: Response, _answer: Any) -> ConnectorError | None:
    # What was never there is answered with nothing, in so many letters.
    return NoSuchItem("no such item") if response.body.strip() == b"null" else None


def _item(row: Any, now: datetime) -> Entry | None:
    """An item of the site itself, in the words of the search."""
    said = {
        "objectID": text(row, "id"),
        "created_at_i": row.get("time") if isinstance(row, dict) else None,
        "author": text(row, "by"),
        "title": text(row, "title"),
        "parent_id": text(row, "parent"),
    }
    body = "comment_text" if text(row, "type") == "comment" else "story_text"
    return _entry({**said, body: text(row, "text")}, now)


def _exactly(query: str) -> str:
    # Algolia forgives typing errors unless a word stands in quotation marks.
    return query if '"' in query else " ".join(f'"{word}"' for word in query.split())


def _page(hits: list[dict[str, Any]], now: datetime) -> Page:
    entries = tuple(entry for hit in hits if (entry := _entry(hit, now)))
    times = [stated for hit in hits if (stated := _seconds(hit)) is not None]
    full = len(hits) >= AT_ONCE and times
    return Page(entries, str(min(times)) if full else "")


def _seconds(hit: Mapping[str, Any]) -> int | None:
    stated = hit.get("created_at_i")
    good = isinstance(stated, int) and not isinstance(stated, bool) and 0 < stated < 10**11
    return stated if good else None


def _entry(hit: Mapping[str, Any], now: datetime) -> Entry | None:
    number, stated = text(hit, "objectID"), _stated(hit)
    if not number.isdecimal() or len(number) > 20:
        return None
    is_comment = bool(text(hit, "comment_text"))
    author = plain(text(hit, "author"), "text", 200)
    return Entry(
        external_id=number,
        url=f"{POSTS}/item?id={number}",
        title=plain(text(hit, "title") or text(hit, "story_title"), "text"),
        html=text(hit, "comment_text") or text(hit, "story_text"),
        published_at=min(stated or now, now),
        stated_at=stated,
        author_name=author,
        author_handle=author,
        author_url=build(POSTS, "/user", {"id": author}) if author else "",
        kind="comment" if is_comment else "post",
        parent_id=text(hit, "parent_id"),
        root_id=text(hit, "story_id"),
    )


def _stated(hit: Mapping[str, Any]) -> datetime | None:
    seconds = _seconds(hit)
    return datetime.fromtimestamp(seconds, UTC) if seconds else read_date(hit.get("created_at"))
