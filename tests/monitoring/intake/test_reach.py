"""How many follow an author: as the network says it, newest first, and gone with the author."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from companies.models import Company
from monitoring.connectors.bluesky import Bluesky
from monitoring.connectors.mastodon import entry_of
from monitoring.intake.authors import forget_authors
from monitoring.intake.following import due, look_again
from monitoring.intake.visit import visit_feed
from monitoring.models import Feed, Item, Mention
from monitoring.selectors.mentions import MentionFilters
from monitoring.selectors.speakers import speakers
from monitoring.services.connected import add_connected_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.listening import POLITE, look_for

pytestmark = pytest.mark.django_db
TAG, ONE = "/api/v1/timelines/tag/seilbahn", "/api/v1/statuses/1"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def status(number: int, followers: Any, *, at: datetime = MONDAY - HOUR) -> dict[str, Any]:
    account = {"acct": "carol", "url": "https://m.example/@carol", "followers_count": followers}
    return {
        "id": str(number),
        "uri": f"https://m.example/{number}",
        "url": f"https://m.example/@carol/{number}",
        "created_at": at.isoformat(),
        "visibility": "public",
        "content": f"<p>Lindner sagt {number}.</p>",
        "account": account,
    }


@pytest.fixture
def company(api: ApiServer) -> Company:
    company = make_company("Brauerei Lindner")
    look_for(company, "Lindner")
    settings = {"server": api.origin, "query": "#seilbahn"}
    by = make_user()
    add_connected_source(
        company=company, kind="mastodon", settings=settings, name="Tag", by=by, at=MONDAY
    )
    visit(api, status(1, 1200), at=MONDAY)
    return company


def visit(api: ApiServer, *statuses: Any, at: datetime) -> None:
    api.on(TAG, Answer(list(statuses)), Answer([]))
    feed = Feed.objects.get()
    Feed.objects.update(next_due_at=at)
    visit_feed(feed_id=feed.pk, client=api.client(), at=at, jitter=1.0, manners=POLITE)


def look(api: ApiServer, *, at: datetime) -> None:
    (feed_id,) = due(at=at)
    look_again(feed_id, client=api.client(), at=at)


def stored() -> tuple[list[int | None], list[int | None]]:
    kept = Mention.everywhere.order_by("pk").values_list("reach", flat=True)
    return list(Item.objects.order_by("pk").values_list("reach", flat=True)), list(kept)


@pytest.mark.parametrize(
    ("said", "known"),
    [(10, 10), (0, None), (-1, None), (True, None), ("9", None), (None, None), (10**12, None)],
    ids=["number", "nought", "hidden", "truth", "text", "nothing", "absurd"],
)
def test_only_a_number_of_followers_is_one(said: object, known: int | None) -> None:
    entry = entry_of(status(1, said), "m.example", MONDAY)
    assert entry and entry.reach == known


def test_it_is_kept_with_what_was_said_and_renewed_by_a_second_look(
    api: ApiServer, company: Company
) -> None:
    assert stored() == ([1200], [1200])
    api.on(ONE, Answer(status(1, 1350)))
    look(api, at=MONDAY + DAY)
    assert stored() == ([1350], [1350])
    assert Mention.everywhere.get().edited_at_source is None


def test_of_somebody_who_speaks_often_the_newest_counts(api: ApiServer, company: Company) -> None:
    later = MONDAY + 2 * HOUR
    visit(api, status(2, 1300, at=MONDAY + HOUR), at=later)
    (speaker,) = speakers(company, MentionFilters(), most=8)
    assert (speaker.name, speaker.number, speaker.reach) == ("carol", 2, 1300)


def test_it_is_forgotten_with_the_author_and_does_not_come_back(
    api: ApiServer, company: Company
) -> None:
    forget_authors(at=MONDAY + 800 * DAY)
    assert stored() == ([None], [None])
    api.on(ONE, Answer(status(1, 1400)))
    look(api, at=MONDAY + 801 * DAY)
    assert stored() == ([None], [None])


def test_it_goes_with_what_was_deleted_at_its_source(api: ApiServer, company: Company) -> None:
    api.on(ONE, Answer({"error": "gone"}, 410))
    look(api, at=MONDAY + DAY)
    assert stored() == ([None], [None])


# Bluesky's posts do not say it: it is asked for with the profiles.


def post(key: str, did: str) -> dict[str, Any]:
    return {
        "uri": f"at://{did}/app.bsky.feed.post/{key}",
        "author": {"did": did, "handle": "x.test"},
        "record": {"text": "Zu.", "createdAt": "2026-11-23T08:00:00.000Z"},
    }


SEARCH, PROFILES = "/xrpc/app.bsky.feed.searchPosts", "/xrpc/app.bsky.actor.getProfiles"
SESSION = {"identifier": "a.example", "password": "x", "access": "A", "refresh": "R"}


def reach(api: ApiServer) -> dict[str, int | None]:
    address = f"{api.origin}/search?q=Seilbahn"
    batch = Bluesky().fetch(address, {}, api.client(), NOW, SESSION)
    return {entry.author_id: entry.reach for entry in batch.entries}


def test_profiles_are_asked_for_twenty_five_at_once(api: ApiServer) -> None:
    people = [f"did:plc:p{number}" for number in range(30)]
    posts = [post(f"{n}", did) for n, did in enumerate([*people, *people])]
    api.on(SEARCH, Answer({"posts": posts}))
    known = [{"did": did, "followersCount": 7} for did in people[:28]]
    api.on(PROFILES, Answer({"profiles": known}))
    found = reach(api)
    asked = [each.query["actors"] for each in api.asked if each.path == PROFILES]
    assert sorted(map(len, asked)) == [5, 25]
    assert found == dict.fromkeys(people[:28], 7) | dict.fromkeys(people[28:])


@pytest.mark.parametrize(
    "answer",
    [Answer({"error": "x"}, 500), Answer(b"<html>"), Answer({"profiles": 5}), Answer({}, 429)],
    ids=["broken", "page", "odd", "limit"],
)
def test_posts_come_in_also_where_profiles_cannot_be_had(api: ApiServer, answer: Answer) -> None:
    api.on(SEARCH, Answer({"posts": [post("a", "did:plc:abc")]}))
    api.on(PROFILES, answer)
    assert reach(api) == {"did:plc:abc": None}
