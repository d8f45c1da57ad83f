"""A server whose entries change, and the look that notices it."""

from datetime import datetime, timedelta
from typing import Any

from companies.models import Company
from monitoring.intake.following import Looked, due, look_again
from monitoring.intake.visit import visit_feed
from monitoring.models import Feed, MentionCount
from monitoring.services.connected import add_connected_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.api_server import Answer, ApiServer, Asked
from tests.monitoring.listening import POLITE, look_for

TAG = "/api/v1/timelines/tag/seilbahn"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def status(number: int, said: str, *, who: str = "carol", at: datetime = MONDAY - HOUR) -> Any:
    return {
        "id": str(number),
        "uri": f"https://m.example/users/{who}/{number}",
        "url": f"https://m.example/@{who}/{number}",
        "created_at": at.isoformat(),
        "visibility": "public",
        "content": f"<p>{said}</p>",
        "account": {"acct": who, "display_name": who.title(), "url": f"https://m.example/@{who}"},
    }


def watching(api: ApiServer, *, name: str = "Brauerei Lindner", token: str = "") -> Company:
    company = make_company(name)
    look_for(company, "Lindner")
    add_connected_source(
        company=company,
        kind="mastodon",
        settings={"server": api.origin, "query": "#seilbahn"},
        credential={"token": token} if token else {},
        name="Tag",
        by=make_user(),
        at=MONDAY,
    )
    return company


def visit(api: ApiServer, *statuses: Any, at: datetime = MONDAY) -> None:
    api.on(TAG, Answer(list(statuses)), Answer([]))
    for feed in Feed.objects.all():
        Feed.objects.filter(id=feed.pk).update(next_due_at=at)
        visit_feed(feed_id=feed.pk, client=api.client(), at=at, jitter=1.0, manners=POLITE)


def look(api: ApiServer, *, at: datetime) -> Looked:
    (feed_id,) = due(at=at)
    return look_again(feed_id, client=api.client(), at=at)


def serve(api: ApiServer, *statuses: Any) -> None:
    """The server knows these posts and no others."""
    known = {f"/api/v1/statuses/{each['id']}": each for each in statuses}

    def answer(asked: Asked) -> Answer:
        return Answer(known[asked.path]) if asked.path in known else Answer({"error": "x"}, 404)

    api.on("/api/v1/statuses/", answer)


def counted() -> int:
    return sum(MentionCount.everywhere.values_list("number", flat=True))
