import pytest

from monitoring.models import Feed, Item, Mention, MentionCount
from tests.factories import make_company, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.killed_workers import drain, publish_while_killing, working
from tests.monitoring.listening import look_for, watch
from tests.patience import PATIENCE, patience

PATHS = ["/a", "/b", "/c", "/d"]


@pytest.mark.django_db(transaction=True)
def test_no_mention_is_lost_or_doubled_when_workers_are_killed(server: FeedServer) -> None:
    company, by = make_company(), make_user()
    look_for(company, "Lindner", by=by)
    for path in PATHS:
        server.posts[path] = []
        watch(company, server.url(path), by=by)
    with working(server) as workers:
        with patience(5 * PATIENCE):
            published = publish_while_killing(
                workers,
                paths=PATHS,
                kills=10,
                seed=3,
                life=(2.0, 4.5),
                has_begun=Mention.of(company).exists,
            )
        before = Mention.of(company).count()
        drain(
            workers,
            is_done=lambda: Mention.of(company).count() >= len(published),
            seconds=5 * PATIENCE,
        )
        kills = workers.kills
    found = sorted(Mention.of(company).values_list("external_id", flat=True), key=int)
    assert found == published
    assert Item.objects.count() == len(published)
    assert sum(MentionCount.of(company).values_list("number", flat=True)) == len(published)
    assert sum(Feed.objects.values_list("items_total", flat=True)) == len(published)
    # The worker did work between its deaths, so that there was something to lose.
    assert kills == 10
    assert before > 0
