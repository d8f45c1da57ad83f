"""For every kind of source that is asked over HTTP: an address, a sign-in, and good answers.

A new kind needs a line in PLACES; the hostile answers then come by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from monitoring.connectors import CONNECTORS, PUSHED
from monitoring.connectors.base import Batch, Following, Kept, Seen
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.connectors import (
    test_bluesky,
    test_discourse,
    test_googlereviews,
    test_graph,
    test_hackernews,
    test_lemmy,
    test_mastodon,
    test_own_accounts,
    test_reddit,
    test_youtube,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON = (NOW + timedelta(minutes=30)).isoformat()
SESSION = {"access": "A1", "refresh": "R1", "until": SOON}
ELSEWHERE = frozenset({"imap"})
"""Kinds that speak no HTTP; their hostile servers are in tests of their own."""


@dataclass(frozen=True)
class Place:
    """Where one kind is asked. ``answers`` are documents by the beginning of a path."""

    path: str
    given: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Alpenbote",
    "items": [
        {
            "id": "1",
            "url": "https://a.example/1",
            "title": "Der Lift",
            "content_html": "<p>Er steht.</p>",
            "date_published": "2026-11-22T09:00:00Z",
            "authors": [{"name": "Carol", "url": "https://a.example/carol"}],
            "tags": ["Lift"],
            "language": "de",
        }
    ],
}
PLACES: dict[str, Place] = {
    "feed": Place("/feed.json", {}, {"/feed.json": JSON_FEED}),
    "mastodon": Place(
        "/tags/seilbahn", {"token": "canary"}, {test_mastodon.TAG: [test_mastodon.STATUS]}
    ),
    "mastodon-own": Place(
        "/@lindner",
        {"token": "canary"},
        {
            test_own_accounts.WHO: {"username": "lindner"},
            test_own_accounts.NOTICES: [test_own_accounts.notice(1)],
        },
    ),
    "bluesky": Place(
        "/search?q=Seilbahn",
        {**test_bluesky.GIVEN, **SESSION},
        {
            test_bluesky.SEARCH: {"posts": [test_bluesky.POST]},
            "/xrpc/app.bsky.actor.getProfiles": {
                "profiles": [{"did": "did:plc:abc", "followersCount": 7}]
            },
        },
    ),
    "bluesky-own": Place(
        "/notifications?account=lindner.example",
        {"password": "canary", **SESSION},
        {test_own_accounts.LIST: {"notifications": [test_own_accounts.told("mention")]}},
    ),
    "lemmy": Place(
        "/search?q=bahn&type=All&sort=New",
        {},
        {
            "/api/v4/": Answer({"error": "unknown"}, 404),
            "/api/v3/site": {"version": "0.19.5"},
            "/api/v3/search": {
                "comments": [test_lemmy.comment()],
                "posts": [test_lemmy.post()],
            },
        },
    ),
    "discourse": Place("/latest", {}, {"/posts.json": {"latest_posts": [test_discourse.post()]}}),
    "youtube": Place(
        f"/channel/{test_youtube.CHANNEL}",
        test_youtube.KEY,
        {
            test_youtube.THREADS: {
                "items": [test_youtube.thread("Ug1", NOW, test_youtube.comment("Ug1.r"))]
            }
        },
    ),
    "reddit": Place(
        test_reddit.SEARCH,
        {**test_reddit.GIVEN, **SESSION},
        {"/search": {"data": {"after": None, "children": [test_reddit.post()]}}},
    ),
    "facebook": Place(
        "/lindner",
        test_graph.TOKEN,
        {
            "/v26.0/lindner": {"id": "10"},
            test_graph.FEED: {
                "data": [test_graph.post("10_1", test_graph.comment("1_2", "Schal."))]
            },
        },
    ),
    "instagram": Place(
        "/lindner_braeu/",
        test_graph.TOKEN,
        {
            "/v26.0/lindner_braeu": test_graph.LINKED.body,
            "/v26.0/me": test_graph.LINKED.body,
            test_graph.MEDIA: {
                "data": [
                    {
                        "id": "1",
                        "timestamp": test_graph.meta(NOW),
                        "permalink": "https://www.instagram.com/p/x/",
                        "comments": {
                            "data": [
                                {
                                    "id": "2",
                                    "text": "Schal.",
                                    "timestamp": test_graph.meta(NOW),
                                    "username": "carol",
                                }
                            ]
                        },
                    }
                ]
            },
        },
    ),
    "google-reviews": Place(
        test_googlereviews.REVIEWS,
        {**test_googlereviews.GIVEN, **SESSION},
        {
            "/token": test_googlereviews.FRESH.body,
            test_googlereviews.REVIEWS: {"reviews": [test_googlereviews.review("A")]},
        },
    ),
    "hackernews": Place(
        "/?query=seilbahn&sort=byDate&type=all",
        {},
        {test_hackernews.PATH: {"hits": [test_hackernews.COMMENT]}},
    ),
}


def kinds() -> list[str]:
    """Every kind that is asked over HTTP, whoever added it."""
    return [kind for kind in CONNECTORS if kind not in PUSHED and kind not in ELSEWHERE]


def fetch(kind: str, api: ApiServer, cursor: Mapping[str, str] = MappingProxyType({})) -> Batch:
    """One visit of a kind."""
    place = PLACES[kind]
    given = {**place.given}
    return CONNECTORS[kind].fetch(f"{api.origin}{place.path}", cursor, api.client(), NOW, given)


def recheck(kind: str, api: ApiServer, kept: list[Kept]) -> Seen | None:
    """A second look at entries, where the kind has one."""
    connector, place = CONNECTORS[kind], PLACES[kind]
    if not isinstance(connector, Following):
        return None
    address, given = f"{api.origin}{place.path}", {**place.given}
    return connector.recheck(address, kept, api.client(), NOW, given)


def serve(api: ApiServer, answers: Mapping[str, Any]) -> None:
    """These answers, and an empty object for whatever else is asked."""
    api.on("/", Answer({}))
    for path, body in answers.items():
        api.on(path, body if isinstance(body, Answer) else Answer(body))
