"""A company that listens, made as plainly as possible."""

from __future__ import annotations

from datetime import datetime, timedelta

from companies.models import Company, User
from monitoring.intake.queue import Manners
from monitoring.intake.rematching import begin_rematch, due, go_on
from monitoring.intake.visit import Visited, visit_feed
from monitoring.models import SearchProfile, Source
from monitoring.services.profiles import add_profile
from monitoring.services.sources import add_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer, Post

MINUTE = timedelta(minutes=1)
POLITE = Manners(gap=timedelta(0))


def post(
    number: int | str, text: str, *, at: datetime = MONDAY, title: str = "", author: str = ""
) -> Post:
    return Post(str(number), title, text, at - MINUTE, author)


def listening_company(
    server: FeedServer,
    *,
    name: str = "Brauerei Lindner",
    query: str = "Lindner",
    kind: str = "brand",
    path: str = "/feed",
    takes_everything: bool = False,
) -> Company:
    """A company with one search that watches one path of the server."""
    company = make_company(name)
    by = make_user()
    look_for(company, query, kind=kind, by=by)
    watch(company, server.url(path), by=by, takes_everything=takes_everything)
    return company


def look_for(
    company: Company,
    query: str,
    *,
    kind: str = "brand",
    by: User | None = None,
    at: datetime = MONDAY,
) -> SearchProfile:
    return add_profile(
        company=company, name=query[:60], kind=kind, query=query, by=by or make_user(), at=at
    )


def watch(
    company: Company,
    address: str,
    *,
    by: User | None = None,
    takes_everything: bool = False,
    at: datetime = MONDAY,
) -> Source:
    return add_source(
        company=company,
        address=address,
        name="Blog",
        takes_everything=takes_everything,
        by=by or make_user(),
        at=at,
    )


def visit(
    server: FeedServer, source: Source, *, at: datetime = MONDAY, manners: Manners = POLITE
) -> Visited | None:
    return visit_feed(
        feed_id=source.feed_id, client=server.client(), at=at, jitter=1.0, manners=manners
    )


def search_what_is_stored(*, at: datetime = MONDAY) -> None:
    for rematch_id in due(at=at):
        assert begin_rematch(rematch_id, at=at)
        while go_on(rematch_id, at=at):
            pass
