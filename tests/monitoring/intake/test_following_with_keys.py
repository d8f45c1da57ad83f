"""What YouTube, Reddit and forums gave us by a key is renewed in time, or erased."""

import pytest

from companies.models import Company
from monitoring.intake.following import Looked
from monitoring.intake.visit import visit_feed
from monitoring.models import Feed, Followed, Mention, Source
from monitoring.services.connected import add_connected_source
from monitoring.services.sources import remove_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.intake.looking_again import DAY, HOUR, look
from tests.monitoring.listening import POLITE

pytestmark = pytest.mark.django_db

KEY = {"key": "k"}
CHANNEL = "UC" + "a" * 22


def youtube(api: ApiServer) -> tuple[Company, Source]:
    company = make_company()
    source = add_connected_source(
        company=company, kind="youtube", settings={"query": CHANNEL}, credential=KEY,
        name="", takes_everything=True, by=make_user(), at=MONDAY,
    )  # fmt: skip
    Feed.objects.filter(id=source.feed_id).update(address=f"{api.origin}/channel/{CHANNEL}")
    said = {
        "videoId": "abcdefghijk",
        "textDisplay": "Lindner.",
        "authorDisplayName": "@carol",
        "publishedAt": (MONDAY - HOUR).isoformat(),
    }
    top = {"id": "Ug1", "snippet": said}
    thread = {"id": "Ug1", "snippet": {"topLevelComment": top}}
    api.on("/youtube/v3/commentThreads", Answer({"items": [thread]}), Answer({}))
    api.on("/youtube/v3/comments", Answer({"items": [top]}))
    visit_feed(feed_id=source.feed_id, client=api.client(), at=MONDAY, jitter=1.0, manners=POLITE)
    return company, source


def test_comments_of_youtube_are_renewed(api: ApiServer) -> None:
    company, _source = youtube(api)
    assert look(api, at=MONDAY + DAY) == Looked(asked=1)
    assert Followed.objects.get().checked_at == MONDAY + DAY
    assert Mention.of(company).get().edited_at_source is None


def test_comments_of_youtube_that_cannot_be_renewed_are_erased_after_thirty_days(
    api: ApiServer,
) -> None:
    company, source = youtube(api)
    remove_source(source=source, by=make_user(), at=MONDAY)
    for days in (1, 10, 30):
        assert look(api, at=MONDAY + days * DAY) == Looked()
    assert Mention.of(company).get().text == "Lindner."
    assert look(api, at=MONDAY + 31 * DAY).erased == 1
    assert Mention.of(company).get().text == ""


REDDIT = {"client": "id", "secret": "s", "user": "u"}


def test_what_reddit_lets_us_see_no_more_is_erased_after_thirty_days(api: ApiServer) -> None:
    """Reddit wants deleted what was deleted there; without a client nobody can tell."""
    company = make_company()
    source = add_connected_source(
        company=company, kind="reddit", settings={"query": "r/alpen"}, credential=REDDIT,
        name="", takes_everything=True, by=make_user(), at=MONDAY,
    )  # fmt: skip
    Feed.objects.filter(id=source.feed_id).update(address=f"{api.origin}/r/alpen/new")
    written = {"created_utc": (MONDAY - HOUR).timestamp(), "author": "carol"}
    row = {"kind": "t3", "data": {"name": "t3_a", "selftext": "Lindner.", **written}}
    api.on("/api/v1/access_token", Answer({"access_token": "A", "expires_in": 3600}))
    api.on("/r/alpen/", Answer({"data": {"children": [row]}}))
    visit_feed(feed_id=source.feed_id, client=api.client(), at=MONDAY, jitter=1.0, manners=POLITE)
    remove_source(source=source, by=make_user(), at=MONDAY)
    assert look(api, at=MONDAY + 30 * DAY) == Looked()
    assert Mention.of(company).get().text == "Lindner."
    assert look(api, at=MONDAY + 31 * DAY).erased == 1
    assert Mention.of(company).get().text == ""


def forum(api: ApiServer) -> Company:
    company = make_company()
    source = add_connected_source(
        company=company, kind="discourse", settings={"server": api.origin},
        credential={"user": "u", "key": "canary"}, name="", takes_everything=True,
        by=make_user(), at=MONDAY,
    )  # fmt: skip
    at = (MONDAY - HOUR).isoformat()
    posts = [
        {"id": n, "username": f"u{n}", "cooked": f"<p>Lindner {n}.</p>", "post_number": n,
         "topic_id": 5, "topic_title": "Bier", "created_at": at, "updated_at": at}
        for n in (1, 2)
    ]  # fmt: skip
    api.on("/posts.json", Answer({"latest_posts": posts}), Answer({"latest_posts": []}))
    api.on("/posts/1.json", Answer(posts[0]))
    visit_feed(feed_id=source.feed_id, client=api.client(), at=MONDAY, jitter=1.0, manners=POLITE)
    return company


def test_what_is_deleted_in_a_forum_is_erased_here(api: ApiServer) -> None:
    company = forum(api)
    api.on("/posts/2.json", Answer({"errors": ["x"], "error_type": "not_found"}, 404))
    assert look(api, at=MONDAY + DAY) == Looked(asked=2)
    assert look(api, at=MONDAY + DAY + 6 * HOUR) == Looked(asked=1)
    assert look(api, at=MONDAY + 3 * DAY).erased == 1
    texts = dict(Mention.of(company).values_list("title", "text"))
    assert texts == {"Bier": "Lindner 1.", "": ""}


def test_an_ended_key_of_a_forum_erases_nothing_however_long(api: ApiServer) -> None:
    company = forum(api)
    refused = Answer({"errors": ["x"], "error_type": "invalid_access"}, 403)
    api.on("/posts/1.json", refused)
    api.on("/posts/2.json", refused)
    for days in range(1, 12):
        assert look(api, at=MONDAY + days * DAY) == Looked()
    assert Mention.of(company).exclude(text="").count() == 2
    assert set(Followed.objects.values_list("absences", flat=True)) == {0}
