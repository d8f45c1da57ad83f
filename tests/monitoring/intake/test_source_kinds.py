"""A search may ask for a kind of source, wherever it is tried."""

import pytest

from monitoring.models import Match, Source
from monitoring.services.profiles import preview_profile
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import (
    MINUTE,
    listening_company,
    look_for,
    post,
    search_what_is_stored,
    visit,
)

pytestmark = pytest.mark.django_db


def test_a_kind_of_source_is_asked_for_in_what_comes_and_in_what_is_stored(
    server: FeedServer,
) -> None:
    company = listening_company(server, query="Lindner source:feed")
    look_for(company, "Lindner source:mastodon")
    server.publish(post(1, "Lindner braut"))
    visit(server, Source.of(company).get())
    late = look_for(company, "braut source:feed")
    look_for(company, "braut source:mail")
    search_what_is_stored()
    found = Match.of(company).order_by("profile_id").values_list("profile__query", flat=True)
    assert list(found) == ["Lindner source:feed", late.query]


def test_the_preview_knows_the_kind_of_source(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner braut"))
    visit(server, Source.of(company).get())
    numbers = [
        preview_profile(company=company, query=query, since=MONDAY - 60 * MINUTE, at=MONDAY).number
        for query in ("Lindner source:feed", "Lindner source:reddit")
    ]
    assert numbers == [1, 0]
