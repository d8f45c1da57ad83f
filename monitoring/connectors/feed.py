"""Sources of kind feed: RSS, RDF, Atom and JSON Feed, Google Alerts among them."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from monitoring.connectors.base import NOTHING, Batch, Setting
from monitoring.connectors.errors import BadRequest, from_answer, from_fetch
from monitoring.connectors.feeds.hints import next_visit
from monitoring.connectors.feeds.parse import parse
from monitoring.fetching import FEED, Client, FetchError, Response
from monitoring.fetching.urls import read_url

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/json;q=0.9, text/xml;q=0.8, */*;q=0.1"
)
PERMANENT = frozenset({301, 308})


class FeedConnector:
    """Asks only for what is new, and says where the feed has moved."""

    kind = "feed"
    label = _("Website or feed")
    icon = "feed"
    settings: tuple[Setting, ...] = ()
    credential: tuple[Setting, ...] = ()
    needs_credential = False
    sees = _(
        "Feeds of papers, blogs, forums, review pages and podcasts (RSS, Atom, JSON Feed). "
        "If you only know the page, enter its address: its feeds are found."
    )
    misses = _(
        "What the feed leaves out: often only the newest entries stand in it. That an entry was "
        "deleted later hardly any feed tells."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The address as it was typed, in its one spelling."""
        return self.normalise_address(settings.get("address", ""))

    def described(self, address: str) -> str:
        """Without scheme, ``www.`` and the last stroke."""
        return address.partition("://")[2].removeprefix("www.").rstrip("/") or address

    def normalise_address(self, raw: str) -> str:
        """https:// is added where nothing stands; ``feed:`` is a habit of old readers.

        Raises BadRequest. Ports outside the usual ones are left for the client to judge.
        """
        address = raw.strip()
        if address[:5].lower() == "feed:":
            address = address[5:].removeprefix("//")
        if "://" not in address:
            address = f"https://{address}"
        try:
            return read_url(address, any_port=True).url
        except FetchError as problem:
            raise BadRequest(str(problem), sentence=problem.sentence) from problem

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """One conditional GET. The cursor holds ``etag``, ``last_modified`` and ``digest``.

        Raises ConnectorError; NotAFeed among them carries the feeds a web page offers.
        """
        response = _ask(address, cursor, client)
        moved = moved_to(address, response.redirects)
        digest = hashlib.sha256(response.body).hexdigest()
        if response.status == 304 and _is_conditional(cursor):
            return _unchanged(response, dict(cursor), moved)
        problem = from_answer(response, now=now)
        if problem:
            raise problem
        seen = _cursor(response, digest)
        if digest == cursor.get("digest"):
            return _unchanged(response, seen, moved)
        content_type = response.headers.get("content-type", "")
        feed = parse(response.body, url=response.url, content_type=content_type, now=now)
        return Batch(
            entries=feed.entries,
            cursor=seen,
            next_in=next_visit(response.headers, feed.pause),
            moved_to=moved,
            title=feed.title,
            notes=feed.notes,
            deleted=feed.deleted,
        )


def moved_to(address: str, redirects: tuple[tuple[int, str], ...]) -> str | None:
    """Where a permanent redirect leads; what follows after a temporary one does not count."""
    moved = None
    for status, url in redirects:
        if status not in PERMANENT:
            break
        moved = url
    return moved if moved != address else None


def _ask(address: str, cursor: Mapping[str, str], client: Client) -> Response:
    headers = {"Accept": ACCEPT}
    if cursor.get("etag"):
        headers["If-None-Match"] = cursor["etag"]
    if cursor.get("last_modified"):
        headers["If-Modified-Since"] = cursor["last_modified"]
    try:
        return client.get(address, headers=headers, limits=FEED)
    except FetchError as problem:
        raise from_fetch(problem) from problem


def _is_conditional(cursor: Mapping[str, str]) -> bool:
    return bool(cursor.get("etag") or cursor.get("last_modified"))


def _unchanged(response: Response, cursor: dict[str, str], moved: str | None) -> Batch:
    pause = next_visit(response.headers, None)
    return Batch(entries=(), cursor=cursor, next_in=pause, moved_to=moved, not_modified=True)


def _cursor(response: Response, digest: str) -> dict[str, str]:
    found = {
        "etag": response.headers.get("etag", ""),
        "last_modified": response.headers.get("last-modified", ""),
        "digest": digest,
    }
    return {name: value for name, value in found.items() if value and len(value) <= 1000}
