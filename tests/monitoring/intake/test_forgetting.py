from datetime import timedelta

import pytest
from django.db import connection

from monitoring.intake.forgetting import forget
from monitoring.models import Item, Mention, Source
from monitoring.pipeline.duplicates import BANDS
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import listening_company, post, visit

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def test_old_items_go_and_their_mentions_stay(server: FeedServer) -> None:
    listening_company(server)
    source = Source.everywhere.get()
    server.publish(post(1, "Lindner im November."))
    visit(server, source)
    later = MONDAY + 6 * WEEK
    server.publish(post(2, "Lindner im Januar.", at=later))
    visit(server, source, at=later)
    assert forget(before=MONDAY + WEEK) == 1
    assert list(Item.objects.values_list("external_id", flat=True)) == ["2"]
    assert Mention.everywhere.count() == 2


def test_what_a_quiet_feed_still_carries_is_not_forgotten(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post(1, "Lindner im November."))
    visit(server, Source.everywhere.get())
    assert forget(before=MONDAY + 9 * WEEK) == 0
    Source.everywhere.update(removed_at=MONDAY)
    assert forget(before=MONDAY + 9 * WEEK) == 1


LONG = "Die Brauerei Lindner aus Bamberg schließt zum Jahresende ihren Biergarten am Fluss."


def held() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM monitoring_band")
        return cursor.fetchone()[0]


def test_what_nothing_new_is_compared_with_is_not_held_ready(server: FeedServer) -> None:
    company = listening_company(server)
    source = Source.everywhere.get()
    later = MONDAY + 6 * WEEK
    for number, at in ((1, MONDAY), (2, later)):
        server.publish(post(number, f"{LONG} {number}", at=at))
        visit(server, source, at=at)
    assert held() == 2 * BANDS
    forget(before=MONDAY + 2 * WEEK)
    assert held() == 2 * BANDS
    forget(before=MONDAY + 2 * WEEK + timedelta(days=1))
    assert held() == BANDS
    Mention.of(company).delete()
    assert held() == 0
