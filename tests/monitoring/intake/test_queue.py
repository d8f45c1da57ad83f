from datetime import timedelta

import pytest

from monitoring.intake.queue import Hint, Manners, begin, sweep
from monitoring.models import BlindSpell, Feed, Host, Source
from monitoring.services.sources import pause_source, remove_source, try_again
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import MINUTE, POLITE, listening_company, post, visit, watch

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def hinted(hints: list[Hint]) -> list[int]:
    return [hint.feed_id for hint in hints]


def feed_of(source: Source) -> Feed:
    return Feed.objects.get(id=source.feed_id)


def test_what_is_due_is_hinted_at_once_and_not_again_while_leased() -> None:
    source = watch(make_company(), "https://blog.example/feed")
    assert hinted(sweep(at=MONDAY)) == [source.feed_id]
    assert sweep(at=MONDAY + 119 * SECOND) == []
    assert hinted(sweep(at=MONDAY + 121 * SECOND)) == [source.feed_id]


def test_a_lost_hint_costs_no_attempt() -> None:
    source = watch(make_company(), "https://blog.example/feed")
    for number in range(8):
        sweep(at=MONDAY + number * 121 * SECOND)
    assert feed_of(source).attempt == 0


@pytest.mark.parametrize("leave", [pause_source, remove_source])
def test_a_feed_nobody_watches_is_not_asked(leave) -> None:
    source = watch(make_company(), "https://blog.example/feed")
    leave(source=source, by=make_user(), at=MONDAY)
    assert sweep(at=MONDAY) == []


def test_feeds_of_one_host_are_asked_one_after_the_other() -> None:
    company = make_company()
    for number in range(6):
        watch(company, f"https://blog.example/{number}")
    manners = Manners(gap=2 * SECOND, horizon=10 * SECOND)
    assert [hint.countdown for hint in sweep(at=MONDAY, manners=manners)] == [0, 2.5, 5, 7.5]


def test_a_host_is_not_asked_twice_within_its_gap() -> None:
    company = make_company()
    first, second = (watch(company, f"https://blog.example/{name}") for name in "ab")
    manners = Manners(gap=2 * SECOND)
    sweep(at=MONDAY, manners=manners)
    assert begin(first.feed_id, at=MONDAY, manners=manners) is not None
    assert begin(second.feed_id, at=MONDAY + SECOND, manners=manners) is None
    assert feed_of(second).lease_until is None
    assert begin(second.feed_id, at=MONDAY + 2 * SECOND, manners=manners) is not None


def test_a_company_with_many_feeds_does_not_come_before_one_with_few() -> None:
    large, small = make_company("Groß AG"), make_company("Klein GmbH")
    for number in range(5):
        watch(large, f"https://a{number}.example/", at=MONDAY - MINUTE)
    theirs = watch(small, "https://klein.example/")
    assert hinted(sweep(at=MONDAY)).index(theirs.feed_id) == 1


def test_a_host_that_asks_for_rest_gets_it_for_all_its_feeds(server: FeedServer) -> None:
    company = listening_company(server)
    other = watch(company, server.url("/other"))
    source = Source.of(company).exclude(id=other.pk).get()
    server.script(Scripted(429, {"Retry-After": "600"}))
    visit(server, source)
    feed = feed_of(source)
    assert (feed.next_due_at, feed.failures) == (MONDAY + 10 * MINUTE, 0)
    assert feed.last_error["code"] == "RateLimited"
    assert Host.objects.get(name=feed.host).resting_until == MONDAY + 10 * MINUTE
    assert sweep(at=MONDAY + 9 * MINUTE, manners=POLITE) == []
    assert visit(server, other, at=MONDAY + 9 * MINUTE) is None
    server.publish(post(1, "Lindner."), path="/other")
    assert visit(server, other, at=MONDAY + 10 * MINUTE) is not None


def test_a_failing_feed_is_asked_every_hour_for_a_day_and_then_once_a_day(
    server: FeedServer,
) -> None:
    source = watch(make_company(), server.url())
    server.always["/feed"] = Scripted(500)
    at, pauses = MONDAY, []
    for _number in range(28):
        visit(server, source, at=at)
        due = feed_of(source).next_due_at
        pauses.append((due - at) / MINUTE)
        at = due
    assert pauses == [15, 30, *[60] * 24, 1440, 1440]
    assert feed_of(source).failing_since == MONDAY


def test_a_feed_that_works_again_is_asked_as_before(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    server.publish(post(1, "Es geht wieder."))
    server.script(Scripted(500), Scripted(500))
    for number in range(3):
        visit(server, source, at=MONDAY + number * 30 * MINUTE)
    feed = feed_of(source)
    assert (feed.failures, feed.failing_since, feed.last_error) == (0, None, {})
    assert feed.next_due_at == MONDAY + 75 * MINUTE


def test_five_crashes_in_a_row_are_enough_and_somebody_may_try_again(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    at = MONDAY
    for _crash in range(5):
        assert hinted(sweep(at=at, manners=POLITE)) == [source.feed_id]
        assert begin(source.feed_id, at=at, manners=POLITE) is not None
        at += 121 * SECOND
    assert sweep(at=at, manners=POLITE) == []
    feed = feed_of(source)
    assert (feed.quarantined_at, feed.last_error["code"]) == (at, "crashed")
    assert BlindSpell.objects.get(feed=feed).ended_at is None
    assert begin(source.feed_id, at=at, manners=POLITE) is None
    try_again(source=source, by=make_user(), at=at)
    server.publish(post(1, "Wieder da."))
    assert visit(server, source, at=at) is not None


def test_four_crashes_and_a_success_count_for_nothing(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    for number in range(4):
        begin(source.feed_id, at=MONDAY + number * 121 * SECOND, manners=POLITE)
    server.publish(post(1, "Wieder da."))
    visit(server, source, at=MONDAY + 600 * SECOND)
    assert feed_of(source).attempt == 0


def test_a_feed_that_is_gone_for_good_is_not_asked_again(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    server.script(Scripted(410))
    visit(server, source)
    feed = feed_of(source)
    assert (feed.quarantined_at, feed.last_error["code"]) == (MONDAY, "gone_for_good")
    assert sweep(at=MONDAY + timedelta(days=9)) == []


def test_after_three_answers_from_elsewhere_the_feed_is_asked_there(server: FeedServer) -> None:
    source = watch(make_company(), server.url("/old"))
    server.always["/old"] = Scripted(301, {"Location": server.url("/new")})
    server.publish(post(1, "Umgezogen."), path="/new")
    for number in range(3):
        assert feed_of(source).address == server.url("/old")
        visit(server, source, at=MONDAY + number * 60 * MINUTE)
    assert feed_of(source).address == server.url("/new")


def test_a_feed_that_moves_to_one_that_is_watched_already_becomes_that_one(
    server: FeedServer,
) -> None:
    keller = listening_company(server, name="Keller KG", query="Keller", path="/new")
    lindner = listening_company(server, path="/old")
    server.always["/old"] = Scripted(301, {"Location": server.url("/new")})
    server.publish(post(1, "Lindner und Keller."), path="/new")
    there, old = Source.of(keller).get(), Source.of(lindner).get()
    for number in range(3):
        visit(server, old, at=MONDAY + number * 60 * MINUTE)
    old.refresh_from_db()
    assert old.feed_id == there.feed_id
    assert old.mentions.count() == 1


def test_a_failure_that_nobody_foresaw_is_written_on_the_feed(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    Feed.objects.update(cursor={"etag": 5})
    visit(server, source)
    assert feed_of(source).last_error["code"] == "internal"
    assert feed_of(source).attempt == 0


def test_a_feed_is_asked_less_often_while_it_brings_nothing(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    server.publish(post(1, "Ein Anfang."))
    at, pauses = MONDAY, []
    for _visit in range(9):
        visit(server, source, at=at)
        due = feed_of(source).next_due_at
        pauses.append(round((due - at) / MINUTE))
        at = due
    assert pauses == [15, 19, 23, 29, 37, 46, 57, 60, 60]
    server.publish(post(2, "Etwas Neues."))
    visit(server, source, at=at)
    assert feed_of(source).interval == 15 * MINUTE
